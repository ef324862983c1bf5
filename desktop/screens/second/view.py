"""The widgets of the rulings screen: the forms in dispute, and over them one form with its differences."""

from __future__ import annotations

from math import ceil
from tkinter import ttk

from desktop import dialogs
from desktop.agreement_words import UNSEEN
from desktop.screens.second.presenter import REASONS, Presenter
from desktop.screens.second.ruling import RulingPanel
from desktop.screens.viewing import ScreenView, action
from desktop.theme import look_of
from desktop.widgets.form_fields import NoWholeNumber
from desktop.widgets.list_panel import ListPanel
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Stage
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.duties import Duty
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_, Problem
from models.services.keying.disputes import Dispute
from models.services.keying.keying import KeyerCannotRule


class View(ScreenView[Presenter]):
    """A table of disputed forms; Enter lays one open."""

    shows = ("key disputes", "key rule")

    _is_short = False

    def build(self) -> None:
        say, presenter = self.say, self.presenter
        self.title(say(N_("Second keying and rulings")))
        self.stage = self.make_stage()
        main = ttk.Frame(self.stage)
        main.columnconfigure(0, weight=1)
        main.rowconfigure(1, weight=1)
        self._state = ttk.Label(main, style="Quiet.TLabel", justify="left")
        self._state.grid(row=0, column=0, sticky="w", pady=(0, self.look.lines(0.4)))
        keep_wrapped(main, (self._state,), least=self.look.em * 30)
        self._table = RecordTable(
            main,
            (Column(say(N_("Form")), 13), Column(say(N_("Office")), 28),
             Column(say(N_("Questions")), 12, is_number=True),
             Column(say(N_("Which differ")), 30, stretches=True)),
            presenter.office.language, fold=search_key, on_open=presenter.open_row,
            empty=say(N_("No form is in dispute. When two persons key a form differently, it waits here for a third one.")),
        )  # fmt: skip
        self._table.grid(row=1, column=0, sticky="nsew")
        self.stage.show(main, focus=self._table.first_focus)
        self._shown: Dispute | None = None

    def draw(self) -> None:
        presenter, say = self.presenter, self.say
        for each in self.all_actions():
            self.enable(getattr(self, each.does), not presenter.obstacle)
        if presenter.obstacle is not None:
            self._state.configure(text=presenter.office.language.problem(presenter.obstacle))
        else:
            number = presenter.office.language.number
            told = say(N_("{disputed} forms in dispute · {awaiting} wait for a second keying"),
                       disputed=number(len(presenter.disputes)), awaiting=number(presenter.awaiting))  # fmt: skip
            rest = () if self._is_short else presenter.in_short()
            self._state.configure(text="\n".join((told, *rest)))
        self._table.show(presenter.rows())
        if presenter.open is None and self._shown is not None:
            self._shown = None
            self.stage.back()
        elif presenter.open is not None and presenter.open is not self._shown:
            self._shown = presenter.open
            panel = RulingPanel(self.stage, presenter, presenter.open, on_record=self._record)
            self.stage.lay_over(panel)
            panel.bind("<Destroy>", lambda event: self._closed() if event.widget is panel else None)
            panel.first_focus()

    def make_room(self, *, is_short: bool) -> None:
        """With few lines only the counts stay above the table."""
        if is_short != self._is_short:
            self._is_short = is_short
            self.draw()

    def first_focus(self) -> None:
        over = self.stage.over
        if isinstance(over, RulingPanel):
            over.first_focus()
        else:
            self._table.first_focus()

    def leave(self) -> None:
        self._shown = None

    def _closed(self) -> None:
        if self._shown is not None and self._shown is self.presenter.open:
            self._shown = None
            self.presenter.put_away()

    def _record(self) -> None:
        presenter, say, language = self.presenter, self.say, self.presenter.office.language
        presenter.require_ruled()
        try:
            presenter.require_third_person()
        except KeyerCannotRule as problem:
            if self._alone(problem):
                presenter.rule("alone")
            return
        place = dialogs.ask_choice(self, say(N_("What does the ruling stand on?")), [say(text) for _, text in REASONS],
                                   language, yes=say(N_("Record the ruling")))  # fmt: skip
        if place is not None:
            presenter.rule(REASONS[place][0])

    def _alone(self, problem: Problem) -> bool:
        told = self.presenter.office.language.problem(problem)
        more = self.say(N_("The record will say that no independent person looked at this form."))
        return dialogs.confirm(self, f"{told}\n\n{more}", self.presenter.office.language,
                               yes=self.say(N_("Record it as “alone”")), dangerous=True)  # fmt: skip

    @action(N_("Ask for a second keying…"), "<F2>", commands=("key ask-second",), duty=Duty.ASK_SECOND)
    def _ask_second(self) -> None:
        presenter, say = self.presenter, self.say
        number = presenter.office.language.number
        choices = [*(say(N_("All that {name} keyed ({count} forms)"), name=person.name, count=number(presenter.keyed_by(person)))
                     for person in presenter.people),
                   say(N_("Every form of the period ({count} forms)"), count=number(presenter.issued))]  # fmt: skip
        asked = N_(
            "Which forms are to be keyed once more, by somebody who does not see the first keying? Until then they count in no "
            "figure, and it cannot be taken back."
        )
        place = dialogs.ask_choice(
            self, say(asked),
            choices, presenter.office.language, yes=say(N_("Ask for it")), title=say(N_("Second keying")),
            is_open=True,
        )  # fmt: skip
        if place is not None:
            presenter.ask_second(presenter.people[place] if place < len(presenter.people) else None)

    @action(N_("Agreement by question…"), "<F5>", commands=("key agreement",))
    def _show_agreement(self) -> None:
        panel = AgreementPanel(self.stage, self.presenter)
        self.stage.lay_over(panel)
        panel.first_focus()

    @action(N_("Key more forms twice…"), "<Control-t>", commands=("key raise-share",), duty=Duty.ASK_SECOND)
    def _raise_share(self) -> None:
        presenter, say = self.presenter, self.say
        now = ceil(presenter.share * 100)
        if now >= 100:
            dialogs.show(self, say(N_("Every form is keyed twice already.")), presenter.office.language,
                         title=say(N_("Second keying")))  # fmt: skip
            return
        question = say(N_("Of 100 forms, {now} are keyed twice now. How many from now on? It cannot be lowered again."),
                       now=f"{float(presenter.share * 100):g}")  # fmt: skip
        if presenter.own_forms_only:
            question += "\n\n" + presenter.own_forms_only
        typed = dialogs.ask_text(self, question, presenter.office.language, yes=say(N_("Key so many twice")),
                                 title=say(N_("Second keying")))  # fmt: skip
        if typed is None:
            return
        if not (typed.isdecimal() and now <= int(typed) <= 100):
            raise NoWholeNumber(typed, now + (presenter.share * 100 == now), 100)
        presenter.raise_share(int(typed))

    @action(N_("Confirmed unusual answers…"), "<F3>", commands=("key confirmed",))
    def _show_confirmed(self) -> None:
        say, presenter = self.say, self.presenter
        panel = ListPanel(
            self.stage,
            presenter.office.language,
            title=say(N_("Unusual answers that were compared with the paper and confirmed")),
            columns=(Column(say(N_("Form")), 26), Column(say(N_("Question")), 12), Column(say(N_("As keyed")), 10),
                     Column(say(N_("Why it was asked")), 40, stretches=True), Column(say(N_("Who")), 16),
                     Column(say(N_("When")), 17)),
            empty=say(N_("No unusual answer was confirmed.")),
        )  # fmt: skip
        panel.show(presenter.confirmed_rows())
        self.stage.lay_over(panel)


