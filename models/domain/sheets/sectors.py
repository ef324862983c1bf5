"""B5: sectors with their procedures, joint procedures apart, and evaluated agencies; small groups are hidden."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultRow, ResultTable, Words, said
from models.domain.disclosure.hidden_groups import GroupPlace
from models.domain.figures.breakdowns import JOINT, NO_ANSWER, Split
from models.domain.questionnaire.paper_words import is_left_out
from models.domain.sheets.groups import folded, group_columns, group_figures, group_notes
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import NOT_SPLIT, NOT_SPLIT_LATE, ReportPaper, Sheet

CODE = "B5"
TITLE = N_("Sectors, procedures and agencies")
SHORT = said(N_("Sectors, procedures"))


def sector_table(split: Split, closed: frozenset[GroupPlace], *, least: int) -> ResultTable:
    """Sectors with their procedures below them; joint procedures (liên thông) stand apart, outside of their sectors."""
    total = sum(each.forms for each in split.slices)
    rows: list[ResultRow] = []
    for place, (each, parts) in enumerate(zip(split.slices, split.parts, strict=True)):
        label: Words = each.label
        if each.key == JOINT:
            label = said(N_("Joint procedures (liên thông)"))
        elif each.key == NO_ANSWER:
            label = said(N_("Sector not recorded"))
        figures = group_figures(each, total, is_hidden=GroupPlace("sector", place) in closed)
        rows.append(ResultRow((str(place + 1), label, *figures), is_total=True))
        if [part.label for part in parts] == [""]:
            continue
        for n, part in enumerate(parts):
            name: Words = part.label or said(N_("Procedure not recorded"))
            figures = group_figures(part, total, is_hidden=GroupPlace("part", place, n) in closed)
            rows.append(ResultRow(("", name, *figures)))
    title, columns = said(N_("Index by sector and procedure")), group_columns(said(N_("Sector, procedure")))
    return ResultTable(CODE, "", title, SHORT, columns, tuple(rows), group_notes(least))


def agency_table(split: Split, closed: frozenset[GroupPlace], *, least: int) -> ResultTable:
    """Evaluated agencies."""
    total = sum(each.forms for each in split.slices)
    rows = tuple(
        ResultRow(
            (str(place + 1), each.label, *group_figures(each, total, is_hidden=GroupPlace("agency", place) in closed))
        )
        for place, each in enumerate(split.slices)
    )
    title, columns = said(N_("Index by evaluated agency")), group_columns(said(N_("Evaluated agency")))
    return ResultTable(CODE, "a", title, said(N_("Agencies")), columns, rows, group_notes(least))


def _tables(report: Report) -> tuple[ResultTable, ...]:
    """Agencies stand there when there are several."""
    if report.is_part or report.is_beside_closed:
        note = NOT_SPLIT if report.is_part else NOT_SPLIT_LATE
        return (ResultTable(CODE, "", said(TITLE), SHORT, (), (), (note,)),)
    sectors, agencies, closed = report.sectors, report.agencies, report.hidden.areas
    tables = []
    if sectors is not None and sectors.slices and not _is_unasked(report, sectors):
        tables.append(sector_table(sectors, closed, least=report.least))
    if agencies is not None and len(agencies.slices) > 1:
        tables.append(agency_table(agencies, closed, least=report.least))
    return tuple(tables)


def _is_unasked(report: Report, sectors: Split) -> bool:
    """Whether no form has a sector and no questionnaire a line for it: then there is nothing to split by."""
    papers = [each.questionnaire.words for each in report.figures.variants]
    is_nowhere = bool(papers) and all(is_left_out(each.line_sector) for each in papers)
    return is_nowhere and [each.key for each in sectors.slices] == [NO_ANSWER]


def _printed(report: Report) -> tuple[ResultTable, ...]:
    """Without the agencies of a hub: they are its offices, which its ranking lists."""
    tables = tuple(map(folded, _tables(report)))
    return tuple(table for table in tables if not table.mark) if report.figures.is_ranking else tables


SHEET = Sheet(CODE, TITLE, _tables, ReportPaper(size=9.5, tables=_printed), brief=None, chart=None, counted=None)
