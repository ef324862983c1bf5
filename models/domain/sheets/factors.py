"""B2: the index by factor with the general question, and the same as bars."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, Words, said
from models.domain.disclosure.described_bases import held_back
from models.domain.disclosure.questionnaires_apart import Apart
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import Figures
from models.domain.figures.measures import FactorResult, Measure
from models.domain.sheets import criteria
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
    kept = kept_back(figures)
    for n, factor in enumerate(measure.factors, 1):
        hidden = factor.code in kept or any(criterion.code in alone.hidden for criterion in factor.criteria)
        hidden_factor = hidden_factor or hidden
        parts = alone.cells(lambda own, code=factor.code: _of_factor(own, code), hidden=hidden)  # type: ignore[misc]  # the default binds it now
        told: Value = HIDDEN if factor.code in kept else factor.index
        rows.append(ResultRow((str(n), factor.label, len(factor.criteria), told, *parts)))
    is_general = measure.overall_from == "question" and measure.general is not None
    overall = said(N_("Overall index: mean of the factors"))
    hidden_overall = hidden_factor
    if is_general and measure.general is not None:
        overall = said(
            N_("Overall index: general question {code}"), code=measure.general.number or measure.general.code
        )
        hidden_overall = measure.general.code in alone.hidden
    parts = alone.cells(lambda own: own.overall, hidden=hidden_overall)
    rows.append(ResultRow(("", overall, "", measure.overall, *parts), is_total=True))
    if is_general:
        words = said(N_("Mean of the factors (for comparison)"))
        parts = alone.cells(lambda own: own.factors_mean, hidden=hidden_factor)
        mean: Value = HIDDEN if kept else measure.factors_mean
        rows.append(ResultRow(("", words, "", mean, *parts)))
    notes = [*_factor_notes(figures), *alone.notes(figures)]
    if kept:
        told_why = N_("*: would tell how the few people answered who alone were asked one of its criteria.")
        notes.append(said(told_why))
    return ResultTable(CODE, "", said(TITLE), said(N_("Factors")), columns, tuple(rows), tuple(notes))


def kept_back(figures: Figures) -> frozenset[str]:
    """The factors whose index would tell that of a criterion that is held back.

    Where the overall index is their mean, one of them alone would follow from it: another one is kept back, too.
    """
    measure, closed = figures.measure, held_back(figures)
    kept = {factor.code for factor in measure.factors if any(each.code in closed for each in factor.criteria)}
    others = [factor for factor in measure.factors if factor.code not in kept and factor.index is not None]
    if len(kept) == 1 and others and measure.overall_from == "factors":
        kept.add(min(others, key=lambda factor: (sum(each.valid for each in factor.criteria), factor.code)).code)
    return frozenset(kept)


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
    numbers = [each.number or each.code for each in factor.criteria if each.index is None]
    return said(words, factor=factor.label or factor.code, codes=numbers)


SHEET = Sheet(
    CODE,
    TITLE,
    lambda report: (factor_table(report.figures),),
    ReportPaper(size=9.5),
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
        is_numbered=False,
    ),
    counted=criteria.COUNTED,
)
