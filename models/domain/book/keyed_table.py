"""How a table of keyed forms is known: a column of form numbers beside columns named as questions are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.domain.basics.folding import without_tones
from models.domain.basics.tables import Table

SERIAL_HEADERS = ("serial", "so phieu", "ma phieu", "ma so phieu", "phieu so", "so seri", "seri", "serial number")
"""Headers of the serial column, without tone marks."""

HEADER_WITHIN = 15
"""The header is one of the first 15 rows: titles may stand above it."""

_OTHER_THAN_WORDS = re.compile(r"[\W_]+")
_QUESTION = re.compile(r"[A-Za-z]{1,3}\d{0,2}[a-z]?")


def serial_place(header: Sequence[str]) -> int | None:
    """The place of the column of form numbers."""
    folded = [serial_key(name) for name in header]
    return next((folded.index(word) for word in SERIAL_HEADERS if word in folded), None)


def serial_key(header: str) -> str:
    """A header as `SERIAL_HEADERS` writes it: nothing but words."""
    return " ".join(_OTHER_THAN_WORDS.sub(" ", without_tones(header).lower()).split())


def is_keyed_table(tables: Sequence[Table]) -> bool:
    """Whether a sheet has form numbers and at least two questions as columns."""
    return any(_is_keyed(words) for table in tables for words in _first_rows(table))


def _first_rows(table: Table) -> Iterator[list[str]]:
    for cells in table.rows[:HEADER_WITHIN]:
        yield [str(cell).strip() for cell in cells if cell is not None]


def _is_keyed(header: Sequence[str]) -> bool:
    return serial_place(header) is not None and sum(bool(_QUESTION.fullmatch(cell)) for cell in header) > 1
