"""A card of statements: labels at the left, words at the right, what deserves a look first in red, steps below."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from functools import partial
from tkinter import ttk

from desktop.stated import Stated
from desktop.theme import look_of
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.stage import bind_within
from desktop.widgets.wrapping import wrap


class StatedCard(ttk.Frame):
    """Labels at the left, what is stated at the right, what is urgent in red; scrolled by keys when it is long."""

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent)
        self.look = look_of(self)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self._scrolled = Scrolled(self)
        self._scrolled.grid(row=0, column=0, sticky="nsew")
        self._inside = ttk.Frame(self._scrolled.inside, style="Plain.TFrame")
        self._wide: list[tuple[ttk.Label, int]] = []
        self.bind("<Configure>", lambda event: self._wrap(event.width))
        self.scrolled_from(self)

    def scrolled_from(self, widget: tk.Misc) -> None:
        """Let PgUp, PgDn, Up and Down scroll this card wherever in `widget` the keyboard is."""
        for key, by in (("<Next>", 1), ("<Prior>", -1)):
            bind_within(widget, key, partial(self._scrolled.page, by))
        for key, by in (("<Down>", 1), ("<Up>", -1)):
            bind_within(widget, key, partial(self._scrolled.roll, by))

    def show(self, stated: Sequence[Stated], steps: Sequence[str] = (), title: str = "", next_title: str = "") -> None:
        look = self.look
        self._inside.destroy()
        self._inside = card = ttk.Frame(
            self._scrolled.inside, style="Plain.TFrame", padding=(look.em * 3, look.lines(0.7))
        )
        card.grid(row=0, column=0, sticky="nsew")
        card.columnconfigure(1, weight=1)
        self._wide = []
        row = 0
        if title:
            ttk.Label(card, text=title, style="Card.Title.TLabel").grid(row=row, column=0, columnspan=2, sticky="w")
            row += 1
        for each in stated:
            ttk.Label(card, text=each.label, style="Card.Quiet.TLabel").grid(
                row=row, column=0, sticky="nw", padx=(0, look.em * 3), pady=look.lines(0.22)
            )
            words = ttk.Label(
                card, text=each.words, justify="left", style="Card.Bad.TLabel" if each.is_urgent else "Card.TLabel"
            )
            words.grid(row=row, column=1, sticky="w", pady=look.lines(0.22))
            self._wide.append((words, 27))
            row += 1
        if steps:
            ttk.Label(card, text=next_title, style="Card.Bold.TLabel").grid(
                row=row, column=0, columnspan=2, sticky="w", pady=(look.lines(0.8), look.lines(0.2))
            )
        for place, step in enumerate(steps, 1):
            words = ttk.Label(card, text=f"{place}.  {step}", style="Card.TLabel", justify="left")
            words.grid(row=row + place, column=0, columnspan=2, sticky="w", pady=look.lines(0.15))
            self._wide.append((words, 10))
        self._wrap(self.winfo_width())

    def first_focus(self) -> None:
        self.focus_set()

    def _wrap(self, width: int) -> None:
        for label, beside in self._wide:
            wrap(label, max(self.look.em * 24, width - self.look.em * beside))
