"""The profiles of the offices of a hub, or of one office: each with its earlier periods, at a hub beside its group."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.figures.figures import Figures, Reach, Subject
from models.domain.figures.judging import group_of
from models.domain.sheets.profiles import Profile, group_means
from models.progress import NO_PROGRESS, Progress
from models.services.figures.footing import Footing, footing_of
from models.services.figures.reporting import periods_before
from models.services.figures.results import figures_of, reporting_offices, units_here
from models.store.database import Station


def profiles_of(
    station: Station,
    period: Period,
    units: Collection[UnitKey] = (),
    *,
    footing: Footing | None = None,
    progress: Progress = NO_PROGRESS,
) -> Iterator[Profile]:
    """The profiles of these offices (default: of all of which something is here), one after the other."""
    stands = footing or footing_of(station, period)
    here = reporting_offices(station, period) if station.is_hub else (station.unit,)
    every: list[Figures] = []
    for place, unit in enumerate(here):
        progress.step(place, 2 * len(here), unit.code)
        every.append(figures_of(station, period, Subject(unit, Reach.OFFICE), footing=stands))
    hub = figures_of(station, period, Subject(station.unit, Reach.HUB), footing=stands) if station.is_hub else None
    means = group_means(every) if hub is not None else {}
    lines = {line.unit.key: line for line in hub.lines} if hub is not None else {}
    before = [(each, frozenset(units_here(station, each))) for each in periods_before(station, period)]
    for place, own in enumerate(every):
        unit = own.unit.key
        if units and unit not in units:
            continue
        progress.step(len(here) + place, 2 * len(here), unit.code)
        earlier = tuple(figures_of(station, each, own.subject) for each, there in before if unit in there)
        group = group_of(own.unit, own.method)
        ranked = sum(line.group == group and line.rank is not None for line in lines.values())
        yield Profile(own, earlier, lines.get(unit), ranked, means.get(group), hub)
