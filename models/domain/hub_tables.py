"""The tables of a hub: the ranking of its offices, who has not sent, and all answers together, in neutral values."""

from __future__ import annotations

from models.domain.problems import N_
from models.domain.result_tables import balance_table, criterion_table, factor_table, missing_table
from models.domain.results import Consolidated
from models.domain.table_values import Column, Kind, ResultTable, Row, Words, said


def hub_tables(consolidated: Consolidated) -> tuple[ResultTable, ...]:
    """All tables of a hub, in the order of its sheet."""
    return (
        ranking_table(consolidated),
        not_sent_table(consolidated),
        balance_table(consolidated),
        factor_table(consolidated),
        criterion_table(consolidated),
        missing_table(consolidated),
    )


def ranking_table(consolidated: Consolidated) -> ResultTable:
    """The offices by overall index; equal indices share a rank."""
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 11),
        Column(said(N_("Office")), Kind.TEXT, 54),
        Column(said(N_("Valid forms")), Kind.COUNT, 18),
        Column(said(N_("Index (%)")), Kind.PER_CENT, 18),
        Column(said(N_("Rank")), Kind.COUNT, 14),
        Column(said(N_("Grade")), Kind.TEXT, 20),
        Column(said(N_("Remarks")), Kind.TEXT, 29),
    )
    rows = []
    for n, line in enumerate(consolidated.lines, 1):
        remark: Words = ""
        if not line.expected:
            remark = said(N_("not among the offices asked"))
        elif not line.forms:
            remark = said(N_("no valid form"))
        elif line.overall is None:
            remark = said(N_("no answer to the general question"))
        elif not line.is_closed:
            remark = said(N_("period not closed"))
        elif line.late:
            remark = said(N_("lines after closing: {count}"), count=line.late)
        rows.append(Row((str(n), line.unit.full_name, line.forms, line.overall, line.rank, line.grade, remark)))
    notes = [
        said(
            N_("Ranked by the overall index before rounding; equal indices share a rank and the next one is skipped.")
        ),
    ]
    if consolidated.mean is not None:
        words = said(N_("Mean of the offices (each counts once)"))
        rows.append(Row(("", words, "", consolidated.mean, "", "", ""), is_total=True))
    if consolidated.measure.overall is not None:
        words = said(N_("All forms together"))
        forms, overall = consolidated.measure.forms, consolidated.measure.overall
        rows.append(Row(("", words, forms, overall, "", "", ""), is_total=True))
    return ResultTable("B8", said(N_("Ranking of the offices")), columns, tuple(rows), tuple(notes))


def not_sent_table(consolidated: Consolidated) -> ResultTable:
    """The offices that were asked and of which nothing has arrived."""
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 12),
        Column(said(N_("Code")), Kind.TEXT, 24),
        Column(said(N_("Office")), Kind.TEXT, 128),
    )
    rows = tuple(Row((str(n), unit.key.code, unit.full_name)) for n, unit in enumerate(consolidated.not_sent, 1))
    return ResultTable("B8a", said(N_("Offices that have not sent")), columns, rows)
