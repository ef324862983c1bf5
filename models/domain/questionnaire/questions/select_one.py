"""One box in a row: the stored form is one mark, `.` when nothing is ticked."""

from __future__ import annotations

from models.domain.questionnaire.questionnaire import MARKS, Missing, Question, Shape
from models.domain.questionnaire.questions.contract import MISSING_MARKS, AnswerContent, NoSuchChoice, QuestionType


class SelectOne(QuestionType):
    """A choice is keyed by its position, or beyond 9 by its mark; every missing mark is possible."""

    code = "select_one"
    shape = Shape.MARK_ROW
    content = AnswerContent.CODE
    has_choices = True
    missing = frozenset(Missing)

    def read(self, question: Question, keyed: str) -> str:
        mark = mark_of(keyed)
        if not mark:
            return Missing.BLANK.value
        if question.choice(mark) is None and (mark not in MISSING_MARKS or mark == Missing.BLANK.value):
            raise NoSuchChoice(question.name, keyed, choices=len(question.choices))
        return mark

    def show(self, question: Question, stored: str) -> str:
        return "" if stored == Missing.BLANK.value else stored

    def value(self, question: Question, stored: str) -> str:
        choice = question.choice(stored)
        return choice.code if choice else ""


def mark_of(keyed: str) -> str:
    """The mark for a keyed position: `3` → `3`, `10` → `a`, `A` → `a`; anything else as it is."""
    keyed = keyed.strip().lower()
    if len(keyed) == 2 and keyed.isascii() and keyed.isdigit() and 10 <= int(keyed) <= len(MARKS):
        return MARKS[int(keyed) - 1]
    return keyed
