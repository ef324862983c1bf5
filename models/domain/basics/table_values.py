"""Neutral tables: paper, window and workbook show the same columns, rows and notes.

Text is either shown as it is (`str`: names, codes, labels of the questionnaire) or said in a language (`Sentence`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.problems import N_, Sentence


def said(message: str, /, **values: object) -> Sentence:
    """`message` (already marked) with its named places; a `Fraction` among them is shown with two decimals."""
    return Sentence(message, values)


class ColumnKind(Enum):
    """What stands in a column: text, whole numbers, per cent (two decimals), mean scores (four), or `CountOf`s."""

    TEXT = "text"
    COUNT = "count"
    PER_CENT = "per_cent"
    SCORE = "score"
    PARTS = "parts"


Words = str | Sentence


def listed(parts: Sequence[Words]) -> Words:
    """Words one after the other, with a semicolon between."""
    told: Words = parts[0] if parts else ""
    for each in parts[1:]:
        told = said(N_("{one}; {other}"), one=told, other=each)
    return told


class CountOf(NamedTuple):
    """A count and what it is part of: shown as the number and its share."""

    number: int
    of: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(100 * self.number, self.of) if self.of else None


Value = Words | int | Fraction | CountOf | None


class ResultColumn(NamedTuple):
    """One column; `width` in millimetres of an upright page, `group` a common head above neighbours."""

    head: Words
    kind: ColumnKind
    width: float
    group: Words = ""


class ResultRow(NamedTuple):
    """One row. `is_section` titles the rows below (first cell only); `is_total` stands out, `is_subtotal` over the rows below it."""

    cells: tuple[Value, ...]
    is_section: bool = False
    is_total: bool = False
    is_subtotal: bool = False


@dataclass(frozen=True)
class ResultTable:
    """One table of the sheet with the code `sheet`; `mark` is a letter where that has several ("": its main table).

    `short` is what narrow lists call it.
    """

    sheet: str
    mark: str
    title: Words
    short: Words
    columns: tuple[ResultColumn, ...]
    rows: tuple[ResultRow, ...]
    notes: tuple[Sentence, ...] = ()

    @property
    def name(self) -> str:
        """Its short code, as a workbook calls its page."""
        return self.sheet + self.mark
