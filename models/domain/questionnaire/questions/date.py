"""A day: keyed day first, stored as ISO text."""

from __future__ import annotations

import re

from models.domain.basics.days import read_day
from models.domain.questionnaire.questionnaire import Missing, Question, Shape
from models.domain.questionnaire.questions.contract import AnswerContent, DigitBoxes, NotADay, QuestionType

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class Date(QuestionType):
    """Keyed as days are typed everywhere; only days of the calendar."""

    code = "date"
    shape = Shape.DIGITS
    content = AnswerContent.DAY
    has_choices = False
    missing = frozenset({Missing.UNREADABLE, Missing.NOT_APPLICABLE})

    def read(self, question: Question, keyed: str) -> str:
        code = keyed.strip()
        if self.is_no_answer(code):
            return code
        day = read_day(code)
        if day is None:
            raise NotADay(question.name, keyed)
        return day.isoformat()

    def show(self, question: Question, stored: str) -> str:
        found = _ISO.fullmatch(stored)
        return f"{found[3]}/{found[2]}/{found[1]}" if found else stored

    def value(self, question: Question, stored: str) -> str:
        return stored if _ISO.fullmatch(stored) else ""

    def boxes(self, question: Question) -> DigitBoxes:
        return DigitBoxes((2, 2, 4), "/")
