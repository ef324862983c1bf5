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
    met = [Counter(rows) for rows in questionnaires]
    ladders = [
        {cell: column.steps(cell) for cell in {cells[place] for cells in chain.from_iterable(met)}}
        for place, column in enumerate(columns)
    ]
    rows = [
        tuple(
            _Row(cells, forms, tuple(ladder[cell] for ladder, cell in zip(ladders, cells, strict=True)))
            for cells, forms in of.items()
        )
        for of in met
    ]
    groups = [list(_divisions(of, least)) for of in rows]
    mixed = _mix(groups, least)
    every = list(chain.from_iterable(groups))
    for place, column in enumerate(columns):
        _leave_enough(every, place, column, least)
    return [
        _told(of, its, apart=[group not in mixed for group in its])
        for of, its in zip(questionnaires, groups, strict=True)
    ]


class _Row(NamedTuple):
    """Forms with the same cells: how many, and what may be told of each cell."""

    cells: Cells
    forms: int
    steps: tuple[tuple[str, ...], ...]


@dataclass(eq=False)
class _Group:
    """Unlike rows of which the same is told: per column how fine, and the columns that may still become finer."""

    rows: tuple[_Row, ...]
    levels: list[int]
    open: frozenset[int]

    @property
    def size(self) -> int:
        return sum(row.forms for row in self.rows)

    @property
    def order(self) -> tuple[int, list[Cells]]:
        """Smaller groups first, and the same one of equal ones on every machine."""
        return self.size, sorted([row.cells for row in self.rows])


def _told(rows: Sequence[Cells], groups: Sequence[_Group], *, apart: Sequence[bool]) -> list[ToldRow]:
    told = {
        row.cells: ToldRow(
            tuple([steps[level] for steps, level in zip(row.steps, group.levels, strict=True)]), is_apart
        )
        for group, is_apart in zip(groups, apart, strict=True)
        for row in group.rows
    }
    return [told[row] for row in rows]


def _divisions(rows: tuple[_Row, ...], least: int) -> Iterator[_Group]:
    if not rows:
        return
    width = len(rows[0].cells)
    waiting = [_Group(rows, [0] * width, frozenset(range(width)))]
    while waiting:
        group = waiting.pop()
        parts = _divided(group, least)
        if parts:
            waiting += parts
        else:
            yield group


def _mix(groups: Sequence[Sequence[_Group]], least: int) -> Sequence[_Group]:
    """The groups that are told as one, because the rows of a questionnaire are too few to be told apart."""
    sizes = [sum(group.size for group in its) for its in groups]
    few = [n for n, size in enumerate(sizes) if 0 < size < least]
    if not few or len([size for size in sizes if size]) < 2:
        return ()
    mixed = [group for n in few for group in groups[n]]
    hosts = [group for n in set(range(len(groups))) - {*few} for group in groups[n]]
    if hosts:
        mixed.append(min(hosts, key=lambda host: host.order))
    for group in mixed:
        group.levels = [0] * len(group.levels)
    return mixed


def _leave_enough(every: Sequence[_Group], place: int, column: ToldColumn, least: int) -> None:
    """Tell nothing in the smallest groups that tell a value or class, as long as too few forms with it are left untold."""
    while True:
        unsure: Counter[str] = Counter()
        bare: Counter[str] = Counter()
        for group in every:
            level = group.levels[place]
            for row in group.rows:
                value = row.cells[place]
                if value in column.counted and row.steps[place][level] != value:
                    unsure[value] += row.forms
                of = column.classes.get(value, "")
                if not level and of and column.counted and column.tells(of):
                    bare[of] += row.forms
        short = {told for told, size in (*unsure.items(), *bare.items()) if size < least}
        telling = [
            group
            for group in every
            if short
            and group.levels[place]
            and any(row.steps[place][group.levels[place]] in short for row in group.rows)
        ]
        if not telling:
            return
        min(telling, key=lambda group: group.order).levels[place] = 0


def _divided(group: _Group, least: int) -> list[_Group]:
    """The group by the next step of the column that tells something of most forms, the least told columns first."""
    best: tuple[tuple[bool, int, int, int], set[str]] | None = None
    useless = set()
    for place in group.open:
        level = group.levels[place] + 1
        sizes: dict[str, int] = {}
        for _, forms, steps in group.rows:
            value = steps[place][level] if level < len(steps[place]) else _AS_IT_IS
            sizes[value] = sizes.get(value, 0) + forms
        large = _large(sizes, least) - {_AS_IT_IS}
        if not large:
            useless.add(place)
            continue
        refined = sum(sizes[value] for value in large)
        is_free = len(sizes) == 1
        order = (not is_free, level, -refined, place)
        if best is None or order < best[0]:
            best = order, large
    if best is None:
        return []
    (_, level, _, place), told = best
    parts: dict[str, list[_Row]] = {value: [] for value in sorted(told)}
    rest: list[_Row] = []
    for row in group.rows:
        ladder = row.steps[place]
        parts.get(ladder[level] if level < len(ladder) else _AS_IT_IS, rest).append(row)
    left = group.open - useless
    finer = [*group.levels[:place], level, *group.levels[place + 1 :]]
    made = [_Group(tuple(of), list(finer), left) for of in parts.values()]
    if rest:
        made.append(_Group(tuple(rest), list(group.levels), left - {place}))
    return made


_AS_IT_IS = "\0"
"""Instead of the next step of a value that has none."""


def _large(sizes: Mapping[str, int], least: int) -> set[str]:
    """The values with enough forms; the smallest of them stay with the rest while that would be too few."""
    large = sorted((value for value in sizes if sizes[value] >= least), key=lambda value: (sizes[value], value))
    rest = sum(size for size in sizes.values() if size < least)
    while large and 0 < rest < least:
        rest += sizes[large.pop(0)]
    return set(large)
