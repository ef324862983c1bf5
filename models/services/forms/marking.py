"""Noting what happens to forms on paper: handed out, returned, refused, lost, spoiled; and undoing a slip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import MARKS_OF_LEDGER, Kind, Ref
from models.domain.book.ledger import refs_of
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, SerialRange, compress, expand
from models.services.office.allowing import allow
from models.services.office.closing import journal_facts, require_open
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class NotIssued(Problem):
    """A serial that this office did not issue in the period."""

    serial: str
    period: str
    code = "not_issued"
    says = N_("Form {serial} was not issued by this office in period {period}. Compare the number with the paper.")


@dataclass(eq=False)
class OtherPeriod(Problem):
    """The serial belongs to another period."""

    serial: str
    period: str
    code = "other_period"
    says = N_(
        "Form {serial} belongs to another period than {period}. Choose that period first, or put the form on the right pile."
    )


@dataclass(eq=False)
class OtherUnit(Problem):
    """The serial belongs to another office."""

    serial: str
    unit: str
    code = "other_unit"
    says = N_("Form {serial} belongs to office {unit}, not to this one. Send the paper to that office.")


@dataclass(eq=False)
class NothingToUndo(Problem):
    """None of the named forms carries this mark."""

    serials: str
    code = "nothing_to_undo"
    says = N_("None of the forms {serials} has such a mark, so there is nothing to undo.")


class Marked(NamedTuple):
    """The fact that a marking is, and how many forms it names."""

    fact: Ref
    forms: int


def mark_forms(
    station: Station,
    period: Period,
    *,
    kind: Kind,
    ranges: tuple[SerialRange, ...],
    act: Act,
    reason: str = "",
) -> Marked:
    """Mark forms of this office; one fact for all of them. Refuses serials that were not issued here."""
    allow(station, act, Duty.LEDGER)
    if kind not in MARKS_OF_LEDGER:
        raise ValueError(kind)
    with station.transaction():
        require_open(station, period.key)
        serials = _issued_here(station, period, ranges)
        pen = Pen(station, station.unit, period.key, act=act)
        fact = pen.fact(kind, serials=compress(serials), body={"reason": reason} if reason else None)
    return Marked(fact, len(serials))


def undo_mark(
    station: Station,
    period: Period,
    *,
    kind: Kind,
    ranges: tuple[SerialRange, ...],
    act: Act,
    only: Ref | None = None,
) -> int:
    """Cancel all marks of one kind on these forms; the marks stay on record. Answers how many forms had one.

    With `only` marks that stand by another fact stay.
    """
    allow(station, act, Duty.LEDGER)
    with station.transaction():
        require_open(station, period.key)
        wanted = {str(serial) for serial in _issued_here(station, period, ranges)}
        facts = journal_facts(station, period, station.unit)
        cancelled: set[tuple[Ref, str]] = set()
        for fact in facts:
            if fact.kind == Kind.CANCELLED:
                cancelled.update((ref, serial) for ref in refs_of(fact, "facts") for serial in expand(fact.serials))
        refs: set[Ref] = set()
        touched: set[str] = set()
        for fact in facts:
            if fact.kind == kind and only in (None, fact.ref):
                hit = {s for s in expand(fact.serials) if s in wanted and (fact.ref, s) not in cancelled}
                if hit:
                    refs.add(fact.ref)
                    touched |= hit
        if not touched:
            raise NothingToUndo(", ".join(map(str, ranges)))
        pen = Pen(station, station.unit, period.key, act=act)
        named = compress(serial for serial in _all(ranges) if str(serial) in touched)
        pen.fact(Kind.CANCELLED, serials=named, body={"facts": [str(ref) for ref in sorted(refs)]})
    return len(touched)


def issued_serials(station: Station, period: Period) -> frozenset[str]:
    """Every serial that this office issued in the period."""
    return frozenset(
        serial
        for fact in journal_facts(station, period, station.unit)
        if fact.kind == Kind.ISSUED
        for serial in expand(fact.serials)
    )


def require_own(station: Station, period: Period, serial: Serial) -> None:
    """Refuse serials of another period or office, before asking whether they were issued."""
    if serial.period != period.code:
        raise OtherPeriod(str(serial), period.code)
    if serial.unit != station.unit.code:
        raise OtherUnit(str(serial), serial.unit)


def _issued_here(station: Station, period: Period, ranges: tuple[SerialRange, ...]) -> list[Serial]:
    issued = issued_serials(station, period)
    serials = _all(ranges)
    for serial in serials:
        require_own(station, period, serial)
        if str(serial) not in issued:
            raise NotIssued(str(serial), period.code)
    return serials


def _all(ranges: tuple[SerialRange, ...]) -> list[Serial]:
    return list(dict.fromkeys(serial for span in ranges for serial in span))
