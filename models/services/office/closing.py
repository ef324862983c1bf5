"""Closing a period and opening it again: facts, with the stream heads they saw."""

from __future__ import annotations

from dataclasses import dataclass

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.activity import LASTING, counting
from models.domain.book.closing import Closing
from models.domain.book.facts import Fact, Kind, PeriodKey, Ref
from models.domain.book.periods import Period
from models.domain.book.views import View
from models.services.office.allowing import allow
from models.store import journal, stream_ends
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class PeriodClosed(Problem):
    """The office has closed the period."""

    period: str
    code = "period_closed"
    says = N_("Period {period} is closed at this office. A supervisor can reopen it.")
    deed = Deed.REOPEN_PERIOD


@dataclass(eq=False)
class PeriodNotClosed(Problem):
    """Reopening what is open."""

    period: str
    code = "period_not_closed"
    says = N_("Period {period} is not closed; there is nothing to reopen.")


def journal_facts(
    station: Station, period: Period, unit: UnitKey, *, late: bool = True, within: View | None = None
) -> list[Fact]:
    """The journal lines about one unit in one period that count, from every station; without `late` as the unit has closed.

    `within`: those of a view alone.
    """
    lines = journal.told(station, period=period.key, unit=unit, within=within, serials=())
    return list(counting(lines, late=late).facts)


def current_closings(station: Station, period: PeriodKey, unit: UnitKey) -> tuple[Closing, ...]:
    """The closings of a unit that hold; only the few lines that can end one are read."""
    return counting(journal.told(station, period=period, unit=unit, kinds=tuple(LASTING), serials=())).closings


def closed_at(station: Station, period: PeriodKey) -> str | None:
    """When this station's own unit last closed a period that is closed now, as its fact says."""
    refs = {closing.ref for closing in current_closings(station, period, station.unit)}
    facts = journal.facts_of_kinds(station, period, station.unit, (Kind.CLOSED,)) if refs else ()
    return max((fact.at for fact in facts if fact.ref in refs), default=None)


def require_open(station: Station, period: PeriodKey) -> None:
    """Refuse when this station's own unit has closed the period."""
    if current_closings(station, period, station.unit):
        raise PeriodClosed(period.code)


def close_period(station: Station, period: Period, *, act: Act) -> Ref:
    """Close the period for this station's unit: the fact names how far every stream of the unit goes."""
    allow(station, act, Duty.CLOSE)
    with station.transaction():
        require_open(station, period.key)
        heads = stream_ends.heads(station.db, period=period.key, unit=station.unit)
        pen = Pen(station, station.unit, period.key, act=act)
        return pen.fact(
            Kind.CLOSED,
            body={"heads": {place: [n, link] for place, (n, link) in heads.items()}, "replaces": []},
        )


def reopen_period(station: Station, period: Period, *, reason: str, act: Act) -> Ref:
    """Reopen a closed period for this station's unit."""
    allow(station, act, Duty.CLOSE)
    with station.transaction():
        before = current_closings(station, period.key, station.unit)
        if not before:
            raise PeriodNotClosed(period.code)
        pen = Pen(station, station.unit, period.key, act=act)
        return pen.fact(Kind.REOPENED, body={"closing": [str(closing.ref) for closing in before], "reason": reason})
