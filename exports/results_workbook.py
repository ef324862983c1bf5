"""Results as a workbook: one sheet per table of the paper, real numbers, and a sheet that says what they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from exports.workbook_text import plain, print_setup, write_workbook_whole
from models.domain.hub_tables import hub_tables
from models.domain.problems import N_
from models.domain.result_tables import tables_of
from models.domain.results import Consolidated, Results
from models.domain.satisfaction import rounded
from models.domain.table_values import Column, Kind, Part, ResultTable, Row, Value
from models.language import Language
from models.language.tables import words
from models.release import program_version

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORMATS = {Kind.COUNT: "#,##0", Kind.PER_CENT: "0.00", Kind.SCORE: "0.0000"}
_PLACES = {Kind.PER_CENT: 2, Kind.SCORE: 4}
_HEAD = 3
"""Row of the column heads; title and a blank row stand above."""


def write_results(results: Results, *, language: Language, to: Path) -> None:
    """Write the tables of one office."""
    about: list[tuple[str, str | int]] = [
        (N_("Office"), results.unit.full_name),
        (N_("Code"), results.unit.key.code),
        (N_("Survey period"), results.period),
        (N_("Valid forms"), results.measure.forms),
    ]
    if results.is_closed:
        about += [(N_("Closing"), results.closing), (N_("Edition"), results.edition), (N_("Late lines"), results.late)]
    _write(results, tables_of(results), about, language, to)


def write_consolidated(consolidated: Consolidated, *, language: Language, to: Path) -> None:
    """Write the tables of a hub."""
    about: list[tuple[str, str | int]] = [
        (N_("Office"), consolidated.hub.full_name),
        (N_("Code"), consolidated.hub.key.code),
        (N_("Survey period"), consolidated.period),
        (N_("Offices asked"), consolidated.asked),
        (N_("Offices that have not sent"), len(consolidated.not_sent)),
        (N_("Valid forms"), consolidated.measure.forms),
    ]
    _write(consolidated, hub_tables(consolidated), about, language, to)


def _write(
    figures: Results | Consolidated,
    tables: Sequence[ResultTable],
    about: Sequence[tuple[str, str | int]],
    language: Language,
    to: Path,
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _fill(book.create_sheet(table.name), table, language)
    say = language.say
    lines: list[tuple[str, str | int]] = [(say(head), value) for head, value in about]
    lines += [
        (say(N_("Method")), figures.method.name),
        (say(N_("Fingerprint of the method")), figures.method.fingerprint),
        (say(N_("Data fingerprint")), figures.fingerprint),
        (say(N_("Program")), f"Sổ Phiếu {program_version()}"),
    ]
    if figures.is_reference:
        lines.append((say(N_("Remarks")), say(N_("(reference form – not compared with the original legal text)"))))
    sheet = book.create_sheet(say(N_("Basis")))
    for n, (head, value) in enumerate(lines, 1):
        _put(sheet, n, 1, head)
        _put(sheet, n, 2, value)
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 80

    write_workbook_whole(book, to)


def _fill(sheet: Worksheet, table: ResultTable, language: Language) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin")
    grid = Border(left=thin, right=thin, top=thin, bottom=thin)
    grey = PatternFill("solid", fgColor="EBEBEB")
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _put(sheet, 1, 1, words(language, table.title))
    columns = _columns(table.columns, language)
    for place, (head, kind, width) in enumerate(columns, 1):
        cell = sheet.cell(_HEAD, place)
        _put(sheet, _HEAD, place, head)
        cell.font, cell.fill, cell.border = Font(bold=True), grey, grid
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = max(width * 0.55, 8 if kind is not Kind.TEXT else 5)
    row = _HEAD
    for row, line in enumerate(table.rows, _HEAD + 1):
        values = _values(line, table.columns)
        for place, value in enumerate(values, 1):
            cell = sheet.cell(row, place)
            _put(sheet, row, place, _plain(value, columns[place - 1][1], language))
            cell.border = grid
            cell.font = Font(bold=line.is_total or line.is_section)
            cell.alignment = Alignment(wrap_text=columns[place - 1][1] is Kind.TEXT, vertical="top")
            cell.number_format = _FORMATS.get(columns[place - 1][1], "General")
        if line.is_section:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
    for n, note in enumerate(table.notes, row + 2):
        sheet.cell(n, 1).font = Font(italic=True)
        _put(sheet, n, 1, words(language, note))
    print_setup(sheet, language, head=_HEAD)


def _columns(columns: Sequence[Column], language: Language) -> list[tuple[str, Kind, float]]:
    """Head, kind and width of each column of the sheet: counts with shares take two."""
    found: list[tuple[str, Kind, float]] = []
    for column in columns:
        head = words(language, column.head)
        group = words(language, column.group)
        if column.kind is Kind.PARTS:
            found.append((language.say(N_("Level {level}"), level=head), Kind.COUNT, column.width))
            found.append((language.say(N_("Level {level} (%)"), level=head), Kind.PER_CENT, column.width))
        else:
            found.append((f"{group}: {head}" if group else head, column.kind, column.width))
    return found


def _values(line: Row, columns: Sequence[Column]) -> list[Value]:
    values: list[Value] = []
    padded = (*line.cells, *(None for _ in range(len(columns) - len(line.cells))))
    for value, column in zip(padded, columns, strict=True):
        if column.kind is not Kind.PARTS:
            values.append(value)
        else:
            values += [value.number, value.share] if isinstance(value, Part) else [None, None]
    return values


def _plain(value: Value, kind: Kind, language: Language) -> str | float | None:
    """The value of a cell: numbers rounded as on paper, so that both say the same."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        return float(rounded(value, _PLACES.get(kind, 2)))
    if isinstance(value, Part):
        return value.number
    return words(language, value) or None


def _put(sheet: Worksheet, row: int, column: int, value: str | float | None) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = plain(value)
        cell.data_type = "s"
    else:
        cell.value = value
