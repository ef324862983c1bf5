"""The kinds of questions a paper can have: one type a file, and its line in `QUESTION_TYPES`."""

from __future__ import annotations

from models.domain.questionnaire.questions.contract import QuestionType
from models.domain.questionnaire.questions.date import Date
from models.domain.questionnaire.questions.decimal import Decimal
from models.domain.questionnaire.questions.integer import Integer
from models.domain.questionnaire.questions.note import Note
from models.domain.questionnaire.questions.select_multiple import SelectMultiple
from models.domain.questionnaire.questions.select_one import SelectOne
from models.domain.questionnaire.questions.text import WrittenText

QUESTION_TYPES: tuple[QuestionType, ...] = (
    SelectOne(),
    SelectMultiple(),
    Integer(),
    WrittenText(),
    Date(),
    Decimal(),
    Note(),
)

TYPES_BY_CODE = {question_type.code: question_type for question_type in QUESTION_TYPES}
