"""What a mistyped form number may have been: one digit wrong or two neighbours swapped, or paper of another office."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.domain.book.serials import Serial

_ENDS = re.compile(r"([1-9][0-9]{5})[-\s]?([0-9]{2})$")


def typed_digits(text: str) -> str:
    """Number and check digits at the end of what was typed; empty when it does not end so."""
    match = _ENDS.search(text.strip())
    return match[1] + match[2] if match else ""


def near_misses(digits: str, *, period: str, unit: str, kinds: Iterable[str]) -> tuple[Serial, ...]:
    """The serials whose number and check come from `digits` by one other digit or one swap of neighbours, by number."""
    found: set[Serial] = set()
    known = tuple(kinds)
    for slip in _slips(digits):
        if slip[0] != "0":
            found.update(
                serial
                for variant in known
                if (serial := Serial(period, unit, variant, int(slip[:6]))).check == slip[6:]
            )
    return tuple(sorted(found, key=lambda serial: (serial.number, serial.variant)))


def fitting(digits: str, places: Iterable[tuple[str, str]], *, kinds: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Those of `places` (period and unit code) where the check digits fit the number as it was typed."""
    number, check, known = int(digits[:6]), digits[6:], tuple(kinds)
    return tuple(
        (period, unit)
        for period, unit in places
        if any(Serial(period, unit, variant, number).check == check for variant in known)
    )


def _slips(digits: str) -> set[str]:
    changed = {digits[:place] + other + digits[place + 1 :] for place in range(len(digits)) for other in "0123456789"}
    swapped = {
        digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :] for place in range(len(digits) - 1)
    }
    return (changed | swapped) - {digits}
