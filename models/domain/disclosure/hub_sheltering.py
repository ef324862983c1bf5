"""What a hub's tables hide so that, with its offices' own sheets beside them, they tell no group that is hidden anywhere.

A hub's row is the sum of the offices' rows with the same key. Where an office hides its part of the row, the hub's row minus the
other offices' parts may tell it. What an office shows or hides is settled on its own sheet, which may have been signed long
ago; so it is the hub's row that is hidden then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from models.domain.disclosure.equations import SECRET, Equation, Equations
from models.domain.figures.breakdowns import GroupSize

_HUB = 1 << 20
"""Rows of the hub are numbered from here on, rows of one office below."""
_OFFICES = SECRET << 1
"""Secrets of offices are numbered from here on, those of the hub from `SECRET` on."""


MOST_TOGETHER = 10
"""Of more small groups than these no unions are looked at: they shelter each other, and there would be hundreds."""


class OfficeRow(NamedTuple):
    """One group of an office: the cells (kinds of forms of this office) it has, and the hub's row it is part of, if any.

    `size` is known of groups that may be hidden.
    """

    row: int | None
    cells: frozenset[int]
    is_shown: bool
    is_secret: bool = False
    size: GroupSize = GroupSize(0, 0)


class HubRow(NamedTuple):
    """One group of the hub; `hides` are the rows that are hidden along with it. Without `can_hide` it stands elsewhere."""

    forms: int
    is_secret: bool = False
    hides: frozenset[int] = frozenset()
    can_hide: bool = True


def hidden_at_hub(
    rows: Sequence[HubRow], closed: frozenset[int], offices: Sequence[Sequence[OfficeRow]], *, least: int
) -> frozenset[int]:
    """`closed` and as many more of the hub's `rows` as it takes that no secret of an office or of the hub follows.

    Where several offices hide their parts of a row and have few people there together, the row less the other parts would be these; so
    would several such rows together.
    """
    hidden = _hidden_parts(rows, offices)
    few = [row for row, size in hidden.items() if size.is_small(least)]
    count = len(rows)
    rows = [each._replace(is_secret=True) if n in few else each for n, each in enumerate(rows)]
    closed |= {*few}.union(*(rows[n].hides for n in few))
    unions = _few_together([row for row, size in hidden.items() if size.forms < least], hidden, least)
    rows += [HubRow(0, is_secret=True, can_hide=False) for _ in unions]
    closed |= {*range(count, len(rows))}
    offices = [[*office, *_parts_of(unions, office, first=count)] for office in offices]
    found = set(closed)
    secrets = 0
    blocks = []
    for office in offices:
        if any(not each.is_shown for each in office):
            blocks.append(_Block.of(rows, office, closed, first_secret=_OFFICES + secrets))
            secrets += len(office)
    while True:
        equations, at_risk = _common(blocks, found)
        added: set[int] = set()
        hub_secrets = [SECRET + n for n, each in enumerate(rows) if each.is_secret and n in closed]
        for secret in (*hub_secrets, *(secret for block in at_risk for secret in block.secrets)):
            sources = [n - _HUB for n in equations.telling(secret) if n >= _HUB and rows[n - _HUB].can_hide]
            if sources and not added & set(sources):
                chosen = min(sources, key=lambda n: (rows[n].forms, n))
                added |= {chosen} | rows[chosen].hides
        if not added:
            return frozenset(n for n in found if n < count)
        found |= added


def _hidden_parts(rows: Sequence[HubRow], offices: Sequence[Sequence[OfficeRow]]) -> dict[int, GroupSize]:
    """How many people there are in the parts of each row that offices hide."""
    hidden: dict[int, GroupSize] = {}
    for each in (each for office in offices for each in office):
        if each.row is not None and not each.is_shown and rows[each.row].can_hide:
            before = hidden.get(each.row, GroupSize(0, 0))
            hidden[each.row] = GroupSize(before.forms + each.size.forms, before.answers + each.size.answers)
    return hidden


def _few_together(few: Sequence[int], hidden: Mapping[int, GroupSize], least: int) -> list[frozenset[int]]:
    """Rows of which the hidden parts are few people together, too; where there are very many each stands for itself."""
    if len(few) > MOST_TOGETHER:
        return []
    some = (rows for n in range(2, least) for rows in combinations(few, n))
    return [frozenset(rows) for rows in some if 0 < sum(hidden[row].forms for row in rows) < least]


def _parts_of(unions: Sequence[frozenset[int]], office: Sequence[OfficeRow], *, first: int) -> Iterator[OfficeRow]:
    """The hidden parts of rows in one office, together."""
    for n, rows in enumerate(unions, first):
        cells = (each.cells for each in office if each.row in rows and not each.is_shown)
        yield OfficeRow(n, frozenset[int]().union(*cells), is_shown=False)


class _Block(NamedTuple):
    """What the rows of the hub and the secrets have to do with each other in one office."""

    equations: tuple[Equation, ...]
    secrets: tuple[int, ...]

    @classmethod
    def of(
        cls, rows: Sequence[HubRow], office: Sequence[OfficeRow], closed: frozenset[int], *, first_secret: int
    ) -> _Block:
        kinds: dict[int, list[int]] = {}
        secrets = []
        for n, each in enumerate(office):
            sums = [n] if each.is_shown else []
            if each.row is not None and each.row not in closed:
                sums.append(_HUB + each.row)
            elif each.row is not None and rows[each.row].is_secret:
                sums.append(SECRET + each.row)
            if each.is_secret:
                secrets.append(first_secret + n)
                sums.append(first_secret + n)
            for cell in each.cells:
                kinds.setdefault(cell, []).extend(sums)
        own = Equations(dict.fromkeys(of, 1) for of in dict.fromkeys(map(tuple, kinds.values())))
        return cls(tuple(own.beyond(_HUB)), tuple(secrets))

    def without(self, hidden: set[int], *, with_secrets: bool) -> list[Equation]:
        left = (
            {n: factor for n, factor in each.items() if n - _HUB not in hidden and (with_secrets or n < _OFFICES)}
            for each in self.equations
        )
        return [each for each in left if each]


def _common(blocks: Sequence[_Block], hidden: set[int]) -> tuple[Equations, list[_Block]]:
    """The equations of all offices together, and the offices whose secrets may follow.

    The rows of the hub tell something of an office only where no other office says the same as it does: an office whose
    equations follow from those of the others is safe. So two independent sets of offices are looked for that both say everything; the
    secrets of the first are looked at when the second says less.
    """
    first, second = Equations(), Equations()
    needed: list[_Block] = []
    others: list[_Block] = []
    for block in blocks:
        news = [first.add(each) for each in block.without(hidden, with_secrets=False)]
        (needed if any(news) else others).append(block)
    for block in others:
        for each in block.without(hidden, with_secrets=False):
            second.add(each)
    if len(first) == len(second):
        return first, []
    for block in needed:
        for each in block.without(hidden, with_secrets=True):
            second.add(each)
    return second, needed
