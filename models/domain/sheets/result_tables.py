"""The tables of one office's results, in neutral values."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, ResultTable, Row, Said, Words, said
from models.domain.disclosure.apart import Apart
from models.domain.figures.measures import FactorResult, Measure
from models.domain.figures.results import Consolidated, Results
from models.domain.sheets.criterion_tables import (
    criterion_table,
    interval_table,
    missing_table,
    shows_variants,
    variant_table,
)

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


def _of_factor(measure: Measure, code: str) -> Fraction | None:
    return next((factor.index for factor in measure.factors if factor.code == code), None)


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
