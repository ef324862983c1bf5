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
from typing import Any, cast

from models.domain.basics.tables import Cell, MergedCells
from models.workbooks.plain import EVERY, number, plain_text, plain_value

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_UNUSUAL = (b"<!", b"='", b't="d"', b"http://purl.oclc.org/ooxml/")
"""Comments, sections, other quotes, days as text, strict names: nothing could be found for certain then."""
_FAR = (re.compile(rb"<c r=\"[A-Z]+\d{6,}\""), re.compile(rb"<v>-?\d{15,}</v>"))
"""Rows that may lie beyond the limits, and whole numbers that lose digits on the way."""
_NUMBERED = (
    re.compile(rb"&#(?!(?:16[1-9]|1[7-9]\d|[2-9]\d\d|[1-9]\d{3}|[1-4]\d{4}|5[0-4]\d{3});)"),
    re.compile(rb"&#(?:5760|819[2-9]|820[0-2]|823[239]|8287|12288);"),
)
"""Numbered signs other than letters: controls and blanks, and numbers that are none."""
_OUTER = (re.compile(rb"<t>\s"), re.compile(rb"_x[0-9A-Fa-f]{4}_"))
_BLANK_BEHIND = re.compile(rb"<t>[^<]*\s</t>")
"""Blanks at the ends of texts that nobody asked to keep, and escapes: programs do not agree on what they say."""
_BLANKS = tuple(bytes((blank,)) for blank in b" \t\n\r\x0b\x0c")
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
        and not any(each.search(part) for each in (*_OUTER, *_NUMBERED))
        # looking for each blank before the mark is sooner done than looking behind each text
        and not (any(blank + b"</t>" in part for blank in _BLANKS) and _BLANK_BEHIND.search(part))
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
        if re.search(rb" s=\"(?:" + dated + rb")\"[^>]*>(?:<f\b[^<]*</f>)?" + _FAR_DAY, part):
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
    for column, row, words in _ERROR.findall(part) if b't="e"' in part else ():
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
    texts = _Texts()
    made: list[tuple[Cell, ...]] = []
    total = len(values)
    patched = _patched(found)
    try:
        for place, told in enumerate(values, 1):
            if place % EVERY == 0:
                step(place, total)
            cells: list[Cell] = [
                texts[value] if value.__class__ is str else number(value) if value.__class__ is float else _other(value)
                for value in told
            ]
            if place in patched:
                _patch(cells, patched[place], formats)
            while cells and cells[-1] is None:
                cells.pop()
            made.append(tuple(cells))
    except _OnlyCareful:
        return None
    while made and not made[-1]:
        made.pop()
    return tuple(made)


def _patched(found: BesideValues) -> Mapping[int, Mapping[int, str | int]]:
    """By row and column the errors, as words, and the styles of numbers that say more than their digits."""
    rows: dict[int, dict[int, str | int]] = {}
    for (row, column), words in found.errors.items():
        rows.setdefault(row, {})[column] = words
    for (row, column), style in found.styles.items():
        rows.setdefault(row, {})[column] = style
    return rows


def _patch(cells: list[Cell], told: Mapping[int, str | int], formats: Callable[[Cell, int], Cell]) -> None:
    for column, said in told.items():
        if isinstance(said, str):
            cells += [None] * (column - len(cells))
            cells[column - 1] = plain_text(said)
        elif column <= len(cells):
            cells[column - 1] = formats(cells[column - 1], said)


class _Texts(dict[str, str | None]):
    """Each text of a sheet as plain text, made once."""

    def __missing__(self, text: str) -> str | None:
        made = self[text] = plain_text(text) if text else None
        return made


class _OnlyCareful(Exception):
    """A value of a kind that only the careful reader knows."""


def _other(value: Any) -> Cell:
    kind = type(value)
    if kind is bool or (kind is date and value.year >= _FIRST_SURE):
        return cast("Cell", value)
    if kind is time or kind is timedelta or (kind in (date, datetime) and value.year < _FIRST_SURE):
        # numbers that are no day are days to one reader and none to the other
        raise _OnlyCareful
    return plain_value(value)
