"""A table that people made, as plain values: cells, merged ranges, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple, Self, TypeAlias

Cell: TypeAlias = str | int | Decimal | bool | date | datetime | time | None
"""Text is NFC and never empty; whole numbers are `int`, others `Decimal`; a day with a time of day is `datetime`."""


class ShownInt(int):
    """A whole number with what the sheet shows of it where that is more than its digits: 000123, HS-0123."""

    shown: str

    def __new__(cls, value: int, shown: str) -> Self:
        made = super().__new__(cls, value)
        made.shown = shown
        return made


class ShownDecimal(Decimal):
    """A number with what the sheet shows of it: 25% for 0.25."""

    shown: str

    def __new__(cls, value: Decimal, shown: str) -> Self:
        made = super().__new__(cls, value)
        made.shown = shown
        return made


ERRORS = frozenset(
    (
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#GETTING_DATA",
    )
)
"""What a spreadsheet shows where a formula has no value."""


def shown(cell: Cell) -> str:
    """A cell as people see it in the sheet: days as dd/mm/yyyy, numbers in their format."""
    if isinstance(cell, ShownInt | ShownDecimal):
        return cell.shown
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else typed(cell)


def typed(cell: Cell) -> str:
    """A cell as it would be typed; a number format never changes what a code or name says."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return str(cell)


def letters_of(number: int) -> str:
    """The letters of a column as spreadsheets write them: 1 → A, 28 → AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class MergedCells(NamedTuple):
    """A merged range, rows and columns counted from 1, all four included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook, or one csv file.

    `rows[0]` is row 1 of the sheet; rows are as long as their last filled cell. Hidden rows and columns (counted
    from 1) are in `rows` like all others. `encoding` and `delimiter` say how a csv file was read,
    `old_kind` that formats and errors of its cells were not seen. Of a sheet that `is_unread` nothing is known but its name.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[MergedCells, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    encoding: str = ""
    delimiter: str = ""
    old_kind: str = ""
    is_unread: bool = False

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    @property
    def header_words(self) -> tuple[str, ...]:
        """The filled cells of the first row."""
        return tuple(str(cell).strip() for cell in self.rows[0] if cell is not None) if self.rows else ()

    def cell(self, row: int, column: int) -> Cell:
        """The value at `row` and `column`, both from 1; None outside the table."""
        if not 1 <= row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else None

    def filled_down(self) -> Table:
        """The same table with the value of each range merged downwards in every row of its first column."""
        if not any(span.bottom > span.top for span in self.merges):
            return self
        rows = [list(cells) for cells in self.rows]
        for span in self.merges:
            value = self.cell(span.top, span.left)
            if value is None or span.bottom == span.top:
                continue
            for row in rows[span.top : span.bottom]:
                row.extend([None] * (span.left - len(row)))
                if row[span.left - 1] is None:
                    row[span.left - 1] = value
        return replace(self, rows=tuple(tuple(row) for row in rows))
