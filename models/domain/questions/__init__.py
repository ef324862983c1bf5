"""The kinds of questions a paper can have: one type a file, and its line in `QUESTION_TYPES`."""

from __future__ import annotations

from models.domain.questions.contract import QuestionType
from models.domain.questions.date import Date
from models.domain.questions.integer import Integer
from models.domain.questions.note import Note
from models.domain.questions.select_multiple import SelectMultiple
from models.domain.questions.select_one import SelectOne
from models.domain.questions.text import Text

QUESTION_TYPES: tuple[QuestionType, ...] = (SelectOne(), SelectMultiple(), Integer(), Text(), Date(), Note())

TYPES_BY_CODE = {question_type.code: question_type for question_type in QUESTION_TYPES}
