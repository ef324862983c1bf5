"""How a table of keyed forms is known: a column of form numbers beside columns named as questions are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.domain.basics.folding import without_tones
from models.domain.basics.tables import Table

SERIAL_HEADERS = ("serial", "so phieu", "ma phieu")
"""Headers of the serial column, without tone marks."""

_QUESTION = re.compile(r"[A-Z]{1,3}\d{0,2}[a-z]?")


def serial_place(header: Sequence[str]) -> int | None:
    """The place of the column of form numbers."""
    folded = [without_tones(name).strip().lower() for name in header]
    return next((folded.index(word) for word in SERIAL_HEADERS if word in folded), None)


def is_keyed_table(tables: Sequence[Table]) -> bool:
    """Whether a sheet has form numbers and at least two questions as columns."""
    return any(_is_keyed(table.header_words) for table in tables)


def _is_keyed(header: Sequence[str]) -> bool:
    return serial_place(header) is not None and sum(bool(_QUESTION.fullmatch(cell)) for cell in header) > 1
