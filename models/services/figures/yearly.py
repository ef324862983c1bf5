"""The periods of a year from the base, of the offices of a hub or of one office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.figures.figures import Figures, Reach, Subject
from models.domain.figures.trends import trend_point
from models.domain.figures.yearly import (
    LeftOut,
    OfficePeriod,
    OpenMonths,
    Year,
    YearOfOffice,
    YearPeriod,
    year_of_offices,
)
from models.domain.sheets.months import hidden_months
from models.domain.sheets.report import Report
from models.progress import NO_PROGRESS, Progress
from models.services.figures.accepted import accepted_forms
from models.services.figures.deriving import compiled_of, derived
from models.services.figures.months import measures_by_month
from models.services.figures.results import figures_of, units_here
from models.services.office.periods import periods
from models.store.database import Station


@dataclass(eq=False)
class NoPeriodInYear(Problem):
    """No period that is known here lies in a year."""

    year: int
    code = "no_period_in_year"
    says = N_("No period here evaluates dossiers of {year} alone. Choose another year.")


@dataclass(eq=False)
class OpenPeriodsAlone(NoPeriodInYear):
    """A year has nothing but open periods, or such as go on beyond it."""

    periods: tuple[str, ...]
    code = "open_periods_alone"
    says = N_(
        "No period here evaluates dossiers of {year} alone: {periods} are open or go on beyond the year. Their tables tell them month by "
        "month; choose another year, or look at the period itself."
    )


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
    aside = tuple(each for each in periods(station) if _touches(station, each, year))
    if not found:
        raise OpenPeriodsAlone(year, tuple(each.code for each in aside)) if aside else NoPeriodInYear(year)
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
        tuple(_with_open(station, each, aside, year) for each in told),
        tuple(LeftOut(each.code, each.name, each.is_open_ended) for each in aside),
    )


def _touches(station: Station, period: Period, year: int) -> bool:
    """Whether a period has to do with a year and is not in it; an open one where it began, or a form was issued for."""
    if _lies_in(period, year) or not period.evaluated_from.year <= year <= period.evaluated_to.year:
        return False
    if not period.is_open_ended or period.evaluated_from.year == year:
        return True
    return any(
        form.month.startswith(f"{year}-")
        for unit in units_here(station, period)
        for form in accepted_forms(station, period, unit)
    )


def _with_open(station: Station, office: YearOfOffice, aside: Sequence[Period], year: int) -> YearOfOffice:
    """The months of open periods that touch the year beside it, just as the table of months of the office tells them."""
    months, figures = list[OpenMonths](), list[Figures]()
    for period in aside:
        if period.is_open_ended and office.unit.key in units_here(station, period):
            own = figures_of(station, period, Subject(office.unit.key, Reach.OFFICE))
            found = [
                each for each in _months(station, period, own) if any(m.startswith(f"{year}-") for m in each.months)
            ]
            months += found
            figures += [own] if found else []
    return replace(office, open_months=tuple(months), open_figures=tuple(figures))


def _months(station: Station, period: Period, own: Figures) -> Iterator[OpenMonths]:
    if own.is_withheld:
        return
    forms = accepted_forms(station, period, own.unit.key)
    told = measures_by_month((forms,), compiled_of(station, period), period.method)
    hidden = hidden_months(Report(own, months=told))
    for span, measure, _ in told:
        is_hidden = span in hidden
        overall = None if is_hidden else measure.overall
        yield OpenMonths(period.code, period.name, span.months, measure.forms, overall, is_hidden)


def _lies_in(period: Period, year: int) -> bool:
    return period.evaluated_from.year == period.evaluated_to.year == year


def _office(station: Station, period: Period, unit: UnitKey, figures: Figures) -> OfficePeriod | None:
    line = next((each for each in figures.lines if each.unit.key == unit), None)
    if line is None:
        return None
    own = figures_of(station, period, Subject(unit, Reach.OFFICE)) if figures.is_ranking else figures
    counted = () if line.is_withheld else tuple(part.counted for part in derived(station, period, unit).parts)
    return OfficePeriod(line, own, trend_point(own), counted)
