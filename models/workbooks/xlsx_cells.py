"""From what a cell of an .xlsx holds to a plain value: numbers, days, times and NFC text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from models.domain.tables import Cell

LONGEST_TEXT = 32_767
"""Characters that Excel allows in one cell; a longer one was not written by a spreadsheet program."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DAY_FORMATS = frozenset((*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)))
_TIME_FORMATS = frozenset((18, 19, 20, 21, 32, 33, 45, 47))


@dataclass
class Styles:
    """Which cell styles show a number as a day or a time of day (elapsed hours stay numbers)."""

    from_1904: bool = False
    dated: list[bool] = field(default_factory=list)
    _formats: dict[int, str] = field(default_factory=dict)
    _in_cells: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt" and "numFmtId" in attributes:
            self._formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self.dated.append(self._is_dated(int(attributes.get("numFmtId", "0"))))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False

    def _is_dated(self, number: int) -> bool:
        if number in self._formats:
            bare = _QUOTED.sub("", self._formats[number].split(";")[0]).lower()
            return "[" not in bare and "general" not in bare and any(letter in bare for letter in "dmyhs")
        return number in _DAY_FORMATS or number in _TIME_FORMATS


def plain_text(text: str) -> str | None:
    """NFC text with Excel's `_x000D_` escapes resolved; None when nothing is left; `ValueError` when too long."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(len(text))
    if "_x" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return unicodedata.normalize("NFC", text) or None


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "" if 0xD800 <= code <= 0xDFFF or code == 0 else chr(code)


def number(text: str) -> int | Decimal:
    """The number as it was saved, without binary noise: 0.30000000000000004 is 0.3; `ValueError` for no number."""
    if text.isascii() and text.isdigit() and len(text) < 20:
        return int(text)
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or value.adjusted() > 300:
        raise ValueError(text)
    if value.adjusted() < 20 and value == value.to_integral_value():
        return int(value)
    return Decimal(format(float(value), ".15g"))


def day_or_time(serial: int | Decimal, *, from_1904: bool) -> Cell:
    """The day, moment or time of day that Excel shows for `serial`; the number itself where there is no such day."""
    days = int(serial)
    seconds = int((Decimal(serial) - days) * 86_400 + Decimal("0.5"))
    if serial < 0 or days > 2_958_465:
        return serial
    if days == 0 and not from_1904:
        return time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60) if seconds else serial
    # Excel's calendar has a 29 February 1900
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 31) if days < 60 else date(1899, 12, 30)
    try:
        day = first + timedelta(days=days)
        moment = datetime.combine(day, time()) + timedelta(seconds=seconds)
    except OverflowError:
        return serial
    return moment if seconds else day


def iso_moment(text: str) -> Cell:
    """A cell that was saved as ISO text (`t="d"`)."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return plain_text(text)
    return moment.replace(tzinfo=None) if moment.time() != time() else moment.date()
