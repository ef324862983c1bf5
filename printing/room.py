"""The room questionnaire blocks are made for, and how lines of text stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.domain.questionnaire.questionnaire import Question
from models.language import Language
from printing.blocks import Text
from printing.fonts import Face, clean, width

SIZE = 11.0
"""Smallest size of any word on the questionnaire, in points."""

BOX = 5.05
"""Side of a box that is ticked, in millimetres."""

LONELY = 0.3
"""Least share of the longest line that the last line of a label has."""


@dataclass(frozen=True, slots=True)
class Room:
    """The space blocks are made for: left edge and width in mm, face, and how airy the lines are.

    `label_share` of the width is for labels with boxes beside them; boxes of questions that need a whole line begin
    at `line_start`; `column` is the width of one column of a table of rows.
    """

    left: float
    width: float
    face: Face
    language: Language
    leading: float = 4.5
    pad: float = 0.9
    label_share: float = 0.44
    column: float = 0.0
    line_start: float = 0.0

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def row(self) -> float:
        """Height of a row that holds one box."""
        return BOX + 2 * self.pad


def lines_of(
    room: Room, x: float, top: float, lines: Sequence[str], *, font: str = "", size: float = SIZE, align: str = "left"
) -> tuple[Text, ...]:
    """Lines of text downwards from `top`."""
    base = top + (room.leading + size * 0.2322) / 2
    return tuple(
        Text(x, base + n * room.leading, line, font or room.face.regular, size, align) for n, line in enumerate(lines)
    )


def label_of(question: Question) -> tuple[str, str]:
    """The number as it is printed ("A1." or nothing) and the words of a question."""
    number = question.number.strip()
    if number and number[-1] not in ".):":
        number += "."
    return number, clean(question.label)


def number_width(room: Room, number: str) -> float:
    """Room for a printed number before its label, in millimetres."""
    return max(7.5, width(number, room.face.bold, SIZE) + 1.6) if number else 0.0
