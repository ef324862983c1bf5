"""Results of an office and of a hub: what the counts of the base amount to under the period's method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.catalogue import Catalogue
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import balance
from models.domain.book.periods import Period
from models.domain.figures.measures import Counted, Measure, measure, overall_of
from models.domain.figures.results import Branch, Consolidated, Results, UnitLine, Variant, fingerprint, weigh
from models.domain.figures.satisfaction import Interval, grade, mean, ranks
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Questionnaire
from models.progress import NO_PROGRESS, Progress
from models.services.figures.deriving import areas_of, compiled_of, derived, derived_all, standings_of, work_out
from models.services.figures.standings import Derived, Standing
from models.services.figures.whole import Areas, by_area, together
from models.services.forms.ledger import validity_rule
from models.services.office.questionnaires import questionnaires_of
from models.store import journal
from models.store.database import Station


def results_of(station: Station, period: Period, unit: UnitKey, *, late: bool = False, language: str = "vi") -> Results:
    """The figures of one office; of a closed period as it was closed, unless `late` asks for the later lines too.

    `language` is that of the paper the data fingerprint stands on.
    """
    return _results(
        station.catalogue,
        period,
        derived(station, period, unit, late=late),
        questionnaires_of(station, period),
        late=late,
        language=language,
    )


def results_of_all(
    station: Station,
    period: Period,
    *,
    late: bool = False,
    language: str = "vi",
    progress: Progress = NO_PROGRESS,
) -> tuple[Results, ...]:
    """The figures of every office of which something is here, by unit key."""
    questionnaires = questionnaires_of(station, period)
    every = derived_all(station, period, units_here(station, period), late=late, progress=progress)
    return tuple(
        _results(station.catalogue, period, each, questionnaires, late=late, language=language) for each in every
    )


def consolidated(
    station: Station,
    period: Period,
    *,
    under: UnitKey | None = None,
    late: bool = False,
    language: str = "vi",
    progress: Progress = NO_PROGRESS,
) -> Consolidated:
    """The figures of a hub: its offices ranked by overall index, who has not sent, and all answers together.

    The offices asked are those of the period; without a list, all communes under the hub's unit on the
    last evaluated day, at any depth. An office that sent without being asked is ranked too and marked.
    `under` is a part of the hub (quận, huyện) whose offices alone are looked at, as if it were the hub.
    """
    sent = _sent(station, period)
    here = tuple(sorted(unit for unit, lines in sent.items() if lines))
    standings = dict(zip(here, standings_of(station, period, here, progress=progress), strict=True))
    if late and any(standing.late for standing in standings.values()):
        every = derived_all(station, period, here, late=True, progress=progress)
        standings = {each.unit: each.standing for each in every}
        listed = {each.unit: [part.counted for part in each.parts] for each in every}
        areas = by_area(station.catalogue, questionnaires_of(station, period), listed)
    else:
        areas = areas_of(station, period, standings)
    if under is not None:
        standings = {unit: standing for unit, standing in standings.items() if station.catalogue.is_below(unit, under)}
        areas = {
            area: counted for area, counted in areas.items() if area and _is_within(station.catalogue, area, under)
        }
    return _consolidated(station, period, standings, areas, sent, under=under, late=late, language=language)


def _is_within(catalogue: Catalogue, area: str, under: UnitKey) -> bool:
    return UnitKey.parse(area) == under or catalogue.is_below(UnitKey.parse(area), under)


def _consolidated(
    station: Station,
    period: Period,
    standings: Mapping[UnitKey, Standing],
    areas: Areas,
    sent: Mapping[UnitKey, bool],
    *,
    under: UnitKey | None,
    late: bool,
    language: str,
) -> Consolidated:
    questionnaires, hub = questionnaires_of(station, period), under or station.unit
    every = period.units or tuple(unit.key for unit in station.catalogue.communes_under(hub, period.evaluated_to))
    asked = station.catalogue.those_below(every, under)
    overall = {unit: Fraction(each.overall) if each.overall else None for unit, each in standings.items()}
    lines = [
        UnitLine(
            unit=station.catalogue.unit_named(unit),
            forms=standing.forms,
            returned=standing.balance.get("returned", 0),
            overall=overall[unit],
            rank=rank,
            grade=grade(overall[unit], period.method.grades),
            fingerprint=fingerprint((standing.answers,), period.method, language=language),
            is_closed=bool(standing.closing),
            late=standing.late,
            expected=unit in asked,
            interval=Interval(*map(Fraction, standing.interval)) if standing.interval else None,
            population=standing.population,
            lacking=standing.lacking,
        )
        for (unit, standing), rank in zip(standings.items(), ranks(list(overall.values())), strict=True)
    ]
    totals: Counter[str] = Counter(dict.fromkeys(balance(()), 0))
    for standing in standings.values():
        totals.update(standing.balance)
    whole = together(questionnaires, (part for counted in areas.values() for part in counted))
    return Consolidated(
        hub=station.catalogue.unit_named(hub),
        period=period.code,
        lines=tuple(sorted(lines, key=_by_rank)),
        not_sent=tuple(station.catalogue.unit_named(key) for key in asked if not sent.get(key)),
        measure=measure(whole, period.method),
        mean=mean(overall.values()),
        balance=dict(totals),
        method=period.method,
        fingerprint=fingerprint(
            (f"{unit} {standing.answers}" for unit, standing in standings.items()), period.method, language=language
        ),
        is_reference=_is_reference(period, questionnaires),
        with_late=late,
        variants=_variants(whole, period.method),
        branches=_branches(station.catalogue, hub, areas, lines, period.method),
    )


def results_within(
    station: Station, period: Period, unit: UnitKey, within: Mapping[str, int], *, late: bool, language: str
) -> Results:
    """The figures of one office as they were when only these lines were here: per station the last n."""
    made, _ = work_out(station, period, unit, compiled_of(station, period), late=late, within=within)
    return _results(station.catalogue, period, made, questionnaires_of(station, period), late=late, language=language)


def consolidated_within(
    station: Station,
    period: Period,
    within: Mapping[UnitKey, Mapping[str, int]],
    *,
    under: UnitKey | None = None,
    late: bool,
    language: str,
    progress: Progress = NO_PROGRESS,
) -> Consolidated:
    """The figures of the hub as they were when only these lines were here: per office and station the last n.

    `under` as for `consolidated`.
    """
    compiled = compiled_of(station, period)
    is_valid = validity_rule(station, period)
    sent = {
        unit: any(n for place, n in limits.items() if place != station.id or unit == station.unit)
        for unit, limits in within.items()
    }
    standings: dict[UnitKey, Standing] = {}
    listed: dict[UnitKey, list[Counted]] = {}
    here = sorted(station.catalogue.those_below((unit for unit, has_lines in sent.items() if has_lines), under))
    for place, unit in enumerate(here):
        progress.step(place, len(here), unit.code)
        made, _ = work_out(station, period, unit, compiled, late=late, within=within[unit], is_valid=is_valid)
        standings[unit] = made.standing
        listed[unit] = [part.counted for part in made.parts]
    areas = by_area(station.catalogue, questionnaires_of(station, period), listed)
    return _consolidated(station, period, standings, areas, sent, under=under, late=late, language=language)


def units_here(station: Station, period: Period) -> tuple[UnitKey, ...]:
    """The offices of which this base has lines in the period."""
    return tuple(sorted({stream.unit for stream in journal.streams(station.db, period=period.key).values()}))


def _results(
    catalogue: Catalogue,
    period: Period,
    each: Derived,
    questionnaires: tuple[Questionnaire, ...],
    *,
    late: bool,
    language: str,
) -> Results:
    standing = each.standing
    counted = together(questionnaires, (part.counted for part in each.parts))
    whole = measure(counted, period.method, population=standing.population)
    return Results(
        unit=catalogue.unit_named(each.unit),
        period=period.code,
        measure=whole,
        variants=_variants(counted, period.method, whole=whole),
        balance=standing.balance,
        method=period.method,
        fingerprint=fingerprint((standing.answers,), period.method, language=language),
        grade=grade(whole.overall, period.method.grades),
        is_reference=_is_reference(period, questionnaires),
        population=standing.population,
        closing=standing.closing,
        edition=standing.edition,
        late=standing.late,
        with_late=late,
        alarms=standing.alarms,
        keyed_not_issued=standing.keyed_not_issued,
        lacking=standing.lacking,
    )


def _variants(counted: Sequence[Counted], method: Method, *, whole: Measure | None = None) -> tuple[Variant, ...]:
    """Each questionnaire that was answered; with one alone, `whole` (if any) is its measure too."""
    used = [part for part in counted if part.forms]
    return tuple(
        Variant(part.questionnaire, whole if whole and len(used) == 1 else measure([part], method), part.counts)
        for part in used
    )


def _branches(
    catalogue: Catalogue, hub: UnitKey, areas: Areas, lines: Sequence[UnitLine], method: Method
) -> tuple[Branch, ...]:
    """The units between the hub and its offices, in the order of their keys."""
    groups: dict[UnitKey, list[UnitLine]] = {}
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


def _by_rank(line: UnitLine) -> tuple[bool, int, str]:
    return line.rank is None, line.rank or 0, str(line.unit.key)
