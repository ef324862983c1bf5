"""The indices of an office over its periods; only figures that were asked and computed alike stand side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, ResultTable, Row, Value, said
from models.domain.figures.measures import FactorResult, Measure
from models.domain.figures.results import Consolidated, Results
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Score

NOT_COMPARABLE = "≠"
MOST_PERIODS = 5
"""So many periods have room side by side on an upright page."""


@dataclass(frozen=True)
class TrendPoint:
    """The figures of one period; `codings` says per scored question how it was coded.

    `consolidated` is a hub's index where its method weights it otherwise than by answers.
    """

    code: str
    measure: Measure
    method: Method
    codings: Mapping[str, frozenset[str]]
    consolidated: Fraction | None = None


def trend_point(figures: Results | Consolidated) -> TrendPoint:
    """What a trend needs of the figures of a period."""
    codings: dict[str, set[str]] = {}
    for variant in figures.variants:
        for question in variant.questionnaire.singles:
            if question.score is not Score.NONE:
                codings.setdefault(question.name, set()).add(question_coding(question))
    frozen = {name: frozenset(found) for name, found in codings.items()}
    consolidated = None
    if isinstance(figures, Consolidated) and figures.method.consolidation != "answers":
        consolidated = figures.overall
    return TrendPoint(figures.period, figures.measure, figures.method, frozen, consolidated)


def trend_table(points: Sequence[TrendPoint]) -> ResultTable:
    """`points` in the order of time, the last one being what the others are compared with."""
    points = points[-MOST_PERIODS:]
    now = points[-1]
    columns = [Column(said(N_("No.")), Kind.TEXT, 12), Column(said(N_("Figure")), Kind.TEXT, 130 - 19 * len(points))]
    columns += [
        Column(said(N_("n = {forms}"), forms=point.measure.forms), Kind.PER_CENT, 19, point.code) for point in points
    ]
    columns.append(Column(said(N_("Change")), Kind.PER_CENT, 19))
    rows = [_row("", said(N_("Overall index")), [_overall(point, now) for point in points], is_total=True)]
    if now.consolidated is not None:
        cells = [_consolidated(point, now) for point in points]
        rows.append(_row("", said(N_("Consolidated index")), cells, is_total=True))
    for factor in now.measure.factors:
        cells = [_factor(point, now, factor) for point in points]
        rows.append(_row("", factor.label or factor.code, cells, is_total=True))
        for criterion in factor.criteria:
            cells = [_criterion(point, now, criterion.code) for point in points]
            rows.append(_row(criterion.number or criterion.code, criterion.label, cells))
    notes = (
        said(N_("{sign}: asked or computed otherwise than in the last period, therefore not comparable."),
             sign=NOT_COMPARABLE),
        said(N_("Change = last period minus the one before it, in percentage points.")),
    )  # fmt: skip
    return ResultTable("B10", said(N_("Trend over the periods")), tuple(columns), tuple(rows), notes)


def side_by_side(one: TrendPoint, other: TrendPoint) -> ResultTable:
    """Two offices or two periods: the figures of `other`, then those of `one`, and one minus the other."""
    table = trend_table((other, one))
    notes = (
        said(N_("{sign}: asked or computed otherwise, therefore not comparable."), sign=NOT_COMPARABLE),
        said(N_("Change = last column minus the one before it, in percentage points.")),
    )
    return ResultTable("B10a", said(N_("Side by side")), table.columns, table.rows, notes)


def _row(place: str, label: Value, cells: list[Value], *, is_total: bool = False) -> Row:
    change: Value = None
    if len(cells) > 1 and isinstance(cells[-1], Fraction):
        before = cells[-2]
        change = cells[-1] - before if isinstance(before, Fraction) else None
    return Row((place, label, *cells, change), is_total=is_total)


def _criterion(point: TrendPoint, now: TrendPoint, code: str) -> Value:
    if not _is_alike(point, now, (code,)):
        return NOT_COMPARABLE
    return next((each.index for each in point.measure.criteria if each.code == code), None)


def _factor(point: TrendPoint, now: TrendPoint, factor: FactorResult) -> Value:
    own = next((each for each in point.measure.factors if each.code == factor.code), None)
    codes = tuple(each.code for each in factor.criteria)
    if own is None or tuple(each.code for each in own.criteria) != codes or not _is_alike(point, now, codes):
        return NOT_COMPARABLE
    return own.index if point.method.factor_index == now.method.factor_index else NOT_COMPARABLE


def _overall(point: TrendPoint, now: TrendPoint) -> Value:
    if point.measure.overall_from != now.measure.overall_from:
        return NOT_COMPARABLE
    if now.measure.overall_from == "question":
        general, own = now.measure.general, point.measure.general
        is_same = general is not None and own is not None and general.code == own.code
        alike = is_same and general is not None and _is_alike(point, now, (general.code,))
        return point.measure.overall if alike else NOT_COMPARABLE
    factors = [_factor(point, now, factor) for factor in now.measure.factors]
    is_same = len(point.measure.factors) == len(factors) and NOT_COMPARABLE not in factors
    return point.measure.overall if is_same else NOT_COMPARABLE


def _consolidated(point: TrendPoint, now: TrendPoint) -> Value:
    is_same = point.consolidated is not None and point.method.consolidation == now.method.consolidation
    return point.consolidated if is_same and _overall(point, now) != NOT_COMPARABLE else NOT_COMPARABLE


def _is_alike(point: TrendPoint, now: TrendPoint, codes: Sequence[str]) -> bool:
    return point.method.satisfied == now.method.satisfied and all(
        code in point.codings and point.codings[code] == now.codings.get(code) for code in codes
    )
