"""What a row of an export tells of a person: only what enough forms share, and what no printed table turns into less.

All forms of a questionnaire begin as one group in which nothing is told. As long as it can be done, a group is divided by the
next finer step of one column: from nothing to a class (“under 35”), from a class to the value (“25–34”). Values with too few
forms stay together at the coarser step. So a column is coarsened before it is emptied, and no combination has fewer than k forms.

Tables are printed of the same forms. What they hide no row tells. What they count, rows tell of all forms, or leave k of them
untold: else the count less the rows that tell it would speak of fewer. The order of the rows does not matter, and the same
rows come out the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
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
    rows = list(chain.from_iterable(questionnaires))
    if not rows:
        return [[] for _ in questionnaires]
    ladders = [_Ladder.of(given, column) for given, column in zip(zip(*rows, strict=True), columns, strict=True)]
    groups: list[list[_Group]] = []
    before = 0
    for of in questionnaires:
        whole = ((1 << len(of)) - 1) << before
        groups.append(list(_divisions(whole, ladders, least)) if of else [])
        before += len(of)
    mixed = _mix(groups, rows, least)
    every = list(chain.from_iterable(groups))
    for place, (ladder, column) in enumerate(zip(ladders, columns, strict=True)):
        _leave_enough(every, rows, place, ladder, column, least)
    return _told(questionnaires, every, mixed)


class _Ladder(NamedTuple):
    """One column by the rows, as numbers with a bit for each row: which rows have each value, and which are told what at each step.

    How many rows of a group have a value is then found without going through them.
    """

    values: Mapping[str, int]
    steps: tuple[Mapping[str, int], ...]

    @classmethod
    def of(cls, given: Sequence[str], column: ToldColumn) -> _Ladder:
        values = _bits(given)
        steps: list[dict[str, int]] = []
        of_value = {value: column.steps(value) for value in values}
        for level in range(1, max(map(len, of_value.values()))):
            told: dict[str, int] = {}
            for value, bits in values.items():
                step = of_value[value][level] if level < len(of_value[value]) else _AS_IT_IS
                told[step] = told.get(step, 0) | bits
            steps.append(told)
        return cls(values, tuple(steps))


def _bits(given: Sequence[str]) -> dict[str, int]:
    """Per value a number in which the bits of the rows that have it are set."""
    found: dict[str, int] = {}
    values = list(dict.fromkeys(given))
    for start in range(0, len(values), 255):
        some = values[start : start + 255]
        numbers = {value: n for n, value in enumerate(some, 1)}
        # the first row is the last bit
        codes = bytes([numbers.get(value, 0) for value in reversed(given)])
        for value, n in numbers.items():
            found[value] = int(codes.translate(b"0" * n + b"1" + b"0" * (255 - n)), 2)
    return found


class _Group:
    """Rows of which the same is told, by their bits: what, per column how fine, and where it may still become finer.

    `open` are the columns that may, each with the values of its next step that enough rows may have.
    """

    __slots__ = ("levels", "open", "rows", "size", "told")

    def __init__(self, rows: int, told: Sequence[str], levels: Sequence[int], open_: Mapping[int, _Values]) -> None:
        self.rows, self.size = rows, rows.bit_count()
        self.told, self.levels, self.open = list(told), list(levels), open_

    def tell_nothing(self, place: int) -> None:
        self.told[place], self.levels[place] = GROUPED, 0


_Values = Mapping[str, int]


def _divisions(whole: int, ladders: Sequence[_Ladder], least: int) -> Iterator[_Group]:
    width = len(ladders)
    open_ = {place: ladder.steps[0] for place, ladder in enumerate(ladders) if ladder.steps}
    waiting = [_Group(whole, [GROUPED] * width, [0] * width, open_)]
    while waiting:
        group = waiting.pop()
        parts = _divided(group, ladders, least)
        if parts:
            waiting += parts
        else:
            yield group


def _divided(group: _Group, ladders: Sequence[_Ladder], least: int) -> list[_Group]:
    """The group by the next step of the column that tells something of most rows, the least told columns first."""
    rows, whole = group.rows, group.size
    best: tuple[bool, int, int, int] | None = None
    told: dict[str, int] = {}
    left: dict[int, _Values] = {}
    for place, values in group.open.items():
        sizes = {value: size for value, bits in values.items() if (size := (rows & bits).bit_count()) >= least}
        if not sizes:
            continue
        large = _large(sizes, whole, least)
        large.pop(_AS_IT_IS, None)
        if not large:
            continue
        left[place] = {value: values[value] for value in sizes}
        is_free = whole in sizes.values()
        order = (not is_free, group.levels[place] + 1, -sum(large.values()), place)
        if best is None or order < best:
            best, told = order, large
    if best is None:
        return []
    _, level, _, place = best
    finer = [*group.levels[:place], level, *group.levels[place + 1 :]]
    steps = ladders[place].steps
    below = left | {place: steps[level]} if level < len(steps) else _without(left, place)
    made = []
    rest = rows
    for value in sorted(told):
        part = rows & group.open[place][value]
        rest ^= part
        made.append(_Group(part, [*group.told[:place], value, *group.told[place + 1 :]], finer, below))
    if rest:
        made.append(_Group(rest, group.told, group.levels, _without(left, place)))
    return made


def _without(open_: Mapping[int, _Values], place: int) -> dict[int, _Values]:
    return {other: values for other, values in open_.items() if other != place}


_AS_IT_IS = "\0"
"""Instead of the next step of a value that has none."""


def _large(sizes: Mapping[str, int], whole: int, least: int) -> dict[str, int]:
    """Of the values that enough rows have those that are told; the smallest stay with the rest while that would be too few."""
    rest, told = whole - sum(sizes.values()), dict(sizes)
    while told and 0 < rest < least:
        rest += told.pop(min(told, key=lambda value: (sizes[value], value)))
    return told


def _mix(groups: Sequence[Sequence[_Group]], rows: Sequence[Cells], least: int) -> Sequence[_Group]:
    """The groups that are told as one, because the rows of a questionnaire are too few to be told apart."""
    sizes = [sum(group.size for group in its) for its in groups]
    few = [n for n, size in enumerate(sizes) if 0 < size < least]
    if not few or len([size for size in sizes if size]) < 2:
        return ()
    mixed = [group for n in few for group in groups[n]]
    hosts = [group for n in set(range(len(groups))) - {*few} for group in groups[n]]
    if hosts:
        mixed.append(_smallest(hosts, rows))
    for group in mixed:
        for place in range(len(group.told)):
            group.tell_nothing(place)
    return mixed


def _leave_enough(
    every: Sequence[_Group], rows: Sequence[Cells], place: int, ladder: _Ladder, column: ToldColumn, least: int
) -> None:
    """Tell nothing in the smallest groups that tell a value or class, as long as too few rows with it are left untold."""
    if not column.counted:
        return
    classes: dict[str, int] = {}
    for value, bits in ladder.values.items():
        of = column.classes.get(value, "")
        if of and column.tells(of):
            classes[of] = classes.get(of, 0) | bits
    while True:
        told: dict[str, int] = {}
        bare = 0
        for group in every:
            if group.levels[place]:
                told[group.told[place]] = told.get(group.told[place], 0) | group.rows
            else:
                bare |= group.rows
        unsure = {value: bits & ~told.get(value, 0) for value, bits in ladder.values.items() if value in column.counted}
        bare_classes = {of: bits & bare for of, bits in classes.items()}
        short = {value for value, bits in (*unsure.items(), *bare_classes.items()) if 0 < bits.bit_count() < least}
        telling = [group for group in every if group.levels[place] and group.told[place] in short]
        if not telling:
            return
        _smallest(telling, rows).tell_nothing(place)


def _smallest(groups: Sequence[_Group], rows: Sequence[Cells]) -> _Group:
    """The smallest group, and of several equal ones the same on every machine."""
    size = min(group.size for group in groups)
    found = [group for group in groups if group.size == size]
    return found[0] if len(found) == 1 else min(found, key=lambda group: sorted({rows[n] for n in _places(group.rows)}))


def _places(bits: int) -> Iterator[int]:
    """The rows whose bits are set."""
    while bits:
        last = bits & -bits
        yield last.bit_length() - 1
        bits ^= last


def _told(
    questionnaires: Sequence[Sequence[Cells]], every: Sequence[_Group], mixed: Sequence[_Group]
) -> list[list[ToldRow]]:
    told: dict[int, ToldRow] = {}
    for group in every:
        row = ToldRow(tuple(group.told), group not in mixed)
        told |= dict.fromkeys(_places(group.rows), row)
    places = count()
    return [[told[next(places)] for _ in of] for of in questionnaires]
