"""B2: the index by factor with the general question, and the same as bars."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Words, said
from models.domain.disclosure.questionnaires_apart import Apart
from models.domain.figures.figures import Figures
from models.domain.figures.measures import FactorResult, Measure
from models.domain.sheets.sheet import NARROWEST, BriefPaper, Chart, ReportPaper, Sheet

CODE = "B2"
TITLE = N_("Index by factor")


def factor_table(figures: Figures) -> ResultTable:
    """Index by factor, for all forms and for each questionnaire alone when several were used."""
    measure = figures.measure
    alone = Apart.of(figures)
    heads: list[Words] = [said(N_("Index (%)"))]
    if alone.variants:
        heads = [said(N_("All")), *(name for name, _ in alone.variants)]
    group: Words = said(N_("Index (%)")) if alone.variants else ""
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(said(N_("Factor")), ColumnKind.TEXT, max(NARROWEST, 126 - 22 * len(heads))),
        ResultColumn(said(N_("Criteria")), ColumnKind.COUNT, 18),
        *(ResultColumn(head, ColumnKind.PER_CENT, 22, group) for head in heads),
    )
    rows = []
    hidden_factor = False
    for n, factor in enumerate(measure.factors, 1):
        hidden = any(criterion.code in alone.hidden for criterion in factor.criteria)
        hidden_factor = hidden_factor or hidden
        parts = alone.cells(lambda own, code=factor.code: _of_factor(own, code), hidden=hidden)  # type: ignore[misc]  # the default binds it now
        rows.append(ResultRow((str(n), factor.label, len(factor.criteria), factor.index, *parts)))
    is_general = measure.overall_from == "question" and measure.general is not None
    overall = said(N_("Overall index: mean of the factors"))
    hidden_overall = hidden_factor
    if is_general and measure.general is not None:
        overall = said(N_("Overall index: general question {code}"), code=measure.general.code)
        hidden_overall = measure.general.code in alone.hidden
    parts = alone.cells(lambda own: own.overall, hidden=hidden_overall)
    rows.append(ResultRow(("", overall, "", measure.overall, *parts), is_total=True))
    if is_general:
        words = said(N_("Mean of the factors (for comparison)"))
        parts = alone.cells(lambda own: own.factors_mean, hidden=hidden_factor)
        rows.append(ResultRow(("", words, "", measure.factors_mean, *parts)))
    notes = (*_factor_notes(figures), *alone.notes(figures))
    return ResultTable(CODE, "", said(TITLE), said(N_("Factors")), columns, tuple(rows), notes)


def _of_factor(measure: Measure, code: str) -> Fraction | None:
    return next((factor.index for factor in measure.factors if factor.code == code), None)


def _factor_notes(figures: Figures) -> tuple[Sentence, ...]:
    method = figures.method
    if method.factor_index == "pooled":
        notes = [said(N_("Index of a factor = all its answers together."))]
    else:
        notes = [said(N_("Index of a factor = mean of the unrounded indices of its criteria."))]
    notes += [_empty(factor) for factor in figures.measure.factors if factor.empty]
    if figures.measure.general and figures.measure.general.index is None:
        notes.append(said(N_("Nobody answered the general question; there is no overall index.")))
    if figures.measure.not_pooled:
        words = N_("Asked with unlike choices on the questionnaires, therefore in no common figure: {codes}.")
        notes.append(said(words, codes=figures.measure.not_pooled))
    return tuple(notes)


def _empty(factor: FactorResult) -> Sentence:
    words = N_("Factor {factor}: criteria without any answer are left out: {codes}.")
    return said(words, factor=factor.code, codes=factor.empty)


SHEET = Sheet(
    CODE,
    TITLE,
    lambda report: (factor_table(report.figures),),
    ReportPaper(is_across=False, size=10.0),
    brief=BriefPaper(lambda figures: (factor_table(figures),), size=10.0, further_size=10.0),
    chart=Chart(
        words=1,
        values=3,
        total=N_("Overall index"),
        total_in_workbook=True,
        with_gaps=True,
        most=100,
        labels=0.42,
        is_beside=True,
    ),
)
