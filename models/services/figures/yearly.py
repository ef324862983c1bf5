"""The periods of a year from the base, of the offices of a hub or of one office."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.figures.figures import Figures, Reach, Subject
from models.domain.figures.trends import trend_point
from models.domain.figures.yearly import OfficePeriod, Year, YearPeriod, year_of_offices
from models.progress import NO_PROGRESS, Progress
from models.services.figures.deriving import derived
from models.services.figures.results import figures_of
from models.services.office.periods import periods
from models.store.database import Station


@dataclass(eq=False)
class NoPeriodInYear(Problem):
    """No period that is known here lies in a year."""

    year: int
    code = "no_period_in_year"
    says = N_("No period here evaluates dossiers of {year} alone. Choose another year.")


def years(station: Station) -> tuple[int, ...]:
    """The years in which periods lie, the last one first."""
    found = {each.evaluated_to.year for each in periods(station) if _lies_in(each, each.evaluated_to.year)}
    return tuple(sorted(found, reverse=True))


def year_of(station: Station, year: int, *, progress: Progress = NO_PROGRESS) -> Year:
    """The periods that evaluate days of one year alone, of all offices of a hub, or of the own office.

    Refuses (`NoPeriodInYear`) a year without any.
    """
    found = sorted(
        (each for each in periods(station) if _lies_in(each, year)), key=lambda each: (each.evaluated_to, each.code)
    )
    if not found:
        raise NoPeriodInYear(year)
    subject = Subject(station.unit, Reach.HUB if station.is_hub else Reach.OFFICE)
    figures = []
    for n, period in enumerate(found):
        progress.step(n, len(found), period.code)
        figures.append(figures_of(station, period, subject))
    last = found[-1].method
    every = sorted({line.unit.key for each in figures for line in each.lines})
    told = year_of_offices(
        [
            (
                station.catalogue.unit_named(key),
                [_office(station, period, key, each) for period, each in zip(found, figures, strict=True)],
            )
            for key in every
        ],
        last,
        is_ranking=station.is_hub,
    )
    return Year(
        year,
        station.catalogue.unit_named(station.unit),
        station.is_hub,
        last,
        tuple(YearPeriod(period.code, period.name, each) for period, each in zip(found, figures, strict=True)),
        told,
    )


def _lies_in(period: Period, year: int) -> bool:
    return period.evaluated_from.year == period.evaluated_to.year == year


def _office(station: Station, period: Period, unit: UnitKey, figures: Figures) -> OfficePeriod | None:
    line = next((each for each in figures.lines if each.unit.key == unit), None)
    if line is None:
        return None
    own = figures_of(station, period, Subject(unit, Reach.OFFICE)) if figures.is_ranking else figures
    counted = () if line.is_withheld else tuple(part.counted for part in derived(station, period, unit).parts)
    return OfficePeriod(line, own, trend_point(own), counted)
