"""Reading .xlsx through openpyxl, which is handed nothing that could harm: see `_safe_copy`.

openpyxl's read-only mode streams the rows and leaves pictures, tables and pivots alone; what it leaves out besides
(merged ranges, hidden rows and columns, formulas that nobody computed) comes from `xlsx_marks`.
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import IO
from xml.etree.ElementTree import ParseError

from models.domain.basics.tables import Cell, Table
from models.workbooks.limits import Limits
from models.workbooks.problems import NotATable, TableDamaged, TableOfOldKind, TableProtected, UnpackedTooLarge
from models.workbooks.xlsx_cells import plain_text, plain_value
from models.workbooks.xlsx_marks import Marks, read_marks

MOST_MERGED = 1_000_000
"""Cells under merged ranges; ranges that overlap so much were not made by a spreadsheet program."""

_MAIN = "xl/workbook.xml"
_LISTING = "[Content_Types].xml"
_ENCRYPTED = 0x1
_MOST_PARTS = 10_000
_NEEDED = re.compile(r"(?!docprops/|xl/(media|chartsheets)/).*\.(xml|rels)")
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
_PART_NAME = re.compile(r'PartName\s*=\s*["\']/([^"\']+)')

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    RuntimeError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,
)
"""What zipfile, ElementTree and openpyxl raise on bytes that are not what they say; openpyxl has no root of its own."""


EVERY = 200
"""So many rows are read between two reports."""


def silent(_done: int, _total: int) -> None:
    """Nobody watches the reading."""


def read_xlsx(
    content: bytes, *, name: str, limits: Limits, step: Callable[[int, int], object] = silent
) -> tuple[Table, ...]:
    """Every worksheet in the workbook's order; formulas count with the value that was saved."""
    from openpyxl import load_workbook
    from openpyxl.reader.workbook import WorkbookParser

    part = "zip"
    try:
        # openpyxl warns of what it leaves out, all of which is nothing to a table
        with zipfile.ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _refuse_other_zip(archive, name, limits)
            copy = _safe_copy(archive)
            part = _MAIN
            with zipfile.ZipFile(copy) as parts:
                listed = WorkbookParser(parts, _MAIN, keep_links=False)
                listed.parse()
                paths = [rel.target for _, rel in listed.find_sheets() if rel.Type.endswith("/worksheet")]
                book = load_workbook(copy, read_only=True, data_only=True, keep_links=False)
                tables = []
                for sheet, path in zip(book.worksheets, paths, strict=True):
                    part = sheet.title
                    with parts.open(path) as source:
                        marks = read_marks(source, name=name, sheet=part, limits=limits)
                    streamed = sheet.iter_rows(max_row=marks.deepest, max_col=marks.widest, values_only=True)
                    rows = _rows(streamed, marks, step) if marks.deepest else ()
                    tables.append(_table(plain_text(part) or "", rows, marks, is_hidden=sheet.sheet_state != "visible"))
    except _UNREADABLE as error:
        raise TableDamaged(name, part) from error
    if not tables:
        raise TableDamaged(name, _MAIN)
    return tuple(tables)


def _refuse_other_zip(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    entries = archive.infolist()
    if len(entries) > _MOST_PARTS:
        raise ValueError(len(entries))
    names = {_normal(entry.filename).lower() for entry in entries}
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise TableProtected(name)
    if sum(entry.file_size for entry in entries) > limits.unpacked_megabytes * 1_000_000:
        raise UnpackedTooLarge(name, limits.unpacked_megabytes)
    if _MAIN in names:
        return
    if "xl/workbook.bin" in names:
        raise TableOfOldKind(name, ".xlsb")
    if "mimetype" in names and "content.xml" in names:
        raise TableOfOldKind(name, ".ods")
    raise NotATable(name, "Word" if "word/document.xml" in names else "ZIP")


def _safe_copy(archive: zipfile.ZipFile) -> io.BytesIO:
    """The parts that make a table, without pictures and properties, under the names that the workbook calls them.

    Part names are equal in any case, and some exporters write them with backslashes; openpyxl knows neither.
    Raises `ValueError` for XML that declares entities or a document type, which no spreadsheet program writes.
    """
    entries = {_normal(entry.filename).lower(): entry for entry in archive.infolist()}
    listing = archive.read(entries[_LISTING.lower()]).decode("utf-8-sig")
    called = {path.lower(): path for path in (_LISTING, _MAIN, *_PART_NAME.findall(listing))}
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        for name, entry in entries.items():
            if _NEEDED.fullmatch(name):
                own_name = called.get(name, _normal(entry.filename))
                with archive.open(entry) as source, parts.open(own_name, "w") as target:
                    _copy_undeclared(source, target)
    return copy


def _copy_undeclared(source: IO[bytes], target: IO[bytes]) -> None:
    tail = b""
    while chunk := source.read(1 << 20):
        # zeros are what UTF-16 puts between the letters
        seen = tail + chunk.replace(b"\x00", b"")
        if _DECLARATION.search(seen):
            raise ValueError("DOCTYPE")
        tail = seen[-len("<!DOCTYPE") :]
        target.write(chunk)


def _normal(part: str) -> str:
    return posixpath.normpath(part.replace("\\", "/")).lstrip("/")


def _rows(
    streamed: Iterable[Iterable[object]], marks: Marks, step: Callable[[int, int], object]
) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    for number, values in enumerate(streamed, 1):
        if number % EVERY == 0:
            step(number, marks.deepest)
        cells = [plain_value(value) for value in values]
        for column, formula in marks.formulas.get(number, {}).items():
            # a formula that no program computed must not look like an empty cell
            cells[column - 1] = plain_text(formula)
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(tuple(cells))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _table(name: str, rows: tuple[tuple[Cell, ...], ...], marks: Marks, *, is_hidden: bool) -> Table:
    merges = tuple(span for span in marks.merges if span.top <= len(rows))
    if sum(min(span.bottom, len(rows)) - span.top for span in merges) > MOST_MERGED:
        raise ValueError(len(merges))
    hidden_rows = frozenset(row for row in marks.hidden_rows if row <= len(rows))
    return Table(name, rows, merges, hidden_rows, frozenset(marks.hidden_columns), is_hidden)
