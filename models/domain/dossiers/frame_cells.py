"""What one cell of a list means: a day, a dossier number, a procedure, an identity number, a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from models.domain.basics.days import (
    DAY_FIRST_IN_LISTS,
    IN_LISTS,
    MONTH_FIRST_IN_LISTS,
    by_clocks,
    read_day,
    zoned_moment,
)
from models.domain.basics.folding import folded, search_key, squeezed
from models.domain.basics.tables import ERRORS, Cell, ShownDecimal, ShownInt

_DAY_NUMBER = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_EXCEL_DAY_0 = date(1899, 12, 30)

_NUMBER = re.compile(r"[\w./\\:#&+*()\[\]-]{1,80}")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_AS_TEXT = re.compile(r'=\s*(?:T\s*\()?\s*"((?:[^"]|"")*)"\s*\)?')
_ROUNDED = re.compile(r"[0-9]+(?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_WRAPPED = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ('"', '"'), ("“", "”"), ("'", "'"))
_KEPT_DIGITS = 15
"""Digits that a spreadsheet keeps of a number; what stands behind them has become zeros."""
_ORDINAL = re.compile(r"\([0-9]{1,2}\)")
"""The number of a column under the header, or of a paragraph."""
_DITTO = frozenset(
    ('"', '""', "''", "“", "”", "〃", "〞", "nt", "n.t", "n.t.", "-nt-", "-n.t-", "như trên", "-như trên-", '-"-', "-”-", "-''-",
     "//", "-//-", "ibid", "ditto", "do.")
)  # fmt: skip
_PROCEDURE = re.compile(r"([0-9]\.[0-9]{6})((?:\.[0-9A-Za-z]{2,3})*)(?:\s*[-–—:.]\s*|\s+|$)(.*)", re.DOTALL)
_DIGIT = re.compile(r"\d")
_SUM_WORDS = ("cộng", "tổng", "lũy kế")
_SUM_LETTERS = frozenset("cCtTlL")
_LEAST_DIGITS = 5
_LEAST_PHONE = 8
_KEPT = 4_000
"""Texts whose answer is kept, because the rules ask for one cell several times."""
_KEPT_NUMBERS = 100_000
"""Dossier numbers are asked for twice: by what judges the columns, and then row by row."""
_WHOLE = re.compile(r"[0-9]+\.0+")
_POWER = re.compile(r"[0-9][,.]?[0-9]*E\+?[0-9]+", re.IGNORECASE)
_PHONES = re.compile(r"[/;,]|\s-\s")
_NO_DIGITS = re.compile("[^0-9]")
_OF_PHONES = re.compile(r"[0-9\s().+-]")


def text_of(cell: Cell) -> str:
    """The cell as squeezed text, numbers as Excel shows them, days as dd/mm/yyyy; empty for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return squeezed(cell)
    if type(cell) is int:
        return str(cell)
    if isinstance(cell, ShownInt | ShownDecimal):
        return cell.shown
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


class DayOrder(Enum):
    """How a column writes its days; the value is the word for it.

    `SWAPPED`: texts say themselves which is the month, and real dates of the sheet have day and month turned, as a
    spreadsheet program makes them of a text in the order of another country.
    """

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    SWAPPED = "swapped"


