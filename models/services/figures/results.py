"""Figures of an office, a part of a hub or a hub: what the counts of the base amount to under the period's method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from models.catalogue import Catalogue
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import balance
from models.domain.book.periods import Period
from models.domain.disclosure.small_offices import left_out
from models.domain.figures.basis import Basis, basis_of, is_few
from models.domain.figures.breakdowns import GroupSize
from models.domain.figures.control_code import control_code
from models.domain.figures.figures import (
    Branch,
    Figures,
    OfficeLine,
    Reach,
    Subject,
    Variant,
    weigh,
)
from models.domain.figures.judging import group_of, judged
from models.domain.figures.measures import Counted, Measure, measure, overall_of
from models.domain.figures.satisfaction import Interval, grade
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Questionnaire
from models.progress import NO_PROGRESS, Progress
from models.services.figures.areas import Areas, area_of, by_area, together
from models.services.figures.deriving import areas_of, compiled_of, derived, derived_all, standings_of, work_out
from models.services.figures.standings import Derived, Standing
from models.services.forms.ledger import validity_rule
from models.services.office.questionnaires import questionnaires_of
from models.store import journal
from models.store.database import Station
from models.store.periods import targets

Within = Mapping[UnitKey, Mapping[str, int]]
"""Which lines alone are looked at: per office and station the last n."""


def figures_of(
    station: Station,
    period: Period,
    subject: Subject,
    *,
    late: bool = False,
    within: Within | None = None,
    only: Collection[UnitKey] | None = None,
    progress: Progress = NO_PROGRESS,
) -> Figures:
    """The figures of one office, of a part of a hub or of a hub; closed periods as they were closed, unless `late`.

    A hub ranks the offices that were asked, each in its group of comparison, and says who of them has not sent. An office that
    sent without being asked is listed without a rank, and the hub itself only when it has forms of its own or is asked. Of an
    office of one to four people nothing is told but their number; where several are not enough together, their answers
    are in no sum either.
    `within` makes the figures as they were when only these lines were here, `only` counts just these offices of several.
    """
    if subject.is_office:
        made = (
            derived(station, period, subject.unit, late=late)
            if within is None
            else _made_within(station, period, subject.unit, within, late=late)
        )
        return _of_office(
            station.catalogue, period, made, questionnaires_of(station, period), _wanted(station, period), late=late
        )
    counted = (
        _counted_now(station, period, subject.part, late=late, progress=progress)
        if within is None
        else _counted_within(station, period, subject.part, within, late=late, progress=progress)
    )
    return _of_offices(station, period, subject, counted, only, late=late)


def figures_of_each_office(
    station: Station, period: Period, *, late: bool = False, progress: Progress = NO_PROGRESS
) -> tuple[Figures, ...]:
    """The figures of every office of which something is here, by unit key."""
    questionnaires = questionnaires_of(station, period)
    every = derived_all(station, period, units_here(station, period), late=late, progress=progress)
    wanted = _wanted(station, period)
    return tuple(_of_office(station.catalogue, period, each, questionnaires, wanted, late=late) for each in every)


def subject_here(station: Station, period: Period, unit: UnitKey | None) -> Subject:
    """What figures asked for a unit are about: the offices of a hub together (None), those of a part of it, or one office."""
    if unit is None:
        return Subject(station.unit, Reach.HUB)
    return Subject(unit, Reach.PART if station.catalogue.is_part(unit, units_here(station, period)) else Reach.OFFICE)


class _CountedOffices(NamedTuple):
    """The offices of which lines are here: where they stand, their counts by the unit above, and who sent (`has_sent`).

    `counts` reads the counts of some offices one by one.
    """

    standings: Mapping[UnitKey, Standing]
    areas: Areas
    has_sent: Mapping[UnitKey, bool]
    counts: Callable[[Sequence[UnitKey]], Mapping[UnitKey, list[Counted]]]

    def without(self, offices: Collection[UnitKey], station: Station, period: Period) -> Areas:
        """The counts of all offices but these, by the unit above."""
        if not offices:
            return self.areas
        areas = {area_of(station.catalogue, unit) for unit in offices}
        left = [unit for unit in self.standings if unit not in offices and area_of(station.catalogue, unit) in areas]
        again = by_area(station.catalogue, questionnaires_of(station, period), self.counts(left)) if left else {}
        return {area: counted for area, counted in self.areas.items() if area not in areas} | dict(again)


def _made_within(station: Station, period: Period, unit: UnitKey, within: Within, *, late: bool) -> Derived:
    compiled = compiled_of(station, period)
    return work_out(station, period, unit, compiled, late=late, within=within.get(unit, {}))[0]


def _coded(figures: Figures, period: Period) -> Figures:
    """The figures with their control code."""
    days = (period.evaluated_from, period.evaluated_to)
    return replace(figures, fingerprint=control_code(figures, days))


def _counted_now(
    station: Station, period: Period, part: UnitKey | None, *, late: bool, progress: Progress
) -> _CountedOffices:
    sent = _sent(station, period)
    here = tuple(sorted(unit for unit, lines in sent.items() if lines))
    standings = dict(zip(here, standings_of(station, period, here, progress=progress), strict=True))
    if late and any(standing.late for standing in standings.values()):
        every = derived_all(station, period, here, late=True, progress=progress)
        standings = {each.unit: each.standing for each in every}
        listed = {each.unit: [part.counted for part in each.parts] for each in every}
        areas = by_area(station.catalogue, questionnaires_of(station, period), listed)
    else:
        listed = {}
        areas = areas_of(station, period, standings)
    if part is not None:
        standings = {unit: standing for unit, standing in standings.items() if station.catalogue.is_below(unit, part)}
        areas = {area: counted for area, counted in areas.items() if area and _is_within(station.catalogue, area, part)}

    def counts(units: Sequence[UnitKey]) -> Mapping[UnitKey, list[Counted]]:
        if listed:
            return {unit: listed[unit] for unit in units}
        return {each.unit: [part.counted for part in each.parts] for each in derived_all(station, period, tuple(units))}

    return _CountedOffices(standings, areas, sent, counts)


def _is_within(catalogue: Catalogue, area: str, under: UnitKey) -> bool:
    return UnitKey.parse(area) == under or catalogue.is_below(UnitKey.parse(area), under)


def _counted_within(
    station: Station, period: Period, part: UnitKey | None, within: Within, *, late: bool, progress: Progress
) -> _CountedOffices:
    compiled = compiled_of(station, period)
    is_valid = validity_rule(station, period)
    sent = {
        unit: any(n for place, n in limits.items() if place != station.id or unit == station.unit)
        for unit, limits in within.items()
    }
    standings: dict[UnitKey, Standing] = {}
    listed: dict[UnitKey, list[Counted]] = {}
    here = sorted(station.catalogue.those_below((unit for unit, has_lines in sent.items() if has_lines), part))
    for place, unit in enumerate(here):
        progress.step(place, len(here), unit.code)
        made, _ = work_out(station, period, unit, compiled, late=late, within=within[unit], is_valid=is_valid)
        standings[unit] = made.standing
        listed[unit] = [each.counted for each in made.parts]
    areas = by_area(station.catalogue, questionnaires_of(station, period), listed)
    return _CountedOffices(standings, areas, sent, lambda units: {unit: listed[unit] for unit in units})


def _of_offices(
    station: Station,
    period: Period,
    subject: Subject,
    counted: _CountedOffices,
    only: Collection[UnitKey] | None,
    *,
    late: bool,
) -> Figures:
    questionnaires, (standings, _, has_sent, _) = questionnaires_of(station, period), counted
    asked = station.catalogue.those_below(period.asked(station.catalogue, by=station.unit), subject.part)
    standings = {unit: each for unit, each in standings.items() if unit != station.unit or unit in asked or each.forms}
    few = {
        unit: GroupSize(each.forms, each.answers)
        for unit, each in standings.items()
        if is_few(each.forms, each.answers, period.method)
    }
    over = {unit: area_of(station.catalogue, unit) for unit in few}
    out = left_out(few, over, least=period.method.suppress_under)
    areas = counted.without(out if only is None else counted.standings.keys() - {*only}, station, period)
    wanted = _wanted(station, period)
    lines = [
        _line(station.catalogue, period, unit, standing, wanted, expected=unit in asked)
        for unit, standing in standings.items()
    ]
    totals: Counter[str] = Counter(dict.fromkeys(balance(()), 0))
    for standing in standings.values():
        totals.update(standing.balance)
    whole = together(questionnaires, (each for of in areas.values() for each in of))
    figures = Figures(
        unit=station.catalogue.unit_named(subject.unit),
        reach=subject.reach,
        period=period.code,
        method=period.method,
        measure=measure(whole, period.method),
        variants=_variants(whole, period.method),
        lines=judged(lines, period.method),
        not_sent=tuple(station.catalogue.unit_named(key) for key in asked if not has_sent.get(key)),
        branches=_branches(station.catalogue, subject.unit, areas, lines, period.method),
        balance=dict(totals),
        fingerprint="",
        is_reference=_is_reference(period, questionnaires),
        with_late=late,
        left_out=tuple(station.catalogue.unit_named(unit) for unit in sorted(out)),
    )
    return _coded(figures, period)


def _of_office(
    catalogue: Catalogue,
    period: Period,
    made: Derived,
    questionnaires: tuple[Questionnaire, ...],
    wanted: Mapping[UnitKey, int],
    *,
    late: bool,
) -> Figures:
    standing = made.standing
    line = _line(catalogue, period, made.unit, standing, wanted)
    counted = together(questionnaires, () if line.is_withheld else (part.counted for part in made.parts))
    whole = measure(counted, period.method, population=standing.population)
    figures = Figures(
        unit=line.unit,
        reach=Reach.OFFICE,
        period=period.code,
        method=period.method,
        measure=whole,
        variants=_variants(counted, period.method, whole=whole),
        lines=(line,),
        not_sent=(),
        branches=(),
        balance=standing.balance,
        fingerprint="",
        is_reference=_is_reference(period, questionnaires),
        with_late=late,
        closing=standing.closing,
        edition=standing.edition,
        alarms=standing.alarms,
        keyed_not_issued=standing.keyed_not_issued,
    )
    return _coded(figures, period)


def _line(
    catalogue: Catalogue,
    period: Period,
    unit: UnitKey,
    standing: Standing,
    wanted: Mapping[UnitKey, int],
    *,
    expected: bool = True,
) -> OfficeLine:
    """One office that stands alone: graded if its index stands on enough, without a rank."""
    named, method = catalogue.unit_named(unit), period.method
    brought = wanted.get(unit) or standing.sampled
    is_withheld = is_few(standing.forms, standing.answers, method)
    overall = Fraction(standing.overall) if standing.overall and not is_withheld else None
    ground = basis_of(standing.forms, standing.answers, method, wanted=brought)
    return OfficeLine(
        unit=named,
        forms=standing.forms,
        returned=standing.balance.get("returned", 0),
        overall=overall,
        rank=None,
        grade=grade(overall, method.grades) if ground is Basis.ENOUGH else "",
        basis=standing.basis,
        is_closed=bool(standing.closing),
        late=standing.late,
        expected=expected,
        interval=Interval(*map(Fraction, standing.interval)) if standing.interval and not is_withheld else None,
        population=standing.population,
        lacking=standing.lacking,
        unheard=standing.unheard,
        group=group_of(named, method),
        ground=ground,
        wanted=brought,
        answers=0 if is_withheld else standing.answers,
        is_withheld=is_withheld,
    )


def _wanted(station: Station, period: Period) -> Mapping[UnitKey, int]:
    """How many forms each office was to bring in, where the campaign says so."""
    found: Counter[UnitKey] = Counter()
    for target in targets(station.db, period.key):
        found[target.unit] += target.forms
    return found


def units_here(station: Station, period: Period) -> tuple[UnitKey, ...]:
    """The offices of which this base has lines in the period."""
    return tuple(sorted({stream.unit for stream in journal.streams(station.db, period=period.key).values()}))


def reporting_offices(station: Station, period: Period) -> tuple[UnitKey, ...]:
    """The offices of which something is here; the hub itself only when it is asked or has forms of its own.

    What a hub writes down about the period (its closing, say) makes it no office of the survey.
    """
    here = units_here(station, period)
    if (
        not station.is_hub
        or station.unit not in here
        or station.unit in period.asked(station.catalogue, by=station.unit)
    ):
        return here
    (own,) = standings_of(station, period, (station.unit,))
    return here if own.balance.get("issued") else tuple(unit for unit in here if unit != station.unit)


def offices_here(station: Station, period: Period, subject: Subject) -> tuple[UnitKey, ...]:
    """The offices that a subject is about: itself, or those of a hub or a part of it of which something is here."""
    return (
        (subject.unit,)
        if subject.is_office
        else station.catalogue.those_below(units_here(station, period), subject.part)
    )


def _variants(counted: Sequence[Counted], method: Method, *, whole: Measure | None = None) -> tuple[Variant, ...]:
    """Each questionnaire that was answered; with one alone, `whole` (if any) is its measure too."""
    used = [part for part in counted if part.forms]
    return tuple(
        Variant(part.questionnaire, whole if whole and len(used) == 1 else measure([part], method), part.counts)
        for part in used
    )


def _branches(
    catalogue: Catalogue, hub: UnitKey, areas: Areas, lines: Sequence[OfficeLine], method: Method
) -> tuple[Branch, ...]:
    """The units between the hub and its offices, in the order of their keys."""
    groups: dict[UnitKey, list[OfficeLine]] = {}
    for line in lines:
        parent = line.unit.parent
        if parent is not None and hub not in (parent, line.unit.key):
            groups.setdefault(parent, []).append(line)
    found = []
    for key, own in sorted(groups.items()):
        counted = areas.get(str(key), ())
        forms = sum(part.forms for part in counted)
        found.append(Branch(catalogue.unit_named(key), forms, weigh(own, overall_of(counted, method).index, method)))
    return tuple(found)


def _sent(station: Station, period: Period) -> dict[UnitKey, bool]:
    """Whether lines of other stations are here per unit; a hub's own rulings on an office are none of its sending."""
    found = journal.senders(station.db, period.key)
    return {unit: bool(named if unit == station.unit else named - {station.id}) for unit, named in found.items()}


def _is_reference(period: Period, questionnaires: tuple[Questionnaire, ...]) -> bool:
    return period.method.is_reference or any(questionnaire.is_reference for questionnaire in questionnaires)
