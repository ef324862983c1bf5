"""B13: the index of each channel by itself, beside that of all: paper that was handed out, and what came over the network."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import (
    ColumnKind,
    ResultColumn,
    ResultRow,
    ResultTable,
    Value,
    Words,
    listed,
    said,
)
from models.domain.book.channels import CHANNELS
from models.domain.disclosure.held_back import held_factors
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.measures import Measure
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import NARROWEST, ReportPaper, Sheet

CODE = "B13"
TITLE = N_("Channels side by side")


def channel_told(channel: str) -> Words:
    """What a channel is called."""
    return said(CHANNELS[channel]) if channel in CHANNELS else channel


def channel_table(report: Report) -> ResultTable:
    """Valid forms, overall index and factors by channel; what few people answered by one is hidden in all of them."""
    whole, apart, least = report.figures.measure, report.channels, report.least
    heads: list[tuple[Words, Measure]] = [(said(N_("All")), whole), *((channel_told(name), own) for name, own in apart)]
    columns = (
        ResultColumn(said(N_("Contents")), ColumnKind.TEXT, max(NARROWEST, 150 - 24 * len(heads))),
        *(ResultColumn(head, ColumnKind.PER_CENT, 24, said(N_("Index (%)"))) for head, _ in heads),
    )
    of_few = {
        factor.code
        for _, measure in apart
        for factor in measure.factors
        if any(0 < criterion.valid < least for criterion in factor.criteria)
    } | held_factors(report.figures)
    # where an overall index is made from factors it would tell of one that is hidden
    is_made_from_few = bool(of_few) and any(measure.overall_from != "question" for _, measure in heads)
    is_hidden = is_made_from_few or any(0 < own.overall_answers < least for _, own in apart)
    rows = [
        ResultRow((said(N_("Valid forms")), *(said(N_("{count}"), count=own.forms) for _, own in heads))),
        ResultRow(
            (said(N_("Overall index")), whole.overall, *(HIDDEN if is_hidden else own.overall for _, own in apart)),
            is_total=True,
        ),
    ]
    for factor in whole.factors:
        own = [next((each for each in measure.factors if each.code == factor.code), None) for _, measure in apart]
        hidden = factor.code in of_few
        values: list[Value] = [HIDDEN if hidden else None if each is None else each.index for each in own]
        rows.append(ResultRow((factor.label or factor.code, HIDDEN if hidden else factor.index, *values)))
    counted = [name for name, _ in apart if report.figures.method.counts_channel(name)]
    alike = N_(
        "All answers count alike in every other table. Channels reach other people: a difference between them is no change."
    )
    chosen = N_(
        "By the method only these count in every other table, in “All” and in exports: {counted}. The others stand here alone. Channels "
        "reach other people: a difference between them is no change."
    )
    told = listed([channel_told(name) for name in counted])
    notes = [said(chosen, counted=told) if report.figures.method.channels else said(alike)]
    if any(HIDDEN in row.cells for row in rows):
        notes.append(
            said(N_("*: fewer than {least} people answered by one of the channels; not shown apart."), least=least)
        )
    title = said(N_("Index by channel"))
    return ResultTable(CODE, "", title, said(N_("Channels")), columns, tuple(rows), tuple(notes))


def _tables(report: Report) -> tuple[ResultTable, ...]:
    return (channel_table(report),) if report.channels else ()


SHEET = Sheet(CODE, TITLE, _tables, ReportPaper(size=9.5), brief=None, chart=None, counted=None)
