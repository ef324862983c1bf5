"""Words of the paper that ask nothing."""

from __future__ import annotations

from desktop.widgets.question_row import QuestionRow


class NoteRow(QuestionRow):
    """A note between questions; the keyboard passes it by."""

    def label_right(self, width: int) -> int:
        return width - self.look.em

    def draw_answer(self, width: int, left: int, top: int, bottom: int) -> int:
        return bottom

    def key(self, char: str, keysym: str) -> bool:
        return False
