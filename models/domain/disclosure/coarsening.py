"""What a row of an export tells of a person: only what enough forms share, and what no printed table turns into less.

All forms of a questionnaire begin as one group in which nothing is told. As long as it can be done, a group is divided by the
next finer step of one column: from nothing to a class (“under 35”), from a class to the value (“25–34”). Values with too few
forms stay together at the coarser step. So a column is coarsened before it is emptied, and no combination has fewer than k forms.

Tables are printed of the same forms. What they hide no row tells. What they count, rows tell of all forms, or leave k of them
untold: else the count less the rows that tell it would speak of fewer. The order of the rows does not matter, and the same
rows come out the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

LEAST = 5
GROUPED = "~"
"""Instead of a value that is not told; shown as “(gộp)” in code books. The codes of classes begin with it."""

Cells = tuple[str, ...]


@dataclass(frozen=True)
class ToldColumn:
    """What may be told of one column: `classes` name the wider class of a value.

    `counted` are the values of which a table prints how many forms have them, `hidden` those that it hides. A column
    that is `untold` tells nothing at all.
    """

    classes: Mapping[str, str] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    untold: bool = False

    def steps(self, value: str) -> tuple[str, ...]:
        """What may be told of a value, from nothing to itself."""
        if self.untold:
            return (GROUPED,)
        of = self.classes.get(value)
        steps = (GROUPED,) if of is None or not self.tells(of) else (GROUPED, of)
        return steps if value in self.hidden else (*steps, value)

    def tells(self, of: str) -> bool:
        """Whether a class may be told: one with some of the hidden values, but not all, would tell the others of them."""
        inside = {value for value in self.hidden if self.classes.get(value) == of}
        return not inside or inside == self.hidden


class ToldRow(NamedTuple):
    """What is told of a row; `is_apart` says whether its questionnaire is, too."""

    cells: Cells
    is_apart: bool = True


def told_rows(
    questionnaires: Sequence[Sequence[Cells]], columns: Sequence[ToldColumn], *, least: int = LEAST
) -> list[list[ToldRow]]:
    """What is told of the rows of each questionnaire, in their order: each combination has `least` rows or more.

    Where a questionnaire has fewer rows than `least`, its rows are told together with a group of another one, of which then nothing is told
    either. With fewer than `least` rows altogether nothing is told.
    """
    counted = [Counter(rows) for rows in questionnaires]
    steps = {
        row: tuple(column.steps(cell) for column, cell in zip(columns, row, strict=True))
        for row in chain.from_iterable(counted)
    }
    groups = [list(_divisions(of, steps, least)) for of in counted]
    mixed = _mix(groups, counted, least)
    every = [(of, group) for of, its in zip(counted, groups, strict=True) for group in its]
    for place, column in enumerate(columns):
        _leave_enough(every, place, column, steps, least)
    return [
        _told(rows, its, steps, apart=[group not in mixed for group in its])
        for rows, its in zip(questionnaires, groups, strict=True)
    ]


@dataclass(eq=False)
class _Group:
    """Unlike rows of which the same is told: per column how fine, and the columns that may still become finer."""

    rows: tuple[Cells, ...]
    levels: list[int]
    open: frozenset[int]

    def size(self, counted: Mapping[Cells, int]) -> int:
        return sum(counted[row] for row in self.rows)


_Steps = Mapping[Cells, tuple[tuple[str, ...], ...]]


def _told(rows: Sequence[Cells], groups: Sequence[_Group], steps: _Steps, *, apart: Sequence[bool]) -> list[ToldRow]:
    told = {
        row: ToldRow(tuple(steps[row][place][level] for place, level in enumerate(group.levels)), is_apart)
        for group, is_apart in zip(groups, apart, strict=True)
        for row in group.rows
    }
    return [told[row] for row in rows]


def _divisions(counted: Mapping[Cells, int], steps: _Steps, least: int) -> Iterator[_Group]:
    if not counted:
        return
    width = len(next(iter(counted)))
    waiting = [_Group(tuple(counted), [0] * width, frozenset(range(width)))]
    while waiting:
        group = waiting.pop()
        parts = _divided(group, steps, counted, least)
        if parts:
            waiting += parts
        else:
            yield group


def _mix(groups: Sequence[Sequence[_Group]], counted: Sequence[Mapping[Cells, int]], least: int) -> Sequence[_Group]:
    """The groups that are told as one, because the rows of a questionnaire are too few to be told apart."""
    sizes = [sum(of.values()) for of in counted]
    few = [n for n, size in enumerate(sizes) if 0 < size < least]
    if not few or len([size for size in sizes if size]) < 2:
        return ()
    mixed = [group for n in few for group in groups[n]]
    hosts = [
        (group.size(counted[n]), sorted(group.rows), group)
        for n in set(range(len(groups))) - {*few}
        for group in groups[n]
    ]
    if hosts:
        mixed.append(min(hosts, key=lambda host: host[:2])[2])
    for group in mixed:
        group.levels = [0] * len(group.levels)
    return mixed


def _leave_enough(
    every: Sequence[tuple[Mapping[Cells, int], _Group]], place: int, column: ToldColumn, steps: _Steps, least: int
) -> None:
    """Tell nothing in the smallest groups that tell a value or class, as long as too few forms with it are left untold."""
    while True:
        unsure: Counter[str] = Counter()
        bare: Counter[str] = Counter()
        for counted, group in every:
            level = group.levels[place]
            for row in group.rows:
                value = row[place]
                if value in column.counted and steps[row][place][level] != value:
                    unsure[value] += counted[row]
                of = column.classes.get(value, "")
                if not level and of and column.counted and column.tells(of):
                    bare[of] += counted[row]
        short = {told for told, size in (*unsure.items(), *bare.items()) if size < least}
        telling = [
            (group.size(counted), sorted(group.rows), group)
            for counted, group in every
            if group.levels[place] and any(steps[row][place][group.levels[place]] in short for row in group.rows)
        ]
        if not telling:
            return
        min(telling, key=lambda each: each[:2])[2].levels[place] = 0


def _divided(group: _Group, steps: _Steps, counted: Mapping[Cells, int], least: int) -> list[_Group]:
    """The group by the next step of the column that tells something of most forms, the least told columns first."""
    best: tuple[tuple[bool, int, int, int], dict[str, list[Cells]]] | None = None
    whole = group.size(counted)
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
    finer = [*group.levels[:place], level, *group.levels[place + 1 :]]
    made = [_Group(tuple(of), list(finer), left) for value, of in parts.items() if value != "\0"]
    if parts["\0"]:
        made.append(_Group(tuple(parts["\0"]), list(group.levels), left - {place}))
    return made


def _large(sizes: Mapping[str, int], least: int) -> set[str]:
    """The values with enough forms; the smallest of them stay with the rest while that would be too few."""
    large = sorted((value for value in sizes if sizes[value] >= least), key=lambda value: (sizes[value], value))
    rest = sum(size for size in sizes.values() if size < least)
    while large and 0 < rest < least:
        rest += sizes[large.pop(0)]
    return set(large)
