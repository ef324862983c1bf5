"""B14: the index month by month, of the months that the issues of forms name; few forms of a month are told with its neighbours."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Words, said
from models.domain.book.months import MonthSpan
from models.domain.disclosure.suppression import HIDDEN
from models.domain.sheets.factors import kept_back
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import NARROWEST, ReportPaper, Sheet

CODE = "B14"
TITLE = N_("Month by month")


def span_told(span: MonthSpan) -> Words:
    """What months are called that are told as one."""
    return span.told or said(N_("month not recorded"))


def hidden_months(report: Report) -> frozenset[MonthSpan]:
    """The spans of which no index is told: all of them, where one of them would tell of few people."""
    of_few = bool(kept_back(report.figures)) or any(
        0 < criterion.valid < report.least
        for _, measure in report.months
        for factor in measure.factors
        for criterion in factor.criteria
    )
    # where the overall index is made from factors it would tell of one that is hidden
    is_made_from_few = of_few and report.figures.measure.overall_from != "question"
    is_few = any(0 < own.overall_answers < report.least for _, own in report.months)
    return frozenset(span for span, _ in report.months) if is_made_from_few or is_few else frozenset()


def month_table(report: Report) -> ResultTable:
    """Valid forms and overall index by month, and of all of them."""
    hidden, whole = hidden_months(report), report.figures.measure
    columns = (
        ResultColumn(said(N_("Month")), ColumnKind.TEXT, max(NARROWEST, 70)),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 30),
        ResultColumn(said(N_("Overall index")), ColumnKind.PER_CENT, 40, said(N_("Index (%)"))),
    )
    rows = [
        ResultRow((span_told(span), measure.forms, HIDDEN if span in hidden else measure.overall))
        for span, measure in report.months
    ]
    rows.append(ResultRow((said(N_("All")), whole.forms, whole.overall), is_total=True))
    few = N_("Months in which an office has fewer than {least} valid forms are told together with their neighbours.")
    issued = N_(
        "The month is that in which a batch of forms was issued, as its issue says; it is no day on which somebody answered."
    )
    notes = (said(issued), said(few, least=report.least))
    title = said(N_("Index by month"))
    return ResultTable(CODE, "", title, said(N_("Months")), columns, tuple(rows), notes)


def _tables(report: Report) -> tuple[ResultTable, ...]:
    return (month_table(report),) if report.months else ()


SHEET = Sheet(CODE, TITLE, _tables, ReportPaper(size=9.5), brief=None, chart=None, counted=None)
