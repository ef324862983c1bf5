"""A day: keyed day first, stored as ISO text."""

from __future__ import annotations

import re
from datetime import date

from models.domain.questionnaire.questionnaire import Missing, Question, Shape
from models.domain.questionnaire.questions.contract import Content, DigitBoxes, NotADay, QuestionType

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class Date(QuestionType):
    """Day first with `/`, `.` or `-`, or ISO; only days of the calendar."""

    code = "date"
    shape = Shape.DIGITS
    content = Content.DAY
    has_choices = False
    missing = frozenset({Missing.UNREADABLE, Missing.NOT_APPLICABLE})

    def read(self, question: Question, keyed: str) -> str:
        code = keyed.strip()
        if not code or any(code == missing.value for missing in self.missing):
            return code
        if found := _DAY_FIRST.fullmatch(code):
            day, month, year = found.groups()
        elif found := _ISO.fullmatch(code):
            year, month, day = found.groups()
        else:
            raise NotADay(question.name, keyed)
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            raise NotADay(question.name, keyed) from None

    def show(self, question: Question, stored: str) -> str:
        found = _ISO.fullmatch(stored)
        return f"{found[3]}/{found[2]}/{found[1]}" if found else stored

    def value(self, question: Question, stored: str) -> str:
        return stored if _ISO.fullmatch(stored) else ""

    def boxes(self, question: Question) -> DigitBoxes:
        return DigitBoxes((2, 2, 4), "/")
