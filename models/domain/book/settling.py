"""What the keyings of one form amount to: pure functions of a set of keyings, never of their order.

Drawn case by case in docs/merging.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from models.domain.book.facts import Keying, Ref


class Verdict(Enum):
    """Where the keyings of a form leave it."""

    NOT_KEYED = "not_keyed"
    DISPUTED = "disputed"
    AWAITING_SECOND = "awaiting_second"
    ACCEPTED = "accepted"


class Settled(NamedTuple):
    """The verdict, the live heads by (station, n), and the head whose answers are accepted."""

    verdict: Verdict
    heads: tuple[Keying, ...]
    accepted: Keying | None


# members of an enum are slow to reach by name, and these are given to nearly every form
_AWAITING_SECOND, _ACCEPTED = Verdict.AWAITING_SECOND, Verdict.ACCEPTED

_CODING, _SETTLES = Keying._fields.index("coding"), Keying._fields.index("settles")

_settled: Callable[[tuple[Verdict, tuple[Keying, ...], Keying | None]], Settled] = partial(tuple.__new__, Settled)

NOT_KEYED = Settled(Verdict.NOT_KEYED, (), None)


def settle(keyings: Sequence[Keying], *, twice: bool) -> Settled:
    """Settle the active keyings of one serial; `twice` says that it is to be keyed by two persons."""
    if len(keyings) == 1:
        only = keyings[0]
        if only[_CODING] and not only[_SETTLES]:
            return _settled((_AWAITING_SECOND, (only,), None) if twice else (_ACCEPTED, (only,), only))
    if not keyings:
        return NOT_KEYED
    known = {keying.ref: keying for keying in keyings}
    replaced = {ref for keying in keyings for ref in keying.settled() if ref != keying.ref}
    unreplaced = [keying for keying in keyings if keying.ref not in replaced]
    heads = tuple(sorted(keying for keying in unreplaced if not keying.is_void))
    if _is_circular(known):
        return Settled(Verdict.DISPUTED, heads, None)
    if not heads:
        return NOT_KEYED
    voided = {ref for keying in unreplaced if keying.is_void for ref in keying.settled()}
    if any(voided.intersection(head.settled()) for head in heads):
        return Settled(Verdict.DISPUTED, heads, None)
    if any(head.coded != heads[0].coded for head in heads):
        return Settled(Verdict.DISPUTED, heads, None)
    if twice and len(blind_keyers(keyings, heads)) < 2:
        return Settled(Verdict.AWAITING_SECOND, heads, None)
    return Settled(Verdict.ACCEPTED, heads, heads[0])


def blind_keyers(keyings: Iterable[Keying], heads: Iterable[Keying]) -> frozenset[str]:
    """The persons whose keyings settle nothing, have answers, and stand at or under the live heads."""
    known = {keying.ref: keying for keying in keyings}
    persons: set[str] = set()
    seen: set[Ref] = set()
    waiting = [head.ref for head in heads]
    while waiting:
        ref = waiting.pop()
        if ref in seen or ref not in known:
            continue
        seen.add(ref)
        keying = known[ref]
        if not keying.settles and not keying.is_void:
            persons.add(keying.by)
        waiting.extend(keying.settled())
    return frozenset(persons)


def _is_circular(known: dict[Ref, Keying]) -> bool:
    """Whether a keying names its own line or, through others, itself."""
    done: set[Ref] = set()
    for start in known:
        path: set[Ref] = set()
        stack: list[tuple[Ref, bool]] = [(start, False)]
        while stack:
            ref, leaving = stack.pop()
            if leaving:
                path.discard(ref)
                done.add(ref)
            elif ref in path:
                return True
            elif ref in known and ref not in done:
                path.add(ref)
                stack.append((ref, True))
                stack.extend((below, False) for below in known[ref].settled())
    return False


def is_drawn_for_second(serial: str, *, seed: str, share: Fraction) -> bool:
    """Whether the form falls into the share (0…1) of the period that is keyed twice: SHA-256(seed, serial) under it."""
    if share <= 0:
        return False
    drawn = int.from_bytes(hashlib.sha256(f"{seed}\n{serial}".encode()).digest()[:8])
    return drawn * share.denominator < share.numerator * 2**64
