"""Which groups of a breakdown are hidden, so that nobody's answer can be known from what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
