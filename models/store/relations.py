"""How offices stand to each other in a period, by the catalogue of this station and by the period's campaign."""

from __future__ import annotations

from collections.abc import Callable

from models.domain.basics.units import UnitKey
from models.domain.book.authority import Related, Speaker, speaker_of
from models.domain.book.facts import PeriodKey
from models.store.database import Station
from models.store.periods import related


def offices_above(station: Station, unit: UnitKey, period: PeriodKey) -> tuple[UnitKey, ...]:
    """The offices over a unit in a period, the nearest first; the last is the one that opened the period.

    They are those of the catalogue and those that the period's campaign names, when the key of its hub is confirmed here.
    """
    return _above(station, related(station.db, period), unit, period)


def speaking_about(station: Station, unit: UnitKey, period: PeriodKey) -> Callable[[UnitKey], Speaker]:
    """What tells what an office is to a unit in a period."""
    told = related(station.db, period)
    above = _above(station, told, unit, period)

    def speaker(home: UnitKey) -> Speaker:
        predecessors = told.predecessors.get(home, frozenset()).union(station.catalogue.predecessors(home))
        return speaker_of(home, unit, above, predecessors)

    return speaker


def _above(station: Station, told: Related, unit: UnitKey, period: PeriodKey) -> tuple[UnitKey, ...]:
    over = told.above(unit, station.catalogue.superiors)
    return over if period.issuer in (unit, *over) else (*over, period.issuer)
