"""What a presenter states line by line, for a card to show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """One line: translated label and words; what `is_urgent` deserves a look first."""

    label: str
    words: str
    is_urgent: bool = False
