"""The tables of single criteria: their answers per level, what is missing, intervals, and questionnaires apart."""

from __future__ import annotations

from collections.abc import Callable

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, Part, ResultTable, Row, Said, Value, Words, said
from models.domain.disclosure.apart import HIDDEN, Apart
from models.domain.figures.measures import CriterionResult, Measure
from models.domain.figures.results import Consolidated, Results

_MISSING_KINDS = (
    N_("Blank"),
    N_("Two boxes"),
    N_("Not readable"),
    N_("Don't know"),
    N_("Not applicable"),
    N_("Behind a filter"),
)


def criterion_table(results: Results | Consolidated) -> ResultTable:
    """Every criterion with its answers per level and their shares, valid answers, index and mean."""
    measure = results.measure
    levels = _levels(measure)
    group = said(N_("Answers per level, share in %"))
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 9),
        Column(said(N_("Criterion")), Kind.TEXT, 113 - 12 * levels),
        *(Column(str(level), Kind.PARTS, 12, group) for level in range(1, levels + 1)),
        Column(said(N_("Valid answers")), Kind.COUNT, 13),
        Column(said(N_("Index (%)")), Kind.PER_CENT, 15),
        Column(said(N_("Mean score")), Kind.SCORE, 15),
    )

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        parts = [Part(number, criterion.valid) for number in criterion.levels]
        padded = (*parts, *(None for _ in range(levels - len(parts))))
        place = criterion.number or criterion.code
        return (place, criterion.label, *padded, criterion.valid, criterion.index, criterion.mean)

    rows = _by_factor(measure, cells)
    return ResultTable("B3", said(N_("Results by criterion")), columns, rows, _criterion_notes(results))


def interval_table(results: Results) -> ResultTable:
    """The interval of every criterion of a drawn sample."""
    group = said(N_("Interval of 95 % (%)"))
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 10),
        Column(said(N_("Criterion")), Kind.TEXT, 82),
        Column(said(N_("Valid answers")), Kind.COUNT, 18),
        Column(said(N_("Index (%)")), Kind.PER_CENT, 18),
        Column(said(N_("from")), Kind.PER_CENT, 18, group),
        Column(said(N_("to")), Kind.PER_CENT, 18, group),
    )

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        place, interval = criterion.number or criterion.code, criterion.interval
        bounds = (interval.low, interval.high) if interval else (None, None)
        return (place, criterion.label, criterion.valid, criterion.index, *bounds)

    note = said(N_("Wilson interval of a sample drawn from {population} transactions."), population=results.population)
    return ResultTable("B3c", said(N_("Intervals by criterion")), columns, _by_factor(results.measure, cells), (note,))


def whole_criterion_table(results: Results | Consolidated) -> ResultTable:
    """Everything about every criterion in one wide table: levels, missing answers by kind, index, mean, interval."""
    measure = results.measure
    levels = _levels(measure)
    with_interval = any(criterion.interval for criterion in measure.criteria)
    answers, missing = said(N_("Answers per level, share in %")), said(N_("No answer that counts"))
    bounds = said(N_("Interval of 95 % (%)"))
    columns = [
        Column(said(N_("No.")), Kind.TEXT, 9),
        Column(said(N_("Criterion")), Kind.TEXT, 66),
        *(Column(str(level), Kind.PARTS, 13, answers) for level in range(1, levels + 1)),
        Column(said(N_("Valid answers")), Kind.COUNT, 15),
        *(Column(Said(kind), Kind.COUNT, 15, missing) for kind in _MISSING_KINDS),
        Column(said(N_("Index (%)")), Kind.PER_CENT, 14),
        Column(said(N_("Mean score")), Kind.SCORE, 15),
    ]
    if with_interval:
        columns.append(Column(said(N_("from")), Kind.PER_CENT, 14, bounds))
        columns.append(Column(said(N_("to")), Kind.PER_CENT, 14, bounds))

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        parts: list[Value] = [Part(number, criterion.valid) for number in criterion.levels]
        parts += [None] * (levels - len(parts))
        told: list[Value] = [criterion.number or criterion.code, criterion.label, *parts, criterion.valid]
        told += [*_missing(criterion), criterion.index, criterion.mean]
        if with_interval:
            told += criterion.interval or (None, None)
        return tuple(told)

    notes = list(_criterion_notes(results))
    notes.insert(2, said(N_("“Behind a filter”: answered although the form asks to pass over the question.")))
    if isinstance(results, Results) and with_interval:
        words = N_("Wilson interval of a sample drawn from {population} transactions.")
        notes.append(said(words, population=results.population))
    title = said(N_("Results by criterion"))
    return ResultTable("B3", title, tuple(columns), _by_factor(measure, cells), tuple(notes))


