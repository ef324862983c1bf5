"""What free text must not carry outside: numbers by which a person can be found, and addresses of mail."""

from __future__ import annotations

import re

MASK = "[***]"
"""Stands where something was taken out; the same in every language."""

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w])\+?(?:\d[\s.\-–/()]{0,2}){8,}(?<=\d)(?!\w)|(?<!\w)[A-Z]\d{7,8}(?!\w)")
_DAY = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")
_DOSSIER = re.compile(r"(?<!\w)[A-Z]?\d{2,3}(?:\.\d{1,3}){1,4}-\d{4,6}-\d{2,6}(?!\w)", re.IGNORECASE)
_LEAST = 8


def screened(text: str) -> str:
    """`text` with phone and ID numbers, dossier numbers and mail addresses masked; days and sums of money stay."""
    masked = _DOSSIER.sub(MASK, _MAIL.sub(MASK, text))
    return _NUMBER.sub(_masked, masked)


def _masked(match: re.Match[str]) -> str:
    found = match[0]
    digits = sum(sign.isdecimal() for sign in found)
    if digits < _LEAST and not found[0].isalpha():
        return found
    if _DAY.fullmatch(found) or _is_money(found):
        return found
    return MASK


def _is_money(text: str) -> bool:
    """Groups of three after the first, as sums are written: 12.500.000; a phone number begins with 0 or +."""
    return re.fullmatch(r"[1-9]\d{0,2}(?:[.\s]\d{3})+", text) is not None
