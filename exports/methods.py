"""A method as a workbook: written for people to fill in, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.workbook_text import plain, write_workbook_whole
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, ReadingAccount
from models.domain.basics.table_reading import further_sheets, nameless_columns, told_beside, too_long_rows
from models.domain.basics.tables import Cell, ShownDecimal, ShownInt, typed
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import (
    HEADER,
    MethodColumnTwice,
    MethodRowTooLong,
    meaning_of,
    method_header,
    method_rows,
    read_method_rows,
)
from models.language import Language
from models.services.office.file_kinds import FileKind, read_tables_of
from models.workbooks import Limits

LIMITS = Limits(megabytes=1, unpacked_megabytes=10, rows=200, columns=20)


@dataclass(eq=False)
class NotAMethod(Problem):
    """A table without rows of a method."""

    name: str
    code = "not_a_method"
    says = N_("The file “{name}” has no rows with a field and a value. Write one out and fill it in.")
    deed = Deed.EXPORT_METHOD


def write_method(method: Method, path: Path, *, language: Language) -> None:
    """Write the choices of a method, a row each, with what they mean beside them."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("method")
    sheet.freeze_panes = "A2"
    for column, width in zip("ABC", (18, 44, 90), strict=True):
        sheet.column_dimensions[column].width = width
    # as text, or a spreadsheet makes a day of 2/3
    sheet.column_dimensions["B"].number_format = "@"
    header = [WriteOnlyCell(sheet, text) for text in (*HEADER, language.say(N_("What it says")))]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for field, value in method_rows(method):
        meaning = WriteOnlyCell(sheet, language.say(meaning_of(field)))
        meaning.alignment = Alignment(wrap_text=True, vertical="top")
        told = WriteOnlyCell(sheet, plain(value))
        told.data_type, told.number_format = "s", "@"
        sheet.append([field, told, meaning])
    write_workbook_whole(book, path)


@dataclass(frozen=True)
class ReadMethod:
    """A method with the account of its file."""

    method: Method
    account: ReadingAccount


def read_method_file(path: Path) -> ReadMethod:
    """The method of a workbook or csv with the columns field and value (other columns are for people).

    Refuses what `read_method_rows` refuses, and with the problems of `read_tables_of` what is no table.
    """
    tables = read_tables_of(path, FileKind.METHOD, limits=LIMITS)
    table = next((each for each in tables if method_header(each)), tables[0])
    top = method_header(table)
    header = [typed(cell).strip() for cell in table.rows[top - 1]] if top else list(HEADER)
    _refuse_twins(header)
    named = frozenset(number for number, words in enumerate(header, 1) if words)
    for row in sorted(too_long_rows(table, first_row=top + 1, named=named)):
        raise MethodRowTooLong(row)
    below = [
        (typed(field).strip(), _value(value)) for field, value, *_ in ((*row, None, None) for row in table.rows[top:])
    ]
    told = [row for row in below if any(row)]
    if not told:
        raise NotAMethod(path.name)
    columns = [ReadColumn(words, ColumnState.USED, name) for words, name in zip(header, HEADER, strict=False)]
    why = Sentence(N_("not used: it is for people"))
    columns += [ReadColumn(words, ColumnState.KNOWN, "", why) for words in header[2:] if words]
    columns += nameless_columns(table, first_row=top + 1, named=named)
    notes = told_beside(table, further_sheets(table, tables), used=(1, 2), first_row=top + 1)
    account = ReadingAccount(tuple(columns), len(below), len(told), empty=len(below) - len(told), notes=tuple(notes))
    return ReadMethod(read_method_rows(told), account)


def _value(cell: Cell) -> str:
    """What stands under “value”: a share of a hundred as the sheet shows it."""
    shown = cell.shown if isinstance(cell, ShownInt | ShownDecimal) else ""
    return shown if shown.endswith("%") else typed(cell).strip()


def _refuse_twins(header: Sequence[str]) -> None:
    words = [each.lower() for each in header]
    for name in HEADER:
        if words.count(name) > 1:
            raise MethodColumnTwice(name)
