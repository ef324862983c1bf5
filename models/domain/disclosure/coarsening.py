"""Combinations of what describes people are told only as finely as enough forms share them (k-anonymity).

All forms begin as one group in which nothing is told. As long as it can be done, a group is divided by the next finer step of one column:
from nothing to a class (“under 35”), from a class to the value (“25–34”). Values with too few forms stay together at the
coarser step. So a column is coarsened before it is emptied, and no combination ever has fewer than k forms. The order of the
rows does not matter, and the same rows come out the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

LEAST = 5
GROUPED = "~"
"""Instead of a value that is not told; shown as “(gộp)” in code books. The codes of classes begin with it."""

Cells = tuple[str, ...]


def coarsened(rows: Sequence[Cells], classes: Sequence[Mapping[str, str]] = (), *, least: int = LEAST) -> list[Cells]:
    """The rows, in their order, with values replaced by their class or by `GROUPED`: each combination has `least` rows or more.

    `classes` name for each column the class of its values; a value without one has none. With fewer than `least` rows altogether
    nothing is told.
    """
    if not rows:
        return []
    counted = Counter(rows)
    told: dict[Cells, Cells] = {}
    width = len(rows[0])
    waiting = [_Group(tuple(counted), (0,) * width, frozenset(range(width)))]
    steps = {row: _steps(row, classes) for row in counted}
    while waiting:
        group = waiting.pop()
        parts = _divided(group, steps, counted, least)
        if parts:
            waiting += parts
            continue
        for row in group.rows:
            told[row] = tuple(steps[row][place][level] for place, level in enumerate(group.levels))
    return [told[row] for row in rows]


class _Group(NamedTuple):
    """Unlike rows of which the same is told: per column how fine, and the columns that may still become finer."""

    rows: tuple[Cells, ...]
    levels: tuple[int, ...]
    open: frozenset[int]


_Steps = tuple[tuple[str, ...], ...]


def _steps(row: Cells, classes: Sequence[Mapping[str, str]]) -> _Steps:
    """What may be told of each cell, from nothing to the value itself."""
    of = [classes[place].get(cell) if place < len(classes) else None for place, cell in enumerate(row)]
    return tuple(
        (GROUPED, cell) if known is None else (GROUPED, known, cell) for known, cell in zip(of, row, strict=True)
    )


def _divided(group: _Group, steps: Mapping[Cells, _Steps], counted: Mapping[Cells, int], least: int) -> list[_Group]:
    """The group by the next step of the column that tells something of most forms, the least told columns first."""
    best: tuple[tuple[bool, int, int, int], dict[str, list[Cells]]] | None = None
    whole = sum(counted[row] for row in group.rows)
    useless = set()
    for place in group.open:
        level = group.levels[place] + 1
        values: dict[str, list[Cells]] = {}
        for row in group.rows:
            ladder = steps[row][place]
            values.setdefault(ladder[level] if level < len(ladder) else "\0", []).append(row)
        sizes = {value: sum(counted[row] for row in of) for value, of in values.items()}
        large = _large(sizes, least) - {"\0"}
        if not large:
            useless.add(place)
            continue
        refined = sum(sizes[value] for value in large)
        is_free = len(values) == 1 and refined == whole
        order = (not is_free, level, -refined, place)
        if best is None or order < best[0]:
            kept = {value: of for value, of in values.items() if value in large}
            kept["\0"] = [row for value, of in values.items() if value not in large for row in of]
            best = order, kept
    if best is None:
        return []
    (_, level, _, place), parts = best
    left = group.open - useless
    finer = (*group.levels[:place], level, *group.levels[place + 1 :])
    made = [_Group(tuple(of), finer, left) for value, of in parts.items() if value != "\0"]
    if parts["\0"]:
        made.append(_Group(tuple(parts["\0"]), group.levels, left - {place}))
    return made


def _large(sizes: Mapping[str, int], least: int) -> set[str]:
    """The values with enough forms; the smallest of them stay with the rest while that would be too few."""
    large = sorted((value for value in sizes if sizes[value] >= least), key=lambda value: (sizes[value], value))
    rest = sum(size for size in sizes.values() if size < least)
    while large and 0 < rest < least:
        rest += sizes[large.pop(0)]
    return set(large)
