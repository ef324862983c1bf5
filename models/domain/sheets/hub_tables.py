"""The tables of a hub: the ranking of its offices, who has not sent, and all answers together, in neutral values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, ResultTable, Row, Value, Words, said
from models.domain.figures.results import Consolidated, UnitLine, Weighing
from models.domain.figures.satisfaction import is_distinguishable
from models.domain.sheets.criterion_tables import criterion_table, missing_table
from models.domain.sheets.result_tables import balance_table, factor_table


def hub_tables(consolidated: Consolidated) -> tuple[ResultTable, ...]:
    """All tables of a hub, in the order of its sheet."""
    return (
        ranking_table(consolidated),
        weighing_table(consolidated),
        commended_table(consolidated),
        below_target_table(consolidated),
        not_sent_table(consolidated),
        balance_table(consolidated),
        factor_table(consolidated),
        criterion_table(consolidated),
        missing_table(consolidated),
    )


def ranking_table(consolidated: Consolidated) -> ResultTable:
    """The offices by overall index; equal indices share a rank, and with intervals it is marked who cannot be told apart."""
    lines = consolidated.lines
    with_intervals = any(line.interval for line in lines)
    bounds = said(N_("Interval of 95 % (%)"))
    columns = [
        Column(said(N_("No.")), Kind.TEXT, 11),
        Column(said(N_("Office")), Kind.TEXT, 54),
        Column(said(N_("Valid forms")), Kind.COUNT, 18),
        Column(said(N_("Index (%)")), Kind.PER_CENT, 18),
        Column(said(N_("Rank")), Kind.COUNT, 14),
        Column(said(N_("Grade")), Kind.TEXT, 20),
        Column(said(N_("Remarks")), Kind.TEXT, 29),
    ]
    if with_intervals:
        columns[4:4] = [
            Column(said(N_("from")), Kind.PER_CENT, 16, bounds),
            Column(said(N_("to")), Kind.PER_CENT, 16, bounds),
        ]
        columns.insert(7, Column(said(N_("Not distinguishable from ranks")), Kind.TEXT, 26))
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
        rows.append(Row(tuple(cells)))
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
    if consolidated.mean is not None:
        words = said(N_("Mean of the offices (each counts once)"))
        rows.append(Row(("", words, "", consolidated.mean, *more), is_total=True))
    if consolidated.measure.overall is not None:
        words = said(N_("All forms together"))
        forms, overall = consolidated.measure.forms, consolidated.measure.overall
        rows.append(Row(("", words, forms, overall, *more), is_total=True))
    return ResultTable("B8", said(N_("Ranking of the offices")), tuple(columns), tuple(rows), tuple(notes))


def weighing_table(consolidated: Consolidated) -> ResultTable:
    """The hub's index in all three weightings, the method's own standing out; the same for the units between."""
    chosen = consolidated.method.consolidation
    ways = (
        ("mean", said(N_("Mean of the offices")), Kind.PER_CENT),
        ("answers", said(N_("By answers (all forms together)")), Kind.PER_CENT),
        ("population", said(N_("By population N")), Kind.PER_CENT),
    )
    columns = (
        Column(said(N_("Unit")), Kind.TEXT, 50),
        Column(said(N_("Offices with an index")), Kind.COUNT, 20),
        Column(said(N_("Valid forms")), Kind.COUNT, 18),
        *(Column(words, kind, 25) for _, words, kind in ways),
        Column(said(N_("Offices with N")), Kind.COUNT, 18),
    )
    rows = [_weighed(branch.unit.full_name, branch.forms, branch.weighing) for branch in consolidated.branches]
    whole = _weighed(consolidated.hub.full_name, consolidated.measure.forms, consolidated.weighing)
    rows.append(whole._replace(is_total=True))
    way = next(words for name, words, _ in ways if name == chosen)
    notes = [said(N_("The method weights the consolidated index this way: {way}."), way=way)]
    weighing = consolidated.weighing
    if weighing.with_population < weighing.offices:
        told = N_("Offices without a known N are not in the index by population: {count}.")
        notes.append(said(told, count=weighing.offices - weighing.with_population))
    return ResultTable("B8b", said(N_("Consolidated index")), columns, tuple(rows), tuple(notes))


def commended_table(consolidated: Consolidated) -> ResultTable:
    """The offices that reach the method's index for commendation."""
    least = consolidated.method.commended
    lines = [line for line in consolidated.lines if line.overall is not None and line.overall >= least]
    note = said(N_("Proposed from an overall index of {least} % on (method); equal indices share a rank."), least=least)
    title = said(N_("Offices proposed for commendation"))
    return ResultTable("B8c", title, _LISTED, _listed(lines, least), (note,))


def below_target_table(consolidated: Consolidated) -> ResultTable:
    """The offices under the target of the method."""
    least = consolidated.method.target
    lines = [line for line in consolidated.lines if line.overall is not None and line.overall < least]
    note = said(N_("Target of the method: an overall index of {least} %."), least=least)
    return ResultTable("B8d", said(N_("Offices below the target")), _LISTED, _listed(lines, least), (note,))


_LISTED = (
    Column(said(N_("No.")), Kind.TEXT, 11),
    Column(said(N_("Office")), Kind.TEXT, 60),
    Column(said(N_("Rank")), Kind.COUNT, 14),
    Column(said(N_("Index (%)")), Kind.PER_CENT, 20),
    Column(said(N_("Difference")), Kind.PER_CENT, 20),
    Column(said(N_("Remarks")), Kind.TEXT, 39),
)


def _listed(lines: Sequence[UnitLine], least: int) -> tuple[Row, ...]:
    rows = []
    for n, line in enumerate(lines, 1):
        away = None if line.overall is None else line.overall - least
        remark = _remark(line)
        if not remark and line.interval and line.interval.low < least <= line.interval.high:
            remark = said(N_("within the interval"))
        rows.append(Row((str(n), line.unit.full_name, line.rank, line.overall, away, remark)))
    return tuple(rows)


def _weighed(name: str, forms: int, weighing: Weighing) -> Row:
    indices = (weighing.mean, weighing.by_answers, weighing.by_population)
    return Row((name, weighing.offices, forms, *indices, weighing.with_population))


def _remark(line: UnitLine) -> Words:
    if line.lacking:
        return said(N_("incomplete: {count} lines of the closing are missing"), count=line.lacking)
    if not line.expected:
        return said(N_("not among the offices asked"))
    if not line.forms:
        return said(N_("no valid form"))
    if line.overall is None:
        return said(N_("no answer to the general question"))
    if not line.is_closed:
        return said(N_("period not closed"))
    return said(N_("lines after closing: {count}"), count=line.late) if line.late else ""


def _not_distinguishable(line: UnitLine, lines: Sequence[UnitLine]) -> Words:
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


def not_sent_table(consolidated: Consolidated) -> ResultTable:
    """The offices that were asked and of which nothing has arrived."""
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 12),
        Column(said(N_("Code")), Kind.TEXT, 24),
        Column(said(N_("Office")), Kind.TEXT, 128),
    )
    rows = tuple(Row((str(n), unit.key.code, unit.full_name)) for n, unit in enumerate(consolidated.not_sent, 1))
    return ResultTable("B8a", said(N_("Offices that have not sent")), columns, rows)
