"""Reading .xlsx through openpyxl, which is handed nothing that could harm: see `_safe_copy`.

openpyxl's read-only mode streams the rows and leaves pictures, tables and pivots alone; what it leaves out besides
(merged ranges, hidden rows and columns, formulas that nobody computed) is read from the XML of the sheet (`Marks`).
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from xml.etree.ElementTree import Element

from models.domain.basics.tables import Cell, MergedCells, Table
from models.workbooks.calamine import panics_as_errors
from models.workbooks.number_formats import speaks, with_format
from models.workbooks.parts import UNREADABLE
from models.workbooks.plain import EVERY, MOST_MERGED, plain_text, plain_value, silent
from models.workbooks.problems import (
    Limits,
    NotATable,
    TableDamaged,
    TableProtected,
    TableTooHeavy,
    TooManyColumns,
    TooManyRows,
    UnpackedTooLarge,
)
from models.workbooks.weighing import MOST_SHEETS, Scales, Weighed
from models.workbooks.xlsx_quick import BesideValues, are_usual_texts, look, rows_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from python_calamine import CalamineWorkbook

_MAIN = "xl/workbook.xml"
_LISTING = "[Content_Types].xml"
_ENCRYPTED = 0x1
_TEXTS = "xl/sharedstrings.xml"
_LAST_DAY = 2_958_466
"""Days from 1900 to the first that no calendar has, the year 10,000."""
_MOST_QUICK = 80_000_000
"""Bytes of a sheet that is looked at as a whole."""
_MOST_STORED = 100_000_000
_MOST_PARTS = 10_000
_LONGEST_LISTING = 5_000_000
_NEEDED = re.compile(r"(?!docprops/|xl/(media|chartsheets)/).*\.(xml|rels)")
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = (
    (_STRICT + b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (_STRICT + b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (_STRICT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_EMPTY_SHEET = f'<worksheet xmlns="{_NAMESPACES[0][1].decode()}"><dimension ref="A1"/><sheetData/></worksheet>'
_EMPTY_TEXTS = f'<sst xmlns="{_NAMESPACES[0][1].decode()}"/>'
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
_PART_NAME = re.compile(r'PartName\s*=\s*["\']/([^"\']+)')


def read_xlsx(
    content: bytes,
    *,
    name: str,
    limits: Limits,
    step: Callable[[int, int], object] = silent,
    only: frozenset[str] = frozenset(),
) -> tuple[Table, ...]:
    """Every worksheet in the workbook's order; formulas count with the value that was saved.

    Where the workbook has all or the first of the sheets `only` (small letters), no other is read.
    """
    from openpyxl import load_workbook
    from openpyxl.reader.workbook import WorkbookParser

    part = "zip"
    try:
        # openpyxl warns of what it leaves out, all of which is nothing to a table
        with zipfile.ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _refuse_other_zip(archive, name, limits)
            copy = _safe_copy(archive, Scales(name))
            part = _MAIN
            with zipfile.ZipFile(copy) as parts:
                listed = WorkbookParser(parts, _MAIN, keep_links=False)
                listed.parse()
                paths = [rel.target for _, rel in listed.find_sheets() if rel.Type.endswith("/worksheet")]
                if len(paths) > MOST_SHEETS:
                    raise TableTooHeavy(name)
                book = load_workbook(_outline(parts, paths), read_only=True, data_only=True, keep_links=False)
                formats = _Formats(book)
                careful: Workbook | None = None
                tables = []
                titles = {sheet.title.strip().lower() for sheet in book.worksheets}
                is_chosen = bool(only) and len(only & titles) > 1
                quick = _Quick(copy, parts)
                for place, (sheet, path) in enumerate(zip(book.worksheets, paths, strict=True)):
                    part = sheet.title
                    if is_chosen and part.strip().lower() not in only:
                        tables.append(Table(plain_text(part) or "", (), is_unread=True))
                        continue
                    is_hidden = sheet.sheet_state != "visible"
                    sooner = quick.read(part, path, limits, formats, step)
                    if sooner is not None:
                        tables.append(_table(plain_text(part) or "", *sooner, is_hidden=is_hidden))
                        continue
                    with parts.open(path) as source:
                        marks = read_marks(source, name=name, sheet=part, limits=limits, formats=formats)
                    careful = careful or load_workbook(copy, read_only=True, data_only=True, keep_links=False)
                    streamed = careful.worksheets[place].iter_rows(
                        max_row=marks.deepest, max_col=marks.widest, values_only=True
                    )
                    rows = _rows(streamed, marks, step, formats) if marks.deepest else ()
                    tables.append(_table(plain_text(part) or "", rows, marks, is_hidden=is_hidden))
    except UNREADABLE as error:
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
    raise NotATable(name, "Word" if "word/document.xml" in names else "ZIP")


def _safe_copy(archive: zipfile.ZipFile, scales: Scales) -> io.BytesIO:
    """The parts that make a table, without pictures and properties, under the names that the workbook calls them.

    Part names are equal in any case, and some exporters write them with backslashes; openpyxl knows neither.
    Raises `ValueError` for XML that declares entities or a document type, which no spreadsheet program writes.
    """
    entries = {_normal(entry.filename).lower(): entry for entry in archive.infolist()}
    if entries[_LISTING.lower()].file_size > _LONGEST_LISTING:
        raise TableTooHeavy(scales.name)
    listing = archive.read(entries[_LISTING.lower()]).decode("utf-8-sig")
    called = {path.lower(): path for path in (_LISTING, _MAIN, *_PART_NAME.findall(listing))}
    with archive.open(entries[_MAIN]) as main:
        is_strict = _STRICT in main.read(4096)
    copy = io.BytesIO()
    # packing it again costs more than all the rest, and is for what would fill the memory
    is_small = sum(entry.file_size for entry in entries.values()) < _MOST_STORED
    packing = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(copy, "w", packing, compresslevel=1) as parts:
        for name, entry in entries.items():
            if _NEEDED.fullmatch(name):
                own_name = called.get(name, _normal(entry.filename))
                weighed = scales.weigh(name, entry.compress_size, entry.file_size)
                with archive.open(entry) as source, parts.open(own_name, "w") as target:
                    _copy_undeclared(source, target, weighed, is_strict=is_strict)
    return copy


def _copy_undeclared(source: IO[bytes], target: IO[bytes], weighed: Weighed, *, is_strict: bool) -> None:
    """Copy a part; one of a strict workbook gets the names of the usual one, which is all that they differ in."""
    tail = b""
    while chunk := source.read(1 << 20):
        # zeros are what UTF-16 puts between the letters
        plain = chunk.replace(b"\x00", b"")
        weighed.add(plain)
        seen = tail + plain
        if _DECLARATION.search(seen):
            raise ValueError("DOCTYPE")
        tail = seen[-len("<!DOCTYPE") :]
        for strict, usual in _NAMESPACES if is_strict else ():
            chunk = chunk.replace(strict, usual)
        target.write(chunk)


def _normal(part: str) -> str:
    return posixpath.normpath(part.replace("\\", "/")).lstrip("/")


def _rows(
    streamed: Iterable[Iterable[object]], marks: Marks, step: Callable[[int, int], object], formats: _Formats
) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    for number, values in enumerate(streamed, 1):
        if number % EVERY == 0:
            step(number, marks.deepest)
        cells = [plain_value(value) for value in values]
        for column, formula in marks.formulas.get(number, {}).items():
            # a formula that no program computed must not look like an empty cell
            cells[column - 1] = plain_text(formula)
        for column, style in marks.shown.get(number, {}).items():
            cells[column - 1] = formats.shown(cells[column - 1], style)
        for column, beyond in marks.no_days.get(number, {}).items():
            # what has the format of a day and is none is a number, not the error that openpyxl makes of it
            cells[column - 1] = plain_value(beyond)
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(tuple(cells))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _outline(parts: zipfile.ZipFile, paths: Sequence[str]) -> io.BytesIO:
    """The workbook with its sheets and styles and without their cells: openpyxl goes through all of these when it opens one."""
    outline = io.BytesIO()
    sheets = frozenset(paths)
    with zipfile.ZipFile(outline, "w") as empty:
        for name in parts.namelist():
            if name in sheets:
                empty.writestr(name, _EMPTY_SHEET)
            elif name.lower().endswith("sharedstrings.xml"):
                empty.writestr(name, _EMPTY_TEXTS)
            else:
                empty.writestr(name, parts.read(name))
    return outline


class _Quick:
    """Reads the sheets that are written as usual; nothing is opened for a workbook that has none."""

    def __init__(self, copy: io.BytesIO, parts: zipfile.ZipFile) -> None:
        self._copy, self._parts = copy, parts
        self._book: CalamineWorkbook | None = None
        names = parts.namelist()
        texts = next((each for each in names if each.lower() == _TEXTS), "")
        # texts with escapes, and none that calamine looks for under another name
        self._is_usual = not texts or (texts == "xl/sharedStrings.xml" and are_usual_texts(parts.read(texts)))

    def read(
        self, title: str, path: str, limits: Limits, formats: _Formats, step: Callable[[int, int], object]
    ) -> tuple[tuple[tuple[Cell, ...], ...], BesideValues] | None:
        """Rows and marks of a sheet; None where only the careful reader is sure of them."""
        if not self._is_usual or self._parts.getinfo(path).file_size > _MOST_QUICK:
            return None
        found = look(self._parts.read(path), rows=limits.rows, columns=limits.columns, speaking=formats.speaking,
                     dates=formats.dates)  # fmt: skip
        if found is None:
            return None
        try:
            from python_calamine import CalamineError, CalamineWorkbook
        except ImportError:
            return None
        try:
            with panics_as_errors():
                self._book = self._book or CalamineWorkbook.from_filelike(io.BytesIO(self._copy.getvalue()))
                values = self._book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            rows = rows_of(values, found, formats.shown, step)
        except (CalamineError, ValueError, OSError, ArithmeticError):
            return None
        return None if rows is None else (rows, found)


def _table(name: str, rows: tuple[tuple[Cell, ...], ...], marks: Marks | BesideValues, *, is_hidden: bool) -> Table:
    merges = tuple(span for span in marks.merges if span.top <= len(rows))
    if sum(min(span.bottom, len(rows)) - span.top for span in merges) > MOST_MERGED:
        raise ValueError(len(merges))
    hidden_rows = frozenset(row for row in marks.hidden_rows if row <= len(rows))
    return Table(name, rows, merges, hidden_rows, frozenset(marks.hidden_columns), is_hidden)


class _Formats:
    """The number formats of a workbook that say more than the digits of a number, by style."""

    def __init__(self, book: Workbook) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE, is_date_format

        self._by_style: dict[int, str] = {}
        dates: set[int] = set()
        # there is no other door to the styles of a streamed workbook
        own = book._number_formats  # type: ignore[attr-defined]  # noqa: SLF001 -- not in the stubs
        for style, found in enumerate(book._cell_styles):  # type: ignore[attr-defined]  # noqa: SLF001 -- as above
            number = found.numFmtId
            place = number - BUILTIN_FORMATS_MAX_SIZE
            code = BUILTIN_FORMATS.get(number, "") if place < 0 else own[place] if place < len(own) else ""
            if speaks(code):
                self._by_style[style] = code
            if is_date_format(code):
                dates.add(style)
        self.dates = frozenset(map(str, dates))
        self.speaking = frozenset(map(str, self._by_style))

    def shown(self, cell: Cell, style: int) -> Cell:
        return with_format(cell, self._by_style[style])


@dataclass
class Marks:
    """`deepest` and `widest` are the last row and column with a value, whatever the sheet claims; 0 when it is empty.

    `formulas` are those without a saved value, by row and column; `shown` the styles of numbers whose format says more
    than their digits; `no_days` numbers in the format of a day that lie beyond the calendar.
    """

    deepest: int = 0
    widest: int = 0
    merges: list[MergedCells] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: dict[int, dict[int, str]] = field(default_factory=dict)
    shown: dict[int, dict[int, int]] = field(default_factory=dict)
    no_days: dict[int, dict[int, float]] = field(default_factory=dict)


def read_marks(source: IO[bytes], *, name: str, sheet: str, limits: Limits, formats: _Formats) -> Marks:
    """Stream the XML of one sheet; refuses values beyond `limits`, `ValueError` for what is no sheet."""
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.xml.constants import SHEET_MAIN_NS
    from openpyxl.xml.functions import iterparse

    marks = Marks()
    above = 0
    root = ""
    for _, element in iterparse(source):
        root = element.tag
        tag = root.rpartition("}")[2]
        if tag == "row":
            row = int(element.get("r", above + 1))
            if row <= above:
                # openpyxl passes over rows that come too late
                raise ValueError(row)
            above = row
            if element.get("hidden") in ("1", "true"):
                marks.hidden_rows.add(row)
            _read_row(element, row, marks, formats)
            element.clear()
            if marks.deepest > limits.rows:
                raise TooManyRows(name, sheet, limits.rows)
            if marks.widest > limits.columns:
                raise TooManyColumns(name, sheet, limits.columns)
        elif tag == "mergeCell":
            area = CellRange(element.attrib["ref"])
            # a range merged down a whole column is as long as the table, not as the sheet
            bottom, right = min(area.max_row, limits.rows), min(area.max_col, limits.columns)
            marks.merges.append(MergedCells(area.min_row, area.min_col, bottom, right))
        elif tag == "col" and element.get("hidden") in ("1", "true"):
            first, last = int(element.attrib["min"]), int(element.attrib["max"])
            marks.hidden_columns.update(range(max(first, 1), min(last, limits.columns) + 1))
    if root != f"{{{SHEET_MAIN_NS}}}worksheet":
        raise ValueError(root)
    return marks


def _read_row(row: Element, number: int, marks: Marks, formats: _Formats) -> None:
    from openpyxl.utils import coordinate_to_tuple
    from openpyxl.xml.constants import SHEET_MAIN_NS

    column = 0
    for cell in row:
        reference = cell.get("r")
        column = coordinate_to_tuple(reference)[1] if reference else column + 1
        value = cell.findtext(f"{{{SHEET_MAIN_NS}}}v") or cell.find(f"{{{SHEET_MAIN_NS}}}is")
        if value is None or value == "":
            formula = cell.find(f"{{{SHEET_MAIN_NS}}}f")
            # a formula whose value is an empty text was computed
            if formula is None or cell.get("t") == "str":
                continue
            marks.formulas.setdefault(number, {})[column] = f"={formula.text or ''}"
        elif cell.get("t", "n") == "n" and (style := cell.get("s")) is not None:
            if style in formats.speaking:
                marks.shown.setdefault(number, {})[column] = int(style)
            elif style in formats.dates and isinstance(value, str) and not -_LAST_DAY < float(value) < _LAST_DAY:
                marks.no_days.setdefault(number, {})[column] = float(value)
        marks.deepest, marks.widest = max(marks.deepest, number), max(marks.widest, column)
