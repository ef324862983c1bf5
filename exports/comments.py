"""Screened comments as csv: sector, question, text, at a hub the office before them; nothing leads to a form."""

from __future__ import annotations

from pathlib import Path

from exports.formats.contract import harmless
from exports.formats.csv import BYTE_ORDER_MARK, csv_text
from models.domain.sheets.comments import Comments
from models.file_names import require_ending
from models.files import write_whole

HEADER = ("sector", "question", "comment")


def write_comments(found: Comments, *, to: Path) -> None:
    """Write one row per comment; the same comments give the same bytes."""
    header = ("office", *HEADER) if found.by_office else HEADER
    cells = [(office, *comment) if found.by_office else tuple(comment) for office, comment in found.listed]
    rows = ([harmless(cell) for cell in row] for row in cells)
    require_ending(to, ".csv")
    write_whole(to, (BYTE_ORDER_MARK + csv_text(header, rows)).encode())
