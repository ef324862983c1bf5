"""Panels over the results: the forms that a signal names, and the list for re-contact with its outcomes."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import ttk

from desktop.screens.results.recontact import USUAL_SIZE, Recontact
from desktop.screens.results.tables import rows_of
from desktop.screens.results.unsigned import Unsigned
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel, PaperPanel, Stage
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_
from models.domain.sheets.signals import signals_table
from models.language import Language

MOST_FORMS = 10_000


class SignalPanel(ttk.Frame):
    """One signal: its rule and count against chance above, the forms to look at on paper below; Esc goes back."""

    def __init__(self, stage: Stage, unsigned: Unsigned, row: int, language: Language) -> None:
        super().__init__(stage)
        look, say = look_of(self), language.say
        self.columnconfigure(0, weight=1)
        self.rowconfigure(2, weight=1)
        ttk.Button(self, text=say(N_("Go back (Esc)")), command=stage.back, style="Quiet.TButton").grid(sticky="w")
        table = signals_table(unsigned.signals.offices[0])
        _, title, rule, number, of, expected, chance = rows_of(table, language)[row]
        counted = say(N_("Counted: {number} of {of}; by chance: {expected}; chance of so many (%): {chance}"),
                      number=number, of=of, expected=expected, chance=chance)  # fmt: skip
        told = ttk.Label(self, text=f"{title}\n{rule}\n{counted}", justify="left")
        told.grid(row=1, sticky="w", pady=look.lines(0.4))
        keep_wrapped(self, (told,), least=look.em * 30)
        self.table = RecordTable(
            self, (Column(say(N_("No.")), 6, is_number=True), Column(say(N_("Form to look at on paper")), 30, stretches=True)),
            language, fold=search_key, empty=say(N_("This signal names no form.")),
        )  # fmt: skip
        self.table.grid(row=2, sticky="nsew")
        self.table.show([(str(n), serial) for n, serial in enumerate(unsigned.signal(row).serials, 1)])

    def first_focus(self) -> None:
        self.table.first_focus()


class RecontactPanel(ttk.Frame):
    """The list of one office; Ctrl+N draws it, Enter on a form writes down what was found out, Esc goes back."""

    def __init__(self, stage: Stage, recontact: Recontact) -> None:
        super().__init__(stage)
        self._recontact = recontact
        self._language = recontact.office.language
        look, say = look_of(self), recontact.office.say
        self.columnconfigure(0, weight=1)
        self.rowconfigure(2, weight=1)
        bar = FlowBar(self)
        bar.grid(row=0, sticky="ew")
        bar.add(ttk.Button(bar, text=say(N_("Go back (Esc)")), command=stage.back, style="Quiet.TButton"))
        bar.add(ttk.Button(bar, text=say(N_("Draw a list… (Ctrl+N)")), command=self._ask_draw))
        bar.add(ttk.Button(bar, text=say(N_("Write down the outcome… (Enter)")), command=self._ask_chosen))
        bar.add(ttk.Button(bar, text=say(N_("Print the list (Ctrl+P)")), command=self._print))
        self._told = ttk.Label(self, justify="left")
        self._told.grid(row=1, sticky="w", pady=look.lines(0.4))
        keep_wrapped(self, (self._told,), least=look.em * 30)
        self.stage = Stage(self)
        self.stage.grid(row=2, sticky="nsew")
        self.table = RecordTable(
            self.stage,
            (Column(say(N_("No.")), 6, is_number=True), Column(say(N_("Form")), 24), Column(say(N_("Outcome")), 22),
             Column(say(N_("Note")), 30, stretches=True), Column(say(N_("When")), 17), Column(say(N_("By")), 14)),
            self._language, fold=search_key,
            empty=say(N_("No list is drawn yet. Ctrl+N draws one by chance.")), on_open=self._ask_outcome,
        )  # fmt: skip
        self.stage.show(self.table, focus=self.table.first_focus)
        _bind_all(self, "<Control-n>", self._ask_draw)
        _bind_all(self, "<Control-p>", self._print)
        self._draw()

    def first_focus(self) -> None:
        self.table.first_focus()

    def _draw(self) -> None:
        self._told.configure(text=f"{self._recontact.title}\n{self._recontact.sentence()}")
        self.table.show(self._recontact.rows())

    def _ask_draw(self) -> str:
        say = self._language.say
        hint = say(N_("The forms are drawn by chance among the valid ones. The same seed draws the same list."))
        title = say(N_("Draw a list for re-contact"))
        panel = FormPanel(self.stage, self._language, title=title, yes=say(N_("Draw")), hint=hint)
        size = panel.fields.number(say(N_("How many forms")), least=1, most=MOST_FORMS, value=USUAL_SIZE)
        seed = panel.fields.text(say(N_("Seed (empty: by chance)")), width=24)

        def do() -> None:
            self._recontact.draw(size.value, seed.value)
            self._draw()
            self.stage.back()

        panel.does(do)
        self.stage.lay_over(panel)
        panel.fields.first_focus()
        return "break"

    def _print(self) -> str:
        title = self._language.say(N_("List for re-contact"))

        def show(path: Path) -> None:
            paper = PaperPanel(self.stage, path, self._language, title=title)
            self.stage.lay_over(paper)
            paper.first_focus()

        if self.stage.over is None:
            self._recontact.print_list(show)
        return "break"

    def _ask_chosen(self) -> None:
        if self.table.selected:
            self._ask_outcome(self.table.selected[0])

    def _ask_outcome(self, place: int) -> None:
        say, listed = self._language.say, self._recontact.listed[place]
        title = say(N_("What was found out about form {serial}"), serial=listed.serial)
        panel = FormPanel(self.stage, self._language, title=title, yes=say(N_("Write down")),
                          hint=say(N_("No names and no phone numbers in the note.")))  # fmt: skip
        choices = self._recontact.choices()
        outcome = panel.fields.choice(say(N_("Outcome")), choices, value=listed.outcome.value or choices[0][0])
        note = panel.fields.text(say(N_("Note")), value=listed.note, width=50)

        def do() -> None:
            self._recontact.record(place, outcome.value, note.value)
            self._draw()
            self.stage.back()

        panel.does(do)
        self.stage.lay_over(panel)
        panel.fields.first_focus()


def _bind_all(widget: tk.Misc, event: str, do: Callable[[], str]) -> None:
    widget.bind(event, lambda _: do())
    for child in widget.winfo_children():
        _bind_all(child, event, do)
