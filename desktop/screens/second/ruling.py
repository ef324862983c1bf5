"""One form in dispute: each question with both answers and its page; nothing is chosen until a person chooses."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk

from desktop.screens.second.presenter import Presenter
from desktop.theme import look_of
from desktop.widgets.by_shape import answer_keys, not_a_key, row_for
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.key_legend import KeyLegend
from desktop.widgets.question_row import MISSING_KEYS, NUMBER_EMS, QuestionRow
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.stage import Stage, bind_within
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.problems import N_, Problem
from models.domain.book.serials import parse_serial
from models.domain.questionnaire.questionnaire import Question
from models.language import Language
from models.services.keying.disputes import Difference, Dispute

SHORT = 18
"""A panel of fewer lines shows no keys."""


class RulingPanel(ttk.Frame):
    """The differences one below the other, keyed as a form is; Ctrl+Enter records the ruling, Esc leaves."""

    def __init__(
        self, stage: Stage, presenter: Presenter, dispute: Dispute, *, on_record: Callable[[], object]
    ) -> None:
        super().__init__(stage)
        self.presenter = presenter
        self.say = say = presenter.office.say
        self.look = look = look_of(self)
        self._on_record = on_record
        self.current = -1
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        office = presenter.office.catalogue.unit_named(dispute.unit)
        title = say(N_("Form {serial} of {office}: take the paper and choose what it says"),
                    serial=parse_serial(dispute.serial).short, office=office.full_name)  # fmt: skip
        ttk.Label(self, text=title, style="Bold.TLabel").grid(row=0, column=0, sticky="w", pady=(0, look.lines(0.4)))
        self._scrolled = Scrolled(self)
        self._scrolled.grid(row=1, column=0, sticky="nsew")
        self.blocks: list[_QuestionBlock] = []
        for place, difference in enumerate(dispute.differences):
            block = _QuestionBlock(self._scrolled.inside, presenter, difference, self)
            block.grid(row=place, column=0, sticky="ew")
            self.blocks.append(block)
        self.told = ttk.Label(self, style="Bad.TLabel", justify="left")
        keep_wrapped(self, (self.told,), less=look.em, least=look.em * 30)
        self.told.grid(row=2, column=0, sticky="w", pady=(look.lines(0.3), 0))
        try:
            presenter.require_third_person()
        except Problem as problem:
            self.told.configure(text=presenter.office.language.problem(problem))
        self._legend = KeyLegend(self)
        self._legend.grid(row=3, column=0, sticky="ew", pady=(look.lines(0.2), 0))
        bar = FlowBar(self)
        bar.grid(row=4, column=0, sticky="ew", pady=(look.lines(0.3), 0))
        record = ttk.Button(bar, text=say(N_("Record the ruling… (Ctrl+Enter)")), style="Accent.TButton",
                            command=self._record)  # fmt: skip
        record.bind("<Return>", lambda _: self._record())
        bar.add(record)
        bar.add(ttk.Button(bar, text=say(N_("Go back (Esc)")), command=stage.back))
        self.bind("<Configure>", lambda event: self._fit(event.height) if event.widget is self else None, add=True)
        for key, do in (("<Control-Return>", self._record), ("<Next>", lambda: self._stand_on(self.current + 1)),
                        ("<Prior>", lambda: self._stand_on(self.current - 1)), ("<Home>", lambda: self._stand_on(0)),
                        ("<End>", lambda: self._stand_on(len(self.blocks) - 1))):  # fmt: skip
            bind_within(self, key, do)

    def _fit(self, height: int) -> None:
        """Where a large text leaves few lines the paper has that of the keys; a wrong one is told with the right ones."""
        self._legend.grid_remove() if height < self.look.lines(SHORT) else self._legend.grid()

    def first_focus(self) -> None:
        self._stand_on(max(0, self.current))

    def answered(self, row: QuestionRow, code: str, *, go_on: bool) -> None:
        """The paper says `code`; the next question that is open follows."""
        place = self._place(row)
        try:
            self.presenter.choose(self.blocks[place].difference, code)
        except Problem as problem:
            self._refuse(row, self.presenter.office.language.problem(problem))
            return
        self._tell("")
        self.blocks[place].show(code)
        if not go_on:
            return
        if place + 1 < len(self.blocks):
            self._stand_on(place + 1)
        elif left := [each for each in self.blocks if each.row.code is None]:
            self._tell(self.say(N_("{left} questions are still open: ↑ goes back to them."), left=len(left)))
        else:
            self._tell(self.say(N_("All is chosen. Ctrl+Enter records the ruling.")))

    def wanted(self, row: QuestionRow, by: int) -> None:
        """Another question is wanted, nothing is changed here."""
        self._stand_on(self._place(row) + by)

    def touched(self, row: QuestionRow) -> None:
        """A row was clicked."""
        self._stand_on(self._place(row))

    def not_a_key(self, row: QuestionRow, key: str) -> None:
        """The key answers nothing in this row: said, shown and heard."""
        self._refuse(row, not_a_key(row.question, key, self.presenter.office.language))

    def _refuse(self, row: QuestionRow, sentence: str) -> None:
        self._tell(sentence, is_wrong=True)
        row.blink()
        self.bell()

    def _tell(self, sentence: str, *, is_wrong: bool = False) -> None:
        self.told.configure(text=sentence, style="Bad.TLabel" if is_wrong else "Bold.TLabel")

    def _place(self, row: QuestionRow) -> int:
        return next(place for place, block in enumerate(self.blocks) if block.row is row)

    def _stand_on(self, place: int) -> None:
        if not 0 <= place < len(self.blocks):
            return
        if 0 <= self.current < len(self.blocks) and self.current != place:
            before = self.blocks[self.current].row
            before.commit()
            before.mark(current=False)
        self.current = place
        block = self.blocks[place]
        block.row.mark(current=True)
        block.row.take_focus()
        self._scrolled.see(block)
        language = self.presenter.office.language
        ways = (("↑ ↓", language.say(N_("question before, after"))), ("Ctrl+Enter", language.say(N_("record"))))
        self._legend.show((*answer_keys(block.row.question, language)[:-1], *ways))

    def _record(self) -> str:
        if 0 <= self.current < len(self.blocks):
            self.blocks[self.current].row.commit()
        try:
            self._on_record()
        except Problem as problem:
            self._tell(self.presenter.office.language.problem(problem), is_wrong=True)
            self._stand_on(
                next((place for place, block in enumerate(self.blocks) if block.row.code is None), self.current)
            )
        return "break"


class _QuestionBlock(ttk.Frame):
    """One question as on the paper, and below it the unlike answers, to be chosen by the mouse as well."""

    def __init__(self, parent: tk.Misc, presenter: Presenter, difference: Difference, owner: RulingPanel) -> None:
        look = look_of(parent)
        super().__init__(parent, style="Plain.TFrame", padding=(0, 0, 0, look.lines(0.5)))
        self.difference = difference
        say, question, language = presenter.office.say, difference.question, presenter.office.language
        self.columnconfigure(0, weight=1)
        self.row = row_for(question.shape)(self, question, language, owner)
        self.row.grid(row=0, column=0, sticky="ew")
        self._chosen = tk.StringVar(self, "\x01")
        line = FlowBar(self)
        line.configure(style="Plain.TFrame")
        line.grid(row=1, column=0, sticky="ew", padx=(look.em * (NUMBER_EMS + 2), 0), pady=(look.lines(0.3), 0))
        place = say(N_("Page {page}. The keyings say:"), page=question.page)
        line.add(ttk.Label(line, text=place, style="Card.Quiet.TLabel"))
        self._radios: dict[str, ttk.Radiobutton] = {}
        for code in difference.values:
            radio = ttk.Radiobutton(
                line, text=words_of(question, code, language), value=code, variable=self._chosen, takefocus=0,
                style="Card.TRadiobutton", command=partial(owner.answered, self.row, code, go_on=True),
            )  # fmt: skip
            line.add(radio)
            self._radios[code] = radio

    def show(self, code: str) -> None:
        """Draw what was chosen."""
        self.row.show(code)
        self._chosen.set(code if code in self._radios else "\x01")

    def radio_of(self, code: str) -> ttk.Radiobutton:
        """The button that chooses an offered code."""
        return self._radios[code]


def words_of(question: Question, code: str, language: Language) -> str:
    """A code with what it means: `4 – Hài lòng`, `? – unreadable`."""
    if code == "":
        return language.say(N_("blank"))
    if code in MISSING_KEYS:
        return f"{code} – {language.say(MISSING_KEYS[code])}"
    if question.shape.has_boxes:
        names = [choice.label for mark in code.split() if (choice := question.choice(mark)) is not None]
        return f"{code} – {', '.join(names)}"
    return code
