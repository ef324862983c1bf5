"""From what openpyxl gives for a cell of an .xlsx to a plain value: numbers, days, times and NFC text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from models.domain.basics.tables import Cell

LONGEST_TEXT = 32_767
"""Characters that Excel allows in one cell; a longer one was not written by a spreadsheet program."""

_NO_CHARACTERS = re.compile("[\x00\ud800-\udfff]")


def plain_value(value: object) -> Cell:
    """The value as `Cell` promises it; `ValueError` when no spreadsheet program wrote it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, timedelta):
        # elapsed hours stay numbers of days
        return _number(value / timedelta(days=1))
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        moment = _whole_seconds(value)
        return moment if moment.time() != time() else moment.date()
    if isinstance(value, time):
        rounded = _whole_seconds(datetime.combine(date.min, value)).time()
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
    return unicodedata.normalize("NFC", text) or None


def _number(value: float) -> int | Decimal:
    """Without binary noise: 0.30000000000000004 is 0.3."""
    if not abs(value) < 1e300:
        raise ValueError(value)
    if abs(value) < 1e20 and value == int(value):
        return int(value)
    return Decimal(format(value, ".15g"))


def _whole_seconds(moment: datetime) -> datetime:
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0, tzinfo=None)
