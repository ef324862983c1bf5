"""Tables on paper: columns with grouped heads, rows of wrapped cells, as blocks of marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from printing.blocks import Area, Block, Rule, Text
from printing.fonts import POINT, Face, balanced, clean, wrap
from printing.fonts import width as width_of

_PAD = 1.1
_SIDE = 1.2
_LEADING = 1.17
_LAST_ROWS = 3
"""So many rows at least stand with the notes under a longer table."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, width in mm, where its cells stand ("left", "centre", "right"), and a common head above."""

    head: str
    width: float
    align: str = "left"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row in the order of the columns.

    With one cell only, the row is a section title over the whole width. `least` is a height in mm to leave room
    to write in.
    """

    cells: tuple[str, ...]
    bold: bool = False
    shaded: bool = False
    least: float = 0.0

    @property
    def is_section(self) -> bool:
        return len(self.cells) == 1


def head_block(columns: Sequence[Column], left: float, face: Face, size: float) -> Block:
    """The head of a table: grouped columns have two storeys."""
    leading = size * POINT * _LEADING
    upper = 0.0
    groups: list[tuple[str, float, float, tuple[str, ...]]] = []
    x = left
    for name, run in groupby(columns, key=lambda column: column.group):
        wide = sum(column.width for column in run)
        lines = balanced(name, face.bold, size, wide - 2 * _SIDE) if name else ()
        groups.append((name, x, wide, lines))
        upper = max(upper, len(lines) * leading + 2 * _PAD if name else 0.0)
        x += wide
    heads = [balanced(column.head, face.bold, size, column.width - 2 * _SIDE) for column in columns]
    lower = max(len(head) * leading for head in heads) + 2 * _PAD
    alone = max((len(h) * leading + 2 * _PAD for h, c in zip(heads, columns, strict=True) if not c.group), default=0.0)
    lower = max((len(h) * leading + 2 * _PAD for h, c in zip(heads, columns, strict=True) if c.group), default=lower)
    tall = max(upper + lower, alone) if upper else max(lower, alone)
    upper = tall - lower if upper else 0.0
    right = x
    texts: list[Text] = []
    rules = [Rule(left, 0, right, 0), Rule(left, tall, right, tall)]
    for name, start, wide, lines in groups:
        if name:
            texts += _cell(lines, start, wide, 0, upper, "centre", face.bold, size)
            rules.append(Rule(start, upper, start + wide, upper))
    x = left
    for column, lines in zip(columns, heads, strict=True):
        top = upper if column.group else 0.0
        texts += _cell(lines, x, column.width, top, tall - top, "centre", face.bold, size)
        previous = columns[columns.index(column) - 1].group if columns.index(column) else ""
        rules.append(Rule(x, upper if column.group and previous == column.group else 0.0, x, tall))
        x += column.width
    rules.append(Rule(right, 0, right, tall))
    area = Area(left, 0, right - left, tall, grey=0.92, thick=0)
    return Block(tall, texts=tuple(texts), rules=tuple(rules), areas=(area,))


def row_block(row: Row, columns: Sequence[Column], left: float, face: Face, size: float) -> Block:
    """One row, as high as its longest cell."""
    leading = size * POINT * _LEADING
    font = face.bold if row.bold or row.is_section else face.regular
    spans = [Column("", sum(column.width for column in columns))] if row.is_section else list(columns)
    cells = [wrap(cell, font, size, column.width - 2 * _SIDE) for cell, column in zip(row.cells, spans, strict=True)]
    tall = max(row.least, max(len(lines) for lines in cells) * leading + 2 * _PAD)
    texts: list[Text] = []
    rules = [Rule(left, 0, left, tall)]
    x = left
    for column, lines in zip(spans, cells, strict=True):
        texts += _cell(lines, x, column.width, 0, tall, column.align, font, size)
        x += column.width
        rules.append(Rule(x, 0, x, tall))
    rules.append(Rule(left, tall, x, tall))
    areas = (Area(left, 0, x - left, tall, grey=0.95, thick=0),) if row.shaded or row.is_section else ()
    if areas:
        # the grey covers the line of the row above
        rules.append(Rule(left, 0, x, 0))
    return Block(tall, texts=tuple(texts), rules=tuple(rules), areas=areas)


def _cell(
    lines: Sequence[str], x: float, wide: float, top: float, tall: float, align: str, font: str, size: float
) -> list[Text]:
    leading = size * POINT * _LEADING
    at = {"left": x + _SIDE, "centre": x + wide / 2, "right": x + wide - _SIDE}[align]
    first = top + (tall - len(lines) * leading) / 2 + leading * 0.78
    return [Text(at, first + n * leading, line, font, size, align) for n, line in enumerate(lines) if line]


def fitted(columns: Sequence[Column], wide: float, face: Face, size: float) -> list[Column]:
    """The columns over `wide` millimetres in proportion to theirs, but no word of a head is broken.

    What a narrow column lacks the widest one gives.
    """
    stretch = wide / sum(column.width for column in columns)
    widths = [column.width * stretch for column in columns]
    least = [_longest_word(column.head, face.bold, size) + 2 * _SIDE + 0.05 for column in columns]
    for place, needed in enumerate(least):
        widest = widths.index(max(widths))
        lacking = needed - widths[place]
        if lacking > 0 and place != widest and widths[widest] - lacking > least[widest]:
            widths[place] += lacking
            widths[widest] -= lacking
    return [replace(column, width=width) for column, width in zip(columns, widths, strict=True)]


def _longest_word(text: str, font: str, size: float) -> float:
    return max((width_of(word, font, size) for word in clean(text).split()), default=0.0)


def first_rows(rows: Sequence[Row]) -> int:
    """How many rows stand under the head before a table may break: two, and a section title with its first row."""
    return 3 if rows and rows[0].is_section else 2


def last_rows(rows: Sequence[Row]) -> int:
    """From which row on a table stays with what is under it; never from a row that a section title belongs to."""
    last, left = len(rows), _LAST_ROWS
    while last and left:
        last -= 1
        left -= not rows[last].is_section
    return last - 1 if last and rows[last - 1].is_section else last
