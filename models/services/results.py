"""Results of an office and of a hub: what the counts of the base amount to under the period's method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from models.catalogue.units import children, unit_of_key
from models.domain.ledger import balance
from models.domain.method import Method
from models.domain.periods import Period
from models.domain.questionnaire import Questionnaire
from models.domain.results import (
    Branch,
    Consolidated,
    Counted,
    Measure,
    Results,
    UnitLine,
    Variant,
    fingerprint,
    measure,
    weigh,
)
from models.domain.satisfaction import Interval, grade, mean, ranks
from models.domain.tallies import added
from models.domain.units import HUB_LEVELS, Level, Unit, UnitKey
from models.progress import NO_PROGRESS, Progress
from models.services.deriving import Derived, derived, derived_all
from models.services.questionnaires import questionnaires_of
from models.store import journal
from models.store.database import Station


def results_of(station: Station, period: Period, unit: UnitKey, *, late: bool = False, language: str = "vi") -> Results:
    """The figures of one office; of a closed period as it was closed, unless `late` asks for the later lines too.

    `language` is that of the paper the data fingerprint stands on.
    """
    return _results(
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
    return tuple(_results(period, each, questionnaires, late=late, language=language) for each in every)


def consolidated(
    station: Station,
    period: Period,
    *,
    late: bool = False,
    language: str = "vi",
    progress: Progress = NO_PROGRESS,
) -> Consolidated:
    """The figures of a hub: its offices ranked by overall index, who has not sent, and all answers together.

    The offices asked are those of the period; without a list, all communes under the hub's unit on the
    last evaluated day, at any depth. An office that sent without being asked is ranked too and marked.
    """
    questionnaires = questionnaires_of(station, period)
    asked = period.units or tuple(unit.key for unit in communes_under(station.unit, period.evaluated_to))
    sent = _sent(station, period)
    here = tuple(sorted(unit for unit, lines in sent.items() if lines))
    every = derived_all(station, period, here, late=late, progress=progress)
    whole = [_results(period, each, questionnaires, late=late, language=language) for each in every]
    lines = [
        UnitLine(
            unit=results.unit,
            forms=results.measure.forms,
            returned=results.balance.get("returned", 0),
            overall=results.measure.overall,
            rank=rank,
            grade=results.grade,
            fingerprint=results.fingerprint,
            is_closed=results.is_closed,
            late=results.late,
            expected=results.unit.key in asked,
            interval=_interval(results),
            population=results.population,
            lacking=results.lacking,
        )
        for results, rank in zip(whole, ranks([results.measure.overall for results in whole]), strict=True)
    ]
    together = _together(questionnaires, every)
    totals: Counter[str] = Counter(dict.fromkeys(balance(()), 0))
    for results in whole:
        totals.update(results.balance)
    return Consolidated(
        hub=unit_named(station.unit),
        period=period.code,
        lines=tuple(sorted(lines, key=_by_rank)),
        not_sent=tuple(unit_named(key) for key in asked if not sent.get(key)),
        measure=measure(together, period.method),
        mean=mean(results.measure.overall for results in whole),
        balance=dict(totals),
        method=period.method,
        fingerprint=fingerprint(
            (f"{each.unit} {each.standing.answers}" for each in every), period.method, language=language
        ),
        is_reference=_is_reference(period, questionnaires),
        with_late=late,
        variants=_variants(together, period.method),
        branches=_branches(station.unit, questionnaires, every, lines, period.method),
    )


def communes_under(key: UnitKey, day: date) -> tuple[Unit, ...]:
    """The communes below a unit on the day, however many units lie between."""
    found: list[Unit] = []
    for unit in children(key, day):
        if unit.level is Level.COMMUNE:
            found.append(unit)
        elif unit.level in HUB_LEVELS:
            found += communes_under(unit.key, day)
    return tuple(found)


def units_here(station: Station, period: Period) -> tuple[UnitKey, ...]:
    """The offices of which this base has lines in the period."""
    return tuple(sorted({stream.unit for stream in journal.streams(station.db, period=period.key).values()}))


def unit_named(key: UnitKey) -> Unit:
    """The office with this key; one the catalogue does not know is shown under its code."""
    found = unit_of_key(key)
    if found is not None:
        return found
    return Unit(key=key, name=key.code, label="", level=Level.DEPARTMENT, agency=key.code)


def _results(
    period: Period, each: Derived, questionnaires: tuple[Questionnaire, ...], *, late: bool, language: str
) -> Results:
    standing = each.standing
    counted = _together(questionnaires, (each,))
    whole = measure(counted, period.method, population=standing.population)
    return Results(
        unit=unit_named(each.unit),
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
    hub: UnitKey,
    questionnaires: tuple[Questionnaire, ...],
    every: Iterable[Derived],
    lines: Sequence[UnitLine],
    method: Method,
) -> tuple[Branch, ...]:
    """The units between the hub and its offices, in the order of their keys."""
    groups: dict[UnitKey, list[tuple[Derived, UnitLine]]] = {}
    for each, line in zip(every, lines, strict=True):
        parent = line.unit.parent
        if parent is not None and hub not in (parent, each.unit):
            groups.setdefault(parent, []).append((each, line))
    found = []
    for key in sorted(groups):
        together = measure(_together(questionnaires, [each for each, _ in groups[key]]), method)
        own = [line for _, line in groups[key]]
        found.append(Branch(unit_named(key), together.forms, weigh(own, together.overall, method)))
    return tuple(found)


def _interval(results: Results) -> Interval | None:
    general = results.measure.general
    return general.interval if general is not None and results.measure.overall_from == "question" else None


def _together(questionnaires: tuple[Questionnaire, ...], every: Iterable[Derived]) -> list[Counted]:
    """The counts of several offices by questionnaire, in the order of the period."""
    parts = [part.counted for each in every for part in each.parts]
    found = []
    for questionnaire in questionnaires:
        own = [part for part in parts if part.questionnaire.coding == questionnaire.coding]
        found.append(Counted(questionnaire, sum(part.forms for part in own), added(part.counts for part in own)))
    return found


def _sent(station: Station, period: Period) -> dict[UnitKey, int]:
    """How many lines of other stations are here per unit; a hub's own rulings on an office are none of its sending."""
    found: dict[UnitKey, int] = {}
    for number, stream in journal.streams(station.db, period=period.key).items():
        own = stream.station == station.id and stream.unit != station.unit
        found[stream.unit] = found.get(stream.unit, 0) + (0 if own else journal.last_n(station.db, number))
    return found


def _is_reference(period: Period, questionnaires: tuple[Questionnaire, ...]) -> bool:
    return period.method.is_reference or any(questionnaire.is_reference for questionnaire in questionnaires)


def _by_rank(line: UnitLine) -> tuple[bool, int, str]:
    return line.rank is None, line.rank or 0, str(line.unit.key)
