"""Words between the questions: nothing is answered, nothing is stored."""

from __future__ import annotations

from models.domain.questionnaire.questionnaire import Missing, Question, Shape
from models.domain.questionnaire.questions.contract import AnswerContent, NothingToAnswer, QuestionType


class Note(QuestionType):
    """Nothing can be keyed for it."""

    code = "note"
    shape = Shape.NOTE
    content = AnswerContent.NOTHING
    has_choices = False
    missing: frozenset[Missing] = frozenset()

    def read(self, question: Question, keyed: str) -> str:
        if keyed.strip():
            raise NothingToAnswer(question.name, keyed)
        return ""

    def show(self, question: Question, stored: str) -> str:
        return ""

    def value(self, question: Question, stored: str) -> str:
        return ""
