"""The account of a file that was read, as a workbook beside it: its columns, and each row that was not taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exports.workbook_text import write_workbook_whole, written
from models.domain.basics.problems import N_
from models.domain.basics.reading import ColumnState, ReadingAccount
from models.language import Language


def write_account(account: ReadingAccount, *, source: Path, language: Language, to: Path) -> None:
    """Write what became of `source`: how many rows were taken, refused and empty, each column, each row that was refused."""
    import openpyxl
    from openpyxl.cell import Cell as OpenpyxlCell
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    say, book = language.say, openpyxl.Workbook(write_only=True)

    def sheet_of(title: str, widths: tuple[int, ...], rows: Sequence[Sequence[str | int]]) -> None:
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for column, width in zip("ABCDE", widths, strict=False):
            sheet.column_dimensions[column].width = width
        for place, row in enumerate(rows):
            cells = [
                written(sheet, cell) if isinstance(cell, str) and place else WriteOnlyCell(sheet, cell) for cell in row
            ]
            for cell in cells if place == 0 else ():
                if isinstance(cell, OpenpyxlCell):
                    cell.font = Font(bold=True)
            sheet.append(cells)

    counts: list[Sequence[str | int]] = [
        (say(N_("File")), source.name),
        (say(N_("Rows read")), account.read),
        (say(N_("Rows taken")), account.taken),
        (say(N_("Rows refused")), len(account.refused)),
        (say(N_("Empty rows")), account.empty),
        *((say(N_("Remark")), language.sentence(note)) for note in account.notes),
    ]
    sheet_of(say(N_("Account")), (24, 90), counts)
    columns: list[Sequence[str | int]] = [
        tuple(say(head) for head in (N_("Column"), N_("What was done"), N_("As"), N_("Why"), N_("Meant")))
    ]
    columns += [
        (
            f"{each.sheet}: {each.name}" if each.sheet else each.name,
            say(each.state.says),
            each.used_as if each.state is not ColumnState.UNKNOWN else "",
            language.sentence(each.why) if each.why else "",
            each.meant,
        )
        for each in account.columns
    ]
    sheet_of(say(N_("Columns")), (36, 24, 20, 70, 30), columns)
    rows: list[Sequence[str | int]] = [tuple(say(head) for head in (N_("Row"), N_("Reason"), N_("What stands there")))]
    rows += [(each.row, language.sentence(each.why), each.text) for each in account.refused]
    sheet_of(say(N_("Rows refused")), (8, 90, 70), rows)
    write_workbook_whole(book, to)
