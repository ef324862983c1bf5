"""Reading .ods (LibreOffice, OpenOffice) from its XML: values as typed, what the sheet shows of numbers, merged and hidden cells.

What is repeated there by a number (a million empty rows, one cell a thousand times) is never written out beyond the limits.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from xml.etree.ElementTree import Element

from models.domain.basics.tables import Cell, MergedCells, ShownDecimal, ShownInt, Table, typed
from models.workbooks.parts import UNREADABLE, weighed
from models.workbooks.plain import EVERY, MOST_MERGED, number, plain_text, whole_seconds
from models.workbooks.problems import Limits, TableDamaged, TableProtected, TableTooHeavy, TooManyColumns, TooManyRows

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_MOST_TAGS = 5_000_000
_MOST_CELLS = 6_000_000
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = frozenset((f"{_T}table-cell", f"{_T}covered-table-cell"))
_HIDDEN = frozenset(("collapse", "filter"))
_LASTING = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")
_DIGITS = re.compile(r"\d")
_ENCRYPTED = b"manifest:encryption-data"


def read_ods(content: bytes, *, name: str, limits: Limits, step: Callable[[int, int], object]) -> tuple[Table, ...]:
    """Every sheet in the order of the workbook; a formula that nobody computed is told as its text."""
    from openpyxl.xml.functions import iterparse

    part = "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _MANIFEST in archive.namelist() and _ENCRYPTED in archive.read(_MANIFEST)[:5_000_000]:
                raise TableProtected(name)
            part = CONTENT
            weighed(archive, CONTENT, name=name, most_tags=_MOST_TAGS, row=b"table-row")
            with archive.open(CONTENT) as source:
                tables = tuple(_OdsReader(name, limits, step).tables(iterparse(source, ("start", "end"))))
    except UNREADABLE as error:
        raise TableDamaged(name, part) from error
    if not tables:
        raise TableDamaged(name, CONTENT)
    return tables


@dataclass
class _Sheet:
    """A sheet as far as it was read; rows that hold nothing wait until something stands below them."""

    name: str
    is_hidden: bool
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    empty: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[MergedCells] = field(default_factory=list)


class _OdsReader:
    def __init__(self, name: str, limits: Limits, step: Callable[[int, int], object]) -> None:
        self._name, self._limits, self._step = name, limits, step
        self._unseen: set[str] = set()
        self._cells = 0

    def tables(self, events: Iterator[tuple[str, Element]]) -> Iterator[Table]:
        sheet: _Sheet | None = None
        depth = 0
        for event, element in events:
            tag = element.tag
            if event == "start":
                if tag == f"{_T}table":
                    depth += 1
                    if depth == 1:
                        words = element.get(f"{_T}name", "")
                        sheet = _Sheet(plain_text(words) or "", element.get(f"{_T}style-name", "") in self._unseen)
            elif tag == f"{_S}style":
                properties = element.find(f"{_S}table-properties")
                if properties is not None and properties.get(f"{_T}display") == "false":
                    self._unseen.add(element.get(f"{_S}name", ""))
            elif tag == f"{_T}table":
                depth -= 1
                if depth == 0 and sheet is not None:
                    element.clear()
                    yield self._finished(sheet)
                    sheet = None
            elif sheet is not None and depth == 1:
                if tag == f"{_T}table-row":
                    self._row(sheet, element)
                    element.clear()
                elif tag == f"{_T}table-column":
                    self._column(sheet, element)
                    element.clear()

    def _finished(self, sheet: _Sheet) -> Table:
        count = len(sheet.rows)
        merges = tuple(
            each._replace(bottom=min(each.bottom, max(count, 1))) for each in sheet.merges if each.top <= count
        )
        if sum(each.bottom - each.top for each in merges) > MOST_MERGED:
            raise TableTooHeavy(self._name)
        hidden = frozenset(row for row in sheet.hidden_rows if row <= count)
        return Table(sheet.name, tuple(sheet.rows), merges, hidden, frozenset(sheet.hidden_columns), sheet.is_hidden)

    def _column(self, sheet: _Sheet, element: Element) -> None:
        count = _repeated(element, "columns")
        if element.get(f"{_T}visibility") in _HIDDEN:
            last = min(sheet.columns + count, self._limits.columns)
            sheet.hidden_columns.update(range(sheet.columns + 1, last + 1))
        sheet.columns += count

    def _row(self, sheet: _Sheet, element: Element) -> None:
        first = len(sheet.rows) + sheet.empty + 1
        count = _repeated(element, "rows")
        cells = self._cells_of(sheet, element, first)
        if not cells:
            sheet.empty += count
            return
        last = first + count - 1
        if last > self._limits.rows:
            raise TooManyRows(self._name, sheet.name, self._limits.rows)
        self._cells += len(cells) * count
        if self._cells > _MOST_CELLS:
            raise TableTooHeavy(self._name)
        if element.get(f"{_T}visibility") in _HIDDEN:
            sheet.hidden_rows.update(range(first, last + 1))
        sheet.rows += [()] * sheet.empty
        sheet.empty = 0
        sheet.rows += [tuple(cells)] * count
        if first % EVERY == 0:
            self._step(first, self._limits.rows)

    def _cells_of(self, sheet: _Sheet, element: Element, row: int) -> list[Cell]:
        cells: list[Cell] = []
        column = 0
        for each in element:
            if each.tag not in _CELLS:
                continue
            count = _repeated(each, "columns")
            value = None if each.tag.endswith("covered-table-cell") else _value(each)
            if value is not None:
                if column + count > self._limits.columns:
                    raise TooManyColumns(self._name, sheet.name, self._limits.columns)
                cells += [None] * (column - len(cells))
                cells += [value] * count
                self._merge(sheet, each, row, column + 1)
            column += count
        return cells

    def _merge(self, sheet: _Sheet, element: Element, row: int, column: int) -> None:
        down, right = (int(element.get(f"{_T}number-{side}-spanned", "1")) for side in ("rows", "columns"))
        if down > 1 or right > 1:
            bottom = min(row + down - 1, self._limits.rows)
            sheet.merges.append(MergedCells(row, column, bottom, min(column + right - 1, self._limits.columns)))


def _repeated(element: Element, side: str) -> int:
    return max(1, int(element.get(f"{_T}number-{side}-repeated", "1")))


def _value(element: Element) -> Cell:
    """The value of a cell as it was typed; a number keeps what the sheet shows of it where that says more."""
    kind = element.get(f"{_O}value-type", "")
    if not kind:
        formula = element.get(f"{_T}formula", "")
        return plain_text(f"={formula.partition('=')[2]}") if formula else plain_text(_words(element))
    if kind == "boolean":
        return element.get(f"{_O}boolean-value") == "true"
    if kind == "date":
        return _day(element.get(f"{_O}date-value", "")) or plain_text(_words(element))
    if kind == "time":
        return _lasting(element.get(f"{_O}time-value", ""))
    if kind in ("float", "percentage", "currency"):
        return _shown(number(float(element.get(f"{_O}value", ""))), _words(element).strip())
    return plain_text(element.get(f"{_O}string-value") or _words(element))


def _day(text: str) -> Cell:
    try:
        moment = whole_seconds(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None
    return moment if moment.time() != time() else moment.date()


def _lasting(text: str) -> Cell:
    found = _LASTING.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = (int(found[place] or 0) for place in (2, 3, 4))
    lasting = timedelta(hours=hours, minutes=minutes, seconds=seconds + float(f"0.{found[5] or 0}"))
    if found[1] or lasting >= timedelta(days=1) or not lasting:
        # elapsed hours stay numbers of days
        return number(lasting / timedelta(days=1) * (-1 if found[1] else 1))
    return whole_seconds(datetime.combine(date.min, time()) + lasting).time()


def _shown(value: int | Decimal, words: str) -> Cell:
    plain = typed(value)
    if _DIGITS.findall(words) == _DIGITS.findall(plain) and not re.search(r"[^\d\s.,\-]", words):
        return value
    if not words or "#" in words:
        return value
    return ShownInt(value, words) if isinstance(value, int) else ShownDecimal(value, words)


def _words(element: Element) -> str:
    """The paragraphs of a cell, without its notes."""
    return "\n".join("".join(_texts(each)) for each in element if each.tag == f"{_X}p")


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        if each.tag == f"{_X}s":
            yield " " * min(int(each.get(f"{_X}c", "1")), 1000)
        elif each.tag == f"{_X}tab":
            yield "\t"
        elif each.tag == f"{_X}line-break":
            yield "\n"
        elif each.tag != f"{_O}annotation":
            yield from _texts(each)
        yield each.tail or ""
