"""Answers as a workbook: one sheet with the forms, one with the code book. Codes are text, numbers are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from exports.formats.codebook import codebook
from exports.formats.contract import FormatTooSmall
from exports.tables import AnswerTable, Sort
from exports.workbook_rows import with_rows
from exports.workbook_text import MOST_ROWS, print_setup, written
from models.domain.basics.problems import N_
from models.files import write_whole
from models.language import Language
from models.progress import NO_PROGRESS, Progress, watched

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {Sort.LABEL: 14, Sort.CODE: 6, Sort.CODES: 12, Sort.NUMBER: 8, Sort.DECIMAL: 10, Sort.FREE: 50}


class Xlsx:
    """The rows go in as XML, so a city's answers need little time."""

    code: ClassVar[str] = "xlsx"
    suffix: ClassVar[str] = ".xlsx"
    says: ClassVar[str] = N_("Excel workbook with code book")
    is_folder: ClassVar[bool] = False

    def write(self, table: AnswerTable, *, language: Language, to: Path, progress: Progress = NO_PROGRESS) -> None:
        from openpyxl import Workbook

        if len(table.rows) >= MOST_ROWS:
            raise FormatTooSmall(len(table.rows), MOST_ROWS - 1)
        book = Workbook(write_only=True)
        numbers = frozenset(
            place for place, field in enumerate(table.fields) if field.sort in (Sort.NUMBER, Sort.DECIMAL)
        )
        _sheet(
            book,
            language.say(N_("Answers")),
            [field.name for field in table.fields],
            (),
            [_WIDTHS[field.sort] for field in table.fields],
            language,
        )
        rows = codebook(table, language)
        heads = [language.say(head) for head in _BOOK]
        _sheet(book, language.say(N_("Code book")), heads, rows, [12, 60, 8, 50], language)
        _control(book, table, language)

        content = BytesIO()
        book.save(content)
        write_whole(to, with_rows(content.getvalue(), watched(table.rows, progress), numbers=numbers, start=2))


_BOOK = (N_("Column"), N_("Question"), N_("Code"), N_("Meaning"))


def _sheet(
    book: Workbook,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    language: Language,
) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    print_setup(cast("Worksheet", sheet), language, head=1)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    heads = []
    for text in header:
        cell = WriteOnlyCell(sheet, value=text)
        cell.font = Font(bold=True)
        heads.append(cell)
    sheet.append(heads)
    for row in rows:
        sheet.append([written(sheet, cell) for cell in row])


def _control(book: Workbook, table: AnswerTable, language: Language) -> None:
    """Control totals: what must be in the file, so that a cut file is noticed."""
    say = language.say
    sheet = book.create_sheet(say(N_("Control")))
    sheet.column_dimensions["A"].width = 60
    sheet.append([say(N_("Survey period")), table.period])
    sheet.append([say(N_("Forms (rows)")), len(table.rows)])
    sheet.append([say(N_("Columns")), len(table.fields)])
    answered = sum(bool(cell) for row in table.rows for cell in row)
    sheet.append([say(N_("Cells that are not empty")), answered])
    sheet.append([say(N_("State of the answers")), language.sentence(table.stands_on)])
    if table.is_reference:
        sheet.append([say(N_("(reference form – not compared with the original legal text)"))])
