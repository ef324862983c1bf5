"""The widgets of the section of lines without effect: a table with the explanation under it, and over it the lines themselves."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from desktop.screens.packages.section_view import ListView
from desktop.screens.packages.without_effect.presenter import Presenter
from desktop.screens.viewing import Action, action
from desktop.theme import look_of
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Panel, Stage
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.duties import Duty
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_
from models.services.exchange.without_effect import WrittenWithoutEffect


class View(ListView[Presenter]):
    """Enter goes to the key for which a row waits, else it shows the lines; F2 shows them in any case."""

    shows = ("package without-effect",)
    heading = N_("Kept without effect")
    hint = N_("These lines are kept and passed on as they came. No figure here stands on them.")
    empty = N_(
        "Everything that has arrived has its effect: each office wrote only what it may, and all keys are compared."
    )
    columns = (
        Column(N_("Written by"), 20, stretches=True),
        Column(N_("Computer"), 9),
        Column(N_("About"), 20, stretches=True),
        Column(N_("Period"), 8),
        Column(N_("Lines"), 7, is_number=True),
        Column(N_("What they say"), 30, stretches=True),
        Column(N_("Why without effect"), 28, stretches=True),
    )
    opens = "go_on"

    def main(self) -> tk.Widget:
        main = ttk.Frame(self.stage)
        main.columnconfigure(0, weight=1)
        main.rowconfigure(0, weight=1)
        self._told = ttk.Label(main, justify="left")
        self.make_table(main).grid(row=0, column=0, sticky="nsew")
        self._told.grid(row=1, column=0, sticky="ew", pady=(self.look.lines(0.3), 0))
        keep_wrapped(main, (self._told,), least=self.look.em * 30)
        return main

    def can(self, action: Action) -> bool:
        if action.key == "<Control-k>":
            return self.row is not None and self.presenter.waits_for_key(self.row)
        return self.row is not None

    def selected(self) -> None:
        super().selected()
        self._told.configure(text=self.presenter.told(self.row) if self.row is not None else "")

    def panel(self, laid: WrittenWithoutEffect) -> Panel:
        return LinesWithoutEffectPanel(self.stage, self.presenter)

    @action(N_("Show the lines…"), "<F2>", main=True)
    def _show(self) -> None:
        if self.row is not None:
            self.presenter.show_lines(self.row)

    @action(N_("Compare the key…"), "<Control-k>", duty=Duty.CONFIRM_KEY)
    def _compare(self) -> None:
        if self.row is not None:
            self.presenter.compare_key(self.row)


class LinesWithoutEffectPanel(Panel):
    """Why, what to do next, and every line; Esc goes back."""

    def __init__(self, stage: Stage, presenter: Presenter) -> None:
        super().__init__(stage)
        look, say = look_of(self), presenter.office.say
        self.columnconfigure(1, weight=1)
        self.rowconfigure(2, weight=1)
        ttk.Button(self, text=say(N_("Go back (Esc)")), command=stage.back, style="Quiet.TButton").grid(
            row=0, column=0, sticky="w"
        )
        title = ttk.Label(self, text=presenter.title(), style="Bold.TLabel", justify="left")
        title.grid(row=0, column=1, sticky="w", padx=(look.em, 0))
        why = ttk.Label(self, text=presenter.explanation(), justify="left")
        why.grid(row=1, column=0, columnspan=2, sticky="w", pady=look.lines(0.4))
        keep_wrapped(self, (why,), less=look.em, least=look.em * 30)
        keep_wrapped(self, (title,), less=look.em * 14, least=look.em * 24)
        self._table = RecordTable(
            self,
            (Column(say(N_("Line")), 6, is_number=True), Column(say(N_("What they say")), 22),
             Column(say(N_("Forms")), 30, stretches=True), Column(say(N_("Reason, and lines it names")), 30, stretches=True),
             Column(say(N_("Recorded by")), 14), Column(say(N_("When")), 17)),
            presenter.office.language, fold=search_key, empty="",
        )  # fmt: skip
        self._table.grid(row=2, column=0, columnspan=2, sticky="nsew")
        self._table.show(presenter.lines())

    def first_focus(self) -> None:
        self._table.first_focus()
