"""Reading tables that people made: .xlsx and .csv, as plain values, whatever bytes the file holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.domain.tables import Table
from models.files import FileEmpty, FileUnreadable, read_bounded
from models.workbooks.csv_text import read_csv
from models.workbooks.limits import LIMITS, Limits
from models.workbooks.problems import ExcelOwnerFile, TableLocked
from models.workbooks.recognition import is_workbook
from models.workbooks.xlsx import read_xlsx, silent

__all__ = ["LIMITS", "Limits", "read_tables", "tables_from"]


def read_tables(
    path: Path, *, limits: Limits = LIMITS, step: Callable[[int, int], object] = silent
) -> tuple[Table, ...]:
    """Every sheet of the workbook, hidden ones too, or the one table of a csv file.

    What the file is follows from its bytes, not from its ending. Refuses with a `TableProblem` or the problems of
    `models.files.read_bounded`. `step` is told the rows read and how many there are; what it raises ends the reading.
    """
    if path.name.startswith("~$"):
        raise ExcelOwnerFile(path.name)
    try:
        content = read_bounded(path, limits.megabytes * 2**20)
    except FileUnreadable as refusal:
        if isinstance(refusal.__cause__, PermissionError):
            raise TableLocked(path.name) from refusal
        raise
    return tables_from(content, name=path.name, limits=limits, step=step)


def tables_from(
    content: bytes, *, name: str, limits: Limits = LIMITS, step: Callable[[int, int], object] = silent
) -> tuple[Table, ...]:
    """The tables of a file whose bytes are at hand; `name` is what messages call it."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileEmpty(Path(name))
    if is_workbook(content, name):
        return read_xlsx(content, name=name, limits=limits, step=step)
    return (read_csv(content, name=name, limits=limits),)
