"""A number with decimals in boxes for digits: keyed with a comma, stored with a point and without zeros that say nothing."""

from __future__ import annotations

import re

from models.domain.questionnaire.questionnaire import Missing, Question, Shape
from models.domain.questionnaire.questions.contract import AnswerContent, DigitBoxes, NotADecimal, QuestionType

USUAL_DECIMALS = 2
_KEYED = re.compile(r"(\d{1,9})(?:,(\d{1,6}))?", re.ASCII)
# a point before three digits may stand between thousands
_POINT = re.compile(r"(\d{1,9})\.(\d{1,2}|\d{4,6})", re.ASCII)
_STORED = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


class Decimal(QuestionType):
    """What is on the paper is stored, so a number outside the question's constraint is possible here."""

    code = "decimal"
    shape = Shape.DIGITS
    content = AnswerContent.DECIMAL
    has_choices = False
    missing = frozenset({Missing.UNREADABLE, Missing.NOT_APPLICABLE})

    def read(self, question: Question, keyed: str) -> str:
        code = keyed.strip()
        if self.is_no_answer(code):
            return code
        found = _KEYED.fullmatch(code) or _POINT.fullmatch(code)
        if found is None:
            raise NotADecimal(question.name, keyed)
        whole, rest = found[1].lstrip("0") or "0", (found[2] or "").rstrip("0")
        return f"{whole}.{rest}" if rest else whole

    def show(self, question: Question, stored: str) -> str:
        return stored.replace(".", ",") if _STORED.fullmatch(stored) else stored

    def value(self, question: Question, stored: str) -> str:
        return stored if _STORED.fullmatch(stored) else ""

    def boxes(self, question: Question) -> DigitBoxes:
        return DigitBoxes((question.digits or 1, question.decimals or USUAL_DECIMALS), ",", is_number=True)
