"""The widgets of the keying screen: the desk where a form is opened, and the form as on paper."""

from __future__ import annotations

from functools import partial
from tkinter import ttk

from desktop import dialogs
from desktop.screens.keying.batches import BatchPanel
from desktop.screens.keying.desk import OpeningDesk
from desktop.screens.keying.forms import KeyingPurpose, OpenForm
from desktop.screens.keying.from_table import key_table
from desktop.screens.keying.online_intake import OnlineIntake
from desktop.screens.keying.pile_panel import PilePanel
from desktop.screens.keying.presenter import Presenter, Worries
from desktop.screens.taken_in import TakenIn
from desktop.screens.taken_panel import TakenPanel
from desktop.screens.viewing import ScreenView, action
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.questionnaire_view import QuestionnaireView
from desktop.widgets.stage import Stage
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.questionnaire.questionnaire import Questionnaire
from models.workbooks import ENDINGS

NARROW = 100
"""A screen of fewer digits' width leaves the room of the buttons and of the day to the paper; the keys stay."""

AHEAD_MS = 60
"""So long after the screen is shown, and between two papers, before the paper of the next form is made ahead."""

ACTS = {
    KeyingPurpose.FIRST: N_("first keying"),
    KeyingPurpose.SECOND: N_("second keying"),
    KeyingPurpose.AMEND: N_("amending"),
}


