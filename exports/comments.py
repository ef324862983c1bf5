"""Screened comments as csv: sector, question, text; nothing leads to a form."""

from __future__ import annotations

from pathlib import Path

from exports.formats.contract import harmless
from exports.formats.csv import BYTE_ORDER_MARK, csv_text
from models.domain.comments import Comments
from models.files import write_whole

HEADER = ("sector", "question", "comment")


def write_comments(found: Comments, *, to: Path) -> None:
    """Write one row per comment; the same comments give the same bytes."""
    rows = ([harmless(cell) for cell in comment] for comment in found.comments)
    write_whole(to, (BYTE_ORDER_MARK + csv_text(HEADER, rows)).encode())
