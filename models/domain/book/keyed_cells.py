"""What stands in a cell of a table of answers, as it would be keyed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.domain.basics.folding import squeezed
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.tables import ERRORS, Cell
from models.domain.questionnaire.questionnaire import Question, Shape, Ticks
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.questions.contract import AnswerContent

_BETWEEN_BOXES = re.compile(r"\s*(?:[,;/+&.]|\bvà\b)\s*", re.IGNORECASE)
_FORMULA = re.compile(r"=[-+(]*(?:\$?[A-Z]{1,3}\$?[0-9]|[A-Z][A-Z0-9.]+\()")
"""What begins so is no word of a person, who may well write “=> …”."""
_WHOLE = re.compile(r"([0-9]+)[.,]0+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


@dataclass(eq=False)
class CellWithoutAnswer(Problem):
    """A cell shows an error of the sheet, or a formula that no program computed."""

    question: str
    text: str
    code = "cell_without_answer"
    says = N_(
        "{question}: “{text}” is an error of the sheet or a formula that was never computed. Correct it there, then import again."
    )

    @property
    def told_with(self) -> Hashable:
        return self.code

    def told_of(self, every: Sequence[Problem]) -> Sentence:
        said = N_(
            "These are errors of the sheet or formulas that were never computed: {cells}. Correct them there, then import again."
        )
        cells = tuple(f"{each.question} “{each.text}”" for each in every if isinstance(each, CellWithoutAnswer))
        return Sentence(said, {"cells": cells})


def answer_in(cell: Cell, question: Question) -> str:
    """The cell as a clerk would key it; several boxes may stand there as 4,5 or 4/5, and whole numbers as 3.0.

    Refuses (`CellWithoutAnswer`) what only looks like an answer.
    """
    text = typed_in(cell)
    if text.upper() in ERRORS or (isinstance(cell, str) and _FORMULA.match(text)):
        raise CellWithoutAnswer(question.name, text)
    if question.shape is Shape.WRITING_LINES:
        return text
    text = unicodedata.normalize("NFKC", text)
    if question.shape.ticks is Ticks.SEVERAL:
        return _BETWEEN_BOXES.sub(" ", text) if isinstance(cell, Decimal | str) else text
    is_decimal = TYPES_BY_CODE[question.type].content is AnswerContent.DECIMAL
    whole = None if is_decimal else _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def serial_in(cell: Cell) -> str:
    """The form number of a row, whatever dash stands in it."""
    return _DASHES.sub("-", typed_in(cell))


def typed_in(cell: Cell) -> str:
    """The words of a cell without the sign by which spreadsheets mark a text, and without what nobody sees."""
    return "" if cell is None else squeezed(str(cell)).lstrip("'’‘`").strip()
