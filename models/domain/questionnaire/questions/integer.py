"""A whole number in boxes for digits: stored as plain digits without leading zeros."""

from __future__ import annotations

from models.domain.questionnaire.questionnaire import Missing, Question, Shape
from models.domain.questionnaire.questions.contract import AnswerContent, DigitBoxes, NotANumber, QuestionType

MOST_DIGITS = 9


class Integer(QuestionType):
    """What is on the paper is stored, so a number outside the question's constraint is possible here."""

    code = "integer"
    shape = Shape.DIGITS
    content = AnswerContent.NUMBER
    has_choices = False
    missing = frozenset({Missing.UNREADABLE, Missing.NOT_APPLICABLE})

    def read(self, question: Question, keyed: str) -> str:
        code = keyed.strip()
        if self.is_no_answer(code):
            return code
        digits = code.lstrip("0") or "0"
        if not (code.isascii() and code.isdigit()) or len(digits) > MOST_DIGITS:
            raise NotANumber(question.name, keyed)
        return digits

    def show(self, question: Question, stored: str) -> str:
        return stored

    def value(self, question: Question, stored: str) -> str:
        return stored if stored.isdigit() else ""

    def boxes(self, question: Question) -> DigitBoxes:
        return DigitBoxes((question.digits or 1,))
