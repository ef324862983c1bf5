"""Sheets of .xlsx that are written as spreadsheet programs usually write them, read an order of magnitude sooner.

calamine reads the values; what it does not tell (number formats, errors, formulas without a saved value, what is hidden or merged)
is found in the bytes of the sheet. That goes only where each of them can be found with certainty: a sheet written in any other way
is for the careful reader of `models.workbooks.xlsx`, whose answer is the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from models.domain.basics.tables import Cell, MergedCells
from models.workbooks.plain import EVERY, number, plain_text, plain_value

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_UNUSUAL = (b"<!", b"='", b"&#", b't="d"', b"http://purl.oclc.org/ooxml/")
"""Comments, sections, other quotes, numbered letters, days as text, strict names: nothing could be found for certain then."""
_FAR = (re.compile(rb"<c r=\"[A-Z]+\d{6,}\""), re.compile(rb"<v>-?\d{15,}</v>"))
"""Rows that may lie beyond the limits, and whole numbers that lose digits on the way."""
_OUTER = (re.compile(rb"<t>\s"), re.compile(rb"<t>[^<]*\s</t>"), re.compile(rb"_x[0-9A-Fa-f]{4}_"))
"""Blanks at the ends of texts that nobody asked to keep, and escapes: programs do not agree on what they say."""
_ROW = re.compile(rb"<row [^>]*?\br=\"(\d{1,7})\"")
_COLUMN = re.compile(rb"<c r=\"([A-Z]{1,3})")
_HIDDEN_ROW = re.compile(rb"<row (?=[^>]*\bhidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
_COL = re.compile(rb"<col ([^>]*)>")
_ATTRIBUTE = re.compile(rb"(\w+)=\"([^\"]*)\"")
_MERGE = re.compile(rb"<mergeCell ref=\"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?\"")
_FORMULA = re.compile(rb"<c r=\"([A-Z]+)(\d+)\"([^>]*)><f\b(?:[^>]*/>|[^>]*>([^<]*)</f>)(?!<v>[^<])")
_ERROR = re.compile(rb"<c r=\"([A-Z]+)(\d+)\"[^>]*\bt=\"e\"[^>]*>(?:<f\b(?:[^>]*/>|[^>]*>[^<]*</f>))?<v>([^<]*)</v>")
_FAR_DAY = rb"<v>(?:-|\d{7}|\d[^<]*[eE]\+)"
"""A number of more days than a calendar has, or fewer: no day to one reader, a number to the other."""
_FIRST_SURE = 1901
_MOST_EMPTY = 20
"""So many times more cells than are filled may stand in the rectangle around them."""


@dataclass
class BesideValues:
    """What the bytes of a sheet tell beside its values."""

    merges: list[MergedCells] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    styles: dict[tuple[int, int], int] = field(default_factory=dict)


def are_usual_texts(part: bytes) -> bool:
    """Whether the texts of a workbook are written so that every reader reads them alike."""
    return (
        part.count(_MAIN) == 1
        and not any(each in part for each in _UNUSUAL)
        and not any(each.search(part) for each in _OUTER)
    )


def look(
    part: bytes, *, rows: int, columns: int, speaking: frozenset[str], dates: frozenset[str]
) -> BesideValues | None:
    """What stands in the XML of a sheet beside its values; None where it is not written as usual, or not for sure within limits.

    `speaking` and `dates` are the styles whose format says more than the digits, and those of days.
    """
    if b"<worksheet " not in part[:4096] or not are_usual_texts(part) or any(each.search(part) for each in _FAR):
        return None
    cells = part.count(b'<c r="')
    if part.count(b"<c ") + part.count(b"<c>") != cells or (b"<f" in part and _FORMULA.search(part)):
        return None
    if dates and re.search(_FAR_DAY, part):
        dated = b"|".join(style.encode() for style in sorted(dates))
        if re.search(
            rb"<c r=\"[A-Z]+\d+\"(?=[^>]*\bs=\"(?:" + dated + rb")\")[^>]*>(?:<f\b[^<]*</f>)?" + _FAR_DAY, part
        ):
            return None
    numbers = [int(each) for each in _ROW.findall(part)]
    if len(numbers) != part.count(b"<row") or any(one >= other for one, other in pairwise(numbers)):
        return None
    widest = max(map(_number_of, set(_COLUMN.findall(part))), default=0)
    deepest = max(numbers, default=0)
    if deepest > rows or widest > columns or deepest * widest > _MOST_EMPTY * (cells + 10_000):
        return None
    found = BesideValues()
    if b"hidden=" in part:
        found.hidden_rows = {int(each) for each in _HIDDEN_ROW.findall(part)}
        for told in _COL.findall(part):
            about = dict(_ATTRIBUTE.findall(told))
            if about.get(b"hidden") in (b"1", b"true"):
                found.hidden_columns.update(range(max(int(about[b"min"]), 1), min(int(about[b"max"]), columns) + 1))
    if part.count(b"<mergeCell ") != len(merged := _MERGE.findall(part)):
        return None
    for left, top, right, bottom in merged:
        last, lowest = _number_of(right or left), int(bottom or top)
        found.merges.append(MergedCells(int(top), _number_of(left), min(lowest, rows), min(last, columns)))
    for column, row, words in _ERROR.findall(part):
        found.errors[int(row), _number_of(column)] = words.decode()
    if part.count(b't="e"') != len(found.errors):
        return None
    if speaking:
        styles = b"|".join(style.encode() for style in sorted(speaking))
        formatted = re.compile(rb"<c r=\"([A-Z]+)(\d+)\"(?=[^>]*\bs=\"(" + styles + rb")\")([^>]*)>")
        for column, row, style, told in formatted.findall(part):
            if not told.endswith(b"/") and (b" t=" not in told or b't="n"' in told):
                found.styles[int(row), _number_of(column)] = int(style)
    return found


def _number_of(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = 26 * place + letter - 64
    return place


def rows_of(
    values: Sequence[Sequence[Any]],
    found: BesideValues,
    formats: Callable[[Cell, int], Cell],
    step: Callable[[int, int], object],
) -> tuple[tuple[Cell, ...], ...] | None:
    """The rows with what the bytes tell; None where a value is of a kind that only the careful reader knows."""
    texts: dict[str, str | None] = {"": None}
    made: list[list[Cell]] = []
    total = len(values)
    for place, told in enumerate(values, 1):
        if place % EVERY == 0:
            step(place, total)
        cells: list[Cell] = []
        for value in told:
            kind = type(value)
            if kind is str:
                cell: Cell = texts.get(value, "")
                if cell == "":
                    cell = texts[value] = plain_text(value)
            elif kind is float:
                cell = number(value)
            elif kind is bool or (kind is date and value.year >= _FIRST_SURE):
                cell = value
            elif kind is time or kind is timedelta or (kind in (date, datetime) and value.year < _FIRST_SURE):
                # numbers that are no day are days to one reader and none to the other
                return None
            else:
                cell = plain_value(value)
            cells.append(cell)
        made.append(cells)
    _patch(made, found.errors)
    for (row, column), style in found.styles.items():
        if row <= len(made) and column <= len(made[row - 1]):
            made[row - 1][column - 1] = formats(made[row - 1][column - 1], style)
    return _trimmed(made)


def _patch(rows: Sequence[list[Cell]], cells: Mapping[tuple[int, int], str]) -> None:
    for (row, column), words in cells.items():
        if row > len(rows):
            continue
        own = rows[row - 1]
        own += [None] * (column - len(own))
        own[column - 1] = plain_text(words)


def _trimmed(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    for cells in rows:
        while cells and cells[-1] is None:
            cells.pop()
    while rows and not rows[-1]:
        rows.pop()
    return tuple(map(tuple, rows))
