"""Writing lines: free text as it stands on the paper, typed with any Vietnamese keyboard.

Typing editors send BackSpace and new letters, so no key that edits is bound here and nothing is rewritten while
typing; the text becomes NFC when the field is left.
"""

from __future__ import annotations

import tkinter as tk
import unicodedata

from desktop import theme
from desktop.widgets.question_row import QuestionRow, RowOwner
from models.domain.questionnaire.questionnaire import Question
from models.language import Language


class TextLines(QuestionRow):
    """The code is the text in NFC without spaces around it. Enter moves on, Shift+Enter begins a new line."""

    def __init__(self, parent: tk.Misc, question: Question, language: Language, owner: RowOwner) -> None:
        super().__init__(parent, question, language, owner)
        self.configure(takefocus=0)
        self.text = tk.Text(
            self, height=min(4, max(2, question.lines)), font=self.look.body, wrap="word", undo=True, relief="flat",
            background=theme.CARD, foreground=theme.INK, highlightthickness=self.look.hair,
            highlightbackground=theme.EDGE_STRONG, highlightcolor=theme.FOCUS, insertbackground=theme.INK,
            insertwidth=self.look.hair * 2, padx=self.look.em // 2, pady=self.look.lines(0.15),
        )  # fmt: skip
        self._room = self.create_window(0, 0, window=self.text, anchor="nw")
        self.text.bind("<Return>", lambda _: self._leave(1))
        self.text.bind("<KP_Enter>", lambda _: self._leave(1))
        self.text.bind("<Shift-Return>", lambda _: None)
        self.text.bind("<Tab>", lambda _: self._leave(1))
        self.text.bind("<Shift-Tab>", lambda _: self._leave(-1))
        self.text.bind("<Up>", lambda _: self._at_edge("1.0 display lineend", -1))
        self.text.bind("<Down>", lambda _: self._at_edge("end-1c display linestart", 1))
        self.text.bind("<FocusIn>", lambda _: owner.touched(self))
        self.text.bind("<FocusOut>", lambda _: self.commit())

    def show(self, code: str | None) -> None:
        if (code or "") != self._typed():
            self.text.delete("1.0", "end")
            self.text.insert("1.0", code or "")
            self.text.edit_reset()
        super().show(code)

    def take_focus(self) -> None:
        if not self.text.winfo_ismapped():
            # until the lines are drawn Tk would leave the keyboard, and what is typed, with the question before
            self.update_idletasks()
        self.text.focus_set()
        self.text.mark_set("insert", "end-1c")

    def focus_widgets(self) -> tuple[tk.Misc, ...]:
        return (self.text,)

    def draw_answer(self, width: int, left: int, top: int, bottom: int) -> int:
        y = bottom + self.look.lines(0.3)
        self.coords(self._room, left, y)
        self.itemconfigure(self._room, width=max(self.look.em * 20, width - left - self.look.em))
        if self.code == "":
            self.draw_state(width, top)
        return y + self.text.winfo_reqheight()

    def key(self, char: str, keysym: str) -> bool:
        return False

    def commit(self) -> None:
        typed = self._typed()
        if typed != (self.code or ""):
            self.owner.answered(self, typed, go_on=False)

    def _typed(self) -> str:
        return unicodedata.normalize("NFC", self.text.get("1.0", "end")).strip()

    def _leave(self, by: int) -> str:
        if by > 0:
            self.owner.answered(self, self._typed(), go_on=True)
        else:
            self.commit()
            self.owner.wanted(self, by)
        return "break"

    def _at_edge(self, edge: str, by: int) -> str | None:
        is_beyond = self.text.compare("insert", "<=" if by < 0 else ">=", edge)
        if not is_beyond:
            return None
        self.commit()
        self.owner.wanted(self, by)
        return "break"
