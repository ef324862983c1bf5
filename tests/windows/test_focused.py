"""While the list of a chooser is open, nothing that looks for the keyboard falls over."""

from __future__ import annotations

from tkinter import ttk

from desktop.theme import Root
from desktop.widgets.focused import focused, focused_last, grabbing
from desktop.widgets.record_table import RecordTable
from desktop.widgets.table_rows import Column
from models.language import load


def test_a_table_is_drawn_while_the_list_of_a_chooser_is_open(root: Root) -> None:
    table = RecordTable(root, (Column("A", 10),), load("vi"), empty="", fold=str)
    table.pack()
    chooser = ttk.Combobox(root, values=["một", "hai"], state="readonly")
    chooser.pack()
    root.update()
    chooser.focus_force()
    chooser.event_generate("<Down>")
    root.update()
    for ask in (focused, grabbing, focused_last):
        assert ask(root) in (None, chooser, root)
    table.show([("x",)])
    root.update()
