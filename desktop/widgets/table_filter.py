"""The line above a table: what to filter by, and how many rows are left."""

from __future__ import annotations

import tkinter as tk
import unicodedata
from collections.abc import Callable
from tkinter import ttk

from desktop.theme import look_of
from desktop.widgets.focused import focused
from desktop.widgets.later import when_idle
from models.domain.basics.problems import N_
from models.language import Language

LONGEST, SHORTEST = 36, 8
"""How many letters long the field is, by the room there is."""


class FilterLine(ttk.Frame):
    """A field whose text is given to `on_typed` (NFC) at every change; Down and Esc go `back` to the table."""

    def __init__(
        self,
        parent: tk.Misc,
        language: Language,
        *,
        on_typed: Callable[[str], None],
        back: Callable[[], None],
        on_enter: Callable[[], None],
        on_focus: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._back = back
        look = look_of(self)
        self._look = look
        self._label = ttk.Label(self, text=language.say(N_("Filter (Ctrl+F)")))
        self._label.pack(side="left")
        self.wanted = tk.StringVar(self)
        self.entry = ttk.Entry(self, textvariable=self.wanted, width=LONGEST, font=look.body)
        self.entry.pack(side="left", padx=look.em)
        self._count = ttk.Label(self, style="Quiet.TLabel")
        self._count.pack(side="left")
        self.wanted.trace_add("write", lambda *_: on_typed(unicodedata.normalize("NFC", self.wanted.get())))
        self.entry.bind("<Down>", lambda _: back())
        self.entry.bind("<Return>", lambda _: on_enter())
        self.entry.bind("<Escape>", lambda _: self.clear())
        self.bind("<Configure>", lambda event: self._fit(event.width))
        for event in ("<FocusIn>", "<FocusOut>"):
            self.entry.bind(event, lambda _: when_idle(self, on_focus))

    @property
    def is_wanted(self) -> bool:
        """Is there something in it, or the keyboard?"""
        return bool(self.wanted.get()) or focused(self) is self.entry

    def tell(self, shown: int, total: int) -> None:
        """Say how many rows are left."""
        number = self._language.number
        self._count.configure(
            text=self._language.say(N_("{shown} of {all} rows"), shown=number(shown), all=number(total))
        )
        self._fit(self.winfo_width())

    def _fit(self, width: int) -> None:
        """Have the field give way where there is little room, so that the count is seen."""
        em = self._look.em
        room = width - self._label.winfo_reqwidth() - self._count.winfo_reqwidth() - 4 * em
        if width > 1:
            self.entry.configure(width=min(LONGEST, max(SHORTEST, room // em)))

    def begin(self, first: str) -> None:
        """Take the keyboard with `first` typed, or with everything selected."""
        self.entry.focus_set()
        if first:
            self.entry.delete(0, "end")
            self.entry.insert("end", first)
        else:
            self.entry.select_range(0, "end")

    def clear(self) -> str | None:
        """Take the filter away and go back to the table; None where nothing is filtered."""
        if not self.wanted.get():
            return None
        self.wanted.set("")
        self._back()
        return "break"
