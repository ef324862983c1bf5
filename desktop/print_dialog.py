"""The box that asks how to print, where the system has none of its own."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk
from typing import NamedTuple

from desktop import theme
from desktop.dialogs import Dialog
from models.domain.basics.problems import N_
from models.language import Language


class AskedPrint(NamedTuple):
    """What was chosen, as typed: `1-4`, `2`; an empty printer is the usual one."""

    printer: str
    pages: str
    copies: str
    both_sides: bool


def ask_print(parent: tk.Misc, language: Language, *, printers: Sequence[str], pages: int) -> AskedPrint | None:
    """Printer, pages, copies and sides; the usual printer, everything, once, on both sides. `None` = went back."""
    say = language.say
    answer: AskedPrint | None = None
    box = Dialog(parent, say(N_("Print")), say(N_("How shall it be printed?")), mark="?", colour=theme.ACCENT)
    box.content.columnconfigure(1, weight=1)

    def line(row: int, words: str, field: tk.Widget) -> None:
        ttk.Label(box.content, text=words, style="Card.TLabel").grid(
            row=row, column=0, sticky="w", padx=(0, box.look.em)
        )
        field.grid(row=row, column=1, sticky="ew", pady=box.look.lines(0.15))

    printer = ttk.Combobox(box.content, values=list(printers), state="readonly", width=34, font=box.look.body)
    if printers:
        printer.current(0)
        line(0, say(N_("Printer")), printer)
    span, copies = ttk.Entry(box.content, font=box.look.body), ttk.Entry(box.content, font=box.look.body)
    span.insert(0, f"1-{pages}")
    copies.insert(0, "1")
    line(1, say(N_("Which pages? For example 1-4")), span)
    line(2, say(N_("Copies")), copies)
    both = tk.BooleanVar(box, pages > 1)
    sides = ttk.Checkbutton(box.content, text=say(N_("On both sides, turned by the long edge")), variable=both,
                            style="Card.TCheckbutton")  # fmt: skip
    sides.grid(row=3, column=0, columnspan=2, sticky="w")

    def take() -> None:
        nonlocal answer
        answer = AskedPrint(printer.get(), span.get().strip(), copies.get().strip(), both.get())
        box.destroy()

    box.button(say(N_("Print")), take, main=True)
    box.button(say(N_("Go back")), box.destroy)
    span.select_range(0, "end")
    box.ask(span)
    return answer
