"""The tables of one office's results, in neutral values."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from models.domain.apart import HIDDEN, Apart
from models.domain.measures import CriterionResult, FactorResult, Measure
from models.domain.problems import N_
from models.domain.results import Consolidated, Results
from models.domain.table_values import Column, Kind, Part, ResultTable, Row, Said, Value, Words, said

_STATES = (
    ("1", N_("Forms issued"), "issued", "", True),
    ("2", N_("In stock"), "in_stock", "issued", False),
    ("3", N_("Spoiled"), "spoiled", "issued", False),
    ("4", N_("Handed out"), "handed_out", "issued", True),
    ("4.1", N_("Still out"), "still_out", "handed_out", False),
    ("4.2", N_("Refused"), "refused", "handed_out", False),
    ("4.3", N_("Lost"), "lost", "handed_out", False),
    ("4.4", N_("Returned"), "returned", "handed_out", True),
    ("4.4.1", N_("Valid"), "valid", "returned", False),
    ("4.4.2", N_("Invalid"), "invalid", "returned", False),
    ("4.4.3", N_("Waiting for the second keying"), "awaiting_second", "returned", False),
    ("4.4.4", N_("Disputed between keyings"), "disputed", "returned", False),
    ("4.4.5", N_("Not keyed yet"), "not_keyed", "returned", False),
)
"""Number, words, word of `--json`, what the share is taken of, and whether the row stands out."""


_MISSING_KINDS = (
    N_("Blank"),
    N_("Two boxes"),
    N_("Not readable"),
    N_("Don't know"),
    N_("Not applicable"),
    N_("Behind a filter"),
)


def tables_of(results: Results) -> tuple[ResultTable, ...]:
    """All tables of one office, in the order of its sheet."""
    made = [balance_table(results), factor_table(results), criterion_table(results), missing_table(results)]
    if shows_variants(results):
        made.append(variant_table(results))
    if results.population is not None:
        made.append(interval_table(results))
    return tuple(made)


def balance_table(results: Results | Consolidated) -> ResultTable:
    """The book of forms: issued, handed out, returned, valid, each with its share of what it is part of."""
    balance = results.balance
    rows = tuple(
        Row(
            (
                place,
                Said(words),
                balance.get(name, 0),
                _share(balance.get(name, 0), balance.get(whole, 0)) if whole else "",
            ),
            is_total=top,
        )
        for place, words, name, whole, top in _STATES
    )
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 12),
        Column(said(N_("Contents")), Kind.TEXT, 92),
        Column(said(N_("Forms")), Kind.COUNT, 28),
        Column(said(N_("Share (%)")), Kind.PER_CENT, 30),
    )
    notes = [
        said(N_("Shares are taken of the line above in rank: 2, 3, 4 of 1; 4.1 to 4.4 of 4; 4.4.1 to 4.4.5 of 4.4."))
    ]
    if isinstance(results, Results) and results.alarms:
        notes.append(said(N_("Forms with contradicting facts, to be looked at: {count}."), count=results.alarms))
    if isinstance(results, Results) and results.keyed_not_issued:
        words = N_("Keyed but not known as issued, counted nowhere: {count}.")
        notes.append(said(words, count=results.keyed_not_issued))
    return ResultTable("B1", said(N_("Forms issued and returned")), columns, rows, tuple(notes))


def factor_table(results: Results | Consolidated) -> ResultTable:
    """Index by factor, for all forms and for each questionnaire alone when several were used."""
    measure = results.measure
    alone = Apart.of(results) if isinstance(results, Results) else Apart((), frozenset())
    heads: list[Words] = [said(N_("Index (%)"))]
    if alone.variants:
        heads = [said(N_("All")), *(name for name, _ in alone.variants)]
    group: Words = said(N_("Index (%)")) if alone.variants else ""
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 10),
        Column(said(N_("Factor")), Kind.TEXT, 126 - 22 * len(heads)),
        Column(said(N_("Criteria")), Kind.COUNT, 18),
        *(Column(head, Kind.PER_CENT, 22, group) for head in heads),
    )
    rows = []
    hidden_factor = False
    for n, factor in enumerate(measure.factors, 1):
        hidden = any(criterion.code in alone.hidden for criterion in factor.criteria)
        hidden_factor = hidden_factor or hidden
        parts = alone.cells(lambda own, code=factor.code: _of_factor(own, code), hidden=hidden)  # type: ignore[misc]  # the default binds it now
        rows.append(Row((str(n), factor.label, len(factor.criteria), factor.index, *parts)))
    is_general = measure.overall_from == "question" and measure.general is not None
    overall = said(N_("Overall index: mean of the factors"))
    hidden_overall = hidden_factor
    if is_general and measure.general is not None:
        overall = said(N_("Overall index: general question {code}"), code=measure.general.code)
        hidden_overall = measure.general.code in alone.hidden
    parts = alone.cells(lambda own: own.overall, hidden=hidden_overall)
    rows.append(Row(("", overall, "", measure.overall, *parts), is_total=True))
    if is_general:
        words = said(N_("Mean of the factors (for comparison)"))
        parts = alone.cells(lambda own: own.factors_mean, hidden=hidden_factor)
        rows.append(Row(("", words, "", measure.factors_mean, *parts)))
    notes = (*_factor_notes(results), *alone.notes(results))
    return ResultTable("B2", said(N_("Index by factor")), columns, tuple(rows), notes)


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


def _of_factor(measure: Measure, code: str) -> Fraction | None:
    return next((factor.index for factor in measure.factors if factor.code == code), None)


def _levels(measure: Measure) -> int:
    return max((len(criterion.levels) for criterion in measure.criteria), default=5)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


def _factor_notes(results: Results | Consolidated) -> tuple[Said, ...]:
    method = results.method
    if method.factor_index == "pooled":
        notes = [said(N_("Index of a factor = all its answers together."))]
    else:
        notes = [said(N_("Index of a factor = mean of the unrounded indices of its criteria."))]
    notes += [_empty(factor) for factor in results.measure.factors if factor.empty]
    if results.measure.general and results.measure.general.index is None:
        notes.append(said(N_("Nobody answered the general question; there is no overall index.")))
    if results.measure.not_pooled:
        words = N_("Asked with unlike choices on the questionnaires, therefore in no common figure: {codes}.")
        notes.append(said(words, codes=results.measure.not_pooled))
    return tuple(notes)


def _empty(factor: FactorResult) -> Said:
    words = N_("Factor {factor}: criteria without any answer are left out: {codes}.")
    return said(words, factor=factor.code, codes=factor.empty)


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
