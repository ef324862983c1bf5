"""Questionnaires as XLSForm workbooks: reading what an office made, writing what this program holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from exports.workbook_text import write_workbook_whole
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.table_reading import told_beside
from models.domain.basics.tables import Cell, Table, shown, typed
from models.domain.questionnaire.xlsform import Sheets, XlsformRow
from models.domain.questionnaire.xlsform_intake import TakenForm, take_form
from models.domain.questionnaire.xlsform_rows import SHEET_NAMES, rows_of
from models.services.office.file_kinds import FileKind, read_tables_of
from models.workbooks import Limits

LIMITS = Limits(megabytes=5, unpacked_megabytes=50, rows=5_000, columns=200)

_FIRST_COLUMNS = {
    "survey": ("type", "name", "label"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title", "form_id", "version"),
}
_PRINTED = (
    "label",
    "caption",
    "hint",
    "guidance_hint",
    "constraint_message",
    "in_reports",
    "form_title",
    "introduction",
    "how_to_mark",
)
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


def read_form(path: Path, *, today: date, language: str = "") -> TakenForm:
    """The questionnaire of an XLSForm workbook with its account; `language` is the one to print where several stand there.

    Refuses as `read_workbook`, and with `QuestionnaireRefused`.
    """
    tables, further = _tables(path)
    raw = {name: _texts(tables[name]) if name in tables else None for name in SHEET_NAMES}
    notes = [told for name, table in tables.items() for told in _hidden(name, table)]
    if further:
        said = N_("Sheets that are none of survey, choices and settings are not read: {sheets}.")
        notes.append(Sentence(said, {"sheets": list(further)}))
    return take_form(raw, file_name=path.name, today=today, language=language, notes=notes)


def _hidden(name: str, table: Table) -> Iterator[Sentence]:
    named = [number for number, words in enumerate(table.rows[0] if table.rows else (), 1) if words is not None]
    for told in told_beside(table, (), used=named, first_row=2):
        yield Sentence(N_("Sheet {sheet}: {said}"), {"sheet": name, "said": told})


def read_workbook(path: Path) -> Sheets:
    """The sheets of an XLSForm that this program wrote, hidden ones and ones with capitals in their names too.

    Refuses with `NotAQuestionnaire` or the problems of `read_tables_of` (missing, cut off, of another kind, locked …).
    """
    tables, _ = _tables(path)
    return Sheets(**{name: rows_of(_texts(tables[name])) if name in tables else None for name in SHEET_NAMES})


def _tables(path: Path) -> tuple[dict[str, Table], tuple[str, ...]]:
    """The sheets that count by their names, and the names of the others.

    A sheet that is alone in its file and has the columns of a survey is one, whatever it is called; in a csv file the sheets stand
    one below the other, each under its name in the first column.
    """
    sheets = read_tables_of(path, FileKind.QUESTIONNAIRE, limits=LIMITS, only=frozenset(SHEET_NAMES))
    tables = {table.name.strip().lower(): table for table in reversed(sheets)}
    if len(sheets) == 1 and not any(name in tables for name in SHEET_NAMES):
        tables = _stacked(sheets[0]) if sheets[0].delimiter else {}
        words = {typed(cell).strip().lower() for cell in (sheets[0].rows[0] if sheets[0].rows else ())}
        if not tables and {"type", "name"} <= words:
            tables = {"survey": sheets[0]}
    if not any(name in tables for name in SHEET_NAMES):
        raise NotAQuestionnaire(path.name)
    further = tuple(table.name for table in sheets if len(sheets) > 1 and table.name.strip().lower() not in SHEET_NAMES
                    and (table.rows or table.is_unread))  # fmt: skip
    return {name: table for name, table in tables.items() if name in SHEET_NAMES}, further


def _stacked(table: Table) -> dict[str, Table]:
    """The sheets of a csv file that stand one below the other."""
    found: dict[str, list[tuple[Cell, ...]]] = {}
    own: list[tuple[Cell, ...]] = []
    for cells in table.rows:
        name = typed(cells[0]).strip().lower() if cells else ""
        if name:
            own = found.setdefault(name, [])
        if any(cell is not None for cell in cells[1:]):
            own.append(cells[1:])
    return (
        {name: replace(table, name=name, rows=tuple(rows)) for name, rows in found.items()} if "survey" in found else {}
    )


def _texts(table: Table) -> list[list[str]]:
    """The cells as texts: what is printed as the sheet shows it, codes and expressions as they would be typed."""
    header = [typed(cell) for cell in table.rows[0]] if table.rows else []
    worded = {place for place, words in enumerate(header) if words.strip().lower().startswith(_PRINTED)}
    return [
        [shown(cell) if place in worded else typed(cell) for place, cell in enumerate(cells)] for cells in table.rows
    ]


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
