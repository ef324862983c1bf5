"""Reading .xlsb, Excel's binary workbook, record by record: values, number formats, errors, merged and hidden cells.

A record is a number, a length and so many bytes; what is not about cells is passed over. A sheet claims nothing that is believed:
the table is as large as the cells that are really there.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from models.domain.basics.tables import Cell, MergedCells, Table
from models.workbooks.number_formats import speaks, with_format
from models.workbooks.parts import UNREADABLE, read_part
from models.workbooks.plain import EVERY, MOST_MERGED, number, plain_text, plain_value
from models.workbooks.problems import Limits, TableDamaged, TableTooHeavy, TooManyColumns, TooManyRows

MAIN = "xl/workbook.bin"
_LINKS = "xl/_rels/workbook.bin.rels"
_MOST_BYTES = 120_000_000
_MOST_RECORDS = 4_000_000
_MOST_SHEETS = 500
_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(8)
_F_TEXT, _F_REAL, _F_BOOL, _F_ERROR = 8, 9, 10, 11
_ITEM, _FORMAT, _STYLE, _COLUMN, _RICH, _PROPERTIES, _SHEET, _MERGE = 19, 44, 47, 60, 62, 153, 156, 176
_STYLES, _END_STYLES = 617, 618
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
_HEAD = struct.Struct("<II")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")


def read_xlsb(content: bytes, *, name: str, limits: Limits, step: Callable[[int, int], object]) -> tuple[Table, ...]:
    """Every worksheet in the order of the workbook; formulas count with the value that was saved."""
    part = "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {posixpath.normpath(each.filename.replace("\\", "/")).lower(): each for each in archive.infolist()}
            if sum(each.file_size for each in archive.infolist()) > limits.unpacked_megabytes * 1_000_000:
                raise TableTooHeavy(name)

            def opened(path: str) -> bytes:
                found = parts.get(path.lower())
                return b"" if found is None else read_part(archive, found, name=name, most_bytes=_MOST_BYTES)

            part = MAIN
            book = _book(opened(MAIN), opened(_LINKS))
            if len(book.sheets) > _MOST_SHEETS:
                raise TableTooHeavy(name)
            counted = _Counted(name)
            part = "xl/sharedStrings.bin"
            texts = _texts(opened(part), counted)
            part = "xl/styles.bin"
            styles = _styles(opened(part), counted)
            tables = []
            for title, path, is_hidden in book.sheets:
                part = title
                reader = _SheetReader(name, title, limits, texts, styles, counted, is_1904=book.is_1904)
                tables.append(reader.table(opened(path), step, is_hidden=is_hidden))
    except (*UNREADABLE, struct.error) as error:
        raise TableDamaged(name, part) from error
    if not tables:
        raise TableDamaged(name, MAIN)
    return tuple(tables)


@dataclass
class _Counted:
    """How many records were read of all parts together."""

    name: str
    records: int = 0

    def of(self, content: bytes) -> Iterator[tuple[int, int, int]]:
        """Kind, first byte and end of each record."""
        place, end = 0, len(content)
        while place < end:
            kind = content[place]
            place += 1
            if kind & 0x80:
                kind = (kind & 0x7F) | (content[place] & 0x7F) << 7
                place += 1
            size = shift = 0
            for _ in range(4):
                byte = content[place]
                place += 1
                size |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80:
                    break
            if place + size > end:
                raise ValueError(place)
            self.records += 1
            if self.records > _MOST_RECORDS:
                raise TableTooHeavy(self.name)
            yield kind, place, place + size
            place += size


@dataclass
class _Book:
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    is_1904: bool = False


def _book(content: bytes, links: bytes) -> _Book:
    """The worksheets with their parts, and from which year days are counted."""
    from openpyxl.xml.functions import fromstring

    if _DECLARATION.search(links):
        raise ValueError("DOCTYPE")
    targets = {
        each.attrib["Id"]: each.attrib["Target"]
        for each in fromstring(links).iter(f"{_RELATIONS}Relationship")
        if each.attrib["Type"].endswith("/worksheet")
    }
    book = _Book()
    for kind, start, _ in _Counted("").of(content):
        if kind == _PROPERTIES:
            book.is_1904 = bool(content[start] & 1)
        elif kind == _SHEET:
            state, _tab = _HEAD.unpack_from(content, start)
            link, after = _wide(content, start + 8)
            title, _ = _wide(content, after)
            if link in targets:
                path = (
                    posixpath.normpath(posixpath.join("xl", targets[link]))
                    if targets[link][0] != "/"
                    else targets[link][1:]
                )
                book.sheets.append((plain_text(title) or "", path, state != 0))
    return book


def _wide(content: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; an absent one (all bits set) is empty."""
    (length,) = struct.unpack_from("<I", content, place)
    if length == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * length
    if end > len(content):
        raise ValueError(length)
    return content[place + 4 : end].decode("utf-16-le", "replace"), end


def _texts(content: bytes, counted: _Counted) -> list[str | None]:
    return [plain_text(_wide(content, start + 1)[0]) for kind, start, _ in counted.of(content) if kind == _ITEM]


