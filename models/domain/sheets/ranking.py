"""B8: the offices of a hub by rank, the consolidated index, who is to be commended, under the target, and silent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, Words, said
from models.domain.figures.figures import Figures, OfficeLine, Weighing
from models.domain.figures.satisfaction import is_distinguishable
from models.domain.sheets.sheet import UPRIGHT, BriefPaper, Chart, Sheet

CODE = "B8"
TITLE = N_("Ranking of the offices")


def ranking_table(figures: Figures) -> ResultTable:
    """The offices by overall index; equal indices share a rank, and with intervals it is marked who cannot be told apart."""
    lines = figures.lines
    with_intervals = any(line.interval for line in lines)
    bounds = said(N_("Interval of 95 % (%)"))
    columns = [
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 11),
        ResultColumn(said(N_("Office")), ColumnKind.TEXT, 54),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 18),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 18),
        ResultColumn(said(N_("Rank")), ColumnKind.COUNT, 14),
        ResultColumn(said(N_("Grade")), ColumnKind.TEXT, 20),
        ResultColumn(said(N_("Remarks")), ColumnKind.TEXT, 29),
    ]
    if with_intervals:
        columns[4:4] = [
            ResultColumn(said(N_("from")), ColumnKind.PER_CENT, 16, bounds),
            ResultColumn(said(N_("to")), ColumnKind.PER_CENT, 16, bounds),
        ]
        columns.insert(7, ResultColumn(said(N_("Not distinguishable from ranks")), ColumnKind.TEXT, 26))
    rows = []
    for n, line in enumerate(lines, 1):
        cells: list[Value] = [
            str(n),
            line.unit.full_name,
            line.forms,
            line.overall,
            line.rank,
            line.grade,
            _remark(line),
        ]
        if with_intervals:
            cells[4:4] = line.interval or (None, None)
            cells.insert(7, _not_distinguishable(line, lines))
        rows.append(ResultRow(tuple(cells)))
    notes = [
        said(
            N_("Ranked by the overall index before rounding; equal indices share a rank and the next one is skipped.")
        ),
    ]
    if with_intervals:
        told = N_("Offices are not distinguishable when their difference may be chance at 95 % (Newcombe's interval).")
        notes.append(said(told))
    else:
        notes.append(said(N_("Interval of 95 %: not calculated, the forms are no drawn sample.")))
    more: list[Value] = [""] * (len(columns) - 4)
    if figures.mean is not None:
        words = said(N_("Mean of the offices (each counts once)"))
        rows.append(ResultRow(("", words, "", figures.mean, *more), is_total=True))
    if figures.measure.overall is not None:
        words = said(N_("All forms together"))
        forms, overall = figures.measure.forms, figures.measure.overall
        rows.append(ResultRow(("", words, forms, overall, *more), is_total=True))
    return ResultTable(CODE, "", said(TITLE), said(N_("Ranking")), tuple(columns), tuple(rows), tuple(notes))


def weighing_table(figures: Figures) -> ResultTable:
    """The hub's index in all three weightings, the method's own standing out; the same for the units between."""
    chosen = figures.method.consolidation
    ways = (
        ("mean", said(N_("Mean of the offices")), ColumnKind.PER_CENT),
        ("answers", said(N_("By answers (all forms together)")), ColumnKind.PER_CENT),
        ("population", said(N_("By population N")), ColumnKind.PER_CENT),
    )
    columns = (
        ResultColumn(said(N_("Unit")), ColumnKind.TEXT, 50),
        ResultColumn(said(N_("Offices with an index")), ColumnKind.COUNT, 20),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 18),
        *(ResultColumn(words, kind, 25) for _, words, kind in ways),
        ResultColumn(said(N_("Offices with N")), ColumnKind.COUNT, 18),
    )
    rows = [_weighed(branch.unit.full_name, branch.forms, branch.weighing) for branch in figures.branches]
    whole = _weighed(figures.unit.full_name, figures.measure.forms, figures.weighing)
    rows.append(whole._replace(is_total=True))
    way = next(words for name, words, _ in ways if name == chosen)
    notes = [said(N_("The method weights the consolidated index this way: {way}."), way=way)]
    weighing = figures.weighing
    if weighing.with_population < weighing.offices:
        told = N_("Offices without a known N are not in the index by population: {count}.")
        notes.append(said(told, count=weighing.offices - weighing.with_population))
    title = said(N_("Consolidated index"))
    return ResultTable(CODE, "b", title, title, columns, tuple(rows), tuple(notes))


def commended_table(figures: Figures) -> ResultTable:
    """The offices that reach the method's index for commendation."""
    least = figures.method.commended
    lines = [line for line in figures.lines if line.overall is not None and line.overall >= least]
    note = said(N_("Proposed from an overall index of {least} % on (method); equal indices share a rank."), least=least)
    title = said(N_("Offices proposed for commendation"))
    return ResultTable(CODE, "c", title, said(N_("Commendation")), _LISTED, _listed(lines, least), (note,))


