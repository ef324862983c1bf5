"""Questionnaires as XLSForm workbooks: reading what an office made, writing what this program holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exports.workbook_text import write_workbook_whole
from models.domain.basics.problems import N_, Problem
from models.domain.basics.tables import Table, typed
from models.domain.questionnaire.xlsform import Sheets, XlsformRow
from models.domain.questionnaire.xlsform_rows import SHEET_NAMES, rows_of
from models.services.office.file_kinds import FileKind, read_tables_of
from models.workbooks import Limits

LIMITS = Limits(megabytes=5, unpacked_megabytes=50, rows=5_000, columns=200)

_FIRST_COLUMNS = {
    "survey": ("type", "name", "label"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title", "form_id", "version"),
}
_WIDE = {"label", "form_title", "introduction", "how_to_mark"}


@dataclass(eq=False)
class NotAQuestionnaire(Problem):
    """The file is a table, but none of its sheets is one of an XLSForm."""

    name: str

    code = "not_a_questionnaire"
    says = N_(
        "The file “{name}” has no sheets survey, choices and settings, so it is no questionnaire. "
        "Choose an XLSForm saved as .xlsx."
    )


def read_workbook(path: Path) -> Sheets:
    """The sheets of an XLSForm, hidden ones and ones with capitals in their names too.

    Refuses with `NotAQuestionnaire` or the problems of `read_tables_of` (missing, cut off, of another kind, locked …).
    """
    sheets = read_tables_of(path, FileKind.QUESTIONNAIRE, limits=LIMITS, only=frozenset(SHEET_NAMES))
    tables = {table.name.strip().lower(): table for table in reversed(sheets)}
    if not any(name in tables for name in SHEET_NAMES):
        raise NotAQuestionnaire(path.name)
    return Sheets(**{name: _rows(tables[name]) if name in tables else None for name in SHEET_NAMES})


def write_workbook(sheets: Sheets, path: Path) -> None:
    """Write `sheets` as an .xlsx that this and other XLSForm programs read; every cell is text."""
    import openpyxl
    from openpyxl.cell import Cell as WorkbookCell
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    def text_cell(text: str) -> WorkbookCell | None:
        cell = WriteOnlyCell(sheet, text)
        # a text that begins with = would be taken for a formula
        cell.data_type = "s"
        return cell if text else None

    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.by_name().items():
        columns = _columns(name, rows or ())
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for place, column in enumerate(columns):
            sheet.column_dimensions[get_column_letter(place + 1)].width = 60 if column in _WIDE else 18
        header = [WriteOnlyCell(sheet, column) for column in columns]
        for cell in header:
            cell.font = Font(bold=True)
        sheet.append(header)
        for row in rows or ():
            sheet.append([text_cell(row[column]) for column in columns])

    write_workbook_whole(book, path)


def _columns(name: str, rows: tuple[XlsformRow, ...]) -> list[str]:
    columns = dict.fromkeys(_FIRST_COLUMNS[name])
    for row in rows:
        columns.update(dict.fromkeys(row.cells))
    return list(columns)


def _rows(table: Table) -> tuple[XlsformRow, ...]:
    return rows_of([typed(cell) for cell in cells] for cells in table.rows)
