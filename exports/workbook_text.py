"""Text in cells of a workbook: it stays text, computes nothing, and has no sign that Excel refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.domain.basics.problems import N_
from models.file_names import require_ending
from models.files import write_whole
from models.language import Language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Rows that a sheet of Excel holds, its header included."""

_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LIKE_FORMULA = ("=", "#")


def plain(text: str) -> str:
    """`text` without the control signs that make a workbook unreadable; a line ends in one way, wherever it was written.

    A workbook made on Windows would else show an empty line between any two.
    """
    return _REFUSED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def written(sheet: WriteOnlyWorksheet, text: str) -> str | Cell | None:
    """What to append to a streamed sheet for `text`, so that it is text whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell

    text = plain(text)
    if not text.startswith(_LIKE_FORMULA):
        return text or None
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def print_setup(sheet: Worksheet, language: Language, *, head: int) -> None:
    """A4 across, as wide as the page, row `head` on every page, page numbers; heads stay in sight on screen."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = f"A{head + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"
    footer = sheet.oddFooter
    if footer is not None:
        footer.center.text = language.say(N_("Page {page} of {pages}"), page="&P", pages="&N")


def write_workbook_whole(book: Workbook, to: Path, *, before_named: Callable[[], object] | None = None) -> None:
    """Write `book` under `to`, all of it or nothing; refuses as `write_whole` does.

    `before_named` is called when all is written, just before the file has its name.
    """
    # a streamed workbook that is never finished speaks up when it is thrown away, so it is finished in any case
    content = BytesIO()
    book.save(content)
    require_ending(to, ".xlsx")

    def write(file: BinaryIO) -> None:
        file.write(content.getvalue())
        if before_named is not None:
            before_named()

    write_whole(to, write)
