"""Going to a question by its number: a small field at the foot of the paper, opened by Ctrl+G.

Ctrl with a letter reaches the program under every Vietnamese keyboard; a letter or a digit alone would be a tone.
"""

from __future__ import annotations

import tkinter as tk
import unicodedata
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop.theme import look_of
from desktop.widgets.blink import blink
from models.domain.basics.problems import N_
from models.domain.questionnaire.questionnaire import Question
from models.language import Language

_DIGITS_OF_TONES = {
    "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5", "\u0302": "6", "\u031b": "7", "\u0306": "8",
}  # fmt: skip
"""What a VNI keyboard makes of a digit after a vowel: A1 arrives as Á."""


class JumpLine(ttk.Frame):
    """`on_typed` is given the number on Enter and answers whether there is such a question; Esc and leaving go `back`."""

    def __init__(
        self, parent: tk.Misc, language: Language, *, on_typed: Callable[[str], bool], back: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._on_typed, self._back = on_typed, back
        look = look_of(self)
        self._label = ttk.Label(self, text=language.say(N_("Go to question number:")), style="Bold.TLabel")
        self._label.pack(side="left")
        self.entry = ttk.Entry(self, width=8, font=look.body)
        self.entry.pack(side="left", padx=look.em)
        for key in ("<Return>", "<KP_Enter>"):
            self.entry.bind(key, lambda _: self._typed())
        self.entry.bind("<Escape>", lambda _: self._leave())
        self.entry.bind("<FocusOut>", lambda _: self.grid_remove())

    def ask(self) -> None:
        """Show the field with the keyboard in it."""
        self.entry.delete(0, "end")
        self.grid()
        self.lift()
        self.entry.focus_set()

    def _typed(self) -> str:
        typed = unicodedata.normalize("NFC", self.entry.get()).strip()
        if self._on_typed(typed):
            self.grid_remove()
        else:
            blink(self._label)
            self.entry.select_range(0, "end")
        return "break"

    def _leave(self) -> str:
        self.grid_remove()
        self._back()
        return "break"


def place_of(typed: str, questions: Sequence[Question]) -> int | None:
    """Where the question stands whose number on the paper, or else whose name, was typed."""
    wanted = "".join(_DIGITS_OF_TONES.get(sign, sign) for sign in unicodedata.normalize("NFD", typed)).casefold()
    for names in ([each.number for each in questions], [each.name for each in questions]):
        found = [name.casefold() for name in names]
        if wanted and wanted in found:
            return found.index(wanted)
    return None
