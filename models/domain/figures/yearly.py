"""The periods of a year of every office together: what the head of an office is assessed by once a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.units import Unit, UnitKey
from models.domain.figures import satisfaction
from models.domain.figures.basis import Basis, basis_of
from models.domain.figures.figures import Figures, OfficeLine
from models.domain.figures.judging import group_of, judged
from models.domain.figures.measures import Counted, overall_of
from models.domain.figures.trends import NOT_COMPARABLE, TrendPoint, overall_then
from models.domain.questionnaire.method import Method


class OfficePeriod(NamedTuple):
    """One office in one period: its line (with its rank where a hub ranks it), its own figures, and the counts of its answers."""

    line: OfficeLine
    figures: Figures
    point: TrendPoint
    counted: tuple[Counted, ...]


class OpenMonths(NamedTuple):
    """Months of an open period as its table of months tells them of one office: `overall` is None where nothing of it is told.

    They stand beside the year and in no sum: what is put out to be filled in all year is no survey of those who were drawn.
    """

    period: str
    name: str
    months: tuple[str, ...]
    forms: int
    overall: Fraction | None
    is_hidden: bool


class LeftOut(NamedTuple):
    """A period that has to do with a year and is not in it: an open one, or one evaluated across the turn of the year."""

    code: str
    name: str
    is_open: bool


@dataclass(frozen=True)
class YearOfOffice:
    """One office over the periods of a year, None where nothing of it is here; `line` is what they amount to.

    `open_months` are the months of open periods that touch the year, `open_figures` the figures of those periods.
    """

    periods: tuple[OfficePeriod | None, ...]
    line: OfficeLine
    is_comparable: bool
    open_months: tuple[OpenMonths, ...] = ()
    open_figures: tuple[Figures, ...] = ()

    @property
    def unit(self) -> Unit:
        return self.line.unit


class YearPeriod(NamedTuple):
    """A period of the year: its code and name, and the figures in which its offices are ranked (or stand alone)."""

    code: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class Year:
    """A year of the offices of a hub, or of one office: they stand by group and rank, who is not ranked last.

    `left_out` are the periods that have to do with the year and are not in it.
    """

    year: int
    unit: Unit
    is_ranking: bool
    method: Method
    periods: tuple[YearPeriod, ...]
    offices: tuple[YearOfOffice, ...]
    left_out: tuple[LeftOut, ...] = ()

    def ranked_in(self, group: str, place: int | None = None) -> int:
        """How many offices of a group are ranked: in the year, or in the period at a place."""
        if place is None:
            lines: Sequence[OfficeLine] = [each.line for each in self.offices]
        else:
            lines = self.periods[place].figures.lines
        return sum(line.rank is not None and line.group == group for line in lines)


def year_of_offices(
    offices: Sequence[tuple[Unit, Sequence[OfficePeriod | None]]], method: Method, *, is_ranking: bool
) -> tuple[YearOfOffice, ...]:
    """What the periods of each office amount to under the method of the last period, ranked within its group.

    All answers of the year together, or each period once: as the method says. A period of few people stands in neither.
    """
    found: dict[UnitKey, YearOfOffice] = {}
    for unit, periods in offices:
        told = [each for each in periods if each is not None and not each.line.is_withheld]
        is_comparable = all(overall_then(each.point, told[-1].point) != NOT_COMPARABLE for each in told)
        line = _line(unit, [each for each in periods if each is not None], method)
        overall = _overall(told, method) if is_comparable else None
        found[unit.key] = YearOfOffice(tuple(periods), replace(line, overall=overall), is_comparable)
    if not is_ranking:
        return tuple(found.values())
    lines = judged([each.line for each in found.values()], method)
    return tuple(replace(found[line.unit.key], line=line) for line in lines)


def _overall(told: Sequence[OfficePeriod], method: Method) -> Fraction | None:
    if method.yearly == "mean":
        return satisfaction.mean(each.line.overall for each in told)
    counted = [part for each in told for part in each.counted]
    return overall_of(counted, method).index if counted else None


def _line(unit: Unit, periods: Sequence[OfficePeriod], method: Method) -> OfficeLine:
    """The year of an office as a line of a ranking, still without its index; there is no interval over several samples."""
    told = [each.line for each in periods if not each.line.is_withheld]
    forms, answers = sum(line.forms for line in told), sum(line.answers for line in told)
    every = [each.line.wanted for each in periods]
    known = [each for each in every if each]
    wanted = sum(known) if len(known) == len(every) else None
    return OfficeLine(
        unit=unit,
        forms=forms if told else sum(each.line.forms for each in periods),
        returned=sum(each.line.returned for each in periods),
        overall=None,
        rank=None,
        grade="",
        basis="",
        is_closed=all(each.line.is_closed for each in periods),
        late=sum(each.line.late for each in periods),
        expected=any(each.line.expected for each in periods),
        group=group_of(unit, method),
        ground=basis_of(forms, answers, method, wanted=wanted) if told else Basis.TOO_FEW,
        wanted=wanted,
        answers=answers,
        is_withheld=not told and any(each.line.forms for each in periods),
    )
