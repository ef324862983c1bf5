"""The profile of an office: two pages that it hangs up. Index and place, factors and criteria beside the group, periods, wishes."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, said
from models.domain.disclosure.held_back import held_back
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.trends import trend_point
from models.domain.sheets.choices import choice_table, expectations, hidden_questions
from models.domain.sheets.criteria import held_back_notes
from models.domain.sheets.factors import index_told
from models.domain.sheets.leader import key_table
from models.domain.sheets.node_rankings import index_name, views_by_node
from models.domain.sheets.profiles import Profile
from models.domain.sheets.ranking import group_name
from models.domain.sheets.report import Report
from models.domain.sheets.trend import trend_table

CODE = "HS"
TITLE = N_("Profile of the office")
MOST_WISHES = 5


def profile_tables(profile: Profile) -> tuple[ResultTable, ...]:
    """The tables of both pages, in order; of an office of few people none tells of an answer."""
    report = _report(profile)
    if profile.figures.is_withheld:
        return ()
    found = [_key(profile, report), factor_table(profile)]
    if len(report.trend) > 1:
        found.append(_periods(report))
    found.append(criterion_table(profile))
    wishes = wish_table(profile)
    return (*found, *((wishes,) if wishes.rows else ()))


def _report(profile: Profile) -> Report:
    every = (*profile.before, profile.figures)
    return Report(profile.figures, trend=tuple(map(trend_point, every)))


def _key(profile: Profile, report: Report) -> ResultTable:
    """Key figures, and where a hub ranks the office its place and the mean of its group."""
    table = key_table(report)
    line, means = profile.line, profile.means
    rows = list(table.rows)
    if line is not None and line.rank is not None:
        place = said(N_("{rank}/{ranked}"), rank=line.rank, ranked=profile.ranked)
        rows.insert(1, ResultRow((said(N_("Rank in its group")), place, group_name(line.group))))
        if means is not None and means.overall is not None and line.overall is not None:
            told = said(N_("{points} points above the mean of the group") if line.overall >= means.overall
                        else N_("{points} points below the mean of the group"), points=abs(line.overall - means.overall))  # fmt: skip
            rows.insert(2, ResultRow((said(N_("Mean of the group")), said(N_("{value}%"), value=means.overall), told)))
    rows += _places_by_node(profile)
    title = said(N_("Key figures"))
    return ResultTable(CODE, "", title, title, table.columns, tuple(rows), table.notes)


def _places_by_node(profile: Profile) -> list[ResultRow]:
    """The place of the office by each index by which offices are ranked beside the overall one."""
    rows = []
    for code, view in views_by_node(profile.hub) if profile.hub is not None else ():
        own = next((line for line in view.lines if line.unit.key == profile.figures.unit.key), None)
        if own is not None and own.rank is not None:
            ranked = sum(line.rank is not None and line.group == own.group for line in view.lines)
            place = said(N_("{rank}/{ranked}"), rank=own.rank, ranked=ranked)
            head = said(N_("Rank by “{index}”"), index=index_name(view, code))
            rows.append(ResultRow((head, place, group_name(own.group))))
    return rows


def factor_table(profile: Profile) -> ResultTable:
    """Every factor beside the mean of its group."""
    rows = []
    for n, factor in enumerate(profile.figures.measure.factors, 1):
        mean = profile.means.factors.get(factor.code) if profile.means else None
        own = index_told(factor)
        rows.append(ResultRow((str(n), factor.label, *_beside(profile, own, mean))))
    general = profile.figures.measure.general
    if general is not None and profile.figures.measure.overall_from == "question":
        mean = profile.means.criteria.get(general.code) if profile.means else None
        rows.append(ResultRow(("", general.label, *_beside(profile, general.index, mean)), is_total=True))
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 9),
        ResultColumn(said(N_("Factor")), ColumnKind.TEXT, 101),
        *_index_columns(profile),
    )
    title = said(N_("Factors beside the mean of the group") if profile.means else N_("Index by factor"))
    return ResultTable(CODE, "a", title, title, columns, tuple(rows))


def _index_columns(profile: Profile) -> tuple[ResultColumn, ...]:
    """The index, and where there is a group its mean and the difference."""
    heads = [N_("Index (%)")]
    if profile.means is not None:
        heads += [N_("Group (%)"), N_("Difference")]
    return tuple(ResultColumn(said(head), ColumnKind.PER_CENT, 18) for head in heads)


def _beside(profile: Profile, own: Value, mean: Fraction | None) -> tuple[Value, ...]:
    if profile.means is None:
        return (own,)
    return own, mean, own - mean if isinstance(own, Fraction) and mean is not None else None


def criterion_table(profile: Profile) -> ResultTable:
    """Every criterion with its interval, beside the mean of its group."""
    figures = profile.figures
    with_interval = any(each.interval for each in figures.measure.criteria)
    group = said(N_("Interval of 95 % (%)"))
    bounds = [ResultColumn(said(head), ColumnKind.PER_CENT, 15, group) for head in (N_("from"), N_("to"))]
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 9),
        ResultColumn(said(N_("Criterion")), ColumnKind.TEXT, 60),
        ResultColumn(said(N_("Valid answers")), ColumnKind.COUNT, 14),
        *(bounds if with_interval else ()),
        *_index_columns(profile),
    )
    rows: list[ResultRow] = []
    for factor in figures.measure.factors:
        rows.append(ResultRow((factor.label or factor.code,), is_section=True))
        for each in factor.criteria:
            mean = profile.means.criteria.get(each.code) if profile.means else None
            told: tuple[Value, ...] = (each.valid,)
            if with_interval:
                told += each.interval or (None, None)
            told += _beside(profile, each.index, mean)
            if each.is_held_back:
                told = (HIDDEN,) * (len(columns) - 2)
            rows.append(ResultRow((each.number or each.code, each.label, *told)))
    notes = [*held_back_notes((figures.measure,), figures.method)]
    if profile.means is not None:
        words = N_(
            "Group: plain mean of its {offices} offices that stand on enough forms; not told where that would tell of one."
        )
        notes.append(said(words, offices=profile.means.offices))
    title = said(N_("Criteria beside the mean of the group") if profile.means else N_("Results by criterion"))
    return ResultTable(CODE, "b", title, title, columns, tuple(rows), tuple(notes))


def _periods(report: Report) -> ResultTable:
    """The overall index and the factors over the periods."""
    table = trend_table(report.trend)
    title = said(N_("Over the periods"))
    rows = tuple(row for row in table.rows if row.is_total or row.cells[0] == "")
    return ResultTable(CODE, "c", title, title, table.columns, rows, table.notes)


def wish_table(profile: Profile) -> ResultTable:
    """What people wish for most; nothing where their table hides it."""
    figures = profile.figures
    asked = expectations(figures.variants)
    least = figures.method.suppress_under
    hidden, kept = hidden_questions(asked, (), least=least), held_back(figures)
    shown = [each for each in asked if each.key not in hidden and each.question.name not in kept]
    table = choice_table(CODE, TITLE, TITLE, shown, hidden=hidden, kept=kept, least=least, by_size=True)
    rows: list[ResultRow] = []
    for row in table.rows:
        place = str(row.cells[0])
        if row.is_section or row.is_total or (place.isdigit() and int(place) <= MOST_WISHES):
            rows.append(row)
    title = said(N_("What people wish for most"))
    return ResultTable(CODE, "d", title, title, table.columns, tuple(rows), table.notes)
