"""B14: the index month by month, of the months that the issues of forms name; few forms of a month are told with its neighbours."""

from __future__ import annotations

from models.domain.basics.own_words import joined
from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, Words, said
from models.domain.book.months import MonthSpan
from models.domain.disclosure.held_back import held_factors
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.measures import FactorResult, Measure
from models.domain.sheets.factors import index_told, placed_factors
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import NARROWEST, ReportPaper, Sheet

CODE = "B14"
TITLE = N_("Month by month")
MOST_FACTORS = 9
"""More of them have no room beside the months on a page."""


def span_told(span: MonthSpan) -> Words:
    """What months are called that are told as one."""
    return span.told or said(N_("month not recorded"))


def hidden_months(report: Report) -> frozenset[MonthSpan]:
    """The spans of which no overall index is told: all of them, where one of them would tell of few people of some office."""
    whole = report.figures.measure
    measures = (whole, *(each.measure for each in report.months))
    asked = (
        whole.general.code if whole.general and whole.overall_from == "question" else report.figures.method.asked_at_top
    )
    is_few = any(asked in each.few for each in report.months)
    # where an overall index is made from factors it would tell of one that is hidden
    is_made_from_few = bool(hidden_factors(report)) and any(each.overall_from != "question" for each in measures)
    return frozenset(each.span for each in report.months) if is_few or is_made_from_few else frozenset()


def hidden_factors(report: Report) -> frozenset[str]:
    """The factors of which no month is told: in one of them few people of some office answered what belongs to it."""
    few = frozenset(code for each in report.months for code in each.few)
    of_few = (factor.code for factor in report.figures.measure.factors
              if any(criterion.code in few for criterion in factor.criteria))  # fmt: skip
    return frozenset(of_few) | held_factors(report.figures)


def month_table(report: Report) -> ResultTable:
    """Valid forms, overall index and factors by month, and of all of them."""
    hidden, closed, whole = hidden_months(report), hidden_factors(report), report.figures.measure
    factors = [(n, each) for n, each in placed_factors(whole) if isinstance(each, FactorResult)]
    factors = factors if len(factors) <= MOST_FACTORS else []
    of_index, of_factors = said(N_("Index (%)")), said(N_("Factors (%)"))
    columns = [
        ResultColumn(said(N_("Month")), ColumnKind.TEXT, max(NARROWEST, 46)),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 20),
        ResultColumn(said(N_("Overall index")), ColumnKind.PER_CENT, 24, of_index),
        *(ResultColumn(str(n), ColumnKind.PER_CENT, 15, of_factors) for n, _ in factors),
    ]

    def row(
        words: Words, measure: Measure, overall: Value, kept: frozenset[str], *, is_total: bool = False
    ) -> ResultRow:
        own = {factor.code: index_told(factor) for factor in measure.factors}
        told = (HIDDEN if factor.code in kept else own.get(factor.code) for _, factor in factors)
        return ResultRow((words, measure.forms, overall, *told), is_total=is_total)

    rows = [
        row(span_told(span), measure, HIDDEN if span in hidden else measure.overall, closed)
        for span, measure, _ in report.months
    ]
    rows.append(row(said(N_("All")), whole, whole.overall, held_factors(report.figures), is_total=True))
    few = N_("Months in which an office has fewer than {least} valid forms are told together with their neighbours.")
    issued = N_(
        "The month is that in which a batch of forms was issued, as its issue says; it is no day on which somebody answered."
    )
    named = [joined((f"{n} – ", each.label or each.code)) for n, each in factors]
    notes = [said(N_("Factors: {names}."), names=named)] if named else []
    notes += [said(issued), said(few, least=report.least)]
    if hidden or closed:
        notes.append(
            said(
                N_("*: not told, because in some month fewer than {least} people of an office answered it."),
                least=report.least,
            )
        )
    title = said(N_("Index by month"))
    return ResultTable(CODE, "", title, said(N_("Months")), tuple(columns), tuple(rows), tuple(notes))


def _tables(report: Report) -> tuple[ResultTable, ...]:
    return (month_table(report),) if report.months else ()


SHEET = Sheet(CODE, TITLE, _tables, ReportPaper(size=9.5), brief=None, chart=None, counted=None)
