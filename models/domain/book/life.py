"""The life of one form: every line of the journal and every keying that speaks of it, in the order people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.domain.book.facts import Fact, Keying, Kind, Ref
from models.domain.book.ledger import Issue, refs_of
from models.domain.book.serials import expand

REPLACES = "replaces"
"""The word of an issue's body that names the spoiled form whose place the new one takes."""


class Turn(StrEnum):
    """What happened to a form at one moment."""

    ISSUED = "issued"
    PRINTED = "printed"
    REPRINTED = "reprinted"
    HANDED_OUT = "handed_out"
    RETURNED = "returned"
    REFUSED = "refused"
    LOST = "lost"
    SPOILED = "spoiled"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    SECOND_ASKED = "second_asked"
    KEYED = "keyed"
    AMENDED = "amended"
    VOIDED = "voided"
    RULED = "ruled"


@dataclass(frozen=True, slots=True)
class Event:
    """One turn in the life of a form.

    `by` is `<unit code>/<person>`, `at` ISO 8601; `reason` as it was typed; `other` the form that this one replaces or
    that replaces it; `of` the turn that a cancel took back, `is_cancelled` whether this one was taken back later.
    """

    turn: Turn
    at: str
    by: str
    ref: Ref
    reason: str = ""
    other: str = ""
    sector: str = ""
    of: Turn | None = None
    is_cancelled: bool = False


_TURNS = {kind.value: Turn(kind.value) for kind in (
    Kind.ISSUED, Kind.PRINTED, Kind.HANDED_OUT, Kind.RETURNED, Kind.REFUSED, Kind.LOST, Kind.SPOILED, Kind.SECOND_ASKED,
    Kind.RULED,
)}  # fmt: skip


def life(serial: str, facts: Iterable[Fact], keyings: Iterable[Keying]) -> tuple[Event, ...]:
    """Everything known of `serial`, by moment; turns of one moment in the order in which a form's life goes."""
    every = list(facts)
    own = [fact for fact in every if serial in expand(fact.serials)]
    by_ref = {fact.ref: fact for fact in own}
    cancelled = {ref for fact in own if fact.kind == Kind.CANCELLED for ref in refs_of(fact, "facts")}
    events = [_event(fact, cancelled) for fact in own if fact.kind in _TURNS]
    for fact in own:
        if fact.kind == Kind.CANCELLED:
            for ref in sorted(refs_of(fact, "facts") & by_ref.keys()):
                undone = _TURNS.get(by_ref[ref].kind)
                events.append(Event(Turn.CANCELLED, fact.at, fact.by, fact.ref, of=undone))
    for fact in every:
        if fact.kind == Kind.ISSUED and fact.facts().get(REPLACES) == serial:
            events += [Event(Turn.REPLACED, fact.at, fact.by, fact.ref, other=new) for new in expand(fact.serials)]
    events += [Event(_turn_of(keying), keying.at, keying.by, keying.ref) for keying in keyings
               if keying.serial == serial]  # fmt: skip
    order = {turn: place for place, turn in enumerate(Turn)}
    return tuple(sorted(events, key=lambda event: (event.at, order[event.turn], event.ref)))


def replacements(facts: Iterable[Fact]) -> dict[str, str]:
    """Spoiled form → the form that was issued in its place."""
    found: dict[str, str] = {}
    for fact in facts:
        if fact.kind == Kind.ISSUED:
            old = fact.facts().get(REPLACES)
            if isinstance(old, str):
                found[old] = fact.serials
    return found


def _event(fact: Fact, cancelled: set[Ref]) -> Event:
    body = fact.facts()
    turn = _TURNS[fact.kind]
    reason = body.get("reason", "")
    other = body.get(REPLACES, "")
    if turn is Turn.PRINTED and reason == "reprint":
        turn, reason = Turn.REPRINTED, ""
    return Event(
        turn,
        fact.at,
        fact.by,
        fact.ref,
        reason=reason if isinstance(reason, str) else "",
        other=other if isinstance(other, str) and turn is Turn.ISSUED else "",
        sector=Issue.of(fact).sector if turn is Turn.ISSUED else "",
        is_cancelled=fact.ref in cancelled,
    )


def _turn_of(keying: Keying) -> Turn:
    if keying.is_void:
        return Turn.VOIDED
    settled = len(keying.settled())
    return Turn.KEYED if not settled else Turn.AMENDED if settled == 1 else Turn.RULED
