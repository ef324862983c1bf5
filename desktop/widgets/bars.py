"""What charts draw, as values that presenters make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartedBar:
    """One bar: translated label, `share` of the full length from 0 to 1, and the figure written at its end.

    `target` is a share to mark by a line; `is_weak` draws the bar hollow, for figures on few answers.
    """

    label: str
    share: float
    figure: str
    target: float | None = None
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class BarPart:
    """One part of a divided bar: translated label, its count and the count as it is written."""

    label: str
    count: int
    figure: str
