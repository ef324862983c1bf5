"""B10: the indices over the periods, and at a hub every office over them; only comparable ones have a figure and a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, Words, said
from models.domain.basics.units import Unit, UnitKey
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import OfficeLine
from models.domain.figures.judging import groups_in_order, is_judged, rank_changes
from models.domain.figures.measures import FactorResult
from models.domain.figures.satisfaction import is_distinguishable
from models.domain.figures.trends import (
    NOT_COMPARABLE,
    TrendPoint,
    consolidated_then,
    criterion_then,
    factor_then,
    is_judged_over_time,
    overall_then,
)
from models.domain.questionnaire.method import Method
from models.domain.sheets.criteria import held_back_notes
from models.domain.sheets.ranking import LIKE, LIKE_TOLD, ground_told, group_name
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import NARROWEST, ReportPaper, Sheet

CODE = "B10"
TITLE = N_("Trend over the periods")
MOST_PERIODS = 5
"""So many periods have room side by side on an upright page."""


def trend_table(points: Sequence[TrendPoint]) -> ResultTable:
    """`points` in the order of time, the last one being what the others are compared with.

    A change is told only between the same offices, and of one office only where both periods stand on enough.
    """
    points = points[-MOST_PERIODS:]
    now = points[-1]
    columns = [
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 12),
        ResultColumn(said(N_("Figure")), ColumnKind.TEXT, max(NARROWEST, 130 - 19 * len(points))),
    ]
    columns += [
        ResultColumn(said(N_("n = {forms}"), forms=point.forms), ColumnKind.PER_CENT, 19, point.code)
        for point in points
    ]
    columns.append(ResultColumn(said(N_("Change")), ColumnKind.PER_CENT, 19))
    then, compared = _compared(points)
    same = points[-2].same if len(points) > 1 else None
    # of all offices there is no change: a row of its own compares those that stand in both
    before = then if same is None else None
    rows = [_row("", said(N_("Overall index")), points, overall_then, before, compared, is_total=True)]
    rows += _interval_row(points)
    if same is not None and then is not None and compared is not None and same.offices:
        told = said(N_("Overall index of the {count} offices in both periods"), count=same.offices)
        cells: list[Value] = [""] * (len(points) - 2)
        cells += [overall_then(then, compared), compared.measure.overall]
        rows.append(ResultRow(("", told, *cells, _change(*cells[-2:])), is_total=True))
    if now.consolidated is not None:
        rows.append(
            _row("", said(N_("Consolidated index")), points, consolidated_then, before, compared, is_total=True)
        )
    for factor in now.measure.factors:
        rows.append(_row("", factor.label or factor.code, points, _factor(factor.code), then, compared, is_total=True))
        for criterion in factor.criteria:
            name = criterion.number or criterion.code
            rows.append(_row(name, criterion.label, points, _criterion(criterion.code), then, compared))
    notes = (
        said(N_("{sign}: asked or computed otherwise than in the last period, therefore not comparable."),
             sign=NOT_COMPARABLE),
        said(N_("Change = last period minus the one before it, in percentage points.")),
        *held_back_notes((point.measure for point in points), now.method),
        *_change_notes(points),
    )  # fmt: skip
    return ResultTable(CODE, "", said(TITLE), said(N_("Trend")), tuple(columns), tuple(rows), notes)


_FEW = 5
"""So many offices are named in a note; more are counted."""

Then = Callable[[TrendPoint, TrendPoint], Value]
"""A figure of a period as it may stand beside the last one."""


def _compared(points: Sequence[TrendPoint]) -> tuple[TrendPoint | None, TrendPoint | None]:
    """The last two periods as a change compares them: with the offices of both alone; None where nothing is concluded."""
    if len(points) < 2 or not is_judged_over_time(points[-2], points[-1]):
        return None, None
    then, now = points[-2:]
    if then.same is None:
        return then, now
    return replace(then, measure=then.same.before), replace(now, measure=then.same.after)


def _row(
    place: str,
    label: Value,
    points: Sequence[TrendPoint],
    figure: Then,
    then: TrendPoint | None,
    compared: TrendPoint | None,
    *,
    is_total: bool = False,
) -> ResultRow:
    cells = [figure(point, points[-1]) for point in points]
    change = _change(figure(then, compared), figure(compared, compared)) if then and compared else None
    return ResultRow((place, label, *cells, change), is_total=is_total)


def _change(before: Value, after: Value) -> Fraction | None:
    return after - before if isinstance(before, Fraction) and isinstance(after, Fraction) else None


def _criterion(code: str) -> Then:
    def figure(point: TrendPoint, now: TrendPoint) -> Value:
        is_held_back = any(each.code == code and each.is_held_back for each in point.measure.criteria)
        return HIDDEN if is_held_back else criterion_then(point, now, code)

    return figure


def _factor(code: str) -> Then:
    def figure(point: TrendPoint, now: TrendPoint) -> Value:
        factor = next((each for each in now.measure.factors if each.code == code), None)
        return None if factor is None else factor_told(point, now, factor)

    return figure


def factor_told(point: TrendPoint, now: TrendPoint, factor: FactorResult) -> Value:
    """The index of a factor in an earlier period as it may stand beside that of the last one, and a sign where it is held back."""
    is_held_back = any(each.code == factor.code and each.is_held_back for each in point.measure.factors)
    return HIDDEN if is_held_back else factor_then(point, now, factor)


def _interval_row(points: Sequence[TrendPoint]) -> list[ResultRow]:
    """The intervals of the overall index where the forms were drawn samples."""
    intervals = [point.measure.overall_interval for point in points]
    if not any(intervals):
        return []
    cells = ["–" if each is None else said(N_("{low} – {high}"), low=each.low, high=each.high) for each in intervals]
    return [ResultRow(("", said(N_("Interval of 95 % (%)")), *cells, ""))]


def _change_notes(points: Sequence[TrendPoint]) -> Iterator[Sentence]:
    if len(points) < 2:
        return
    then, now = points[-2:]
    if not is_judged_over_time(then, now):
        yield said(N_("No change is told: in one of the two periods there are too few forms to compare."))
        return
    same = then.same
    if same is not None:
        told = N_("Change: of the {count} offices that are in both periods.")
        yield said(told, count=same.offices)
        if same.joined:
            yield said(N_("Counted only in the last period: {units}."), units=_named(same.joined))
        if same.left:
            yield said(N_("Counted only in the period before: {units}."), units=_named(same.left))
    one, other = then.measure, now.measure
    if one.overall is None or other.overall is None or overall_then(then, now) == NOT_COMPARABLE:
        return
    if one.overall_interval is None or other.overall_interval is None:
        if len(now.lines) == 1:
            yield said(N_("Change by the index alone: without two drawn samples its significance is not known."))
    elif not is_distinguishable((one.overall, one.overall_interval), (other.overall, other.overall_interval)):
        yield said(N_("Overall index: the change is not statistically significant."))


def _named(units: Sequence[Unit]) -> object:
    """The offices by name while they are few, else how many."""
    if len(units) <= _FEW:
        return [unit.full_name for unit in units]
    return said(N_("{count} offices"), count=len(units))


def offices_table(points: Sequence[TrendPoint]) -> ResultTable:
    """Every office of a hub over the periods: index and rank within its group, and what changed from the last but one.

    Ranks are compared among the offices that are ranked in the same group in both periods.
    """
    points = points[-MOST_PERIODS:]
    columns = [ResultColumn(said(N_("Office")), ColumnKind.TEXT, 42)]
    for point in points:
        columns += [
            ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 16, point.code),
            ResultColumn(said(N_("Rank")), ColumnKind.COUNT, 12, point.code),
        ]
    change = said(N_("Change"))
    columns += [
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 16, change),
        ResultColumn(said(N_("Rank")), ColumnKind.COUNT, 12, change),
        ResultColumn(said(N_("Remarks")), ColumnKind.TEXT, 34),
    ]
    by_period = [{line.unit.key: line for line in point.lines} for point in points]
    then, now = by_period[-2], by_period[-1]
    climbed = rank_changes(points[-2].lines, points[-1].lines)
    is_alike = overall_then(points[-2], points[-1]) != NOT_COMPARABLE
    rows: list[ResultRow] = []
    for section, units in _sections(by_period, points[-1].method):
        rows += [ResultRow((section,), is_section=True)] if section else []
        for unit in units:
            cells: list[Value] = [next(of[unit.key] for of in reversed(by_period) if unit.key in of).unit.full_name]
            for place, of in enumerate(by_period):
                cells += _index_and_rank(of.get(unit.key), points[place], points[-1])
            before, after = then.get(unit.key), now.get(unit.key)
            moved = is_alike and before is not None and after is not None and is_judged(before) and is_judged(after)
            change_told = _change(before.overall, after.overall) if moved and before and after else None
            cells += [change_told, climbed.get(unit.key) if moved else None]
            rows.append(ResultRow((*cells, _remark(before, after, points))))
    notes = [
        said(
            N_(
                "Rank within the group; change of rank: places gained (+) or lost (−) among the offices ranked in both periods."
            )
        ),
        said(N_("Change = last period minus the one before it, in percentage points.")),
    ]
    if any(LIKE in row.cells for row in rows):
        notes.append(LIKE_TOLD)
    if any(line.is_withheld for point in points for line in point.lines):
        least = points[-1].method.suppress_under
        notes.append(said(N_("*: not told, the office has fewer than {least} forms or answers."), least=least))
    title = said(N_("Offices over the periods"))
    return ResultTable(CODE, "b", title, title, tuple(columns), tuple(rows), tuple(notes))


def _sections(
    by_period: Sequence[Mapping[UnitKey, OfficeLine]], method: Method
) -> Iterator[tuple[Words, tuple[Unit, ...]]]:
    """The offices of all periods under the name of their group, by their last rank; who has none stands at the end."""
    last = {key: line for of in by_period for key, line in of.items()}
    now = by_period[-1]
    ranked = [line for line in now.values() if line.rank is not None]
    groups = groups_in_order((line.group for line in last.values()), method)
    for group in groups:
        own = sorted(
            (line for line in ranked if line.group == group), key=lambda line: (line.rank or 0, str(line.unit.key))
        )
        if own:
            yield (group_name(group) if len(groups) > 1 else ""), tuple(line.unit for line in own)
    others = sorted(
        (line for key, line in last.items() if key not in now or now[key].rank is None),
        key=lambda line: (groups.index(line.group), str(line.unit.key)),
    )
    if others:
        yield said(N_("Not ranked")), tuple(line.unit for line in others)


def _index_and_rank(line: OfficeLine | None, point: TrendPoint, now: TrendPoint) -> tuple[Value, Value]:
    if line is None:
        return None, None
    if line.is_withheld:
        return HIDDEN, None
    return (NOT_COMPARABLE if overall_then(point, now) == NOT_COMPARABLE else line.overall), line.rank


def _remark(before: OfficeLine | None, after: OfficeLine | None, points: Sequence[TrendPoint]) -> Words:
    if after is None:
        return said(N_("not in the last period"))
    if not is_judged(after):
        return ground_told(after, points[-1].method)
    if before is None:
        return said(N_("not in the period before"))
    if not is_judged(before):
        return said(N_("period before: {why}"), why=ground_told(before, points[-2].method) or said(N_("Not ranked")))
    if before.overall is None or after.overall is None:
        return ""
    if before.interval is None or after.interval is None:
        return said(N_("by the index alone"))
    if is_distinguishable((before.overall, before.interval), (after.overall, after.interval)):
        return ""
    return LIKE


def side_by_side(one: TrendPoint, other: TrendPoint) -> ResultTable:
    """Two offices or two periods: the figures of `other`, then those of `one`, and one minus the other."""
    table = trend_table((other, one))
    notes = (
        said(N_("{sign}: asked or computed otherwise, therefore not comparable."), sign=NOT_COMPARABLE),
        said(N_("Change = last column minus the one before it, in percentage points.")),
    )
    title = said(N_("Side by side"))
    return ResultTable(CODE, "a", title, title, table.columns, table.rows, notes)


def _tables(report: Report) -> tuple[ResultTable, ...]:
    if len(report.trend) < 2:
        return ()
    own = trend_table(report.trend)
    return (own, offices_table(report.trend)) if report.figures.is_ranking else (own,)


COUNTED = """
SELECT counted.period, counted.province, items.question, items.coding, counted.value,
    CAST(SUM(counted.forms) AS BIGINT) AS forms
FROM counted
JOIN compared ON counted.period = compared.earlier OR counted.period = compared.later
JOIN items
    ON items.period = counted.period AND items.province = counted.province AND items.item = counted.item
JOIN (
    SELECT offices.province, offices.unit, offices.valid_from
    FROM offices JOIN compared ON offices.period = compared.earlier OR offices.period = compared.later
    WHERE offices.forms > 0 AND offices.withheld = 0 AND offices.left_out = 0
    GROUP BY offices.province, offices.unit, offices.valid_from
    HAVING COUNT(*) = 2
) AS same ON same.province = counted.province AND same.unit = counted.unit
GROUP BY GROUPING SETS (
    (counted.period, items.question, items.coding, counted.value),
    (counted.period, counted.province, items.question, items.coding, counted.value)
)
"""
"""The counts of two periods over the offices that stand in both, by province and in the country (without a province)."""


def compared(earlier: str, later: str) -> str:
    """The text of `compared`: which two periods `COUNTED` takes."""
    first, last = (code.replace("'", "''") for code in (earlier, later))
    return f"SELECT '{first}' AS earlier, '{last}' AS later"


SHEET = Sheet(CODE, TITLE, _tables, ReportPaper(size=9.0), brief=None, chart=None, counted=COUNTED)
