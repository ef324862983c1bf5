"""The widgets of the clashes section: the lines with several contents, and over them one line with its contents."""

from __future__ import annotations

import tkinter as tk
import unicodedata
from functools import partial
from tkinter import ttk

from desktop.screens.packages.clashes.presenter import Presenter
from desktop.screens.packages.section_view import ListView
from desktop.screens.viewing import Action, action
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Panel, Stage, bind_within
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_, Problem
from models.services.exchange.clashes import Clash


class View(ListView[Presenter]):
    """Enter or F2 lays a line open."""

    shows = ("package clashes",)
    heading = N_("Lines with two contents")
    hint = N_(
        "A computer's folder was copied and both went on. Nothing of such a line counts until a person has chosen; both "
        "stay on record."
    )
    empty = N_(
        "No line has two contents. Forms that two persons keyed differently are ruled on the screen "
        "“Second keying and rulings”."
    )
    columns = (
        Column(N_("About"), 34, stretches=True),
        Column(N_("Office"), 18, stretches=True),
        Column(N_("Period"), 8),
        Column(N_("Line"), 21),
        Column(N_("Chosen"), 18),
        Column(N_("Reason"), 20, stretches=True),
        Column(N_("By whom"), 12),
    )
    opens = "lay_open"

    def can(self, action: Action) -> bool:
        return self.row is not None

    def panel(self, laid: Clash) -> Panel:
        return ChoosingPanel(self.stage, self.presenter)

    @action(N_("Side by side…"), "<F2>", main=True, commands=("package choose",))
    def _lay_open(self) -> None:
        if self.row is not None:
            self.presenter.lay_open(self.row)


class ChoosingPanel(Panel):
    """F2, F3, … choose a content, Ctrl+Enter records it with the reason, Esc leaves."""

    def __init__(self, stage: Stage, presenter: Presenter) -> None:
        super().__init__(stage)
        self.presenter = presenter
        self.say = say = presenter.office.say
        look = look_of(self)
        letters = presenter.letters
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        title = ttk.Label(self, text=presenter.title(), style="Bold.TLabel", justify="left")
        title.grid(row=0, column=0, sticky="w", pady=(0, look.lines(0.3)))
        self.table = RecordTable(
            self,
            (Column(say(N_("What differs")), 30, stretches=True),
             *(Column(say(N_("Content {letter}"), letter=letter), 24, stretches=True) for letter in letters)),
            presenter.office.language, fold=search_key, empty="",
        )  # fmt: skip
        self.table.grid(row=1, column=0, sticky="nsew")
        self.table.show([(row.label, *row.words) for row in presenter.contents()])
        self.chosen = tk.StringVar(self, "")
        choices = FlowBar(self)
        choices.grid(row=2, column=0, sticky="ew", pady=(look.lines(0.4), 0))
        for place, letter in enumerate(letters):
            said = say(N_("Content {letter} counts ({key})"), letter=letter, key=f"F{place + 2}")
            choices.add(ttk.Radiobutton(choices, text=said, value=letter, variable=self.chosen))
        line = ttk.Frame(self)
        line.grid(row=3, column=0, sticky="ew", pady=(look.lines(0.3), 0))
        line.columnconfigure(1, weight=1)
        ttk.Label(line, text=say(N_("Why: what the paper says"))).grid(row=0, column=0, padx=(0, look.em))
        self.reason = ttk.Entry(line, font=look.body)
        self.reason.grid(row=0, column=1, sticky="ew")
        self.told = ttk.Label(self, style="Bad.TLabel", justify="left")
        bar = FlowBar(self)
        bar.grid(row=5, column=0, sticky="ew", pady=(look.lines(0.4), 0))
        record = ttk.Button(bar, text=say(N_("Record the choice (Ctrl+Enter)")), style="Accent.TButton",
                            command=self._record)  # fmt: skip
        bar.add(record)
        bar.add(ttk.Button(bar, text=say(N_("Go back (Esc)")), command=stage.back))
        keep_wrapped(self, (title, self.told), less=look.em, least=look.em * 30)
        for place, letter in enumerate(letters):
            bind_within(self, f"<F{place + 2}>", partial(self._choose, letter))
        bind_within(self, "<Control-Return>", self._record)
        self.reason.bind("<Return>", lambda _: self._record())

    def first_focus(self) -> None:
        self.table.first_focus()

    def _choose(self, letter: str) -> None:
        self.chosen.set(letter)
        self.reason.focus_set()

    def _record(self) -> None:
        try:
            self.presenter.choose(self.chosen.get(), unicodedata.normalize("NFC", self.reason.get()))
        except Problem as problem:
            self.told.configure(text=self.presenter.office.language.problem(problem))
            self.told.grid(row=4, column=0, sticky="w", pady=(look_of(self).lines(0.3), 0))
