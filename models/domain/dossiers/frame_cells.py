"""What one cell of a list means: a day, a dossier number, a procedure, an identity number, a phone."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from models.domain.basics.days import DAY_FIRST_IN_LISTS, IN_LISTS, read_day
from models.domain.basics.folding import search_key, squeezed
from models.domain.basics.tables import Cell

_DAY_NUMBER = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_EXCEL_DAY_0 = date(1899, 12, 30)

_NUMBER = re.compile(r"[\w./\\:#&+-]{1,80}")
_PROCEDURE = re.compile(r"([0-9]\.[0-9]{6})((?:\.[0-9A-Za-z]{2,3})*)(?:\s*[-–—:.]\s*|\s+|$)(.*)", re.DOTALL)
_LEAST_DIGITS = 5
_LEAST_PHONE = 8


def text_of(cell: Cell) -> str:
    """The cell as squeezed text, numbers as Excel shows them, days as dd/mm/yyyy; empty for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return squeezed(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def day_of(cell: Cell) -> date | None:
    """The day a cell names, day first, whatever the time of day; None when it is no date or there is no such day.

    Text may be 7/8/2026, 07.08.2026, 07-08-2026, with a time before or after, ISO, *ngày 7 tháng 8 năm 2026*, or an
    Excel day number of five digits. Years of two digits are not guessed.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if cell is None or isinstance(cell, bool | time):
        return None
    text = text_of(cell).lstrip("'").strip()
    if match := _DAY_NUMBER.fullmatch(text):
        return _EXCEL_DAY_0 + timedelta(days=int(match[1]))
    return read_day(text, IN_LISTS)


def dossier_key(number: str) -> str:
    """The dossier number as two lists of it agree: without any white space, in one case."""
    return "".join(squeezed(number).split()).casefold()


def is_dossier_number(cell: Cell) -> bool:
    """Whether a cell carries a dossier number, and not a word of a signature, a sum or a header.

    It has a digit, is no date, and at most one of its words is of letters alone.
    """
    if cell is None or isinstance(cell, bool | date | time):
        return False
    text = text_of(cell)
    words = text.split()
    return (
        any(letter.isdigit() for letter in text)
        and not DAY_FIRST_IN_LISTS.fullmatch(text)
        and sum(word.isalpha() for word in words) <= 1
        and _NUMBER.fullmatch("".join(words)) is not None
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
    if re.fullmatch(r"[0-9]+\.0+", text):
        text = text.partition(".")[0]
    if re.search(r"[0-9][,.]?[0-9]*E\+?[0-9]+", text, re.IGNORECASE):
        return ""
    number = "".join(letter for letter in search_key(text).upper() if letter.isascii() and letter.isalnum()).lstrip("0")
    digits = sum(letter.isdigit() for letter in number)
    return number if digits >= _LEAST_DIGITS and len(set(number)) > 1 else ""


def phone_of(cell: Cell) -> str:
    """The (first) phone number as 0900100052: spaces, dots and +84 resolved, a lost leading zero put back.

    Text that is no phone number is kept as it is, squeezed, for whoever goes out.
    """
    text = text_of(cell)
    first = re.split(r"[/;,]|\s-\s", text)[0]
    if re.fullmatch(r"[0-9]+\.0+", first):
        first = first.partition(".")[0]
    digits = re.sub(r"[^0-9]", "", first)
    bare = re.sub(r"[0-9\s().+-]", "", first)
    if bare or len(digits) < _LEAST_PHONE:
        return text
    if first.strip().startswith(("+84", "(+84", "0084")) or (digits.startswith("84") and len(digits) > 10):
        digits = re.sub(r"^(00)?84", "", digits)
    return "0" + digits.lstrip("0")
