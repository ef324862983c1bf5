"""What people decided about the forms of a period: closings, withdrawals, rulings, choices, keys, and what ended each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.units import UnitKey
from models.domain.book.activity import effective, spans_in
from models.domain.book.certificates import key_named
from models.domain.book.facts import Fact, Kind, Ref
from models.domain.book.ledger import refs_of
from models.domain.book.periods import Period
from models.language import Language
from models.services.office.editions import all_editions
from models.services.office.stations import name_of
from models.store import journal
from models.store.database import Station

SAYS = {
    Kind.CLOSED: N_("closed the period"),
    Kind.REOPENED: N_("reopened the period"),
    Kind.HUB_CLOSED: N_("closed the figures of all offices"),
    Kind.WITHDRAWN: N_("took {lines} lines out of every figure"),
    Kind.REINSTATED: N_("let withdrawn lines count again"),
    Kind.RULED: N_("ruled on form {forms}"),
    Kind.CHOSEN: N_("chose which content of a line counts"),
    Kind.LATE_TAKEN: N_("took late lines in"),
    Kind.SHARE_RAISED: N_("raised the share that is keyed twice to {share}"),
    Kind.SECOND_ASKED: N_("asked for a second keying of {forms}"),
    Kind.CANCELLED: N_("took marks off: {forms}"),
    Kind.PURGED: N_("deleted comments"),
    Kind.KEY_CONFIRMED: N_("confirmed a key of {office}"),
    Kind.KEY_ENDED: N_("ended the key of computer {computer}"),
    Kind.NUMBERS_HANDED: N_("handed the book of numbers to computer {computer}"),
    Kind.NUMBERS_TAKEN: N_("took the book of numbers over"),
}
"""What each kind of decision says of who made it."""
RULINGS = {
    "paper": N_("by the paper form"),
    "unreadable": N_("the paper form cannot be read"),
    "neither": N_("the paper form says neither"),
    "alone": N_("nobody else was there to rule"),
}
"""On what a ruling stands, by the word that its line has."""
_ENDS = {
    Kind.REOPENED: "closing",
    Kind.CLOSED: "replaces",
    Kind.HUB_CLOSED: "replaces",
    Kind.REINSTATED: "withdrawal",
    Kind.CHOSEN: "replaces",
}
"""Where a kind names the earlier decisions that it ends."""


@dataclass(frozen=True)
class Decision:
    """One decision about an office: who made it when and why, and the line that ended it (None: it holds)."""

    unit: UnitKey
    ref: Ref
    kind: Kind
    by: str
    at: str
    reason: Sentence
    text: Sentence
    ended_by: Ref | None

    @property
    def holds(self) -> bool:
        return self.ended_by is None

    def told(self, language: Language) -> str:
        """What was decided, with the reason in brackets."""
        why = language.sentence(self.reason)
        return f"{language.sentence(self.text)} ({why})" if why else language.sentence(self.text)


def decisions(station: Station, period: Period) -> tuple[Decision, ...]:
    """Every decision with effect about any office in a period, those that were ended too, in the order in which they are dated."""
    units = {stream.unit for stream in journal.streams(station.db, period=period.key).values()}
    found = [each for unit in sorted(units) for each in _about(station, period, unit)]
    return tuple(sorted(found, key=lambda each: (each.at, each.unit, each.ref)))


def _about(station: Station, period: Period, unit: UnitKey) -> Iterable[Decision]:
    told = journal.told(station, period=period.key, unit=unit, kinds=tuple(SAYS), serials=())
    facts = [fact for fact in effective(told).facts if fact.kind in SAYS]
    ended = {ref: fact.ref for fact in facts if fact.kind in _ENDS for ref in refs_of(fact, _ENDS[Kind(fact.kind)])}
    numbers = {each.ref: each.number for each in all_editions(station, period)} if unit == station.unit else {}
    for fact in facts:
        reason = _reason(fact)
        text = _told(station, fact, numbers)
        author = name_of(station, fact.by)
        yield Decision(unit, fact.ref, Kind(fact.kind), author, fact.at, reason, text, ended.get(fact.ref))


def _reason(fact: Fact) -> Sentence:
    """Why it was decided, in the words that were typed, or those of the reason that was chosen."""
    word = str(fact.facts().get("reason", ""))
    if fact.kind == Kind.RULED and word in RULINGS:
        return Sentence(RULINGS[word])
    return Sentence("{reason}", {"reason": word}) if word else Sentence("")


def _told(station: Station, fact: Fact, numbers: dict[Ref, int]) -> Sentence:
    kind, body = Kind(fact.kind), fact.facts()
    if kind is Kind.HUB_CLOSED and fact.ref in numbers:
        return Sentence(N_("closed the figures of all offices as edition {edition}"), {"edition": numbers[fact.ref]})
    named = key_named(fact)
    values: dict[str, object] = {
        "lines": sum(span.last - span.first + 1 for span in spans_in(body.get("lines"))),
        "forms": fact.serials or "–",
        "share": body.get("share", ""),
        "office": station.catalogue.office_told(named.unit) if named is not None else "",
        "computer": str(body.get("station", ""))[:8],
    }
    return Sentence(SAYS[kind], {name: value for name, value in values.items() if f"{{{name}}}" in SAYS[kind]})
