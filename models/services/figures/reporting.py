"""The complete report of an office or of a hub: figures, breakdowns, trend and sampling record from the base."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from models.catalogue import Catalogue
from models.domain.basics.own_words import joined
from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForms
from models.domain.book.facts import Fact, Kind
from models.domain.book.periods import Period
from models.domain.book.serials import expand
from models.domain.disclosure.hidden_at_hub import Splits
from models.domain.dossiers.sampling import SamplingRecord
from models.domain.figures.breakdowns import AnsweredForms, Names, SplitForm, Splitter
from models.domain.figures.figures import Figures, Reach, Subject
from models.domain.figures.measures import Counted, Measure
from models.domain.figures.trends import SameOffices, TrendPoint, counted_offices, trend_point
from models.domain.questionnaire.filters import Filters
from models.domain.questionnaire.method import Method
from models.domain.sheets.choices import Below
from models.domain.sheets.report import MonthMeasure, Report, UnitSample
from models.domain.sheets.trend import MOST_PERIODS
from models.progress import NO_PROGRESS, Progress
from models.services.figures.areas import together
from models.services.figures.channels import measures_by_channel
from models.services.figures.deriving import compiled_of
from models.services.figures.footing import Footing, Reading, footing_of
from models.services.figures.months import measures_by_month
from models.services.figures.results import figures_of, units_here
from models.services.figures.standings import Derived
from models.services.forms.sampling import sampling_record
from models.services.office.periods import find_period, periods
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station


def report_of(
    station: Station,
    period: Period,
    subject: Subject,
    *,
    late: bool = False,
    footing: Footing | None = None,
    progress: Progress = NO_PROGRESS,
) -> Report:
    """The report about an office, a part of a hub or a hub on its footing (default: `footing_of`).

    Every table and note of it stands on that footing; earlier periods stand in its trend as they are now.
    """
    stands = footing or footing_of(station, period, late=late)
    figures = figures_of(station, period, subject, footing=stands, progress=progress)
    is_beside_closed = figures.with_late and bool(figures.late)
    every = _offices(Reading(station, period, stands), tuple(line.unit.key for line in figures.lines))
    drawn = {unit: sampling_record(office.facts) for unit, office in sorted(every.items())}
    out = {unit.key for unit in figures.left_out}
    offices = {unit: office for unit, office in every.items() if unit not in out}
    report = Report(
        figures,
        trend=(*trend_before(station, period, figures, stands), trend_point(figures)),
        samples=tuple(
            UnitSample(station.catalogue.unit_named(unit), _with_sectors_told(record, station.catalogue))
            for unit, record in drawn.items()
        ),
        is_beside_closed=is_beside_closed,
    )
    if subject.is_office:
        records = sum(fact.kind == Kind.SAMPLED for office in offices.values() for fact in office.facts)
        report = replace(report, records=records)
        if is_beside_closed or figures.is_withheld:
            return report
        report = replace(
            report,
            channels=_channels(station, period, offices.values()),
            months=_months(station, period, offices.values()),
        )
        return replace(report, **_all_splits(station, period, figures, offices.values())._asdict())
    report = replace(
        report,
        samples=report.samples if any(drawn.values()) else (),
        answers=_by_part(figures, {unit: office.answers for unit, office in offices.items()}),
    )
    if subject.reach is Reach.PART or is_beside_closed:
        return report
    return replace(
        report,
        **_all_splits(station, period, figures, offices.values())._asdict(),
        offices=_office_splits(station, period, figures, offices.values()),
        channels=_channels(station, period, offices.values()),
        months=_months(station, period, offices.values()),
    )


def _with_sectors_told(record: SamplingRecord | None, catalogue: Catalogue) -> SamplingRecord | None:
    """A record whose sectors can be said in other languages."""
    if record is None:
        return None
    strata = (replace(each, sector=catalogue.sector_told(each.sector)) for each in record.strata)
    return replace(record, strata=tuple(strata))


def _channels(
    station: Station, period: Period, offices: Collection[_ReportedOffice]
) -> tuple[tuple[str, Measure], ...]:
    compiled = compiled_of(station, period)
    return measures_by_channel((office.forms for office in offices), compiled, period.method)


def _months(station: Station, period: Period, offices: Collection[_ReportedOffice]) -> tuple[MonthMeasure, ...]:
    compiled = compiled_of(station, period)
    return measures_by_month((office.forms for office in offices), compiled, period.method)


class _ReportedOffice(NamedTuple):
    """What a report reads of one office: its forms, their counts, and what was done with them."""

    forms: AcceptedForms
    answers: tuple[Counted, ...]
    facts: list[Fact]


def _offices(reading: Reading, units: tuple[UnitKey, ...]) -> dict[UnitKey, _ReportedOffice]:
    return {
        made.unit: _ReportedOffice(
            reading.forms(made.unit),
            _answers(reading.station, reading.period, made),
            reading.facts(made.unit),
        )
        for made in reading.derived(units)
    }


def trend_before(station: Station, period: Period, figures: Figures, footing: Footing) -> tuple[TrendPoint, ...]:
    """The figures of the periods before those of `period` (on their footing), of an office those in which something of it is here.

    Where other offices stand in the last of them, it also has the figures of those that stand in both.
    """
    subject = figures.subject
    before = [
        figures_of(station, each, subject)
        for each in periods_before(station, period)
        if not subject.is_office or subject.unit in units_here(station, each)
    ]
    points = [trend_point(each) for each in before]
    if before and not subject.is_office:
        same = _same_offices(station, period, figures, before[-1], footing)
        points[-1] = replace(points[-1], same=same)
    return tuple(points)


def _same_offices(
    station: Station, period: Period, now: Figures, then: Figures, footing: Footing
) -> SameOffices | None:
    """The figures of the offices that stand in both; None when these are all."""
    ours, theirs = counted_offices(now), counted_offices(then)
    if ours == theirs:
        return None
    few = {line.unit.key for each in (now, then) for line in each.lines if line.is_withheld}
    both = (ours & theirs) - few
    earlier = find_period(station, then.period)
    measures = (
        figures_of(station, earlier, then.subject, only=both).measure,
        figures_of(station, period, now.subject, footing=footing, only=both).measure,
    )
    named = station.catalogue.unit_named
    joined, left = (tuple(map(named, sorted(some))) for some in (ours - theirs, theirs - ours))
    return SameOffices(len(both), *measures, joined, left)


def _all_splits(station: Station, period: Period, figures: Figures, offices: Collection[_ReportedOffice]) -> Splits:
    """How the forms of all these offices together split."""
    forms = (office.forms for office in offices)
    answered = _answered(compiled_of(station, period), forms, _joint(offices), figures.method)
    splitter = Splitter(answered, figures.measure, figures.method)
    return _splits(splitter, _names(station.catalogue, period), least=figures.method.suppress_under)


class OfficeSplitter:
    """How forms of single offices of a period split, without indices, as their tables split them."""

    def __init__(self, station: Station, period: Period) -> None:
        self._method, self._compiled = period.method, compiled_of(station, period)
        self._names = _names(station.catalogue, period)
        self._is_joint = cache(self._names.is_joint)

    def joint(self, forms: AcceptedForms, named: frozenset[str]) -> frozenset[str]:
        """The serials of forms about joint procedures: by their procedure, or issued naming the participants (`named`)."""
        by_procedure = {serial for serial, of in zip(forms.serial, forms.procedure, strict=True) if self._is_joint(of)}
        return named | by_procedure

    def splits(self, forms: AcceptedForms, named: frozenset[str], whole: Measure) -> Splits:
        answered = _answered(self._compiled, (forms,), named, self._method)
        return _splits(
            Splitter(answered, whole, self._method, with_index=False), self._names, least=self._method.suppress_under
        )


def _office_splits(
    station: Station, period: Period, figures: Figures, offices: Collection[_ReportedOffice]
) -> tuple[Splits, ...]:
    """How the forms of each office split, without indices."""
    compiled, joint, names = compiled_of(station, period), _joint(offices), _names(station.catalogue, period)
    return tuple(
        _splits(
            Splitter(
                _answered(compiled, (office.forms,), joint, figures.method),
                figures.measure,
                figures.method,
                with_index=False,
            ),
            names,
            least=figures.method.suppress_under,
        )
        for office in offices
    )


def _by_part(whole: Figures, answers: Mapping[UnitKey, tuple[Counted, ...]]) -> tuple[Below, ...]:
    """The counts of the offices that stand in the figures, by the unit between the hub and them."""
    found: dict[UnitKey | None, list[tuple[Counted, ...]]] = {}
    for line in whole.lines:
        if line.unit.key not in answers:
            continue
        part = None if whole.unit.key in (line.unit.key, line.unit.parent) else line.unit.parent
        found.setdefault(part, []).append(answers[line.unit.key])
    return tuple(Below(tuple(of), has_report=part is not None) for part, of in found.items())


def _answers(station: Station, period: Period, each: Derived) -> tuple[Counted, ...]:
    return together(questionnaires_of(station, period), (part.counted for part in each.parts))


def _splits(splitter: Splitter, names: Names, *, least: int) -> Splits:
    return Splits(
        splitter.by_question(),
        splitter.by_sector(names),
        splitter.by_agency(names),
        splitter.by_questionnaire(),
        splitter.linked(least=least),
    )


def _joint(offices: Iterable[_ReportedOffice]) -> frozenset[str]:
    return named_joint(fact for office in offices for fact in office.facts)


def named_joint(facts: Iterable[Fact]) -> frozenset[str]:
    """The serials that were issued naming the participants of a joint procedure."""
    named = (fact.serials for fact in facts if fact.kind == Kind.ISSUED and fact.facts().get("participants"))
    return frozenset(serial for serials in named for serial in expand(serials))


def _answered(
    compiled: Sequence[Filters], offices: Iterable[AcceptedForms], joint: frozenset[str], method: Method
) -> list[AnsweredForms]:
    by_coding: dict[str, list[SplitForm]] = {}
    for forms in offices:
        counted = forms.counted(method)
        for coding in {*counted.coding}:
            of = counted.those([each == coding for each in counted.coding])
            is_joint = map(joint.__contains__, of.serial)
            kept = zip(of.marks, of.rest, of.sector, of.procedure, of.agency, is_joint, strict=True)
            by_coding.setdefault(coding, []).extend(map(SplitForm._make, kept))
    found = {each.questionnaire.coding: each for each in reversed(compiled)}
    return [AnsweredForms(each, by_coding.get(coding, [])) for coding, each in reversed(found.items())]


def _names(catalogue: Catalogue, period: Period) -> Names:
    agencies = {unit.key.code: unit.agency for unit in catalogue.units_valid_on(period.evaluated_to)}

    def procedure_name(code: str) -> str:
        known = catalogue.procedure(code) if code else None
        return joined((known.name, f" ({code})")) if known else code

    def is_joint(code: str) -> bool:
        known = catalogue.procedure(code) if code else None
        return known is not None and known.joint

    return Names(procedure_name, lambda code: agencies.get(code, code), is_joint, catalogue.sector_told)


def periods_before(station: Station, period: Period) -> tuple[Period, ...]:
    """The periods evaluated before this one, in the order of time, as many as a trend has room for."""
    earlier = [each for each in periods(station) if each.evaluated_to < period.evaluated_from]
    earlier.sort(key=lambda each: (each.evaluated_to, each.code))
    return tuple(earlier[-(MOST_PERIODS - 1) :])
