"""At the left of the results: the offices as a tree, and the sheets as a list; arrow keys choose at once."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from desktop.screens.results.presenter import Presenter
from desktop.screens.results.tables import name_of
from desktop.screens.results.unit_tree import ALL
from desktop.theme import look_of
from desktop.widgets.resting_bar import RestingBar
from models.domain.basics.problems import N_

DIGITS = 26
"""Width of the lists."""


class Sidebar(ttk.Frame):
    """Calls `on_table` with the place of a sheet that is chosen; an office is chosen in the presenter."""

    def __init__(self, parent: tk.Misc, presenter: Presenter, *, on_table: Callable[[int], object]) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._on_table = on_table
        look, say = look_of(self), presenter.office.say
        self.columnconfigure(0, weight=1)
        self._is_drawing = False
        row = 0
        self.units: ttk.Treeview | None = None
        if presenter.is_hub:
            ttk.Label(self, text=say(N_("Office (Ctrl+U)")), style="Small.TLabel").grid(row=0, sticky="w")
            self.units = self._list(1, 2, style="Treeview")
            self.units.bind("<<TreeviewSelect>>", lambda _: self._unit_chosen())
            row = 2
        ttk.Label(self, text=say(N_("Table (F3, Shift+F3)")), style="Small.TLabel").grid(
            row=row, sticky="w", pady=(look.lines(0.4) if row else 0, 0)
        )
        self.sheets = self._list(row + 1, 3, style="Flat.Treeview")
        self.sheets.bind("<<TreeviewSelect>>", lambda _: self._sheet_chosen())

    def _list(self, row: int, weight: int, *, style: str) -> ttk.Treeview:
        look = look_of(self)
        self.rowconfigure(row, weight=weight, uniform="lists")
        room = ttk.Frame(self)
        room.grid(row=row, sticky="nsew")
        room.columnconfigure(0, weight=1)
        room.rowconfigure(0, weight=1)
        made = ttk.Treeview(room, show="tree", selectmode="browse", height=3, style=style)
        made.column("#0", width=look.em * DIGITS, minwidth=look.em * DIGITS // 2)
        made.grid(row=0, column=0, sticky="nsew")
        made.configure(yscrollcommand=RestingBar(room, made.yview, row=0).set)
        return made

    def draw(self) -> None:
        """Show what the presenter has chosen."""
        presenter = self._presenter
        self._is_drawing = True
        if self.units is not None:
            nodes = presenter.tree
            if [node.name for node in nodes] != _all(self.units):
                self.units.delete(*self.units.get_children())
                for node in nodes:
                    self.units.insert(node.parent, "end", iid=node.name, text=node.label, open=True)
            chosen = ALL if presenter.unit is None else str(presenter.unit)
            if self.units.exists(chosen):
                _choose(self.units, chosen)
        language = presenter.office.language
        titles = [name_of(table, language) for table in presenter.tables]
        if titles != [self.sheets.item(each, "text") for each in self.sheets.get_children()]:
            self.sheets.delete(*self.sheets.get_children())
            for n, title in enumerate(titles):
                self.sheets.insert("", "end", iid=str(n), text=title)
        if titles:
            _choose(self.sheets, str(presenter.table))
        self.update_idletasks()
        self._is_drawing = False

    def _unit_chosen(self) -> None:
        if self._is_drawing or self.units is None or not self.units.selection():
            return
        name = self.units.selection()[0]
        node = next(node for node in self._presenter.tree if node.name == name)
        if node.unit != self._presenter.unit:
            self._presenter.choose_unit(node.unit)

    def _sheet_chosen(self) -> None:
        if not self._is_drawing and self.sheets.selection():
            place = int(self.sheets.selection()[0])
            if place != self._presenter.table:
                self._on_table(place)


def _choose(tree: ttk.Treeview, name: str) -> None:
    if tree.selection() != (name,):
        tree.selection_set(name)
    tree.focus(name)
    tree.see(name)


def _all(tree: ttk.Treeview, parent: str = "") -> list[str]:
    """The names of all lines, every one before those below it."""
    return [name for child in tree.get_children(parent) for name in (child, *_all(tree, child))]
