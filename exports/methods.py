"""A method as a workbook: written for people to fill in, and read back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exports.workbook_text import write_workbook_whole, written
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, ReadingAccount
from models.domain.basics.tables import typed
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import HEADER, meaning_of, method_rows, read_method_rows
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
    header = [WriteOnlyCell(sheet, text) for text in (*HEADER, language.say(N_("What it says")))]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for field, value in method_rows(method):
        meaning = WriteOnlyCell(sheet, language.say(meaning_of(field)))
        meaning.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([field, written(sheet, value), meaning])
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
    table = tables[0]
    rows = [
        (typed(field).strip(), typed(value).strip()) for field, value, *_ in ((*row, None, None) for row in table.rows)
    ]
    has_header = bool(rows) and (rows[0][0].lower(), rows[0][1].lower()) == HEADER
    below = rows[1:] if has_header else rows
    told = [row for row in below if any(row)]
    if not told:
        raise NotAMethod(path.name)
    columns = [ReadColumn(name, ColumnState.USED, name) for name in HEADER]
    why = Sentence(N_("not used: it is for people"))
    further = [words.strip() for words in map(typed, table.rows[0][2:] if has_header else ())]
    columns += [ReadColumn(words, ColumnState.KNOWN, "", why) for words in further if words]
    account = ReadingAccount(tuple(columns), len(below), len(told), empty=len(below) - len(told))
    return ReadMethod(read_method_rows(told), account)
