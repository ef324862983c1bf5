"""Which groups of a breakdown are hidden, so that nobody's answer can be known from what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from models.domain.disclosure.equations import SECRET, Equations
from models.domain.figures.breakdowns import GroupSize

HIDDEN = "*"
"""Stands for a figure of so few people that they could be known."""


def hidden(
    groups: Sequence[GroupSize], least: int, *, unknown: frozenset[int] = frozenset(), unknown_last: bool = False
) -> frozenset[int]:
    """The places of the groups to hide when their common total is known.

    Every group with a size under `least` is hidden, and with it the next smaller ones, until at least two are hidden
    and together have no size under `least` either: total minus what is shown then tells of nobody. Empty groups hide
    nothing and stay in sight. The `unknown` places hold people of whom nothing is known (no answer): nobody could
    recognise them, so they need no shelter. They are the first to be hidden with others, or the last where their number
    is to be told (`unknown_last`).
    """
    small = {place for place, size in enumerate(groups) if place not in unknown and size.is_small(least)}
    if small and not unknown_last:
        small |= {place for place in unknown if groups[place].forms}
    others = [place for place, size in enumerate(groups) if size.forms and place not in small]
    others.sort(key=lambda place: (place in unknown, groups[place].forms, place))
    while small and others and not is_enough([groups[place] for place in small], least):
        small.add(others.pop(0))
    return frozenset(small)


class Groups(NamedTuple):
    """The groups that together make up a total, and which of them are of unknown people."""

    sizes: Sequence[GroupSize]
    unknown: frozenset[int] = frozenset()


def hidden_below(parents: Groups, children: Sequence[Groups], least: int) -> tuple[
    frozenset[int], tuple[frozenset[int], ...]
]:  # fmt: skip
    """`hidden` for groups that are split once more: a hidden group hides all its parts, a shown one is their total."""
    above = hidden(parents.sizes, least, unknown=parents.unknown)
    below = tuple(
        frozenset(range(len(parts.sizes))) if place in above else hidden(parts.sizes, least, unknown=parts.unknown)
        for place, parts in enumerate(children)
    )
    return above, below


def is_enough(together: Iterable[GroupSize], least: int) -> bool:
    """Whether hidden groups are several, and so large together, that their sum tells of nobody."""
    listed = list(together)
    whole = GroupSize(sum(size.forms for size in listed), sum(size.answers for size in listed))
    return len(listed) > 1 and not whole.is_small(least)


class Published(NamedTuple):
    """One sum that is shown unless it is hidden: the cells it is over and how many people it has.

    `hides` are the places of the sums that are hidden along with it. Without `can_hide` it stands elsewhere in any case.
    What `is_cheap` is missed by nobody and hidden first.
    """

    cells: frozenset[int]
    forms: int
    can_hide: bool = True
    hides: frozenset[int] = frozenset()
    is_cheap: bool = False


def hidden_together(sums: Sequence[Published], secret: frozenset[int], closed: frozenset[int]) -> frozenset[int]:
    """`closed` and as many more places as it takes that no `secret` sum can be worked out from those that are shown.

    Each time the smallest one is hidden that shelters the secret; if none does alone, the smallest of those it follows from.
    """
    wanted = sorted((n for n in secret if sums[n].cells), key=lambda each: (sums[each].forms, each))
    kinds = _kinds_of_cells(sums)
    found = set(closed)
    while wanted:
        equations = _equations(kinds, found, wanted)
        telling = ((n, equations.telling(SECRET + n)) for n in wanted)
        told, sources = next(((n, from_) for n, from_ in telling if from_), (-1, frozenset[int]()))
        others = [n for n in sources if sums[n].can_hide]
        if told >= 0 and not others:
            wanted.remove(told)
            continue
        if told < 0:
            break
        # groups of the same table have no cell in common: one of these is what usually helps
        others.sort(key=lambda n: (not sums[n].is_cheap, bool(sums[n].cells & sums[told].cells), sums[n].forms, n))
        tried = ((n, _equations(kinds, found | {n} | sums[n].hides, [told])) for n in others)
        chosen = next((n for n, left in tried if not left.telling(SECRET + told)), others[0])
        found |= {chosen} | sums[chosen].hides
    return frozenset(found)


def _kinds_of_cells(sums: Sequence[Published]) -> list[frozenset[int]]:
    """The sums that a cell is in, once for all cells that are in the same ones."""
    found: dict[int, list[int]] = {}
    for n, each in enumerate(sums):
        for cell in each.cells:
            found.setdefault(cell, []).append(n)
    return sorted({frozenset(of) for of in found.values()}, key=sorted)


def _equations(kinds: Iterable[frozenset[int]], hidden_places: AbstractSet[int], wanted: Sequence[int]) -> Equations:
    secret = frozenset(wanted)
    return Equations(
        dict.fromkeys((*(kind - hidden_places), *(SECRET + n for n in kind & secret)), 1) for kind in kinds
    )
