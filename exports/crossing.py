"""A cross-table as csv, for other programs."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

from exports.workbook_text import plain
from models.domain.basics.rounding import rounded
from models.domain.basics.table_values import CountOf, Value, Words
from models.domain.sheets.crossing import Crossed, crossed_table
from models.file_names import require_ending
from models.files import write_whole
from models.language import Language
from models.language.tables import words


def write_crossed_csv(crossed: Crossed, *, language: Language, to: Path) -> None:
    """Write the table as csv for other programs: UTF-8, a count and a share for each answer, a dot before decimals."""
    require_ending(to, ".csv")
    table = crossed_table(crossed)
    head: list[str] = []
    for column in table.columns[1:]:
        name = words(language, column.head)
        head += [name, f"{name} (%)"] if column.kind.value == "parts" else [name]
    text = io.StringIO(newline="")
    written = csv.writer(text)
    written.writerow(map(plain, head))
    for row in table.rows:
        cells: list[str] = []
        for value, column in zip(row.cells[1:], table.columns[1:], strict=True):
            cells += _cells(value, language, is_parts=column.kind.value == "parts")
        written.writerow(cells)
    write_whole(to, text.getvalue().encode("utf-8-sig"))


def _cells(value: Value, language: Language, *, is_parts: bool) -> list[str]:
    if isinstance(value, CountOf):
        return [str(value.number), "" if value.share is None else str(rounded(value.share, 2))]
    if is_parts:
        return ["", ""]
    if isinstance(value, Fraction):
        return [str(rounded(value, 2))]
    return ["" if value is None else str(value) if isinstance(value, int) else plain(_said(value, language))]


def _said(value: Words, language: Language) -> str:
    return words(language, value)
