"""Reading tables of web pages, which portals send out under the name of a workbook: every cell is the text that stands there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

from models.domain.basics.tables import Cell, MergedCells, Table
from models.workbooks.csv_text import decoded
from models.workbooks.plain import EVERY, LONGEST_TEXT, MOST_MERGED, plain_text
from models.workbooks.problems import Limits, NotATable, TableDamaged, TableTooHeavy, TooManyColumns, TooManyRows

KIND = "HTML"
_MOST_BYTES = 30_000_000
_MOST_TAGS = 1_200_000
_MOST_ENTITIES = 2_000_000
_MOST_TABLES = 500
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_TOKEN = re.compile(
    r"""<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9:]*+)(?P<told>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>|(?P<comment><!--)|<[!?][^<>]*+>|<"""
    r"""|(?P<words>[^<]++)"""
)
_PASSED = {tag: re.compile(f"</{tag}[^<>]*+>?", re.IGNORECASE) for tag in ("script", "style")}
_BREAKS = frozenset(("br", "p", "div", "li"))
_DOWN, _RIGHT = (re.compile(rf"\b{side}span\s*=\s*[\"']?\s*([0-9]{{1,6}})\b", re.IGNORECASE) for side in ("row", "col"))
_MOST_SPANNED = 200_000


def read_html(content: bytes, *, name: str, limits: Limits, step: Callable[[int, int], object]) -> tuple[Table, ...]:
    """Every table with more than one row that holds no other table; a page without any is no table (`NotATable`)."""
    # zeros are what UTF-16 puts between the letters
    plain = content.replace(b"\x00", b"") if b"\x00" in content[:4096] else content
    if len(content) > _MOST_BYTES or plain.count(b"<") > _MOST_TAGS or plain.count(b"&") > _MOST_ENTITIES:
        raise TableTooHeavy(name)
    text = decoded(content, name, announced=_announced(content))
    reader = _PageReader(name, limits, step)
    try:
        reader.read(text)
    except ValueError as error:
        raise TableDamaged(name, KIND) from error
    tables = reader.finished()
    if not tables:
        raise NotATable(name, KIND)
    return tables


def _announced(content: bytes) -> str:
    found = _CHARSET.search(content[:4096])
    return found[1].decode("ascii") if found else ""


@dataclass
class _OpenTable:
    """A table that began: the cells so far, and those that reach down from rows above by their columns."""

    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[MergedCells] = field(default_factory=list)
    reaching: dict[int, int] = field(default_factory=dict)
    words: list[str] | None = None
    down: int = 1
    right: int = 1
    length: int = 0


class _PageReader:
    """Tags out of order are taken as browsers do: a cell ends where the next one begins, a row with its table.

    No piece of the page is looked at more than twice, whatever it leaves open; the parser of the standard library would begin
    again at every tag that does not end.
    """

    def __init__(self, name: str, limits: Limits, step: Callable[[int, int], object]) -> None:
        self._name, self._limits, self._step = name, limits, step
        self._open: list[_OpenTable] = []
        self._made: list[_OpenTable] = []

    def read(self, text: str) -> None:
        """Take the whole page."""
        place, end = 0, len(text)
        while place < end:
            found = _TOKEN.match(text, place)
            if found is None:
                return
            place = found.end()
            if found["tag"]:
                tag = found["tag"].lower()
                if tag in _PASSED and not found["end"]:
                    closing = _PASSED[tag].search(text, place)
                    place = closing.end() if closing else end
                elif self._open or tag == "table":
                    (self._end if found["end"] else self._begin)(tag, found["told"])
            elif found["comment"]:
                closed = text.find("-->", place)
                place = closed + 3 if closed >= 0 else end
            elif found["words"] and self._open and self._open[-1].words is not None:
                self._add(_SPACES.sub(" ", found["words"]))

    def _begin(self, tag: str, told: str) -> None:
        if tag == "table":
            if len(self._open) + len(self._made) >= _MOST_TABLES:
                raise TableTooHeavy(self._name)
            self._open.append(_OpenTable())
        elif tag == "tr":
            self._end_cell()
            self._begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            if not self._open[-1].rows:
                self._begin_row()
            table = self._open[-1]
            table.words, table.length = [], 0
            table.down, table.right = _span(_DOWN.search(told)), _span(_RIGHT.search(told))
        elif tag in _BREAKS:
            self._add("\n")

    def _end(self, tag: str, _told: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._made.append(self._open.pop())

    def finished(self) -> tuple[Table, ...]:
        while self._open:
            self._end_cell()
            self._made.append(self._open.pop())
        found = [each for each in self._made if len(each.rows) > 1 or any(map(any, each.rows))]
        tables = []
        for place, each in enumerate(found, 1):
            rows = [_trimmed(row) for row in each.rows]
            while rows and not rows[-1]:
                rows.pop()
            merges = tuple(
                span._replace(bottom=min(span.bottom, len(rows))) for span in each.merges if span.top <= len(rows)
            )
            if sum(span.bottom - span.top for span in merges) > MOST_MERGED:
                raise TableTooHeavy(self._name)
            title = self._name if len(found) == 1 else f"{self._name} ({place})"
            tables.append(Table(title, tuple(rows), merges))
        return tuple(table for table in tables if table.rows)

    def _begin_row(self) -> None:
        rows = self._open[-1].rows
        if len(rows) >= self._limits.rows:
            raise TooManyRows(self._name, self._name, self._limits.rows)
        rows.append([])
        if len(rows) % EVERY == 0:
            self._step(len(rows), self._limits.rows)

    def _add(self, text: str) -> None:
        words = self._open[-1].words if self._open else None
        if words is None:
            return
        self._open[-1].length += len(text)
        if self._open[-1].length > LONGEST_TEXT:
            raise ValueError(LONGEST_TEXT)
        words.append(unescape(text) if "&" in text else text)

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.words is None:
            return
        text = "\n".join(filter(None, (_SPACES.sub(" ", line).strip() for line in "".join(table.words).split("\n"))))
        row, number = table.rows[-1], len(table.rows)
        while table.reaching.get(len(row), 0) >= number:
            row.append(None)
        column = len(row)
        if column + table.right > self._limits.columns:
            raise TooManyColumns(self._name, self._name, self._limits.columns)
        row.append(plain_text(text))
        row += [None] * (table.right - 1)
        if table.down > 1 or table.right > 1:
            bottom = min(number + table.down - 1, self._limits.rows)
            table.merges.append(MergedCells(number, column + 1, bottom, column + table.right))
            if table.down > 1:
                table.reaching |= dict.fromkeys(range(column, column + table.right), bottom)
        table.words = None


def _span(found: re.Match[str] | None) -> int:
    return max(1, min(int(found[1]), _MOST_SPANNED)) if found else 1


def _trimmed(row: list[Cell]) -> tuple[Cell, ...]:
    while row and row[-1] is None:
        row.pop()
    return tuple(row)
