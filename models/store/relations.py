"""How offices stand to each other in a period, by the catalogue of this station and by the period's campaign."""

from __future__ import annotations

from models.domain.basics.units import UnitKey
from models.domain.book.authority import Speaker, speaker_of
from models.domain.book.facts import PeriodKey
from models.store.database import Station
from models.store.periods import related


class Relations:
    """Who stands above whom in a period, and what an office is to another one there, read once for many questions."""

    def __init__(self, station: Station, period: PeriodKey) -> None:
        self._catalogue, self._period = station.catalogue, period
        self._told = related(station.db, period)
        self._over: dict[UnitKey, tuple[UnitKey, ...]] = {}

    def above(self, unit: UnitKey) -> tuple[UnitKey, ...]:
        """The offices over a unit, the nearest first; the last is the one that opened the period."""
        if unit not in self._over:
            over, issuer = self._told.above(unit, self._catalogue.superiors), self._period.issuer
            self._over[unit] = over if issuer in (unit, *over) else (*over, issuer)
        return self._over[unit]

    def speaker(self, unit: UnitKey, home: UnitKey) -> Speaker:
        """What the office `home` is to a unit."""
        predecessors = self._told.predecessors.get(home, frozenset()).union(self._catalogue.predecessors(home))
        return speaker_of(home, unit, self.above(unit), predecessors)


def offices_above(station: Station, unit: UnitKey, period: PeriodKey) -> tuple[UnitKey, ...]:
    """The offices over a unit in a period, the nearest first; the last is the one that opened the period.

    They are those of the catalogue and those that the period's campaign names, when the key of its hub is confirmed here.
    """
    return Relations(station, period).above(unit)