def missing_table(results: Results | Consolidated) -> ResultTable:
    """What has no answer, by kind: with the valid answers it makes up all valid forms."""
    group = said(N_("No answer that counts"))
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 10),
        Column(said(N_("Criterion")), Kind.TEXT, 52),
        Column(said(N_("Valid forms")), Kind.COUNT, 13),
        Column(said(N_("Valid answers")), Kind.COUNT, 13),
        *(Column(Said(kind), Kind.COUNT, 13, group) for kind in _MISSING_KINDS),
    )

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        place = criterion.number or criterion.code
        return (place, criterion.label, criterion.tally.forms, criterion.valid, *_missing(criterion))

    notes = (
        said(
            N_("Valid forms = valid answers + all kinds without an answer that counts. None of these is in an index.")
        ),
        said(N_("“Behind a filter”: answered although the form asks to pass over the question.")),
    )
    return ResultTable("B3a", said(N_("Missing answers by kind")), columns, _by_factor(results.measure, cells), notes)


def variant_table(results: Results) -> ResultTable:
    """Valid answers and index of every criterion, for each questionnaire alone."""
    alone = Apart.of(results)
    columns = [
        Column(said(N_("No.")), Kind.TEXT, 10),
        Column(said(N_("Criterion")), Kind.TEXT, 122 - 32 * len(alone.variants)),
    ]
    groups: list[Words] = [said(N_("All")), *(name for name, _ in alone.variants)]
    for group in groups:
        columns.append(Column(said(N_("Valid answers")), Kind.COUNT, 16, group))
        columns.append(Column(said(N_("Index (%)")), Kind.PER_CENT, 16, group))

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        told: list[Value] = [criterion.number or criterion.code, criterion.label, criterion.valid, criterion.index]
        for _, measure in alone.variants:
            own = next((each for each in measure.criteria if each.code == criterion.code), None)
            if criterion.code in alone.hidden:
                told += [HIDDEN, HIDDEN]
            else:
                told += [own.valid, own.index] if own else [None, None]
        return tuple(told)

    title = said(N_("Results by criterion and questionnaire"))
    return ResultTable("B3b", title, tuple(columns), _by_factor(results.measure, cells), alone.notes(results))


def _missing(criterion: CriterionResult) -> tuple[int, ...]:
    """How often there is no answer, in the order of `_MISSING_KINDS`."""
    tally = criterion.tally
    return (
        tally.blank,
        tally.double,
        tally.unreadable,
        tally.dont_know,
        tally.not_applicable,
        tally.behind_filter,
    )


def shows_variants(results: Results) -> bool:
    """Whether the questionnaires may stand apart."""
    return bool(Apart.of(results).variants)


def _by_factor(measure: Measure, cells: Callable[[CriterionResult], tuple[Value, ...]]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for factor in measure.factors:
        rows.append(Row((factor.label or factor.code,), is_section=True))
        rows.extend(Row(cells(criterion)) for criterion in factor.criteria)
    if measure.general:
        rows.append(Row((said(N_("General question")),), is_section=True))
        rows.append(Row(cells(measure.general), is_total=True))
    return tuple(rows)


def _levels(measure: Measure) -> int:
    return max((len(criterion.levels) for criterion in measure.criteria), default=5)


def _criterion_notes(results: Results | Consolidated) -> tuple[Said, ...]:
    notes: list[Said] = []
    first = next(iter(results.measure.criteria), None)
    if first:
        levels = "; ".join(f"{n} = {label}" for n, label in enumerate(first.choices, 1))
        notes.append(said(N_("Levels: {levels}."), levels=levels))
        top = sorted(results.method.satisfied_levels(len(first.levels)))
        words = N_(
            "Index = answers on level {satisfied} of all valid answers, in per cent; mean score = mean of the levels."
        )
        notes.append(said(words, satisfied=" + ".join(map(str, top))))
    notes.append(said(N_("Each figure is rounded once; percentages need not add up to 100, the counts do.")))
    if isinstance(results, Results) and results.population is None:
        notes.append(said(N_("Interval of 95 %: not calculated, the forms are no drawn sample.")))
    return tuple(notes)
