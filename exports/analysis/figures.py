"""From counts of an engine to figures: the rules that every base applies to its own counts, applied to those of exported answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from exports.analysis.engines import Engine, Row
from exports.analysis.surveys import Surveys, require_rows
from exports.formats.parquet import OFFICE, short_coding
from exports.survey import BALANCE, COUNTED_MISSING, UNIT_FACTS, SurveyRead, unit_of_facts
from models.domain.basics.problems import N_
from models.domain.basics.units import Level, Unit, UnitKey
from models.domain.disclosure.held_back import without_held_back
from models.domain.disclosure.node_rankings import node_indices, with_node_rankings
from models.domain.figures.basis import basis_of, is_few
from models.domain.figures.figures import Figures, OfficeLine, Reach, Variant
from models.domain.figures.judging import NodeIndex, group_of, judged
from models.domain.figures.measures import Counted, Measure, measure, overall_of
from models.domain.figures.tallies import Tally
from models.domain.figures.trends import SameOffices, trend_point
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.sheets import balance, criteria, ranking, trend
from models.domain.sheets.counting import ITEMS, RELATIONS, ROWS, counting, offices_text
from models.domain.sheets.report import Report
from models.domain.sheets.trend import MOST_PERIODS
from models.progress import NO_PROGRESS, Progress

COUNTRY = Unit(
    UnitKey("", date.min), name="", label=N_("All hubs together"), level=Level("country"), agency=N_("all hubs")
)
"""All that was exported together."""

Counts = Mapping[tuple[str, str], Mapping[str, int]]
"""By question and short coding: how many forms have each value."""


def analysed(engine: Engine, surveys: Surveys, *, period: str, progress: Progress = NO_PROGRESS) -> Report:
    """The report on a period: of the country with its provinces, or of the one province that `surveys` have, with its offices.

    Earlier periods stand in its trend. Refuses (`AnswersDamaged`) when an office has other rows than were written.
    """
    codes = surveys.periods()
    codes = codes[: codes.index(period) + 1][-MOST_PERIODS:]
    steps = len(RELATIONS) + 3  # relations, the first count, the sheets, the figures
    for n, name in enumerate(RELATIONS):
        progress.step(n, steps, name)
        engine.read(name, surveys.folder / name)
    require_rows(engine.rows(ROWS))
    progress.step(len(RELATIONS), steps)
    wanted = {str(item) for (item,) in engine.rows(ITEMS)}
    engine.keep("counted", counting(sorted(wanted & engine.columns("answers"))))
    progress.step(len(RELATIONS) + 1, steps)
    read = _Read(
        _counts_of(engine.rows(criteria.COUNTED)),
        _office_counts(engine.rows(ranking.COUNTED)),
        _offices_of(engine),
        _balances_of(engine.rows(balance.COUNTED)),
    )
    progress.step(len(RELATIONS) + 2, steps)
    every = {code: _figures(surveys, code, read) for code in codes}
    points = [trend_point(every[code]) for code in codes]
    if len(codes) > 1:
        engine.keep("compared", trend.compared(*codes[-2:]))
        same = _same(surveys, codes[-2:], every, read, _counts_of(engine.rows(trend.COUNTED)))
        points[-2] = replace(points[-2], same=same)
    progress.step(steps, steps)
    return Report(every[period], trend=tuple(points), is_analysed=True)


@dataclass(frozen=True)
class _CountedOffice:
    """A row of the offices: its line without an index, whether anything came, and which questionnaires it answered."""

    line: OfficeLine
    sent: bool
    left_out: bool
    questionnaires: tuple[int, ...]


class _Read(NamedTuple):
    """What the engine answered. Places are period and province; those of the country have no province ("")."""

    counts: Mapping[tuple[str, str], Counts]
    of_offices: Mapping[tuple[str, str, str], Counts]
    offices: Mapping[tuple[str, str], Sequence[_CountedOffice]]
    balances: Mapping[tuple[str, str], Mapping[str, int]]


def _counts_of(rows: Iterable[Row]) -> dict[tuple[str, str], Counts]:
    found: dict[tuple[str, str], dict[tuple[str, str], dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for period, province, question, coding, value, forms in rows:
        found[str(period), _text(province)][str(question), str(coding)][_stored(value)] = _number(forms)
    return {place: dict(of) for place, of in found.items()}


def _office_counts(rows: Iterable[Row]) -> dict[tuple[str, str, str], Counts]:
    found: dict[tuple[str, str, str], dict[tuple[str, str], dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for period, province, unit, question, coding, value, forms in rows:
        found[str(period), str(province), str(unit)][str(question), str(coding)][_stored(value)] = _number(forms)
    return {place: dict(of) for place, of in found.items()}


def _offices_of(engine: Engine) -> dict[tuple[str, str], list[_CountedOffice]]:
    found: dict[tuple[str, str], list[_CountedOffice]] = defaultdict(list)
    for row in engine.rows(offices_text(OFFICE)):
        told = dict(zip(("period", "province", *OFFICE), row, strict=True))
        facts = {name: _text(told[name]) for name in UNIT_FACTS}
        unit = unit_of_facts({**facts, "unit": f"{told['unit']}@{told['valid_from']}"})
        line = OfficeLine(
            unit=unit,
            forms=_number(told["forms"]),
            returned=_number(told["returned"]),
            overall=None,
            rank=None,
            grade="",
            basis="",
            is_closed=bool(told["closed"]),
            late=_number(told["late"]),
            expected=bool(told["asked"]),
            population=None if told["population"] is None else _number(told["population"]),
            uneven=None if told["uneven"] is None else _number(told["uneven"]),
            lacking=_number(told["lacking"]),
            unheard=_number(told["unheard"]),
            wanted=None if told["wanted"] is None else _number(told["wanted"]),
            answers=_number(told["answers"]),
            is_withheld=bool(told["withheld"]),
        )
        used = tuple(map(int, _text(told["questionnaires"]).split()))
        place = str(told["period"]), str(told["province"])
        found[place].append(_CountedOffice(line, bool(told["sent"]), bool(told["left_out"]), used))
    return {place: sorted(of, key=lambda each: str(each.line.unit.key)) for place, of in found.items()}


def _balances_of(rows: Iterable[Row]) -> dict[tuple[str, str], dict[str, int]]:
    # the columns stand in the order in which `balance.COUNTED` names them
    return {
        (str(period), _text(province)): dict(zip(BALANCE, map(_number, numbers), strict=True))
        for period, province, *numbers in rows
    }


def _figures(surveys: Surveys, period: str, read: _Read) -> Figures:
    of = surveys.of(period)
    provinces = [_province(surveys, survey, period, code, read) for code, survey in of.items()]
    return provinces[0] if len(provinces) == 1 else _country(tuple(of.values()), provinces, period, read)


def _province(surveys: Surveys, survey: SurveyRead, period: str, code: str, read: _Read) -> Figures:
    offices = read.offices.get((period, code), ())
    there = [
        _line(each, survey, read.of_offices.get((period, code, each.line.unit.key.code), {}))
        for each in offices
        if each.sent
    ]
    forms = sum(each.line.forms for each in offices if not each.left_out)
    made = _made(survey.questionnaires, read.counts.get((period, code), {}), forms, survey)
    whole = Figures(
        unit=survey.exporter,
        reach=Reach.HUB,
        period=period,
        method=survey.method,
        measure=made.measure,
        variants=made.variants,
        lines=judged([line for line, _ in there], survey.method),
        not_sent=tuple(each.line.unit for each in offices if not each.sent),
        branches=(),
        balance=read.balances[period, code],
        fingerprint="",
        is_reference=made.is_reference,
        with_late=False,
        closing=surveys.digests[period, code] if survey.edition else "",
        edition=survey.edition,
        left_out=tuple(each.line.unit for each in offices if each.left_out),
        is_provisional=not survey.edition,
    )
    return without_held_back(with_node_rankings(whole, there))


def _country(surveys: Sequence[SurveyRead], provinces: Sequence[Figures], period: str, read: _Read) -> Figures:
    """All provinces together: they are ranked as offices are."""
    first = surveys[0]
    by_coding = {each.coding: each for survey in reversed(surveys) for each in reversed(survey.questionnaires)}
    forms = sum(each.measure.forms for each in provinces)
    made = _made(tuple(reversed(by_coding.values())), read.counts.get((period, ""), {}), forms, first)
    lines = [_line_of_province(survey, figures) for survey, figures in zip(surveys, provinces, strict=True)]
    indices = [
        (line, _nodes_of_province(survey, figures, read.counts.get((period, survey.province.key.code), {})))
        for line, survey, figures in zip(lines, surveys, provinces, strict=True)
    ]
    whole = Figures(
        unit=COUNTRY,
        reach=Reach.HUB,
        period=period,
        method=first.method,
        measure=made.measure,
        variants=made.variants,
        lines=judged(lines, first.method),
        not_sent=tuple(unit for each in provinces for unit in each.not_sent),
        branches=(),
        balance=read.balances[period, ""],
        fingerprint="",
        is_reference=made.is_reference,
        with_late=False,
        left_out=tuple(unit for each in provinces for unit in each.left_out),
        is_provisional=any(each.is_provisional for each in provinces),
    )
    return without_held_back(with_node_rankings(whole, indices))


class _Made(NamedTuple):
    measure: Measure
    variants: tuple[Variant, ...]
    is_reference: bool


def _made(questionnaires: Sequence[Questionnaire], counts: Counts, forms: int, survey: SurveyRead) -> _Made:
    counted = _counted(questionnaires, counts)
    whole = measure(counted, survey.method, forms=forms)
    variants = tuple(Variant(each.questionnaire, whole, each.counts) for each in counted)
    return _Made(whole, variants, survey.method.is_reference or any(each.is_reference for each in questionnaires))


def _counted(questionnaires: Iterable[Questionnaire], counts: Counts) -> list[Counted]:
    """The counts as `measure` takes them: those of a question that several questionnaires share stand with the first.

    Rows do not tell of which questionnaire a form is where few are; the sum over all is the same.
    """
    taken: set[tuple[str, str]] = set()
    found = []
    for questionnaire in questionnaires:
        own: dict[str, Tally] = {}
        for question in questionnaire.singles:
            key = question.name, short_coding(question_coding(question))
            if key in counts and key not in taken:
                own[question.name] = Tally(counts[key])
                taken.add(key)
        found.append(Counted(questionnaire, 1, own))
    return found


def _line(office: _CountedOffice, survey: SurveyRead, counts: Counts) -> tuple[OfficeLine, tuple[NodeIndex, ...]]:
    """An office, with the indices by which it is ranked beside the overall one."""
    line, method = office.line, survey.method
    used = [survey.questionnaires[place] for place in office.questionnaires]
    counted = _counted(used, counts)
    found = overall_of(counted, method, population=line.population, forms=line.forms)
    is_told = not line.is_withheld and bool(used)
    told = replace(
        line,
        overall=found.index if is_told else None,
        interval=found.interval if is_told and line.population is not None else None,
        group=group_of(line.unit, method),
        ground=basis_of(line.forms, line.answers, method, wanted=line.wanted),
    )
    return told, node_indices(counted, method, population=line.population, forms=line.forms)


def _nodes_of_province(survey: SurveyRead, figures: Figures, counts: Counts) -> tuple[NodeIndex, ...]:
    """The indices by which a province is ranked beside its overall one, of all its answers."""
    counted = _counted(survey.questionnaires, counts)
    return node_indices(counted, survey.method, forms=figures.measure.forms)


def _line_of_province(survey: SurveyRead, figures: Figures) -> OfficeLine:
    method, whole = survey.method, figures.measure
    wanted = [line.wanted for line in figures.lines if line.wanted is not None]
    few = is_few(whole.forms, whole.overall_answers, method)
    return OfficeLine(
        unit=survey.province,
        forms=whole.forms,
        returned=figures.balance["returned"],
        overall=None if few else figures.overall,
        rank=None,
        grade="",
        basis=figures.closing,
        is_closed=figures.is_closed,
        late=figures.late,
        lacking=figures.lacking,
        group=group_of(survey.province, method),
        ground=basis_of(whole.forms, whole.overall_answers, method, wanted=sum(wanted) if wanted else None),
        wanted=sum(wanted) if wanted else None,
        answers=0 if few else whole.overall_answers,
        is_withheld=few,
    )


def _same(
    surveys: Surveys,
    periods: Sequence[str],
    every: Mapping[str, Figures],
    read: _Read,
    counts: Mapping[tuple[str, str], Counts],
) -> SameOffices | None:
    """The figures of the offices that stand in both periods; None when these are all."""
    then, now = (_counted_in(surveys, code, read) for code in periods)
    if then == now:
        return None
    lines = {(code, each.line.unit.key): each.line for code in periods for each in _every_office(surveys, code, read)}
    few = {key for (_, key), line in lines.items() if line.is_withheld}
    both = (then & now) - few
    measures = []
    for code in periods:
        of = surveys.of(code)
        place = next(iter(of)) if len(of) == 1 else ""
        first = next(iter(of.values()))
        questionnaires = tuple(variant.questionnaire for variant in every[code].variants)
        forms = sum(lines[code, unit].forms for unit in both)
        made = _made(questionnaires, counts.get((code, place), {}), forms, first)
        measures.append(without_held_back(replace(every[code], measure=made.measure)).measure)
    named = {key: line.unit for (_, key), line in lines.items()}
    joined, left = (tuple(named[key] for key in sorted(some)) for some in (now - then, then - now))
    return SameOffices(len(both), measures[0], measures[1], joined, left)


def _every_office(surveys: Surveys, period: str, read: _Read) -> list[_CountedOffice]:
    return [each for code in surveys.of(period) for each in read.offices.get((period, code), ()) if each.sent]


def _counted_in(surveys: Surveys, period: str, read: _Read) -> set[UnitKey]:
    """The offices whose answers stand in the figures of a period."""
    offices = _every_office(surveys, period, read)
    return {each.line.unit.key for each in offices if each.line.forms and not each.left_out}


def _stored(value: object) -> str:
    """A value of a row as tallies have it."""
    text = _text(value)
    return str(COUNTED_MISSING.get(text, text))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