def _styles(content: bytes, counted: _Counted) -> list[str]:
    """The number format of each style."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    found: list[str] = []
    is_inside = False
    for kind, start, _ in counted.of(content):
        if kind == _FORMAT:
            (code,) = struct.unpack_from("<H", content, start)
            formats[code] = _wide(content, start + 2)[0]
        elif kind in (_STYLES, _END_STYLES):
            is_inside = kind == _STYLES
        elif kind == _STYLE and is_inside:
            found.append(formats.get(struct.unpack_from("<HH", content, start)[1], ""))
    return found


class _SheetReader:
    def __init__(
        self,
        file: str,
        title: str,
        limits: Limits,
        texts: list[str | None],
        styles: list[str],
        counted: _Counted,
        *,
        is_1904: bool,
    ) -> None:
        from openpyxl.styles.numbers import is_date_format, is_timedelta_format
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

        self._file, self._title, self._limits, self._texts, self._counted = file, title, limits, texts, counted
        self._epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
        self._days: Mapping[int, bool] = {
            place: is_timedelta_format(code) for place, code in enumerate(styles) if code and is_date_format(code)
        }
        self._speaking = {place: code for place, code in enumerate(styles) if code and speaks(code)}

    def table(self, content: bytes, step: Callable[[int, int], object], *, is_hidden: bool) -> Table:
        rows: dict[int, dict[int, Cell]] = {}
        cells: dict[int, Cell] = {}
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        merges: list[MergedCells] = []
        row = -1
        for kind, start, end in self._counted.of(content):
            if kind == _ROW:
                (row,) = struct.unpack_from("<I", content, start)
                cells = rows.setdefault(row, {})
                if content[start + 11] & 0x10:
                    hidden_rows.add(row + 1)
                if len(rows) % EVERY == 0:
                    step(len(rows), self._limits.rows)
            elif kind <= _F_ERROR or kind == _RICH:
                if row < 0:
                    raise ValueError(kind)
                column, style = _HEAD.unpack_from(content, start)
                value = self._value(kind, content, start + 8, end, style & 0xFFFFFF)
                if value is None:
                    continue
                if row >= self._limits.rows:
                    raise TooManyRows(self._file, self._title, self._limits.rows)
                if column >= self._limits.columns:
                    raise TooManyColumns(self._file, self._title, self._limits.columns)
                cells[column] = value
            elif kind == _MERGE:
                top, bottom, left, right = struct.unpack_from("<IIII", content, start)
                bottom, right = min(bottom, self._limits.rows - 1), min(right, self._limits.columns - 1)
                merges.append(MergedCells(top + 1, left + 1, bottom + 1, right + 1))
            elif kind == _COLUMN and content[start + 16] & 1:
                first, last = _HEAD.unpack_from(content, start)
                hidden_columns.update(range(first + 1, min(last, self._limits.columns - 1) + 2))
        deepest = max((each for each, found in rows.items() if found), default=-1) + 1
        if deepest * max((max(found) for found in rows.values() if found), default=0) > 50 * max(
            self._counted.records, 200_000
        ):
            raise TableTooHeavy(self._file)
        made = tuple(_row(rows.get(each, {})) for each in range(deepest))
        kept = tuple(span._replace(bottom=min(span.bottom, deepest)) for span in merges if span.top <= deepest)
        if sum(span.bottom - span.top for span in kept) > MOST_MERGED:
            raise TableTooHeavy(self._file)
        shown = frozenset(each for each in hidden_rows if each <= deepest)
        return Table(self._title, made, kept, shown, frozenset(hidden_columns), is_hidden)

    def _value(self, kind: int, content: bytes, start: int, end: int, style: int) -> Cell:
        if kind == _BLANK:
            return None
        if kind == _SHARED:
            (place,) = struct.unpack_from("<I", content, start)
            found: str | None = self._texts[place]
            return found
        if kind in (_TEXT, _F_TEXT, _RICH):
            return plain_text(_wide(content, start + (kind == _RICH))[0])
        if kind in (_BOOL, _F_BOOL):
            return bool(content[start])
        if kind in (_ERROR, _F_ERROR):
            return _ERRORS.get(content[start], "#N/A")
        if end - start < (4 if kind == _RK else 8):
            raise ValueError(kind)
        value: float = (
            _rk(*struct.unpack_from("<I", content, start))
            if kind == _RK
            else struct.unpack_from("<d", content, start)[0]
        )
        return self._number(value, style)

    def _number(self, value: float, style: int) -> Cell:
        if style in self._days:
            from openpyxl.utils.datetime import from_excel

            try:
                return plain_value(from_excel(value, self._epoch, timedelta=self._days[style]))
            except (ValueError, OverflowError):
                # no day of any calendar: the number is all that is known
                return number(value)
        plain = number(value)
        return with_format(plain, self._speaking[style]) if style in self._speaking else plain


def _rk(packed: int) -> float:
    """A number in four bytes: an integer or the front of a float, either of them perhaps times a hundred."""
    value: float
    if packed & 2:
        value = float(struct.unpack("<i", struct.pack("<I", packed))[0] >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))
    return value / 100 if packed & 1 else value


def _row(cells: Mapping[int, Cell]) -> tuple[Cell, ...]:
    return tuple(cells.get(column) for column in range(max(cells) + 1)) if cells else ()
