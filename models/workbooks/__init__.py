"""Reading tables that people made: .xlsx, .xlsb, .xls, .ods, .csv and tables of web pages, as plain values, whatever the file is called."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from models.domain.basics.tables import Table
from models.files import FileEmpty, FileUnreadable, read_bounded
from models.workbooks.csv_text import read_csv
from models.workbooks.html import read_html
from models.workbooks.ods import CONTENT, read_ods
from models.workbooks.parts import UNREADABLE
from models.workbooks.plain import silent
from models.workbooks.problems import (
    LIMITS,
    ExcelOwnerFile,
    Limits,
    NotATable,
    TableLocked,
    TableOfOldKind,
    TableProtected,
)
from models.workbooks.xls import read_xls
from models.workbooks.xlsb import MAIN, read_xlsb
from models.workbooks.xlsx import read_xlsx

__all__ = ["ENDINGS", "LIMITS", "Limits", "content_of", "read_tables", "tables_from"]

ENDINGS = (".xlsx", ".xlsm", ".csv", ".xls", ".xlsb", ".ods", ".html")
"""How the files end that a person is offered to choose a table from; what a file is follows from its bytes."""

_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
"""How workbooks of Excel 2 to 5 begin: with the length of their first record, because UTF-16 may begin with a tab."""
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3\x00", "SQLite"),
)
_SPREADSHEET_OF_2003 = re.compile(rb"<(?:\w+:)?workbook\b", re.IGNORECASE)
_MARKUP = re.compile(rb"<(!doctype\s+html|html|head|meta|table|body|style|div)\b", re.IGNORECASE)


def read_tables(
    path: Path, *, limits: Limits = LIMITS, step: Callable[[int, int], object] = silent
) -> tuple[Table, ...]:
    """Every sheet of the workbook, hidden ones too, or the one table of a csv file.

    What the file is follows from its bytes, not from its ending. Refuses with a `TableProblem` or the problems of
    `models.files.read_bounded`. `step` is told the rows read and how many there are; what it raises ends the reading.
    """
    return tables_from(content_of(path, limits), name=path.name, limits=limits, step=step)


def content_of(path: Path, limits: Limits) -> bytes:
    """The bytes of a file that may be a table; refuses one that is too large, held by Excel, or only Excel's mark."""
    if path.name.startswith("~$"):
        raise ExcelOwnerFile(path.name)
    try:
        return read_bounded(path, limits.megabytes * 2**20)
    except FileUnreadable as refusal:
        if isinstance(refusal.__cause__, PermissionError):
            raise TableLocked(path.name) from refusal
        raise


def tables_from(
    content: bytes,
    *,
    name: str,
    limits: Limits = LIMITS,
    step: Callable[[int, int], object] = silent,
    only: frozenset[str] = frozenset(),
) -> tuple[Table, ...]:
    """The tables of a file whose bytes are at hand; `name` is what messages call it, `only` as `read_xlsx` takes it."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileEmpty(Path(name))
    match _form_of(content, name):
        case _Form.XLS:
            return read_xls(content, name=name, limits=limits, step=step)
        case _Form.HTML:
            return read_html(content, name=name, limits=limits, step=step)
        case _Form.TEXT:
            table = read_csv(content, name=name, limits=limits)
            if name.lower().endswith(_WORKBOOKS) and all(len(row) < 2 for row in table.rows):
                # text in one column under the name of a workbook is a letter or a note, not what somebody exported as csv
                raise NotATable(name, "TXT")
            return (table,)
        case _Form.XLSX:
            return read_xlsx(content, name=name, limits=limits, step=step, only=only)
        case _Form.XLSB:
            return read_xlsb(content, name=name, limits=limits, step=step)
        case _Form.ODS:
            return read_ods(content, name=name, limits=limits, step=step)


class _Form(Enum):
    """How the bytes of a table are put together."""

    XLSX = auto()
    XLSB = auto()
    ODS = auto()
    XLS = auto()
    HTML = auto()
    TEXT = auto()


def _form_of(content: bytes, name: str) -> _Form:
    """Which kind of table this is; what is none is refused by name."""
    if content.startswith(b"PK"):
        return _form_of_zip(content)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise TableProtected(name)
        if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
            return _Form.XLS
        raise NotATable(name, "Word 97, MSI…")
    for start, kind in _OTHERS:
        if content.startswith(start):
            raise NotATable(name, kind)
    if content.startswith(_BIFF):
        return _Form.XLS
    return _form_of_text(content, name)


def _form_of_zip(content: bytes) -> _Form:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {each.replace("\\", "/").lower() for each in archive.namelist()}
    except UNREADABLE:
        # what is cut off is told so by the reader of the usual kind
        return _Form.XLSX
    if MAIN in names:
        return _Form.XLSB
    return _Form.ODS if {"mimetype", CONTENT} <= names else _Form.XLSX


def _form_of_text(content: bytes, name: str) -> _Form:
    opening = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not opening.startswith(b"<"):
        return _Form.TEXT
    if _SPREADSHEET_OF_2003.search(opening):
        raise TableOfOldKind(name, "XML")
    if _MARKUP.search(opening):
        return _Form.HTML
    if opening.startswith(b"<?xml"):
        raise TableOfOldKind(name, "XML")
    return _Form.TEXT
