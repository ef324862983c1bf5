"""One worksheet as it is parsed: cells, merged ranges, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.domain.tables import Cell, Span, Table
from models.workbooks.limits import Limits
from models.workbooks.problems import TooManyColumns, TooManyRows
from models.workbooks.xlsx_cells import Styles, day_or_time, iso_moment, number, plain_text

MOST_MERGED = 1_000_000
"""Cells under merged ranges; ranges that overlap so much were not made by a spreadsheet program."""


class SheetReading:
    """Handlers for the XML of one sheet; `table()` afterwards gives what was read."""

    def __init__(self, file: str, name: str, shared: Sequence[str | None], styles: Styles, limits: Limits) -> None:
        self._file = file
        self._name = name
        self._shared = shared
        self._styles = styles
        self._limits = limits
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merges: list[Span] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._columns: dict[str, int] = {}
        self._row = 0
        self._column = 0
        self._kind = "n"
        self._style = "0"
        self._in_cell = False
        self._has_value = False
        self._formula: str | None = None
        self._wanted = False
        self._reading_aid = False
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._open_cell(attributes)
        elif tag in ("v", "t", "f"):
            self._open_text(tag)
        elif tag == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self._hidden_rows.add(self._row)
        elif tag == "rPh":
            self._reading_aid = True
        elif tag == "mergeCell":
            self._merge(attributes["ref"])
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes["max"]), self._limits.columns)
            self._hidden_columns.update(range(int(attributes["min"]), last + 1))

    def end(self, tag: str) -> None:
        if tag == "c":
            self._close_cell()
        elif tag == "f":
            self._formula = "".join(self._pieces)
            self._pieces.clear()
            self._wanted = False
        elif tag in ("v", "t"):
            self._wanted = False
        elif tag == "rPh":
            self._reading_aid = False

    def text(self, piece: str) -> None:
        if self._wanted:
            self._pieces.append(piece)

    def table(self, *, is_hidden: bool) -> Table:
        last = max(self._rows, default=0)
        merges = tuple(span for span in self._merges if span.top <= last)
        if sum(min(span.bottom, last) - span.top for span in merges) > MOST_MERGED:
            raise ValueError(len(merges))
        rows = tuple(_as_row(self._rows.get(number)) for number in range(1, last + 1))
        return Table(
            self._name,
            rows,
            merges,
            frozenset(row for row in self._hidden_rows if row <= last),
            frozenset(self._hidden_columns),
            is_hidden,
        )

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "")
        self._column = self._column_of(reference.rstrip("0123456789")) if reference else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._in_cell, self._has_value, self._formula = True, False, None
        self._pieces.clear()

    def _open_text(self, tag: str) -> None:
        if not self._in_cell or self._reading_aid:
            return
        if tag != "f":
            self._has_value = True
        self._wanted = True

    def _close_cell(self) -> None:
        self._in_cell = False
        text = "".join(self._pieces)
        value = self._value(text) if self._has_value else None
        if value is None and self._formula is not None and self._kind != "str":
            # a formula that no program computed must not look like an empty cell
            value = plain_text(f"={self._formula}")
        if value is None:
            return
        if self._row > self._limits.rows:
            raise TooManyRows(self._file, self._name, self._limits.rows)
        if not 1 <= self._column <= self._limits.columns:
            raise TooManyColumns(self._file, self._name, self._limits.columns)
        if self._row < 1:
            raise ValueError(self._row)
        self._rows.setdefault(self._row, {})[self._column] = value

    def _value(self, text: str) -> Cell:
        if self._kind == "s":
            return self._shared[int(text)] if text.isdigit() else None
        if self._kind == "n":
            return self._number(text)
        if self._kind == "b":
            return text.strip() in ("1", "true")
        return iso_moment(text) if self._kind == "d" else plain_text(text)

    def _number(self, text: str) -> Cell:
        if not text:
            return None
        value = number(text)
        style = int(self._style)
        if style < len(self._styles.dated) and self._styles.dated[style]:
            return day_or_time(value, from_1904=self._styles.from_1904)
        return value

    def _column_of(self, letters: str) -> int:
        if letters not in self._columns:
            if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha()):
                raise ValueError(letters)
            column = 0
            for letter in letters.upper():
                column = column * 26 + ord(letter) - ord("A") + 1
            self._columns[letters] = column
        return self._columns[letters]

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        corners = []
        for corner in (first, last or first):
            letters = corner.rstrip("0123456789")
            corners.append((int(corner[len(letters) :]), self._column_of(letters)))
        (top, left), (bottom, right) = corners
        # a range merged down a whole column is as long as the table, not as the sheet
        self._merges.append(Span(top, left, min(bottom, self._limits.rows), min(right, self._limits.columns)))


def _as_row(cells: Mapping[int, Cell] | None) -> tuple[Cell, ...]:
    if not cells:
        return ()
    return tuple(cells.get(column) for column in range(1, max(cells) + 1))
