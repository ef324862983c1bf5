"""Which groups of a breakdown are hidden, so that nobody's answer can be known from what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple


class Base(NamedTuple):
    """How many people a group has, and how many answers its index stands on."""

    forms: int
    answers: int


def hidden(groups: Sequence[Base], least: int, *, unknown: frozenset[int] = frozenset()) -> frozenset[int]:
    """The places of the groups to hide when their common total is known.

    Every group with a base under `least` is hidden, and with it the next smaller ones, until at least two are hidden
    and together have no base under `least` either: total minus what is shown then tells of nobody. Empty groups hide
    nothing and stay in sight. The `unknown` places hold people of whom nothing is known (no answer): nobody could
    recognise them, so they need no shelter, but they are the first to be hidden with others.
    """
    small = {place for place, base in enumerate(groups) if place not in unknown and _is_small(base, least)}
    if small:
        small |= {place for place in unknown if groups[place].forms}
    others = [place for place, base in enumerate(groups) if base.forms and place not in small | unknown]
    others.sort(key=lambda place: (groups[place].forms, place))
    while small and others and not _is_enough([groups[place] for place in small], least):
        small.add(others.pop(0))
    return frozenset(small)


class Groups(NamedTuple):
    """The groups that together make up a total, and which of them are of unknown people."""

    bases: Sequence[Base]
    unknown: frozenset[int] = frozenset()


def hidden_below(parents: Groups, children: Sequence[Groups], least: int) -> tuple[
    frozenset[int], tuple[frozenset[int], ...]
]:  # fmt: skip
    """`hidden` for groups that are split once more: a hidden group hides all its parts, a shown one is their total."""
    above = hidden(parents.bases, least, unknown=parents.unknown)
    below = tuple(
        frozenset(range(len(parts.bases))) if place in above else hidden(parts.bases, least, unknown=parts.unknown)
        for place, parts in enumerate(children)
    )
    return above, below


def _is_small(base: Base, least: int) -> bool:
    return 0 < base.forms < least or 0 < base.answers < least


def _is_enough(together: Iterable[Base], least: int) -> bool:
    listed = list(together)
    whole = Base(sum(base.forms for base in listed), sum(base.answers for base in listed))
    return len(listed) > 1 and not _is_small(whole, least)


_PRIME = (1 << 61) - 1
_TRIED = 30
"""So many of the smallest sums are tried before one is hidden that does not help alone."""
_MOST_SUMS = 300
"""With more sums than these (a whole city) each table shelters its own groups alone; see decision 16."""


class Span:
    """All that can be worked out by adding and subtracting published sums; a sum is given by the cells it is over.

    Counted modulo a large prime, which never misses what is determined in whole numbers of cells.
    """

    def __init__(self, sums: Iterable[frozenset[int]] = ()) -> None:
        self._rows: dict[int, dict[int, int]] = {}
        for each in sums:
            self.add(each)

    def add(self, cells: frozenset[int]) -> None:
        rest = self._rest(cells)
        if rest:
            first = min(rest)
            inverse = pow(rest[first], -1, _PRIME)
            self._rows[first] = {cell: value * inverse % _PRIME for cell, value in rest.items()}

    def tells(self, cells: frozenset[int]) -> bool:
        """Whether the sum over `cells` can be worked out."""
        return not self._rest(cells)

    def _rest(self, cells: frozenset[int]) -> dict[int, int]:
        rest = dict.fromkeys(cells, 1)
        waiting = sorted(cells)
        while waiting:
            first = heappop(waiting)
            factor, row = rest.get(first, 0), self._rows.get(first)
            if not factor or row is None:
                continue
            for cell, value in row.items():
                before = rest.get(cell)
                left = ((before or 0) - factor * value) % _PRIME
                if left:
                    rest[cell] = left
                    if before is None:
                        heappush(waiting, cell)
                elif before is not None:
                    del rest[cell]
        return rest


class Published(NamedTuple):
    """One sum that is shown unless it is hidden: the cells it is over and how many people it has.

    `hides` are the places of the sums that are hidden along with it. Without `can_hide` it stands elsewhere in any case.
    """

    cells: frozenset[int]
    forms: int
    can_hide: bool = True
    hides: frozenset[int] = frozenset()


def hidden_together(sums: Sequence[Published], secret: frozenset[int], closed: frozenset[int]) -> frozenset[int]:
    """`closed` and as many more places as it takes that no `secret` sum can be worked out from those that are shown.

    Each time the smallest one is hidden that shelters the secret; if none does alone, the smallest of all.
    """
    if not secret or len(sums) > _MOST_SUMS:
        return closed
    found = set(closed)
    ordered = sorted(secret, key=lambda each: (sums[each].forms, each))
    while True:
        span = _span(sums, found)
        told = next((place for place in ordered if sums[place].cells and span.tells(sums[place].cells)), None)
        others = [n for n, each in enumerate(sums) if n not in found and each.can_hide and each.cells]
        if told is None or not others:
            return frozenset(found)
        # groups of the same table have no cell in common: one of these is what usually helps
        others.sort(key=lambda n: (bool(sums[n].cells & sums[told].cells), sums[n].forms, n))
        without = (n for n in others[:_TRIED] if not _span(sums, found | {n} | sums[n].hides).tells(sums[told].cells))
        chosen = next(without, others[0])
        found |= {chosen} | sums[chosen].hides


def _span(sums: Sequence[Published], hidden_places: Iterable[int]) -> Span:
    left_out = set(hidden_places)
    shown = [each.cells for n, each in enumerate(sums) if n not in left_out]
    # the long sums last, or every short one would grow long
    return Span(sorted(shown, key=len))
