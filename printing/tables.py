"""Tables on paper: columns with grouped heads, rows of wrapped cells, as blocks of marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from printing.blocks import Area, Block, Rule, Text
from printing.fonts import POINT, Face, balanced, clean, wrap
from printing.fonts import width as width_of

_SIDE = 1.2
_SMALL = 9.5
_LEADING = 1.17
_ROUND = 2 * _SIDE + 0.05
"""Room beside the letters of a cell,"""
_SHORT = 20.0
"""and how wide a cell may be, in millimetres, to stand on one line where there is room."""
_AIR = 1.5
"""White room before a number, in millimetres, that a text beside it does not take."""
_LAST_ROWS = 3
"""So many rows at least stand with the notes under a longer table."""


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """One column: its head, width in mm, where its cells stand ("left", "centre", "right"), and a common head above."""

    head: str
    width: float
    align: str = "left"
    group: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
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


def _pad(size: float) -> float:
    """White room above and below the words of a cell; a table in small letters is one of many rows."""
    return 1.1 if size > _SMALL else 0.75


def head_block(columns: Sequence[PaperColumn], left: float, face: Face, size: float) -> Block:
    """The head of a table: grouped columns have two storeys."""
    leading, pad = size * POINT * _LEADING, _pad(size)
    upper = 0.0
    groups: list[tuple[str, float, float, tuple[str, ...]]] = []
    x = left
    for name, run in groupby(columns, key=lambda column: column.group):
        wide = sum(column.width for column in run)
        lines = balanced(name, face.bold, size, wide - 2 * _SIDE) if name else ()
        groups.append((name, x, wide, lines))
        upper = max(upper, len(lines) * leading + 2 * pad if name else 0.0)
        x += wide
    heads = [balanced(column.head, face.bold, size, column.width - 2 * _SIDE) for column in columns]
    lower = max(len(head) * leading for head in heads) + 2 * pad
    alone = max((len(h) * leading + 2 * pad for h, c in zip(heads, columns, strict=True) if not c.group), default=0.0)
    lower = max((len(h) * leading + 2 * pad for h, c in zip(heads, columns, strict=True) if c.group), default=lower)
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


def row_block(row: PaperRow, columns: Sequence[PaperColumn], left: float, face: Face, size: float) -> Block:
    """One row, as high as its longest cell."""
    leading = size * POINT * _LEADING
    font = face.bold if row.bold or row.is_section else face.regular
    spans = [PaperColumn("", sum(column.width for column in columns))] if row.is_section else list(columns)
    cells = [wrap(cell, font, size, column.width - 2 * _SIDE) for cell, column in zip(row.cells, spans, strict=True)]
    tall = max(row.least, max(len(lines) for lines in cells) * leading + 2 * _pad(size))
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


def fitted(
    columns: Sequence[PaperColumn], rows: Sequence[PaperRow], wide: float, face: Face, size: float
) -> list[PaperColumn]:
    """The columns over `wide` millimetres in proportion to theirs, but no word is broken and no short cell wrapped.

    What a narrow column lacks those give that have more room than their cells fill, else the widest one; what
    columns of numbers do not need the longest text gets.
    """
    stretch = wide / sum(column.width for column in columns)
    widths = [column.width * stretch for column in columns]
    least = [_longest_word(column.head, face.bold, size) + _ROUND for column in columns]
    filled = list(least)
    for row in rows:
        if row.is_section:
            continue
        font = face.bold if row.bold else face.regular
        for place, cell in enumerate(row.cells):
            whole = _longest_line(clean(cell).split("\n"), font, size) + _ROUND
            filled[place] = max(filled[place], whole)
            if whole <= _SHORT:
                least[place] = max(least[place], whole)
    for place, width in enumerate(widths):
        if any(row.least and not row.cells[place] for row in rows if not row.is_section):
            # somebody writes there by hand
            filled[place] = max(filled[place], width)
    for place, needed in enumerate(least):
        for giver in sorted(range(len(widths)), key=lambda n: filled[n] - widths[n]):
            lacking, spare = needed - widths[place], widths[giver] - max(least[giver], filled[giver])
            if lacking > 0 and giver != place and spare > 0:
                widths[place] += min(lacking, spare)
                widths[giver] -= min(lacking, spare)
        widest = widths.index(max(widths))
        lacking = needed - widths[place]
        if lacking > 0 and place != widest and widths[widest] - lacking > least[widest]:
            widths[place] += lacking
            widths[widest] -= lacking
    _give_to_text(columns, widths, filled, face, size)
    return [replace(column, width=width) for column, width in zip(columns, widths, strict=True)]


def _give_to_text(
    columns: Sequence[PaperColumn], widths: list[float], filled: Sequence[float], face: Face, size: float
) -> None:
    """Narrow the columns of numbers, as far as their heads take no more lines, for the text that lacks most.

    Columns that were equally wide stay so.
    """
    taker = max(range(len(widths)), key=lambda n: filled[n] - widths[n] if columns[n].align == "left" else 0.0)
    lacking = filled[taker] - widths[taker]
    numbers = [n for n, column in enumerate(columns) if column.align == "right"]
    if lacking <= 0 or columns[taker].align != "left" or not numbers:
        return
    needed: dict[float, float] = {}
    for n in numbers:
        head = _longest_line(balanced(columns[n].head, face.bold, size, widths[n] - 2 * _SIDE), face.bold, size)
        alike = round(widths[n], 2)
        needed[alike] = max(needed.get(alike, 0.0), filled[n] + _AIR, head + _ROUND)
    spare = {n: max(0.0, widths[n] - needed[round(widths[n], 2)]) for n in numbers}
    share = min(1.0, lacking / whole) if (whole := sum(spare.values())) else 0.0
    for n, given in spare.items():
        widths[n] -= given * share
        widths[taker] += given * share


def _longest_line(lines: Sequence[str], font: str, size: float) -> float:
    return max((width_of(line, font, size) for line in lines), default=0.0)


def _longest_word(text: str, font: str, size: float) -> float:
    return max((width_of(word, font, size) for word in clean(text).split()), default=0.0)


def rooms(rows: Sequence[PaperRow], heights: Sequence[float], most: float) -> list[float]:
    """How much must be left on a page for each row to begin on it.

    A section goes to the next page as a whole rather than being torn when no more than `most` stays white for it;
    of one that is torn no row stands alone, neither with its title nor at its end.
    """
    found = list(heights)
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and not rows[end].is_section:
            end += 1
        if rows[start].is_section:
            whole = sum(heights[start:end])
            found[start] = min(whole, max(most, sum(heights[start : start + 3])))
            if end - start > 2:
                found[end - 2] = heights[end - 2] + heights[end - 1]
        start = end
    return found


def last_rows(rows: Sequence[PaperRow], heights: Sequence[float], most: float) -> int:
    """From which row on a table stays with what is under it; a section no higher than `most` stays in one piece."""
    last, left = len(rows), _LAST_ROWS
    while last and left:
        last -= 1
        left -= not rows[last].is_section
    if 0 < last < len(rows) - 1 and rows[last + 1].is_section and not rows[last - 1].is_section:
        # the last row of a section is not left alone on the next page
        last -= 1
    title = next((n for n in range(last, -1, -1) if rows[n].is_section), None) if rows else None
    return title if title is not None and sum(heights[title:]) <= most else last