def day_of(cell: Cell, order: DayOrder = DayOrder.DAY_FIRST, zone: tzinfo | None = None) -> date | None:
    """The day a cell names, whatever the time of day; None when it is no date or there is no such day.

    Text may be 7/8/2026, 07.08.2026, 07-08-2026, with a time before or after, ISO, *ngày 7 tháng 8 năm 2026*, or an
    Excel day number of five digits. A moment with a zone is the day it is by the clocks of `zone`. Years of two digits are not guessed.
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        turns = order is DayOrder.SWAPPED and cell.day <= 12
        return cell.replace(day=cell.month, month=cell.day) if turns else cell
    if cell is None or isinstance(cell, bool | time):
        return None
    return _day_in_words(
        (squeezed(cell) if isinstance(cell, str) else _digits_of(cell)).lstrip("'").strip(), order, zone
    )


@lru_cache(_KEPT)
def _day_in_words(text: str, order: DayOrder, zone: tzinfo | None) -> date | None:
    if match := _DAY_NUMBER.fullmatch(text):
        return _EXCEL_DAY_0 + timedelta(days=int(match[1]))
    if (moment := zoned_moment(text)) is not None:
        return (by_clocks(moment, zone) if zone else moment).date()
    if order is DayOrder.MONTH_FIRST:
        return read_day(text, MONTH_FIRST_IN_LISTS)
    return read_day(text, IN_LISTS) or (read_day(text, MONTH_FIRST_IN_LISTS) if order is DayOrder.SWAPPED else None)


def _digits_of(number: int | Decimal) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(int(number))


def dossier_text(cell: Cell) -> str:
    """The dossier number as it is kept: without the signs by which spreadsheets mark a text, brackets and blanks around it.

    `'0001234`, `="0001234"` and `(0001234)` are 0001234; each kind of dash is a hyphen.
    """
    return _unwrapped(text_of(cell))


@lru_cache(_KEPT_NUMBERS)
def _unwrapped(text: str) -> str:
    text = _DASHES.sub("-", text)
    if match := _AS_TEXT.fullmatch(text):
        text = match[1].replace('""', '"')
    text = text.strip().lstrip("'’‘`").strip()
    for opening, closing in _WRAPPED:
        if len(text) > 2 and text.startswith(opening) and text.endswith(closing) and opening not in text[1:]:
            text = text[1:-1].strip()
    return text


def has_lost_digits(cell: Cell) -> bool:
    """Whether a number lost its digits: 2.60703E+14, or more of them than a spreadsheet keeps."""
    if isinstance(cell, str):
        return ("E" in cell or "e" in cell) and _ROUNDED.fullmatch(dossier_text(cell)) is not None
    return isinstance(cell, int) and not isinstance(cell, bool | ShownInt) and abs(cell) >= 10**_KEPT_DIGITS


def is_error(cell: Cell) -> bool:
    """Whether the sheet shows an error there instead of a value."""
    return isinstance(cell, str) and cell.startswith("#") and cell.strip().upper() in ERRORS


def is_uncomputed(cell: Cell) -> bool:
    """Whether a formula stands there that no program computed."""
    return isinstance(cell, str) and len(cell) > 1 and cell.startswith("=") and not _AS_TEXT.fullmatch(squeezed(cell))


def is_ditto(cell: Cell) -> bool:
    """Whether a cell says that the one above holds here too."""
    return isinstance(cell, str) and len(cell) <= 12 and folded(cell) in _DITTO


def dossier_key(number: str) -> str:
    """The dossier number as two lists of it agree: without any white space, in one case, with one kind of dash."""
    return key_of(dossier_text(number))


def key_of(dossier: str) -> str:
    """As `dossier_key`, of a number that `dossier_text` made."""
    return "".join(dossier.split()).casefold()


def is_dossier_row(cells: Sequence[Cell], place: int) -> bool:
    """Whether a row is one of a dossier whose number stands at `place`, counted from 0."""
    return is_dossier_number(cells[place] if place < len(cells) else None) and not is_sum(cells)


def is_sum(cells: Sequence[Cell]) -> bool:
    """Whether the first words of a row say that it adds up rows above."""
    for cell in cells:
        if isinstance(cell, str):
            if cell[:1].isalnum() and cell[0] not in _SUM_LETTERS:
                return False
            if text := squeezed(cell):
                return folded(text).startswith(_SUM_WORDS)
        elif cell is not None:
            # a number or a day is no word, unless its format makes it one
            return isinstance(cell, ShownInt | ShownDecimal) and folded(text_of(cell)).startswith(_SUM_WORDS)
    return False


def is_dossier_number(cell: Cell) -> bool:
    """Whether a cell carries a dossier number, and not a word of a signature, a sum or a header.

    It has a digit, is no date, and at most one of its words is of letters alone.
    """
    if cell is None or isinstance(cell, bool | date | time) or is_uncomputed(cell):
        return False
    return _names_a_dossier(text_of(cell))


def _names_a_dossier(shown: str) -> bool:
    text = _unwrapped(shown)
    words = text.split()
    return (
        _NUMBER.fullmatch("".join(words)) is not None
        and _DIGIT.search(text) is not None
        and (len(words) == 1 or sum(map(str.isalpha, words)) <= 1)
        and not DAY_FIRST_IN_LISTS.fullmatch(text)
        and not _ORDINAL.fullmatch(shown)
    )


class ProcedureCell(NamedTuple):
    """`code` is the national one without a local ending, empty when the cell has none."""

    code: str
    name: str


def procedure_of(cell: Cell) -> ProcedureCell:
    """Split *1.004873.000.00.00.H26 - Thủ tục cấp …* into code 1.004873 and name."""
    text = text_of(cell)
    if match := _PROCEDURE.fullmatch(text):
        return ProcedureCell(match[1], match[3].strip())
    return ProcedureCell("", text)


def identity_of(cell: Cell) -> str:
    """Identity or tax number for comparing only: letters and digits, leading zeros dropped; empty when it is none.

    Zeros are dropped because number cells lose them. Fewer than five characters, or one digit all along, are no number.
    """
    if cell is None or isinstance(cell, bool | date | time):
        return ""
    text = text_of(cell)
    if _WHOLE.fullmatch(text):
        text = text.partition(".")[0]
    if ("E" in text or "e" in text) and _POWER.search(text):
        return ""
    upper = search_key(text).upper()
    is_plain = upper.isascii() and upper.isalnum()
    number = (upper if is_plain else "".join(each for each in upper if each.isascii() and each.isalnum())).lstrip("0")
    digits = len(number) if number.isdigit() else sum(letter.isdigit() for letter in number)
    return number if digits >= _LEAST_DIGITS and len(set(number)) > 1 else ""


def phone_of(cell: Cell) -> str:
    """The (first) phone number as 0900100052: spaces, dots and +84 resolved, a lost leading zero put back.

    Text that is no phone number is kept as it is, squeezed, for whoever goes out.
    """
    text = text_of(cell)
    first = _PHONES.split(text, 1)[0]
    if _WHOLE.fullmatch(first):
        first = first.partition(".")[0]
    digits = _NO_DIGITS.sub("", first)
    bare = _OF_PHONES.sub("", first)
    if bare or len(digits) < _LEAST_PHONE:
        return text
    if first.strip().startswith(("+84", "(+84", "0084")) or (digits.startswith("84") and len(digits) > 10):
        digits = re.sub(r"^(00)?84", "", digits)
    return "0" + digits.lstrip("0")
