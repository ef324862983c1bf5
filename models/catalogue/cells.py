"""The cells of a small strict table, csv or xlsx, that an office hands over."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.domain.basics.problems import N_, Problem
from models.files import FileTooLarge, read_bounded

Cell = object
"""Text, number, day or None, as the file has it."""

MEGABYTE = 1024 * 1024
LIMIT_FILE = 5
LIMIT_UNPACKED = 50
LIMIT_ROWS = 20_000
LIMIT_COLUMNS = 100


@dataclass(eq=False)
class TableNotUtf8(Problem):
    """A csv file in an old encoding."""

    path: Path
    code = "table_not_utf8"
    says = N_('{path} is not written in UTF-8. Open it in Excel and save it as "CSV UTF-8" or as xlsx.')


@dataclass(eq=False)
class TableNotReadable(Problem):
    """Neither csv nor a whole xlsx workbook."""

    path: Path
    code = "table_not_readable"
    says = N_("{path} is neither a csv file nor a whole xlsx workbook. Save the table again as xlsx or CSV UTF-8.")


@dataclass(eq=False)
class TableTooLong(Problem):
    """More rows than such a list can have."""

    path: Path
    limit: int
    code = "table_too_long"
    says = N_("{path} has more than {limit} rows, so it is not the expected list. Choose another file.")


def sheet_of(path: Path) -> Sequence[Sequence[Cell]]:
    """Rows of the first sheet or of the csv text; refuses what is missing, empty, damaged, too large or not UTF-8."""
    content = read_bounded(path, LIMIT_FILE * MEGABYTE)
    lines = _workbook(path, content) if content.startswith(b"PK\x03\x04") else _text(path, content)
    if len(lines) > LIMIT_ROWS:
        raise TableTooLong(path, LIMIT_ROWS)
    return lines


def _text(path: Path, content: bytes) -> list[list[Cell]]:
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableNotReadable(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise TableNotUtf8(path) from fault
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    try:
        return [list(cells) for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as fault:
        raise TableNotReadable(path) from fault


def _workbook(path: Path, content: bytes) -> list[list[Cell]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as fault:
        raise TableNotReadable(path) from fault
    if unpacked > LIMIT_UNPACKED * MEGABYTE:
        raise FileTooLarge(path, LIMIT_UNPACKED)
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        # the stated dimensions are a claim of the file and may be absent or absurd
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=LIMIT_ROWS + 1, max_col=LIMIT_COLUMNS, values_only=True)
        return [list(cells) for cells in rows]
    except Exception as fault:
        raise TableNotReadable(path) from fault
