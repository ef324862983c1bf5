"""The rows of the table in which an office adds to the catalogue: their cells by column, and what is wrong in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from models.domain.basics.days import read_day
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.tables import Cell, typed

Made = TypeVar("Made")
MOST_ROWS = 20
"""Rows that are named where one sentence speaks of several."""


@dataclass(eq=False)
class AdditionWrong(Problem):
    """Root of what is wrong in one cell; `row` counts as the spreadsheet does, `column` is the heading.

    What is wrong in the same way in several rows of a column is told once, with all of them.
    """

    row: int
    column: str
    value: str

    @property
    def told_with(self) -> Hashable:
        others = {name: value for name, value in self.values.items() if name not in ("row", "value")}
        return type(self), *others.items()

    def told_of(self, every: Sequence[Problem]) -> Sentence:
        alike = [each for each in every if isinstance(each, AdditionWrong)]
        more = ("…",) if len(alike) > MOST_ROWS else ()
        rows = (*(str(each.row) for each in alike[:MOST_ROWS]), *more)
        values = (*dict.fromkeys(each.value for each in alike[:MOST_ROWS]), *more)
        return Sentence(self.says, self.values | {"row": rows, "value": values}, self.deed)


@dataclass(eq=False)
class AdditionEmpty(AdditionWrong):
    """A needed cell has nothing in it."""

    code = "addition_empty"
    says = N_("Row {row}, column {column}: nothing is written here. Fill it in.")


@dataclass(eq=False)
class AdditionCodeIsNumber(AdditionWrong):
    """A number instead of text: leading zeros are lost."""

    code = "addition_code_is_number"
    says = N_(
        "Row {row}, column {column}: {value} is a number, so its leading zeros are lost. "
        "Format the column as text and write the code again."
    )


@dataclass(eq=False)
class AdditionCodeWrong(AdditionWrong):
    """Neither an official code nor one of the kind that an office may make itself."""

    letters: str
    code = "addition_code_wrong"
    says = N_(
        "Row {row}, column {column}: {value} is no unit code. Write the official 2, 3 or 5 digits, or five characters "
        "of your own: a letter of {letters} first, then digits or these letters."
    )


@dataclass(eq=False)
class AdditionProcedureCodeWrong(AdditionWrong):
    """Not a national procedure code."""

    code = "addition_procedure_code_wrong"
    says = N_("Row {row}, column {column}: {value} is no procedure code. Write it like 2.000815.")


@dataclass(eq=False)
class AdditionDayWrong(AdditionWrong):
    """Not a day."""

    code = "addition_day_wrong"
    says = N_("Row {row}, column {column}: {value} is no date. Write it as dd/mm/yyyy.")


@dataclass(eq=False)
class AdditionDaysTurned(AdditionWrong):
    """The last day lies before the first."""

    code = "addition_days_turned"
    says = N_("Row {row}, column {column}: the last day {value} is before the first. Correct one of the two.")


@dataclass(eq=False)
class AdditionWordUnknown(AdditionWrong):
    """A word outside a short list."""

    allowed: str
    code = "addition_word_unknown"
    says = N_("Row {row}, column {column}: {value} is not known here. Write one of: {allowed}.")


@dataclass(eq=False)
class AdditionParentUnknown(AdditionWrong):
    """The superior is neither in the catalogue nor in the file on the first day of the unit."""

    code = "addition_parent_unknown"
    says = N_(
        "Row {row}, column {column}: there is no superior {value} on the first day of this unit. "
        "Correct the code, or add the superior in a row of its own."
    )


@dataclass(eq=False)
class AdditionPredecessorUnknown(AdditionWrong):
    """No office had the code on the day before the unit began."""

    predecessor: str
    code = "addition_predecessor_unknown"
    says = N_(
        "Row {row}, column {column}: no unit had the code {predecessor} on the day before this unit began. "
        "Correct the code or the first day; several codes stand with a semicolon between."
    )


@dataclass(eq=False)
class AdditionOverlaps(AdditionWrong):
    """The code belongs to another unit at the same time."""

    holder: str
    code = "addition_overlaps"
    says = N_(
        "Row {row}, column {column}: the code {value} belongs to {holder} at the same time. "
        "Correct the code or the days."
    )


@dataclass(eq=False)
class AdditionTwice(AdditionWrong):
    """A procedure stands in the file twice."""

    code = "addition_twice"
    says = N_("Row {row}, column {column}: {value} stands in this file twice. Delete one of the rows.")


@dataclass(eq=False)
class AdditionCellWithoutValue(AdditionWrong):
    """An error of the sheet, or a formula that no program computed."""

    code = "addition_cell_without_value"
    says = N_(
        "Row {row}, column {column}: “{value}” is an error of the sheet or a formula that was never computed. Correct it there."
    )


@dataclass(eq=False)
class AdditionRowTooLong(Problem):
    """A row of a csv file goes on behind the last header: its cells have moved."""

    row: int
    code = "addition_row_too_long"
    says = N_(
        "Row {row} has more cells than the header. Put quotation marks around a text in which the separator occurs."
    )


@dataclass(eq=False)
class AdditionColumnTwice(Problem):
    """Two columns are the same thing, and nobody can say which of them holds."""

    one: str
    other: str
    code = "addition_column_twice"
    says = N_("The columns “{one}” and “{other}” say the same. Delete one of the two.")


@dataclass(eq=False)
class AdditionInOldLetters(Problem):
    """Names in an old code would stand on papers as nonsense."""

    column: str
    code = "addition_in_old_letters"
    says = N_(
        "The letters in the column “{column}” are in an old code (such as TCVN3 .VnTime or VNI). "
        "Convert the table to Unicode, for example with Unikey."
    )


@dataclass(frozen=True, slots=True)
class AdditionRow:
    """Cells found by column name; whatever is wrong is noted in `findings`, and reading goes on."""

    number: int
    header: Sequence[Cell]
    places: Mapping[str, int]
    cells: Sequence[Cell]
    findings: list[Problem]

    def cell(self, column: str) -> Cell:
        place = self.places.get(column, len(self.cells))
        return self.cells[place] if place < len(self.cells) else None

    def text(self, column: str) -> str:
        return text_of(self.cell(column))

    def heading(self, column: str) -> str:
        return text_of(self.header[self.places[column]]) if column in self.places else column

    def wrong(self, kind: Callable[..., Problem], column: str, **values: object) -> None:
        self.findings.append(
            kind(
                row=self.number,
                column=self.heading(column),
                value=self.text(column),
                **values,
            )
        )

    def needed(self, column: str) -> str:
        text = self.text(column)
        if not text:
            self.wrong(AdditionEmpty, column)
        return text

    def code(self, column: str) -> str:
        if isinstance(self.cell(column), int | Decimal):
            self.wrong(AdditionCodeIsNumber, column)
            return ""
        return self.text(column)

    def day(self, column: str) -> date | None:
        cell = self.cell(column)
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = self.text(column)
        day = read_day(text)
        if text and day is None:
            self.wrong(AdditionDayWrong, column)
        return day

    def one_of(self, column: str, words: Mapping[str, Made], default: Made | None = None) -> Made | None:
        text = self.text(column).casefold()
        if not text and default is not None:
            return default
        found = words.get(text)
        if found is None:
            self.wrong(AdditionWordUnknown, column, allowed=", ".join(words))
        return found

    def days(self) -> tuple[date | None, date | None]:
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            self.wrong(AdditionDaysTurned, "valid_to")
        return first, last


def text_of(cell: Cell) -> str:
    """The words of a cell as they would be typed: single spaces, no control characters; nothing for an empty one."""
    signs = typed(cell)
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in signs).split())
