"""What an act did to the figures of an office: where it stood before, and where it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.services.figures.deriving import standings_of
from models.services.figures.standings import Standing
from models.services.office.editions import edition_number
from models.services.office.periods import periods
from models.store.database import Station


class FigureEffect(NamedTuple):
    """How an office stood before an act and stands after it, in what counts at this station.

    `edition` is the number of the hub's edition that holds (0: none); it stays as it is, and what changed counts from the next one.
    """

    period: PeriodKey
    unit: UnitKey
    before: Standing
    after: Standing
    edition: int = 0

    @property
    def is_none(self) -> bool:
        """Whether its valid forms, their answers and its index are what they were."""
        return (self.before.basis, self.before.overall) == (self.after.basis, self.after.overall)


def watched(station: Station, places: Iterable[tuple[PeriodKey, UnitKey]]) -> Callable[[], tuple[FigureEffect, ...]]:
    """Note where these offices stand; what is answered tells, after an act, how far each of them has moved.

    A period that is not known here has no figures and is passed over.
    """
    known = {each.key: each for each in periods(station)}
    looked_at = [(known[period], unit) for period, unit in sorted(set(places)) if period in known]
    before = [standings_of(station, period, (unit,))[0] for period, unit in looked_at]

    def moved() -> tuple[FigureEffect, ...]:
        after = (standings_of(station, period, (unit,))[0] for period, unit in looked_at)
        return tuple(
            FigureEffect(period.key, unit, stood, stands, edition_number(station, period))
            for (period, unit), stood, stands in zip(looked_at, before, after, strict=True)
        )

    return moved
