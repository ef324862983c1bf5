"""One form in dispute: each question with both answers and its page; nothing is chosen until a person chooses."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk

from desktop.screens.second.presenter import Presenter
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.pressed import pressed
from desktop.widgets.question_row import MISSING_KEYS
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.stage import Stage
from models.domain.basics.problems import N_, Problem
from models.domain.book.serials import parse_serial
from models.domain.questionnaire.questionnaire import Missing, Question
from models.language import Language
from models.services.keying.disputes import Difference, Dispute

OTHER = "\x00"
"""Value of the radio button beside the field for another answer; no code can be it."""


class RulingPanel(ttk.Frame):
    """The differences one below the other; Ctrl+Enter records the ruling, Esc leaves."""

    def __init__(
        self, stage: Stage, presenter: Presenter, dispute: Dispute, *, on_record: Callable[[], object]
    ) -> None:
        super().__init__(stage)
        self.presenter = presenter
        self.say = say = presenter.office.say
        self.look = look = look_of(self)
        self._on_record = on_record
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        office = presenter.office.catalogue.unit_named(dispute.unit)
        title = say(N_("Form {serial} of {office}: take the paper and choose what it says"),
                    serial=parse_serial(dispute.serial).short, office=office.full_name)  # fmt: skip
        ttk.Label(self, text=title, style="Bold.TLabel").grid(row=0, column=0, sticky="w", pady=(0, look.lines(0.4)))
        scrolled = Scrolled(self)
        scrolled.grid(row=1, column=0, sticky="nsew")
        self._first: tk.Misc = self
        self.blocks: list[_QuestionBlock] = []
        for place, difference in enumerate(dispute.differences):
            block = _QuestionBlock(scrolled.inside, presenter, difference)
            block.grid(row=place, column=0, sticky="ew")
            self.blocks.append(block)
            if place == 0:
                self._first = block.first
            for widget in block.focusable:
                widget.bind("<FocusIn>", pressed(scrolled.see, block), add=True)
                widget.bind("<Control-Return>", lambda _: self._record())
        self.told = ttk.Label(self, style="Bad.TLabel", justify="left")
        self.bind("<Configure>", lambda event: self.told.configure(wraplength=max(look.em * 30, event.width - look.em)))
        self.told.grid(row=2, column=0, sticky="w", pady=(look.lines(0.3), 0))
        try:
            presenter.require_third_person()
        except Problem as problem:
            self.told.configure(text=presenter.office.language.problem(problem))
        bar = FlowBar(self)
        bar.grid(row=3, column=0, sticky="ew", pady=(look.lines(0.3), 0))
        record = ttk.Button(bar, text=say(N_("Record the ruling… (Ctrl+Enter)")), style="Accent.TButton",
                            command=self._record)  # fmt: skip
        record.bind("<Return>", lambda _: self._record())
        bar.add(record)
        bar.add(ttk.Button(bar, text=say(N_("Go back (Esc)")), command=stage.back))

    def first_focus(self) -> None:
        self._first.focus_set()

    def _record(self) -> str:
        try:
            self._on_record()
        except Problem as problem:
            self.told.configure(text=self.presenter.office.language.problem(problem))
        return "break"


class _QuestionBlock(ttk.Frame):
    """One question: its words and page, the unlike answers, unreadable, and a field for something else."""

    def __init__(self, parent: tk.Misc, presenter: Presenter, difference: Difference) -> None:
        look = look_of(parent)
        super().__init__(parent, style="Plain.TFrame", padding=(look.em * 2, look.lines(0.5)))
        self.presenter, self.difference, self.look = presenter, difference, look
        say, question = presenter.office.say, difference.question
        self.columnconfigure(0, weight=1)
        words = f"{question.number}  {question.label}" if question.number else question.label
        label = ttk.Label(self, text=words, style="Card.Bold.TLabel", justify="left")
        label.grid(row=0, column=0, sticky="w")
        ttk.Label(self, text=say(N_("page {page}"), page=question.page), style="Card.Quiet.TLabel").grid(
            row=0, column=1, sticky="e")  # fmt: skip
        self.bind(
            "<Configure>", lambda event: label.configure(wraplength=max(look.em * 30, event.width - look.em * 16))
        )
        self._chosen = tk.StringVar(self, "\x01")
        line = FlowBar(self)
        line.configure(style="Plain.TFrame")
        line.grid(row=1, column=0, columnspan=2, sticky="ew", pady=(look.lines(0.3), 0))
        self.focusable: list[tk.Misc] = []
        self._radios: dict[str, tk.Misc] = {}
        offered = list(difference.values)
        if Missing.UNREADABLE.value not in offered:
            offered.append(Missing.UNREADABLE.value)
        for code in offered:
            radio = ttk.Radiobutton(
                line, text=words_of(question, code, presenter.office.language), value=code, variable=self._chosen,
                style="Card.TRadiobutton", command=partial(self._choose, code),
            )  # fmt: skip
            radio.bind("<Return>", pressed(radio.invoke))
            line.add(radio)
            self.focusable.append(radio)
            self._radios[code] = radio
        other = ttk.Radiobutton(line, text=say(N_("something else, as a key:")), value=OTHER, variable=self._chosen,
                                style="Card.TRadiobutton", command=self._other_chosen)  # fmt: skip
        line.add(other)
        self._typed = tk.StringVar(self)
        self._entry = ttk.Entry(line, textvariable=self._typed, width=12, font=look.body)
        line.add(self._entry)
        self._typed.trace_add("write", lambda *_: self._other_typed())
        self.focusable += [other, self._entry]
        self.first = self.focusable[0]
        self._wrong = ttk.Label(self, style="Card.Bad.TLabel")
        self._wrong.grid(row=2, column=0, columnspan=2, sticky="w")
        self._wrong.grid_remove()

    def radio_of(self, code: str) -> tk.Misc:
        """The button that chooses an offered code."""
        return self._radios[code]

    def _choose(self, code: str) -> None:
        try:
            self.presenter.choose(self.difference, code)
        except Problem as problem:
            self._wrong.configure(text=self.presenter.office.language.problem(problem))
            self._wrong.grid()
        else:
            self._wrong.grid_remove()

    def _other_chosen(self) -> None:
        self._entry.focus_set()
        self._choose(self._typed.get().strip())

    def _other_typed(self) -> None:
        self._chosen.set(OTHER)
        self._choose(self._typed.get().strip())


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