class AgreementPanel(ttk.Frame):
    """Sentences above, a table below; Esc goes back."""

    def __init__(self, stage: Stage, presenter: Presenter) -> None:
        super().__init__(stage)
        look, say = look_of(self), presenter.office.say
        self.columnconfigure(0, weight=1)
        self.rowconfigure(2, weight=1)
        ttk.Button(self, text=say(N_("Go back (Esc)")), command=stage.back, style="Quiet.TButton").grid(sticky="w")
        assumed = N_("The intervals are exact (binomial) and take slips to fall on fields independently of each other.")
        told = ttk.Label(self, text="\n".join((*presenter.sentences(), say(UNSEEN), say(assumed))), justify="left")
        told.grid(row=1, sticky="w", pady=look.lines(0.4))
        keep_wrapped(self, (told,), least=look.em * 30)
        self._table = RecordTable(
            self,
            (Column(say(N_("Form")), 7), Column(say(N_("Position or question")), 40, stretches=True),
             Column(say(N_("Compared")), 10, is_number=True), Column(say(N_("Unlike")), 9, is_number=True),
             Column(say(N_("Alike, %")), 10, is_number=True),
             Column(say(N_("95 % interval")), 16, is_number=True)),
            presenter.office.language, fold=search_key,
            empty=say(N_("No form was keyed by two persons yet, so nothing is known about slips of keying.")),
        )  # fmt: skip
        self._table.grid(row=2, sticky="nsew")
        self._table.show(presenter.agreement_rows())

    def first_focus(self) -> None:
        self._table.first_focus()
