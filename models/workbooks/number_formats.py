"""Numbers as a sheet shows them: leading zeros, letters around the digits, per cent, fixed decimals."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from models.domain.basics.tables import Cell, ShownDecimal, ShownInt

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_COLOUR = re.compile(r"\[[^\]]*\]")
_DIGITS = re.compile(r"[0#?](?:[0#?,]*[0#?])?(?:\.[0#?]+)?")
_DAY_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)
_ZEROS = re.compile("00+")


def _parts(code: str) -> tuple[str, str, str] | None:
    """What stands before the digits, their pattern, and what stands behind; None for formats of days, text and powers."""
    first = _COLOUR.sub("", code.partition(";")[0])
    words: list[str] = []

    def kept(found: re.Match[str]) -> str:
        words.append(found[1] or found[2] or "")
        return f"\ue000{chr(0xE100 + len(words) - 1)}"

    pattern = _QUOTED.sub(kept, first)
    if _DAY_LETTERS.search(pattern) or "@" in pattern or re.search("[eE][+-]", pattern) or "General" in code:
        return None
    found = _DIGITS.search(pattern)
    if found is None or re.search("[0#?]", pattern[found.end() :]):
        return None

    def spoken(text: str) -> str:
        return re.sub("\ue000(.)", lambda each: words[ord(each[1]) - 0xE100], text)

    return spoken(pattern[: found.start()]), found[0], spoken(pattern[found.end() :])


def speaks(code: str) -> bool:
    """Whether a number format shows more than the digits of a number: zeros before it, letters around it, per cent, decimals."""
    parts = _parts(code)
    if parts is None:
        return False
    before, digits, behind = parts
    whole, _, decimals = digits.partition(".")
    return bool(before.strip() or behind.strip() or decimals) or bool(_ZEROS.search(whole) and "," not in whole)


def with_format(cell: Cell, code: str) -> Cell:
    """The number with what the sheet shows of it; every other cell as it is."""
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        return cell
    parts = _parts(code)
    if parts is None:
        return cell
    before, digits, behind = parts
    whole, _, decimals = digits.partition(".")
    number = Decimal(cell) * (100 if "%" in behind else 1)
    exponent = Decimal(1).scaleb(-len(decimals))
    try:
        rounded = abs(number).quantize(exponent, ROUND_HALF_UP)
    except ArithmeticError:
        return cell
    text, _, rest = format(rounded, "f").partition(".")
    text = text.rjust(sum(letter == "0" for letter in whole), "0")
    if "," in whole:
        text = f"{int(text):,}".replace(",", ".")
    shown = f"{'-' if number < 0 else ''}{before}{text}{',' + rest if rest else ''}{behind}"
    return ShownInt(cell, shown) if isinstance(cell, int) else ShownDecimal(cell, shown)
