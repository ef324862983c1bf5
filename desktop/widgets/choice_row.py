"""A question with one box to tick: a digit answers and moves on."""

from __future__ import annotations

import tkinter as tk

from desktop import theme
from desktop.theme import look_of
from desktop.widgets.question_row import MISSING_KEYS, STATE_EMS, QuestionRow, flow
from models.domain.questionnaire.questionnaire import Question

COLUMN_EMS = 7
NARROW_COLUMN_EMS = 5


def column_width(row_width: int, em: int) -> int:
    """Width of one column of a scale in a row that is `row_width` wide."""
    return em * (COLUMN_EMS if row_width > em * 95 else NARROW_COLUMN_EMS)


class ChoiceRow(QuestionRow):
    """Boxes with their words in lines below the question."""

    def draw_answer(self, width: int, left: int, top: int, bottom: int) -> int:
        look = self.look
        self.draw_state(width, top)
        side, space = self.box_side, look.em
        sizes = [side + space // 2 + look.body.measure(choice.label) for choice in self.question.choices]
        places = flow(sizes, width - left - space, space * 3)
        step = side + look.lines(0.3)
        first = bottom + look.lines(0.3)
        self._boxes: list[tuple[int, int, int, int, str]] = []
        for choice, (x, line), size in zip(self.question.choices, places, sizes, strict=True):
            box_left, box_top = left + x, first + line * step
            self.draw_box(box_left, box_top, choice.mark, ticked=self.is_ticked(choice.mark))
            self.create_text(box_left + side + space // 2, box_top + side // 2, text=choice.label, anchor="w",
                             font=look.body, fill=self.ink, tags="ink")  # fmt: skip
            self._boxes.append((box_left, box_top, box_left + size, box_top + side, choice.mark))
        return first + (places[-1][1] if places else 0) * step + side

    def is_ticked(self, mark: str) -> bool:
        return self.code == mark

    def key(self, char: str, keysym: str) -> bool:
        if keysym == "BackSpace":
            self.owner.wanted(self, -1)
        elif char in ("0", " "):
            self.owner.answered(self, "", go_on=True)
        elif char and (char.lower() in MISSING_KEYS or self.question.choice(char.lower())):
            self.owner.answered(self, char.lower(), go_on=True)
        elif char and char.isprintable():
            self.owner.not_a_key(self, char)
        else:
            return False
        return True

    def click(self, x: int, y: int) -> None:
        for left, top, right, bottom, mark in self._boxes:
            if left <= x <= right and top <= y <= bottom:
                self.owner.answered(self, mark, go_on=True)
                return


class ScaleRow(ChoiceRow):
    """A choice row whose boxes stand in the columns of the scale above it."""

    def label_right(self, width: int) -> int:
        columns = column_width(width, self.look.em) * len(self.question.choices)
        return width - columns - self.look.em * (STATE_EMS + 1)

    def draw_answer(self, width: int, left: int, top: int, bottom: int) -> int:
        side = self.box_side
        bottom = max(bottom, top + side)
        middle = (top + bottom - side) // 2
        self.draw_state(width, top + self.look.hair)
        column = column_width(width, self.look.em)
        x = scale_left(width, self.look.em, len(self.question.choices))
        self._boxes = []
        for choice in self.question.choices:
            box = x + (column - side) // 2
            self.draw_box(box, middle, choice.mark, ticked=self.is_ticked(choice.mark))
            self._boxes.append((x, top, x + column, bottom, choice.mark))
            x += column
        return bottom


class ScaleHead(tk.Canvas):
    """The words of a scale above its columns, with the title of the block they stand over."""

    def __init__(self, parent: tk.Misc, question: Question, title: str) -> None:
        super().__init__(parent, background=theme.BAND, highlightthickness=0, borderwidth=0, height=1)
        self.question = question
        self._title = title
        self._width = 0
        self.bind("<Configure>", self._resized)

    def _resized(self, event: tk.Event[tk.Misc]) -> None:
        if event.width == self._width:
            return
        self._width = event.width
        look = look_of(self)
        self.delete("all")
        column = column_width(event.width, look.em)
        x = scale_left(event.width, look.em, len(self.question.choices))
        pad = look.lines(0.25)
        title = self.create_text(look.em * 2, pad, text=self._title, anchor="nw", font=look.bold,
                                 fill=theme.ACCENT_DEEP, width=max(look.em * 12, x - look.em * 3))  # fmt: skip
        low = self.bbox(title)[3] if self._title else 0
        for choice in self.question.choices:
            word = self.create_text(x + column // 2, pad, text=choice.label, anchor="n", justify="center",
                                    font=look.small, fill=theme.QUIET, width=column - look.em // 2)  # fmt: skip
            low = max(low, self.bbox(word)[3])
            x += column
        self.configure(height=low + pad)


def scale_left(width: int, em: int, choices: int) -> int:
    """Where the first column of a scale begins."""
    return width - em * STATE_EMS - column_width(width, em) * choices
