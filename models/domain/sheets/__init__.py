"""The result sheets, one file each and one line in `SHEETS`: tables, words, place on paper and chart. Nothing is drawn here."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from models.domain.basics.problems import Sentence
from models.domain.basics.table_values import ResultTable
from models.domain.figures.figures import Figures
from models.domain.sheets import (
    balance,
    channels,
    criteria,
    expectations,
    factors,
    leader,
    makeup,
    months,
    node_rankings,
    perceptions,
    ranking,
    sampling,
    sectors,
    trend,
)
from models.domain.sheets.report import Report, base_of
from models.domain.sheets.sheet import Sheet

SHEETS: tuple[Sheet, ...] = (
    leader.SHEET,
    ranking.SHEET,
    node_rankings.SHEET,
    balance.SHEET,
    factors.SHEET,
    criteria.SHEET,
    makeup.SHEET,
    sectors.SHEET,
    perceptions.SHEET,
    expectations.SHEET,
    channels.SHEET,
    months.SHEET,
    trend.SHEET,
    sampling.SHEET,
)
"""In the order of the report."""

_BY_CODE = {sheet.code: sheet for sheet in SHEETS}


class FilledSheet(NamedTuple):
    """One sheet of a report with its tables, none of them empty."""

    sheet: Sheet
    tables: tuple[ResultTable, ...]


def filled_sheets(report: Report) -> tuple[FilledSheet, ...]:
    """The sheets of a report that have something to show, in order; every table says its base."""
    base = base_of(report.figures)
    filled = []
    for sheet in _told_of(report):
        tables = tuple(table for table in sheet.tables(report) if table.rows or table.notes)
        if tables:
            told = tuple(replace(table, notes=(*table.notes, base)) for table in tables)
            filled.append(FilledSheet(sheet, told))
    return tuple(filled)


def printed_sheets(report: Report) -> tuple[FilledSheet, ...]:
    """The sheets as the complete report prints them: a note that stands under one table is not said again under the next."""
    said_before: set[Sentence] = set()
    filled = []
    for sheet in _told_of(report):
        tables = []
        for table in sheet.printed(report):
            if table.rows or table.notes:
                notes = tuple(note for note in table.notes if note not in said_before)
                said_before.update(table.notes)
                tables.append(replace(table, notes=notes))
        shown = tuple(table for table in tables if table.rows or table.notes)
        if shown:
            filled.append(FilledSheet(sheet, shown))
    return tuple(filled)


def report_tables(report: Report) -> tuple[ResultTable, ...]:
    """All tables of a report in order."""
    return tuple(table for each in filled_sheets(report) for table in each.tables)


def brief_tables(figures: Figures) -> tuple[ResultTable, ...]:
    """The tables of the short result sheet, in order; an empty one is left out."""
    return tuple(
        table
        for sheet in _told(figures)
        if sheet.brief is not None
        for table in sheet.brief.tables(figures)
        if table.rows
    )


def _told_of(report: Report) -> tuple[Sheet, ...]:
    if report.is_analysed:
        return tuple(sheet for sheet in SHEETS if sheet.counted is not None)
    return _told(report.figures)


def _told(figures: Figures) -> tuple[Sheet, ...]:
    """The sheets that may be shown: of an office with few people only those that tell of no answer."""
    return (balance.SHEET, sampling.SHEET) if figures.is_withheld else SHEETS


def sheet_of(table: ResultTable) -> Sheet | None:
    """The sheet of a report that a table stands on; None for one that stands in no report."""
    return _BY_CODE.get(table.sheet)
