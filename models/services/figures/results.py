"""Figures of an office, a part of a hub or a hub: what the counts of the base amount to under the period's method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from models.catalogue import Catalogue
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import balance
from models.domain.book.periods import Period
from models.domain.disclosure.held_back import without_held_back
from models.domain.disclosure.node_rankings import with_node_rankings
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
    Waived,
    weigh,
)
from models.domain.figures.judging import group_of, judged
from models.domain.figures.measures import Counted, Measure, measure, overall_of
from models.domain.figures.satisfaction import Interval, grade
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Questionnaire
from models.progress import NO_PROGRESS, Progress
from models.services.figures.above import forms_otherwise_above
from models.services.figures.areas import Areas, Move, area_of, by_area, moved_areas, together
from models.services.figures.deriving import areas_of, derived_all, standings_of
from models.services.figures.footing import Footing, Reading, Within, footing_of
from models.services.figures.standings import Derived, Standing
from models.services.office.questionnaires import questionnaires_of
from models.services.office.stations import name_of
from models.store import journal, stream_ends
from models.store.bulk import uncollected
from models.store.database import Station
from models.store.keys import stations_of
from models.store.periods import targets


def figures_of(
    station: Station,
    period: Period,
    subject: Subject,
    *,
    late: bool = False,
    footing: Footing | None = None,
    only: Collection[UnitKey] | None = None,
    progress: Progress = NO_PROGRESS,
) -> Figures:
    """The figures of one office, of a part of a hub or of a hub on their footing (default: `footing_of`).

    A hub ranks the offices that were asked, each in its group of comparison, and says who of them has not sent. An office that
    sent without being asked is listed without a rank. Of an office of one to four people nothing is told but their number;
    where several are not enough together, their answers are in no sum either. `only` counts just these offices of several.
    """
    stands = footing or footing_of(station, period, late=late)
    reading = Reading(station, period, stands)
    if subject.is_office:
        (made,) = reading.derived((subject.unit,), progress=progress)
        return _of_office(station, period, made, questionnaires_of(station, period), _wanted(station, period), stands)
    with uncollected():
        return _of_offices(reading, subject, _counted(reading, subject.part, progress), only)


def figures_of_each_office(
    station: Station, period: Period, *, late: bool = False, progress: Progress = NO_PROGRESS
) -> tuple[Figures, ...]:
    """The figures of every office of which something is here, by unit key."""
    questionnaires, stands = questionnaires_of(station, period), footing_of(station, period, late=late)
    every = Reading(station, period, stands).derived(units_here(station, period), progress=progress)
    wanted = _wanted(station, period)
    return tuple(_of_office(station, period, each, questionnaires, wanted, stands) for each in every)


def subject_here(station: Station, period: Period, unit: UnitKey | None) -> Subject:
    """What figures asked for a unit are about: the offices of a hub together (None), those of a part of it, or one office."""
    if unit is None:
        return Subject(station.unit, Reach.HUB)
    return Subject(unit, Reach.PART if station.catalogue.is_part(unit, units_here(station, period)) else Reach.OFFICE)


class _CountedOffices(NamedTuple):
    """The offices of which lines are here: where they stand, their counts by the unit above, and who sent (`has_sent`)."""

    standings: Mapping[UnitKey, Standing]
    areas: Areas
    has_sent: Mapping[UnitKey, bool]

    def without(self, offices: Collection[UnitKey], reading: Reading) -> Areas:
        """The counts of all offices but these, by the unit above."""
        catalogue = reading.station.catalogue
        areas = {area_of(catalogue, unit) for unit in offices}
        left = tuple(
            sorted(unit for unit in self.standings if unit not in offices and area_of(catalogue, unit) in areas)
        )
        listed = {each.unit: _counts(each) for each in (reading.derived(left) if left else ())}
        again = by_area(catalogue, questionnaires_of(reading.station, reading.period), listed)
        return {area: counted for area, counted in self.areas.items() if area not in areas} | dict(again)


def _coded(figures: Figures, period: Period) -> Figures:
    """The figures with the control code of all of them, and then without what is held back."""
    days = (period.evaluated_from, period.evaluated_to)
    return without_held_back(replace(figures, fingerprint=control_code(figures, days)))


def _counted(reading: Reading, part: UnitKey | None, progress: Progress) -> _CountedOffices:
    station, period, footing = reading.station, reading.period, reading.footing
    sent_now = offices_sent(station, period)
    sent = sent_now if footing.within is None else _sent_within(station, footing.within)
    here = tuple(sorted(unit for unit, has_lines in sent.items() if has_lines))
    if footing.late:
        every = reading.derived(here, progress=progress)
        standings = {each.unit: each.standing for each in every}
        listed = {each.unit: _counts(each) for each in every}
        areas = by_area(station.catalogue, questionnaires_of(station, period), listed)
    else:
        kept_here = tuple(sorted(unit for unit, has_lines in sent_now.items() if has_lines))
        standings, areas = _as_kept_but(reading, here, kept_here, progress)
    if part is not None:
        standings = {unit: standing for unit, standing in standings.items() if station.catalogue.is_below(unit, part)}
        areas = {area: counted for area, counted in areas.items() if area and _is_within(station.catalogue, area, part)}
    return _CountedOffices(standings, areas, sent)


def _as_kept_but(
    reading: Reading, here: tuple[UnitKey, ...], kept_here: tuple[UnitKey, ...], progress: Progress
) -> tuple[dict[UnitKey, Standing], Areas]:
    """Where offices stand and their sums: those of the tables, but for the offices that stand otherwise on this footing."""
    station, period = reading.station, reading.period
    kept = dict(zip(kept_here, standings_of(station, period, kept_here, progress=progress), strict=True))
    areas = areas_of(station, period, kept)
    otherwise = reading.otherwise(tuple(sorted({*here, *kept_here})), progress=progress)
    if otherwise:
        known = tuple(unit for unit in otherwise if unit in kept)
        gone = {each.unit: _counts(each) for each in derived_all(station, period, known)}
        moves = [
            Move(unit, gone.get(unit, ()), _counts(made) if unit in here else ()) for unit, made in otherwise.items()
        ]
        questionnaires = questionnaires_of(station, period)
        areas = {**areas, **moved_areas(station.catalogue, questionnaires, areas, moves)}
    return {unit: otherwise[unit].standing if unit in otherwise else kept[unit] for unit in here}, areas


def _counts(made: Derived) -> tuple[Counted, ...]:
    return tuple(part.counted for part in made.parts)


def _is_within(catalogue: Catalogue, area: str, under: UnitKey) -> bool:
    return UnitKey.parse(area) == under or catalogue.is_below(UnitKey.parse(area), under)


def _of_offices(
    reading: Reading, subject: Subject, counted: _CountedOffices, only: Collection[UnitKey] | None
) -> Figures:
    station, period, footing = reading.station, reading.period, reading.footing
    questionnaires, (standings, areas, has_sent) = questionnaires_of(station, period), counted
    edition = footing.edition
    every = period.asked(station.catalogue, by=station.unit) if edition is None else edition.asked
    asked = station.catalogue.those_below(every, subject.part)
    out = _left_out(station, period, standings)
    without = out if only is None else standings.keys() - {*only}
    if without:
        areas = counted.without(without, reading)
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
        with_late=footing.late,
        closing="" if edition is None else str(edition.ref),
        edition=0 if edition is None else edition.number,
        is_provisional=edition is None,
        closed_at="" if edition is None else edition.at,
        waived=tuple(
            Waived(each.kind, len(each.units), each.reason, name_of(station, each.by))
            for each in (() if edition is None else edition.waived)
        ),
        left_out=tuple(station.catalogue.unit_named(unit) for unit in sorted(out)),
    )
    if period.method.ranked_nodes:
        indices = [(line, standing.indices()) for line, standing in zip(lines, standings.values(), strict=True)]
        figures = with_node_rankings(figures, indices)
    return _coded(figures, period)


def _left_out(station: Station, period: Period, standings: Mapping[UnitKey, Standing]) -> frozenset[UnitKey]:
    """The offices of few people whose answers stand in no sum."""
    few = {
        unit: GroupSize(each.forms, each.answers)
        for unit, each in standings.items()
        if is_few(each.forms, each.answers, period.method)
    }
    over = {unit: area_of(station.catalogue, unit) for unit in few}
    return left_out(few, over, least=period.method.suppress_under)


def _of_office(
    station: Station,
    period: Period,
    made: Derived,
    questionnaires: tuple[Questionnaire, ...],
    wanted: Mapping[UnitKey, int],
    footing: Footing,
) -> Figures:
    standing, edition = made.standing, footing.edition
    line = _line(station.catalogue, period, made.unit, standing, wanted)
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
        with_late=footing.late,
        closing=standing.closing,
        edition=standing.edition,
        alarms=standing.alarms,
        keyed_not_issued=standing.keyed_not_issued,
        is_provisional=edition is None if station.is_hub else not standing.closing,
        hub_edition=0 if edition is None else edition.number,
        otherwise_above=_otherwise_above(station, period, made, footing),
    )
    return _coded(figures, period)


def _otherwise_above(station: Station, period: Period, made: Derived, footing: Footing) -> int:
    """How many forms the offices above count otherwise than the sheet of this office, which stands on its own closing."""
    is_own_sheet = bool(made.standing.closing) and made.unit == station.unit and not station.is_hub
    return forms_otherwise_above(station, period, made.unit) if is_own_sheet and not footing.late else 0


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
        uneven=standing.frame if standing.population is None else None,
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
    """The offices of which this base has lines in the period; a hub that only closed is none by that."""
    offices = {stream.unit for stream in journal.streams(station.db, period=period.key).values()}
    if station.is_hub and not stream_ends.has_forms(station.db, period=period.key, unit=station.unit):
        offices.discard(station.unit)
    return tuple(sorted(offices))


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
    if stream_ends.has_forms(station.db, period=period.key, unit=station.unit):
        return here
    return tuple(unit for unit in here if unit != station.unit)


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


def offices_sent(station: Station, period: Period) -> dict[UnitKey, bool]:
    """Per office of which something is here whether it sent.

    What this office wrote about another is none of its sending. It is an office of its own survey itself only where it has forms.
    """
    own = {station.id, *stations_of(station.db, station.unit)}
    found = stream_ends.senders(station.db, period.key)
    sent = {unit: bool(named - own) for unit, named in found.items()}
    if station.unit in found:
        sent[station.unit] = stream_ends.has_forms(station.db, period=period.key, unit=station.unit)
    return sent


def _sent_within(station: Station, within: Within) -> dict[UnitKey, bool]:
    """`_sent_now` of what alone is looked at."""
    own = {station.id, *stations_of(station.db, station.unit)}
    return {
        unit: any(view.last(place) for place in view.heads if unit == station.unit or place not in own)
        for unit, view in within.items()
    }


def _is_reference(period: Period, questionnaires: tuple[Questionnaire, ...]) -> bool:
    return period.method.is_reference or any(questionnaire.is_reference for questionnaire in questionnaires)
