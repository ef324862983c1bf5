"""The complete report of an office or of a hub: figures, breakdowns, trend and sampling record from the base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from models.catalogue import procedure, units_valid_on
from models.domain.breakdowns import Answered, Names, SplitForm, Splitter
from models.domain.facts import Kind
from models.domain.filters import Filters
from models.domain.ledger import State
from models.domain.periods import Period
from models.domain.reports import Report
from models.domain.results import Consolidated, Results
from models.domain.sampling_tables import UnitSample
from models.domain.trend_tables import MOST_PERIODS, TrendPoint, trend_point
from models.domain.units import UnitKey
from models.progress import NO_PROGRESS, Progress
from models.services.accepted import accepted_forms
from models.services.deriving import AcceptedForm, compiled_of
from models.services.periods import journal_facts, periods
from models.services.results import consolidated, results_of, unit_named, units_here
from models.services.sampling import sampling_record
from models.store.database import Station


def report_of(station: Station, period: Period, unit: UnitKey, *, late: bool = False, language: str = "vi") -> Report:
    """The report of one office; of a closed period as it was closed, unless `late` asks for the later lines too."""
    results = results_of(station, period, unit, late=late, language=language)
    forms = accepted_forms(station, period, unit, late=late)
    points = [
        trend_point(results_of(station, each, unit, language=language))
        for each in _before(station, period)
        if unit in units_here(station, each)
    ]
    facts = journal_facts(station, period, unit)
    return _report(
        results,
        period,
        compiled_of(station, period),
        forms,
        trend=(*points, trend_point(results)),
        samples=(UnitSample(results.unit, sampling_record(facts)),),
        records=sum(fact.kind == Kind.SAMPLED for fact in facts),
    )


def report_of_hub(
    station: Station,
    period: Period,
    *,
    late: bool = False,
    language: str = "vi",
    progress: Progress = NO_PROGRESS,
) -> Report:
    """The report of a hub about all its offices."""
    whole = consolidated(station, period, late=late, language=language, progress=progress)
    units = tuple(line.unit.key for line in whole.lines)
    points = [trend_point(consolidated(station, each, language=language)) for each in _before(station, period)]
    forms = [form for unit in units for form in accepted_forms(station, period, unit, late=late)]
    found = [
        UnitSample(unit_named(unit), sampling_record(journal_facts(station, period, unit))) for unit in sorted(units)
    ]
    return _report(
        whole,
        period,
        compiled_of(station, period),
        forms,
        trend=(*points, trend_point(whole)),
        samples=tuple(found) if any(each.record for each in found) else (),
        records=0,
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
    """The figures of one office, or of a hub about all its offices (`unit` None)."""
    if unit is None:
        return consolidated(station, period, language=language)
    return results_of(station, period, unit, language=language)


def _report(
    figures: Results | Consolidated,
    period: Period,
    compiled: tuple[Filters, ...],
    forms: Iterable[AcceptedForm],
    *,
    trend: tuple[TrendPoint, ...],
    samples: tuple[UnitSample, ...],
    records: int,
) -> Report:
    splitter = Splitter(_answered(compiled, forms), figures.measure, figures.method)
    names = _names(period)
    return Report(
        figures,
        makeup=splitter.by_question(),
        sectors=splitter.by_sector(names),
        agencies=splitter.by_agency(names),
        trend=trend,
        samples=samples,
        records=records,
    )


def _answered(compiled: Sequence[Filters], forms: Iterable[AcceptedForm]) -> list[Answered]:
    by_coding: dict[str, list[SplitForm]] = {}
    for form in forms:
        if form.state is State.VALID:
            kept = SplitForm(form.marks, form.rest, form.sector, form.procedure, form.agency)
            by_coding.setdefault(form.coding, []).append(kept)
    found = {each.questionnaire.coding: each for each in reversed(compiled)}
    return [Answered(each, by_coding.get(coding, [])) for coding, each in reversed(found.items())]


def _names(period: Period) -> Names:
    agencies = {unit.key.code: unit.agency for unit in units_valid_on(period.evaluated_to)}

    def procedure_name(code: str) -> str:
        known = procedure(code) if code else None
        return f"{known.name} ({code})" if known else code

    def is_joint(code: str) -> bool:
        known = procedure(code) if code else None
        return known is not None and known.joint

    return Names(procedure_name, lambda code: agencies.get(code, code), is_joint)


def _before(station: Station, period: Period) -> tuple[Period, ...]:
    """The periods evaluated before this one, in the order of time, as many as a trend has room for."""
    earlier = [each for each in periods(station) if each.evaluated_to < period.evaluated_from]
    earlier.sort(key=lambda each: (each.evaluated_to, each.code))
    return tuple(earlier[-(MOST_PERIODS - 1) :])
