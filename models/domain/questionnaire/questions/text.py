"""Free text on writing lines: NFC, outer white space trimmed, kept otherwise."""

from __future__ import annotations

import re
import unicodedata

from models.domain.questionnaire.questionnaire import Missing, Question, Shape
from models.domain.questionnaire.questions.contract import AnswerContent, AnswerTooLong, QuestionType

MOST_CHARACTERS = 4000

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# these can stand in no csv, xlsx or UTF-8 file that is to be read again
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class WrittenText(QuestionType):
    """Codes for missing answers do not apply: a `?` is a question mark the person wrote."""

    code = "text"
    shape = Shape.WRITING_LINES
    content = AnswerContent.WORDS
    has_choices = False
    missing: frozenset[Missing] = frozenset()

    def read(self, question: Question, keyed: str) -> str:
        text = clean(keyed)
        if len(text) > MOST_CHARACTERS:
            raise AnswerTooLong(question.name, text[:40], most=MOST_CHARACTERS)
        return text

    def show(self, question: Question, stored: str) -> str:
        return stored

    def value(self, question: Question, stored: str) -> str:
        return stored


def clean(text: str) -> str:
    """`text` in NFC, with plain line ends and without characters no file can hold, outer white space trimmed."""
    return _UNWRITABLE.sub(" ", _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))).strip()
