"""The complete report of an office or of a hub: figures, breakdowns, trend and sampling record from the base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from models.catalogue import Catalogue
from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForm
from models.domain.book.facts import Fact, Kind
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.book.serials import expand
from models.domain.disclosure.hub_groups import Splits
from models.domain.figures.breakdowns import Answered, Names, SplitForm, Splitter
from models.domain.figures.measures import Counted
from models.domain.figures.results import Consolidated, Results
from models.domain.questionnaire.filters import Filters
from models.domain.sheets.choice_tables import Below
from models.domain.sheets.reports import Report
from models.domain.sheets.sampling_tables import UnitSample
from models.domain.sheets.trend_tables import MOST_PERIODS, TrendPoint, trend_point
from models.progress import NO_PROGRESS, Progress
from models.services.figures.accepted import accepted_forms
from models.services.figures.deriving import compiled_of, derived_all, work_out
from models.services.figures.results import consolidated, consolidated_within, results_of, results_within, units_here
from models.services.figures.standings import Derived
from models.services.figures.whole import together
from models.services.forms.sampling import sampling_record
from models.services.office.closing import journal_facts
from models.services.office.periods import periods
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station


def report_of(station: Station, period: Period, unit: UnitKey, *, late: bool = False, language: str = "vi") -> Report:
    """The report of one office; of a closed period as it was closed, unless `late` asks for the later lines too."""
    results = results_of(station, period, unit, late=late, language=language)
    forms = accepted_forms(station, period, unit, late=late)
    return _report_of(station, period, results, forms, journal_facts(station, period, unit), language=language)


def report_within(
    station: Station, period: Period, unit: UnitKey, within: Mapping[str, int], *, late: bool, language: str
) -> Report:
    """The report of one office as it was when only these lines were here: per station the last n.

    Earlier periods stand in its trend as they are now.
    """
    results = results_within(station, period, unit, within, late=late, language=language)
    _, forms = work_out(station, period, unit, compiled_of(station, period), late=late, within=within)
    facts = journal_facts(station, period, unit, within=within)
    return _report_of(station, period, results, forms, facts, language=language)


def _report_of(
    station: Station,
    period: Period,
    results: Results,
    forms: Iterable[AcceptedForm],
    facts: list[Fact],
    *,
    language: str,
) -> Report:
    unit = results.unit.key
    points = [
        trend_point(results_of(station, each, unit, language=language))
        for each in _before(station, period)
        if unit in units_here(station, each)
    ]
    return _report(
        results,
        _names(station.catalogue, period),
        compiled_of(station, period),
        forms,
        _joint(facts),
        trend=(*points, trend_point(results)),
        samples=(UnitSample(results.unit, sampling_record(facts)),),
        records=sum(fact.kind == Kind.SAMPLED for fact in facts),
    )


def report_of_hub(
    station: Station,
    period: Period,
    *,
    under: UnitKey | None = None,
    late: bool = False,
    language: str = "vi",
    progress: Progress = NO_PROGRESS,
) -> Report:
    """The report of a hub about all its offices, or about those of a part of it (`under`)."""
    whole = consolidated(station, period, under=under, late=late, language=language, progress=progress)
    forms = {line.unit.key: accepted_forms(station, period, line.unit.key, late=late) for line in whole.lines}
    facts = {unit: journal_facts(station, period, unit) for unit in forms}
    answers = {
        each.unit: _answers(station, period, each) for each in derived_all(station, period, tuple(forms), late=late)
    }
    return _report_of_hub(station, period, whole, forms, facts, answers, under=under, language=language)


def hub_report_within(
    station: Station,
    period: Period,
    within: Mapping[UnitKey, Mapping[str, int]],
    *,
    under: UnitKey | None = None,
    late: bool,
    language: str,
) -> Report:
    """The report of the hub as it was when only these lines were here: per office and station the last n."""
    whole = consolidated_within(station, period, within, under=under, late=late, language=language)
    compiled = compiled_of(station, period)
    forms = {}
    facts = {}
    answers = {}
    for line in whole.lines:
        unit = line.unit.key
        made, forms[unit] = work_out(station, period, unit, compiled, late=late, within=within[unit])
        answers[unit] = _answers(station, period, made)
        facts[unit] = journal_facts(station, period, unit, within=within[unit])
    return _report_of_hub(station, period, whole, forms, facts, answers, under=under, language=language)


def _report_of_hub(
    station: Station,
    period: Period,
    whole: Consolidated,
    forms: Mapping[UnitKey, Sequence[AcceptedForm]],
    facts: Mapping[UnitKey, list[Fact]],
    answers: Mapping[UnitKey, tuple[Counted, ...]],
    *,
    under: UnitKey | None,
    language: str,
) -> Report:
    points = [
        trend_point(consolidated(station, each, under=under, language=language)) for each in _before(station, period)
    ]
    joint = _joint(fact for of in facts.values() for fact in of)
    compiled, names = compiled_of(station, period), _names(station.catalogue, period)
    offices = tuple(
        _splits(Splitter(_answered(compiled, of, joint), whole.measure, whole.method, with_index=False), names)
        for of in forms.values()
    )
    found = [UnitSample(station.catalogue.unit_named(unit), sampling_record(of)) for unit, of in sorted(facts.items())]
    return _report(
        whole,
        names,
        compiled,
        [form for of in forms.values() for form in of],
        joint,
        offices=offices,
        answers=_by_part(whole, answers),
        trend=(*points, trend_point(whole)),
        samples=tuple(found) if any(each.record for each in found) else (),
        records=0,
        is_part=under is not None,
    )


def reports_of_all(
    station: Station,
    period: Period,
    *,
    late: bool = False,
    language: str = "vi",
    progress: Progress = NO_PROGRESS,
) -> Iterator[Report]:
    """The reports of all offices of which something is here, one after the other, by unit key."""
    units = units_here(station, period)
    for place, unit in enumerate(units):
        progress.step(place, len(units), unit.code)
        yield report_of(station, period, unit, late=late, language=language)
    progress.step(len(units), len(units))


def figures_of(
    station: Station, period: Period, unit: UnitKey | None, *, language: str = "vi"
) -> Results | Consolidated:
    """The figures of one office, of a part of a hub, or of a hub about all its offices (`unit` None)."""
    if unit is None or station.catalogue.is_part(unit, units_here(station, period)):
        return consolidated(station, period, under=unit, language=language)
    return results_of(station, period, unit, language=language)


def _report(
    figures: Results | Consolidated,
    names: Names,
    compiled: tuple[Filters, ...],
    forms: Iterable[AcceptedForm],
    joint: frozenset[str],
    *,
    trend: tuple[TrendPoint, ...],
    samples: tuple[UnitSample, ...],
    records: int,
    is_part: bool = False,
    offices: tuple[Splits, ...] = (),
    answers: tuple[Below, ...] = (),
) -> Report:
    if is_part:
        return Report(figures, trend=trend, samples=samples, is_part=True, answers=answers)
    splitter = Splitter(_answered(compiled, forms, joint), figures.measure, figures.method)
    return Report(
        figures,
        *_splits(splitter, names),
        trend=trend,
        samples=samples,
        records=records,
        offices=offices,
        answers=answers,
    )


def _by_part(whole: Consolidated, answers: Mapping[UnitKey, tuple[Counted, ...]]) -> tuple[Below, ...]:
    """The counts of the offices that stand in the figures, by the unit between the hub and them."""
    found: dict[UnitKey | None, list[tuple[Counted, ...]]] = {}
    for line in whole.lines:
        part = None if whole.hub.key in (line.unit.key, line.unit.parent) else line.unit.parent
        found.setdefault(part, []).append(answers[line.unit.key])
    return tuple(Below(tuple(of), has_report=part is not None) for part, of in found.items())


def _answers(station: Station, period: Period, each: Derived) -> tuple[Counted, ...]:
    return together(questionnaires_of(station, period), (part.counted for part in each.parts))


def _splits(splitter: Splitter, names: Names) -> Splits:
    return Splits(
        splitter.by_question(), splitter.by_sector(names), splitter.by_agency(names), splitter.by_questionnaire()
    )


def _joint(facts: Iterable[Fact]) -> frozenset[str]:
    """The forms that were issued naming the participants of a joint procedure."""
    named = (fact.serials for fact in facts if fact.kind == Kind.ISSUED and fact.facts().get("participants"))
    return frozenset(serial for serials in named for serial in expand(serials))


def _answered(compiled: Sequence[Filters], forms: Iterable[AcceptedForm], joint: frozenset[str]) -> list[Answered]:
    by_coding: dict[str, list[SplitForm]] = {}
    for form in forms:
        if form.state is State.VALID:
            kept = SplitForm(form.marks, form.rest, form.sector, form.procedure, form.agency, form.serial in joint)
            by_coding.setdefault(form.coding, []).append(kept)
    found = {each.questionnaire.coding: each for each in reversed(compiled)}
    return [Answered(each, by_coding.get(coding, [])) for coding, each in reversed(found.items())]


def _names(catalogue: Catalogue, period: Period) -> Names:
    agencies = {unit.key.code: unit.agency for unit in catalogue.units_valid_on(period.evaluated_to)}

    def procedure_name(code: str) -> str:
        known = catalogue.procedure(code) if code else None
        return f"{known.name} ({code})" if known else code

    def is_joint(code: str) -> bool:
        known = catalogue.procedure(code) if code else None
        return known is not None and known.joint

    return Names(procedure_name, lambda code: agencies.get(code, code), is_joint)


def _before(station: Station, period: Period) -> tuple[Period, ...]:
    """The periods evaluated before this one, in the order of time, as many as a trend has room for."""
    earlier = [each for each in periods(station) if each.evaluated_to < period.evaluated_from]
    earlier.sort(key=lambda each: (each.evaluated_to, each.code))
    return tuple(earlier[-(MOST_PERIODS - 1) :])
