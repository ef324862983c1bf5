"""B10: the indices of an office over its periods; only comparable ones have a figure and a change."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, said
from models.domain.figures.trends import (
    NOT_COMPARABLE,
    TrendPoint,
    consolidated_then,
    criterion_then,
    factor_then,
    overall_then,
)
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import NARROWEST, ReportPaper, Sheet

CODE = "B10"
TITLE = N_("Trend over the periods")
MOST_PERIODS = 5
"""So many periods have room side by side on an upright page."""


def trend_table(points: Sequence[TrendPoint]) -> ResultTable:
    """`points` in the order of time, the last one being what the others are compared with."""
    points = points[-MOST_PERIODS:]
    now = points[-1]
    columns = [
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 12),
        ResultColumn(said(N_("Figure")), ColumnKind.TEXT, max(NARROWEST, 130 - 19 * len(points))),
    ]
    columns += [
        ResultColumn(said(N_("n = {forms}"), forms=point.measure.forms), ColumnKind.PER_CENT, 19, point.code)
        for point in points
    ]
    columns.append(ResultColumn(said(N_("Change")), ColumnKind.PER_CENT, 19))
    rows = [_row("", said(N_("Overall index")), [overall_then(point, now) for point in points], is_total=True)]
    if now.consolidated is not None:
        cells = [consolidated_then(point, now) for point in points]
        rows.append(_row("", said(N_("Consolidated index")), cells, is_total=True))
    for factor in now.measure.factors:
        cells = [factor_then(point, now, factor) for point in points]
        rows.append(_row("", factor.label or factor.code, cells, is_total=True))
        for criterion in factor.criteria:
            cells = [criterion_then(point, now, criterion.code) for point in points]
            rows.append(_row(criterion.number or criterion.code, criterion.label, cells))
    notes = (
        said(N_("{sign}: asked or computed otherwise than in the last period, therefore not comparable."),
             sign=NOT_COMPARABLE),
        said(N_("Change = last period minus the one before it, in percentage points.")),
    )  # fmt: skip
    return ResultTable(CODE, "", said(TITLE), said(N_("Trend")), tuple(columns), tuple(rows), notes)


def side_by_side(one: TrendPoint, other: TrendPoint) -> ResultTable:
    """Two offices or two periods: the figures of `other`, then those of `one`, and one minus the other."""
    table = trend_table((other, one))
    notes = (
        said(N_("{sign}: asked or computed otherwise, therefore not comparable."), sign=NOT_COMPARABLE),
        said(N_("Change = last column minus the one before it, in percentage points.")),
    )
    title = said(N_("Side by side"))
    return ResultTable(CODE, "a", title, title, table.columns, table.rows, notes)


def _row(place: str, label: Value, cells: Sequence[Value], *, is_total: bool = False) -> ResultRow:
    change: Value = None
    if len(cells) > 1 and isinstance(cells[-1], Fraction):
        before = cells[-2]
        change = cells[-1] - before if isinstance(before, Fraction) else None
    return ResultRow((place, label, *cells, change), is_total=is_total)


def _tables(report: Report) -> tuple[ResultTable, ...]:
    return (trend_table(report.trend),) if len(report.trend) > 1 else ()


SHEET = Sheet(CODE, TITLE, _tables, ReportPaper(is_across=False, size=9.5), brief=None, chart=None)
