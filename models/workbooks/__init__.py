"""Reading tables that people made: .xlsx and .csv, as plain values, whatever bytes the file holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.domain.basics.problems import Problem
from models.domain.basics.tables import Table
from models.files import FileEmpty, FileUnreadable, read_bounded
from models.workbooks.csv_text import read_csv
from models.workbooks.kinds import FileKind, kind_of_bytes, kind_of_tables, other_kind
from models.workbooks.limits import LIMITS, Limits
from models.workbooks.problems import ExcelOwnerFile, TableLocked, TooManyColumns, TooManyRows, UnpackedTooLarge
from models.workbooks.recognition import is_workbook
from models.workbooks.xlsx import read_xlsx, silent

__all__ = ["LIMITS", "Limits", "kind_of", "kind_of_file", "read_tables", "tables_from"]


def read_tables(
    path: Path, *, limits: Limits = LIMITS, step: Callable[[int, int], object] = silent
) -> tuple[Table, ...]:
    """Every sheet of the workbook, hidden ones too, or the one table of a csv file.

    What the file is follows from its bytes, not from its ending. Refuses with a `TableProblem`, one of our files that is
    no table with `OtherKind`, or the problems of `models.files.read_bounded`. `step` is told the rows read and how many
    there are; what it raises ends the reading.
    """
    if path.name.startswith("~$"):
        raise ExcelOwnerFile(path.name)
    try:
        content = read_bounded(path, limits.megabytes * 2**20)
    except FileUnreadable as refusal:
        if isinstance(refusal.__cause__, PermissionError):
            raise TableLocked(path.name) from refusal
        raise
    try:
        return tables_from(content, name=path.name, limits=limits, step=step)
    except (TooManyRows, TooManyColumns, UnpackedTooLarge):
        # what is too large for a small list may be a larger one of ours
        kind = kind_of(content, name=path.name) if limits is not LIMITS else None
        if kind is None:
            raise
        raise other_kind(path.name, kind) from None


def kind_of(content: bytes, *, name: str) -> FileKind | None:
    """Which of our kinds of files these bytes are; None for whatever is not ours or does not read."""
    kind = kind_of_bytes(content)
    if kind is not None:
        return kind
    try:
        return kind_of_tables(tables_from(content, name=name))
    except Problem:
        return None


def kind_of_file(path: Path) -> FileKind | None:
    """`kind_of` the file at this place, None also when it cannot be read."""
    try:
        return kind_of(read_bounded(path, LIMITS.megabytes * 2**20), name=path.name)
    except Problem:
        return None


def tables_from(
    content: bytes, *, name: str, limits: Limits = LIMITS, step: Callable[[int, int], object] = silent
) -> tuple[Table, ...]:
    """The tables of a file whose bytes are at hand; `name` is what messages call it."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileEmpty(Path(name))
    if (kind := kind_of_bytes(content)) is not None:
        raise other_kind(name, kind)
    if is_workbook(content, name):
        return read_xlsx(content, name=name, limits=limits, step=step)
    return (read_csv(content, name=name, limits=limits),)
