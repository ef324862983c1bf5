"""What spreadsheet programs write into cells, as plain values: text in NFC, numbers without binary noise, days without an hour."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from models.domain.basics.tables import Cell

EVERY = 200
"""So many rows are read between two reports."""

MOST_MERGED = 1_000_000
"""Cells under merged ranges; ranges that overlap so much were not made by a spreadsheet program."""

LONGEST_TEXT = 32_767
"""Characters that Excel allows in one cell; a longer one was not written by a spreadsheet program."""

_NO_CHARACTERS = re.compile("[\x00\ud800-\udfff]")
_TEXT_AS_FORMULA = re.compile(r'=\s*(?:T\s*\(\s*)?"((?:[^"]|"")*)"\s*\)?\s*')


def silent(_done: int, _total: int) -> None:
    """Nobody watches the reading."""


def plain_value(value: object) -> Cell:
    """The value as `Cell` promises it; `ValueError` when no spreadsheet program wrote it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, timedelta):
        # elapsed hours stay numbers of days
        return number(value / timedelta(days=1))
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime):
        moment = whole_seconds(value)
        return moment if moment.time() != time() else moment.date()
    if isinstance(value, time):
        rounded = whole_seconds(datetime.combine(date.min, value)).time()
        # 0 in a column of days is no midnight
        return rounded if rounded != time() else 0
    if isinstance(value, date):
        return value
    raise ValueError(type(value))


def plain_text(text: str) -> str | None:
    """NFC text with Excel's `_x000D_` escapes resolved; None when nothing is left; `ValueError` when too long."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(len(text))
    if "_x" in text:
        from openpyxl.utils.escape import unescape

        text = _NO_CHARACTERS.sub("", unescape(text))
    return unicodedata.normalize("NFC", unquoted(text)) or None


def unquoted(text: str) -> str:
    """The text that a formula only quotes: programs write ="0001235" so that no spreadsheet takes it for a number."""
    if text.startswith("=") and (quoted := _TEXT_AS_FORMULA.fullmatch(text)):
        return quoted[1].replace('""', '"')
    return text


def number(value: float) -> int | Decimal:
    """A number without binary noise: 0.30000000000000004 is 0.3."""
    if not isfinite(value):
        raise ValueError(value)
    if abs(value) < 1e20 and value == int(value):
        return int(value)
    return Decimal(format(value, ".15g"))


def whole_seconds(moment: datetime) -> datetime:
    """The moment to the nearest second of its day, without a zone: 23:59:59.999 is no other day."""
    nearest = (moment + timedelta(microseconds=500_000)).replace(microsecond=0, tzinfo=None)
    return nearest if nearest.day == moment.day else moment.replace(microsecond=0, tzinfo=None)
