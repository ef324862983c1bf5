"""Rare combinations of what describes people are coarsened until each is shared by enough forms (k-anonymity).

As long as some combination has fewer than k forms, the most detailed column that is left is grouped, in those forms
only. What is rare after the last column is put to the smallest other combination, which is grouped as well. The order
of the rows does not matter, and the same rows come out the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

LEAST = 5
GROUPED = "~"
"""Instead of a value that was grouped; shown as “(gộp)” in code books."""

Cells = tuple[str, ...]


def coarsened(rows: Sequence[Cells], *, least: int = LEAST) -> list[Cells]:
    """The rows, in their order, with values replaced by `GROUPED` so that each combination has `least` rows or more.

    With fewer than `least` rows altogether every value is grouped.
    """
    if not rows:
        return []
    found = list(rows)
    width = len(rows[0])
    detail = {place: len({row[place] for row in rows}) for place in range(width)}
    for place in sorted(range(width), key=lambda each: (-detail[each], -each)):
        counted = Counter(found)
        if min(counted.values()) >= least:
            return found
        found = [_grouped(row, place) if counted[row] < least else row for row in found]
    everything = (GROUPED,) * width
    while 0 < found.count(everything) < least and len(set(found)) > 1:
        counted = Counter(found)
        smallest = min((number, row) for row, number in counted.items() if row != everything)[1]
        found = [everything if row == smallest else row for row in found]
    return found


def _grouped(row: Cells, place: int) -> Cells:
    return (*row[:place], GROUPED, *row[place + 1 :])