def below_target_table(figures: Figures) -> ResultTable:
    """The offices under the target of the method."""
    least = figures.method.target
    lines = [line for line in figures.lines if line.overall is not None and line.overall < least]
    note = said(N_("Target of the method: an overall index of {least} %."), least=least)
    title = said(N_("Offices below the target"))
    return ResultTable(CODE, "d", title, said(N_("Below the target")), _LISTED, _listed(lines, least), (note,))


_LISTED = (
    ResultColumn(said(N_("No.")), ColumnKind.TEXT, 11),
    ResultColumn(said(N_("Office")), ColumnKind.TEXT, 60),
    ResultColumn(said(N_("Rank")), ColumnKind.COUNT, 14),
    ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 20),
    ResultColumn(said(N_("Difference")), ColumnKind.PER_CENT, 20),
    ResultColumn(said(N_("Remarks")), ColumnKind.TEXT, 39),
)


def _listed(lines: Sequence[OfficeLine], least: int) -> tuple[ResultRow, ...]:
    rows = []
    for n, line in enumerate(lines, 1):
        away = None if line.overall is None else line.overall - least
        remark = _remark(line)
        if not remark and line.interval and line.interval.low < least <= line.interval.high:
            remark = said(N_("within the interval"))
        rows.append(ResultRow((str(n), line.unit.full_name, line.rank, line.overall, away, remark)))
    return tuple(rows)


def _weighed(name: str, forms: int, weighing: Weighing) -> ResultRow:
    indices = (weighing.mean, weighing.by_answers, weighing.by_population)
    return ResultRow((name, weighing.offices, forms, *indices, weighing.with_population))


def _remark(line: OfficeLine) -> Words:
    if line.lacking:
        return said(N_("incomplete: {count} lines of the closing are missing"), count=line.lacking)
    if not line.expected:
        return said(N_("not among the offices asked"))
    if line.unheard:
        return said(N_("key not confirmed, lines left out: {count}"), count=line.unheard)
    if not line.forms:
        return said(N_("no valid form"))
    if line.overall is None:
        return said(N_("no answer to the general question"))
    if not line.is_closed:
        return said(N_("period not closed"))
    return said(N_("lines after closing: {count}"), count=line.late) if line.late else ""


def _not_distinguishable(line: OfficeLine, lines: Sequence[OfficeLine]) -> Words:
    """The ranks of the other offices whose index does not differ by more than chance, as runs: `2, 5–7`."""
    if line.overall is None or line.interval is None:
        return ""
    own = (line.overall, line.interval)
    alike: dict[int, bool] = {}
    for other in lines:
        if other is not line and other.rank is not None and other.overall is not None:
            is_alike = other.interval is not None and not is_distinguishable(own, (other.overall, other.interval))
            alike[other.rank] = alike.get(other.rank, False) or is_alike
    runs = [tuple(ranks) for is_alike, ranks in groupby(sorted(alike), key=alike.__getitem__) if is_alike]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def not_sent_table(figures: Figures) -> ResultTable:
    """The offices that were asked and of which nothing has arrived."""
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 12),
        ResultColumn(said(N_("Code")), ColumnKind.TEXT, 24),
        ResultColumn(said(N_("Office")), ColumnKind.TEXT, 128),
    )
    rows = tuple(ResultRow((str(n), unit.key.code, unit.full_name)) for n, unit in enumerate(figures.not_sent, 1))
    return ResultTable(CODE, "a", said(N_("Offices that have not sent")), said(N_("Not sent")), columns, rows)


def _tables(figures: Figures) -> tuple[ResultTable, ...]:
    if not figures.is_ranking:
        return ()
    judged = () if figures.is_provisional else (commended_table(figures), below_target_table(figures))
    listed = (*judged, not_sent_table(figures))
    return (ranking_table(figures), weighing_table(figures), *(table for table in listed if table.rows))


SHEET = Sheet(
    CODE,
    TITLE,
    lambda report: _tables(report.figures),
    UPRIGHT,
    brief=BriefPaper(_tables, size=11.0, further_size=11.0),
    chart=Chart(
        words=1,
        values=3,
        total=N_("Mean of the offices"),
        total_in_workbook=False,
        with_gaps=True,
        most=30,
        labels=0.34,
        is_beside=True,
    ),
)
