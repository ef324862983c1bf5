"""Closing a period: which lines a closed unit's figures stand on, from the facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.domain.book.facts import Fact, Kind, Line, Ref
from models.domain.book.ledger import refs_of

_OF_KEYS = (Kind.KEY_CONFIRMED, Kind.KEY_ENDED)


class Closing(NamedTuple):
    """One closing: the line that says it, and per station the last n it covers with the chain hash there."""

    ref: Ref
    heads: Mapping[str, tuple[int, str]]
    replaces: frozenset[Ref]


def closings(facts: Iterable[Fact]) -> tuple[Closing, ...]:
    """The current closings among the journal lines of one unit and period: not replaced, not reopened."""
    made: list[Closing] = []
    ended: set[Ref] = set()
    for fact in facts:
        if fact.kind == Kind.CLOSED:
            closing = Closing(fact.ref, closing_heads(fact), refs_of(fact, "replaces"))
            made.append(closing)
            ended |= closing.replaces
        elif fact.kind == Kind.REOPENED:
            ended |= refs_of(fact, "closing")
    return tuple(sorted((closing for closing in made if closing.ref not in ended), key=lambda closing: closing.ref))


def taken_late(facts: Iterable[Fact]) -> tuple[Closing, ...]:
    """What an office above took in of the lines after the closing: heads, as if a closing named them."""
    return tuple(Closing(fact.ref, closing_heads(fact), frozenset()) for fact in facts if fact.kind == Kind.LATE_TAKEN)


def covered(current: Iterable[Closing]) -> Mapping[str, int] | None:
    """Per station the last n that the current closings cover (the larger of several); None when nothing is closed."""
    limits: dict[str, int] | None = None
    for closing in current:
        limits = {} if limits is None else limits
        for station, (n, _) in closing.heads.items():
            limits[station] = max(n, limits.get(station, 0))
    return limits


def is_late(line: Line, limits: Mapping[str, int] | None) -> bool:
    """Whether a line lies above the heads of the closing; what is said of keys holds in every period and is never late."""
    if isinstance(line, Fact) and line.kind in _OF_KEYS:
        return False
    return limits is not None and line.n > limits.get(line.station, 0)


def closing_heads(fact: Fact) -> dict[str, tuple[int, str]]:
    """Per station the last n that a closing, or a taking of late lines, names, with the chain hash there."""
    heads: dict[str, tuple[int, str]] = {}
    value = fact.facts().get("heads", {})
    for station, head in value.items() if isinstance(value, dict) else ():
        if isinstance(head, list) and len(head) == 2 and isinstance(head[0], int):
            heads[str(station)] = (head[0], str(head[1]))
    return heads
