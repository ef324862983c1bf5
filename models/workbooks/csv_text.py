"""Reading csv files: which letters, which delimiter, all cells as NFC text."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from models.domain.basics.folding import looks_vietnamese
from models.domain.basics.tables import Table
from models.workbooks.plain import unquoted
from models.workbooks.problems import (
    Limits,
    NoTextInside,
    OldLetters,
    QuoteOpen,
    TableDamaged,
    TooManyColumns,
    TooManyRows,
)

DELIMITERS = ",;\t|"
LONGEST_LINE = 1_000_000
"""Characters of the longest line; a row of a list has thousands at most."""
_MOST_LINES = 1_000_000
_SAMPLE_ROWS = 40
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CONTROLS = frozenset(map(chr, (*range(9), 11, 12, *range(14, 27), *range(28, 32))))


class _Decoded(NamedTuple):
    text: str
    encoding: str


def read_csv(content: bytes, *, name: str, limits: Limits) -> Table:
    """The file as one table named like the file; `encoding` and `delimiter` say how it was read.

    UTF-8 and UTF-16 are recognised; other 8-bit text is taken for windows-1258 when that gives Vietnamese, else refused.
    """
    text, encoding = _decode(content, name)
    if any(letter in _CONTROLS for letter in text[:100_000]):
        raise NoTextInside(name)
    delimiter, body = _delimiter(text, name)
    rows: list[tuple[str | None, ...]] = []
    lines = list(islice(_lines(body, name), _MOST_LINES + 1))
    if len(lines) > _MOST_LINES:
        raise TooManyRows(name, name, limits.rows)
    reader = csv.reader(lines, delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            if reader.line_num > before + 1 or reader.line_num == len(lines):
                width = len(rows[0]) if rows else 0
                _refuse_open_quote(lines[before : reader.line_num], before + 1, delimiter, width, name)
            before = reader.line_num
            if len(rows) >= limits.rows:
                raise TooManyRows(name, name, limits.rows)
            if len(cells) > limits.columns:
                raise TooManyColumns(name, name, limits.columns)
            rows.append(_as_row(cells))
    except csv.Error as error:
        raise TableDamaged(name, f"{len(rows) + 1}") from error
    while rows and not rows[-1]:
        rows.pop()
    return Table(name, tuple(rows), encoding=encoding, delimiter=delimiter)


def _refuse_open_quote(lines: list[str], line: int, delimiter: str, width: int, name: str) -> None:
    """Refuse a row whose quotation mark is never closed, or swallowed whole rows up to the next one; `line` is its first."""
    opened = [text for text in lines if '"' in text]
    if not opened:
        return
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        # text behind a closed mark is read as it stands, as long as it stays on its line
        if len(lines) > 1 or "unexpected end" in str(error):
            raise QuoteOpen(name, line + lines.index(opened[0])) from error
        return
    inner = lines[1:-1] if len(lines) > 2 else ()
    if width > 2 and any(text.count(delimiter) >= width - 1 for text in inner):
        raise QuoteOpen(name, line + lines.index(opened[0]))


def _lines(text: str, name: str) -> Iterator[str]:
    """The lines with their ends, one after the other; none so long that it can be no row of a list."""
    for number, line in enumerate(_LINE.finditer(text), 1):
        if line.end() - line.start() > LONGEST_LINE:
            raise TableDamaged(name, str(number))
        yield line[0]


def _as_row(cells: list[str]) -> tuple[str | None, ...]:
    row = [unicodedata.normalize("NFC", unquoted(cell)) or None for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def decoded(content: bytes, name: str, *, announced: str = "") -> str:
    """The text of a file in the code that its bytes are in; one that the file announces counts where it fits them."""
    if announced.lower() in ("windows-1258", "cp1258") and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return unicodedata.normalize("NFC", content.decode("cp1258"))
        except UnicodeDecodeError:
            pass
    return _decode(content, name).text


def _decode(content: bytes, name: str) -> _Decoded:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _Decoded(_strictly(content, "utf-16", name), "utf-16")
    if b"\x00" in content:
        return _Decoded(*_without_mark(content, name))
    try:
        return _Decoded(content.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError as error:
        if content.startswith(b"\xef\xbb\xbf"):
            raise TableDamaged(name, "utf-8") from error
    try:
        text = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        raise OldLetters(name) from None
    if not looks_vietnamese(text):
        raise OldLetters(name)
    return _Decoded(text, "windows-1258")


def _without_mark(content: bytes, name: str) -> _Decoded:
    """UTF-16 whose byte order mark is missing: nearly every second byte of the many ASCII characters is zero."""
    sample = content[:4000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) * 2 > len(zeros):
            return _Decoded(_strictly(content, encoding, name), encoding)
    raise NoTextInside(name)


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise TableDamaged(name, encoding) from error


def _delimiter(text: str, name: str) -> _Decoded:
    """The delimiter that cuts the first rows into the most columns, rows of equal length counting most; and the text."""
    first, _, rest = text.partition("\n")
    announced = first.strip().strip('"').lower()
    if announced.startswith("sep=") and len(announced) == 5:
        return _Decoded(announced[-1], rest)
    best, most = ",", 0
    for delimiter in DELIMITERS:
        lengths = []
        try:
            for _, cells in zip(range(_SAMPLE_ROWS), csv.reader(_lines(text, name), delimiter=delimiter), strict=False):
                lengths.append(len(cells))
        except csv.Error:
            continue
        # titles and signatures that no delimiter cuts say nothing of it
        usual = max(
            {length for length in lengths if length > 1}, key=lambda length: (lengths.count(length), length), default=1
        )
        score = (usual - 1) * lengths.count(usual)
        if score > most:
            best, most = delimiter, score
    return _Decoded(best, text)
