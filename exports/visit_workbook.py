"""The visit list as a workbook, for offices that plan their visits in Excel. Names and addresses, never a serial."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exports.workbook_text import write_workbook_whole
from models.domain.basics.problems import N_
from models.domain.dossiers.frame import FrameEntry
from models.domain.dossiers.walking import for_walking
from models.language import Language
from models.progress import NO_PROGRESS, Progress

HEADERS = (
    (N_("No."), 6),
    (N_("Name"), 28),
    (N_("Address"), 36),
    (N_("Phone"), 14),
    (N_("Sector"), 20),
    (N_("List"), 10),
    (N_("Outcome"), 18),
    (N_("Day"), 12),
)


def write_visits(
    drawn: Sequence[FrameEntry],
    reserve: Sequence[FrameEntry],
    *,
    language: Language,
    to: Path,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write the drawn people, street by street as on paper, and then the reserve in its order.

    Every cell is text, so numbers keep their zeros and no text computes.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(language.say(N_("Visit list")))
    sheet.append([language.say(header) for header, _ in HEADERS])
    for number, (_, width) in enumerate(HEADERS, 1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    row = 1
    for word, entries in ((N_("drawn"), for_walking(drawn)), (N_("reserve"), reserve)):
        for number, entry in enumerate(entries, 1):
            progress.step(row - 1, len(drawn) + len(reserve))
            row += 1
            values = (number, entry.name, entry.address, entry.phone, entry.sector, language.say(word), "", "")
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
                    cell.number_format = "@"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"

    write_workbook_whole(book, to)
