"""Reading tables that people made: .xlsx and .csv, as plain values, whatever bytes the file holds."""

from __future__ import annotations

from pathlib import Path

from models.domain.tables import Table
from models.workbooks.csv_text import read_csv
from models.workbooks.limits import LIMITS, Limits
from models.workbooks.problems import (
    ExcelOwnerFile,
    TableEmpty,
    TableLocked,
    TableMissing,
    TableTooLarge,
    TableUnreadable,
)
from models.workbooks.recognition import is_workbook
from models.workbooks.xlsx import read_xlsx

__all__ = ["LIMITS", "Limits", "read_tables", "tables_from"]


def read_tables(path: Path, *, limits: Limits = LIMITS) -> tuple[Table, ...]:
    """Every sheet of the workbook, hidden ones too, or the one table of a csv file.

    What the file is follows from its bytes, not from its ending. Each refusal is a `TableProblem`.
    """
    name = path.name
    if name.startswith("~$"):
        raise ExcelOwnerFile(name)
    try:
        if path.stat().st_size > limits.megabytes * 1_000_000:
            raise TableTooLarge(name, limits.megabytes, "MB", name)
        content = path.read_bytes()
    except FileNotFoundError:
        raise TableMissing(name) from None
    except PermissionError:
        raise TableLocked(name) from None
    except (OSError, ValueError) as error:
        raise TableUnreadable(name, getattr(error, "strerror", None) or type(error).__name__) from error
    return tables_from(content, name=name, limits=limits)


def tables_from(content: bytes, *, name: str, limits: Limits = LIMITS) -> tuple[Table, ...]:
    """The tables of a file whose bytes are at hand; `name` is used for its ending in messages only."""
    if not content.strip(b"\x00 \t\r\n"):
        raise TableEmpty(name)
    if is_workbook(content, name):
        return read_xlsx(content, name=name, limits=limits)
    return (read_csv(content, name=name, limits=limits),)
