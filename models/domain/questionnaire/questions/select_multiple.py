"""Several boxes: the stored form is the ticked marks in order with a space between, "" when nothing is ticked."""

from __future__ import annotations

from models.domain.questionnaire.questionnaire import MARKS, Missing, Question, Shape
from models.domain.questionnaire.questions.contract import (
    MISSING_MARKS,
    AnswerContent,
    ChoiceTwice,
    NoSuchChoice,
    QuestionType,
    TooManyChoices,
)
from models.domain.questionnaire.questions.select_one import mark_of


class SelectMultiple(QuestionType):
    """`*` means more boxes than the question allows, so it can be keyed only where a most is set."""

    code = "select_multiple"
    shape = Shape.SEVERAL_MARKS
    content = AnswerContent.CODES
    has_choices = True
    missing = frozenset(Missing)

    def read(self, question: Question, keyed: str) -> str:
        marks = [mark_of(part) for part in keyed.split()]
        if not marks:
            return ""
        if len(marks) == 1 and self._is_missing(question, marks[0]):
            return marks[0]
        if any(question.choice(mark) is None for mark in marks):
            raise NoSuchChoice(question.name, keyed, choices=len(question.choices))
        if len(set(marks)) < len(marks):
            raise ChoiceTwice(question.name, keyed)
        if question.most and len(marks) > question.most:
            raise TooManyChoices(question.name, keyed, most=question.most)
        return " ".join(sorted(marks, key=MARKS.index))

    def show(self, question: Question, stored: str) -> str:
        return stored

    def value(self, question: Question, stored: str) -> str:
        chosen = (question.choice(mark) for mark in stored.split())
        return " ".join(choice.code for choice in chosen if choice)

    def _is_missing(self, question: Question, mark: str) -> bool:
        missing = MISSING_MARKS.get(mark, Missing.BLANK)
        return missing is not Missing.BLANK and (missing is not Missing.DOUBLE or question.most > 0)