class View(ScreenView[Presenter]):
    """One line about the person and the day, and below it either the opening desk or the open form."""

    shows = ("key amend", "key void")

    def build(self) -> None:
        look = self.look
        self._shown: OpenForm | None = None
        self.papers: dict[str, QuestionnaireView] = {}
        self.paper: QuestionnaireView | None = None
        self.content.rowconfigure(0, weight=0)
        self.content.rowconfigure(1, weight=1)
        self._is_narrow = False
        self._strip = strip = ttk.Frame(self.content)
        strip.grid(row=0, column=0, sticky="ew", pady=(0, look.lines(0.4)))
        strip.columnconfigure(1, weight=1)
        self._who = ttk.Label(strip, style="Bold.TLabel")
        self._who.grid(row=0, column=0, sticky="w")
        self._day = ttk.Label(strip, style="Quiet.TLabel")
        self._day.grid(row=0, column=1, sticky="w", padx=look.em * 3)
        self._buttons = FlowBar(self, at_right=True)
        self._buttons.grid(row=0, column=1, sticky="ew")
        for text, do in ((N_("Finish (Ctrl+Enter)"), self._finish), (N_("Leave, keep the draft (Esc)"), self._leave),
                         (N_("Give up this form… (F4)"), self._give_up)):  # fmt: skip
            self._buttons.add(ttk.Button(self._buttons, text=self.say(text), command=do, takefocus=0,
                                         style="Tool.TButton"))  # fmt: skip
        self.stage = Stage(self.content)
        self.stage.on_turn = lambda _: self._draw_strip(self.presenter.form)
        self.desk = OpeningDesk(self.stage, self.presenter)
        self.stage.show(self.desk, focus=self.desk.first_focus)
        self._waiting = ""
        self._wait_to_draw(AHEAD_MS)
        for key in self.desk.on_keys:
            self.winfo_toplevel().bind(key, partial(self._desk_key, key))
            self.bind("<Destroy>", partial(self._unbind, key=key), add=True)
        self.bind("<Configure>", lambda event: self._fit(event.width) if event.widget is self else None)

    def _desk_key(self, key: str, _event: object) -> str:
        """A key of the opening desk; in an open form F4 gives it up, and over the desk none of them means anything."""
        if self.presenter.form is not None:
            if key == "<F4>":
                self._give_up()
            return "break"
        if self.stage.over is None:
            self.desk.on_keys[key]()
        return "break"

    def draw(self) -> None:
        form = self.presenter.form
        self._draw_strip(form)
        if form is None:
            self._show_desk()
        elif form is not self._shown:
            self._show_form(form)

    def first_focus(self) -> None:
        if self.paper is not None and self.presenter.form is not None:
            self.paper.stand_on(self.paper.rows[max(0, self.paper.current)].question.name)
        else:
            self.desk.first_focus()

    def leave(self) -> None:
        self._stop_waiting()
        if self.paper is not None and self.presenter.form is not None:
            self.paper.commit()

    def _draw_strip(self, form: OpenForm | None) -> None:
        presenter, say = self.presenter, self.say
        if form is None:
            self.title(say(N_("Keying")))
        else:
            self.title(say(N_("Form {serial} – {act}"), serial=form.serial.short, act=say(ACTS[form.act])))
        for does in (self._lay_pile, self._count_batches, self._key_table):
            self.enable(does, presenter.obstacle is None and form is None)
        is_covered = self.stage.over is not None
        for part, is_shown in ((self.actions, form is None and not is_covered),
                               (self._buttons, form is not None and not self._is_narrow),
                               (self._strip, form is None or not self._is_narrow)):  # fmt: skip
            part.grid() if is_shown else part.grid_remove()
        if presenter.obstacle is not None:
            self._who.configure(text="")
            self._day.configure(text="")
            return
        number = presenter.office.language.number
        day = presenter.day
        words = say(N_("Today {forms} forms · {left} left"), forms=number(day.forms), left=number(presenter.left))
        if day.seconds:
            pace = say(N_("about {seconds} seconds a form (only you see this)"), seconds=number(day.seconds))
            words = f"{words} · {pace}"
        self._who.configure(text=presenter.by.name)
        self._day.configure(text=words)

    def _fit(self, width: int) -> None:
        is_narrow = width < self.look.em * NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._draw_strip(self.presenter.form)

    def _show_desk(self) -> None:
        was_keying = self._shown is not None
        self._shown = None
        if self.paper is not None:
            self.paper.grid_remove()
            self.paper = None
        self.stage.grid(row=1, column=0, sticky="nsew")
        self.desk.draw(clear=was_keying)
        if was_keying:
            self.desk.first_focus()

    def _show_form(self, form: OpenForm) -> None:
        self.stage.back()
        self.stage.grid_remove()
        paper = self._paper_of(form.questionnaire)
        if self.paper is not None and self.paper is not paper:
            self.paper.grid_remove()
        self._shown, self.paper = form, paper
        paper.grid(row=1, column=0, sticky="nsew")
        paper.open(form.codes, at=form.standing, before_enter=self.presenter.is_before_enter)

    def _paper_of(self, questionnaire: Questionnaire) -> QuestionnaireView:
        paper = self.papers.get(questionnaire.paper)
        if paper is None:
            paper = QuestionnaireView(
                self.content, questionnaire, self.presenter.office.language, on_field=self.presenter.save,
                on_finish=self._finish, on_leave=self._leave, is_asked=self.presenter.is_asked,
                doubt_of=self.presenter.doubt, on_yes=self.presenter.vouch,
            )  # fmt: skip
            self.papers[questionnaire.paper] = paper
        return paper

    def _draw_ahead(self) -> None:
        """While nobody keys yet: make the next paper and draw it out of sight, so that its first form opens at once."""
        self._waiting = ""
        waiting = [each for each in self.presenter.papers if each.paper not in self.papers]
        if not waiting or self.presenter.form is not None:
            return
        paper = self._paper_of(waiting[0])
        paper.grid(row=1, column=0, sticky="nsew")
        paper.lower(self.stage)
        paper.update_idletasks()
        paper.grid_remove()
        self._wait_to_draw(AHEAD_MS)

    def _wait_to_draw(self, milliseconds: int) -> None:
        self._waiting = self.after(milliseconds, self._draw_ahead)

    def _stop_waiting(self) -> None:
        if self._waiting:
            self.after_cancel(self._waiting)
            self._waiting = ""

    def _finish(self) -> None:
        paper = self.paper
        if paper is None:
            return
        paper.commit()
        try:
            worries = self.presenter.finish()
        except Problem as problem:
            paper.tell(self.presenter.office.language.problem(problem), is_wrong=True)
            return
        if worries is not None:
            paper.stand_on((*worries.unvisited, *worries.doubtful)[0])
            paper.tell(self._worry(worries), is_wrong=True)

    def _worry(self, worries: Worries) -> str:
        told = []
        if worries.unvisited:
            told.append(self.say(N_("{count} questions are not keyed; they will count as blank."),
                                 count=len(worries.unvisited)))  # fmt: skip
        if worries.doubtful:
            by_name = self._shown.questionnaire.by_name if self._shown is not None else {}
            numbers = [by_name[name].number or name for name in worries.doubtful]
            told.append(self.say(N_("Unusual answers: {questions}."), questions=numbers))
        return " ".join(
            (*told, self.say(N_("Compare with the paper; Ctrl+Enter once more records the form as it is.")))
        )

    def _leave(self) -> None:
        if self.paper is not None:
            self.paper.commit()
        self.presenter.leave()

    @action(N_("Lay a pile…"), "<F2>", main=True, duty=Duty.RETURN)
    def _lay_pile(self) -> None:
        self.stage.lay_over(PilePanel(self.stage, self.presenter, on_begun=self._pile_begun))

    def _pile_begun(self) -> None:
        self.stage.back()
        self.desk.draw(clear=True)

    @action(N_("Count batches…"), "<F5>", commands=("key batches", "key close-batch"), duty=Duty.LEDGER)
    def _count_batches(self) -> None:
        panel = BatchPanel(self.stage, self.presenter)
        self.stage.lay_over(panel)
        panel.first_focus()

    @action(N_("From a table…"), "<Control-o>", commands=("key import",), duty=Duty.KEY)
    def _key_table(self) -> None:
        say, office = self.say, self.presenter.office
        kind = dialogs.OfferedFiles(say(N_("Table of answers")), ENDINGS)
        for file in dialogs.open_files(
            self, say(N_("Table with a column “serial” and one for each question")), (kind,)
        ):
            asked = say(N_("Who keyed what stands in “{file}”? It is recorded under the name of {name}."), file=file.name,
                        name=office.who.name)  # fmt: skip
            passes = (say(N_("First keying")), say(N_("Second keying, by somebody who did not see the first")),
                      say(N_("Answers from the network (QR, Google Forms, Kobo)")))  # fmt: skip
            place = dialogs.ask_choice(self, asked, passes, office.language, yes=say(N_("Key the table")),
                                       title=say(N_("From a table")))  # fmt: skip
            if place == len(passes) - 1:
                OnlineIntake(self, self.stage, office).start(file)
            elif place is not None:
                key_table(office, file, second=bool(place), then=self._table_keyed)

    def _table_keyed(self, taken: TakenIn) -> None:
        if self.winfo_exists():
            self.stage.lay_over(TakenPanel(self.stage, self.presenter.office, taken))

    def _give_up(self) -> None:
        form = self.presenter.form
        if form is not None and dialogs.confirm(
            self, self.say(N_("Forget what was keyed of form {serial}?"), serial=form.serial.short),
            self.presenter.office.language, yes=self.say(N_("Give up this form")), dangerous=True,
        ):  # fmt: skip
            self.presenter.give_up()
