"""One table of a report on its own, as it is looked at beside the table on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable
from models.domain.book.periods import Period
from models.domain.sheets import sheet_of
from models.domain.sheets.report import Report, base_of
from models.domain.sheets.sheet import UPRIGHT
from models.language import Language
from models.language.tables import words
from models.store.database import Station
from printing.document import Paper
from printing.sheets.frame import Imprint, opening
from printing.sheets.paper_tables import chart_of, put_table
from printing.sheets.proven import ProvenPaper, print_proven
from printing.sheets.report import about

KIND = N_("RESULT SHEET")
_WIDEST = 190.0
"""Millimetres of columns that an upright page can take; a wider table lies across."""


def print_single(
    station: Station,
    period: Period,
    report: Report,
    table: ResultTable,
    *,
    language: Language,
    to: BinaryIO | Path,
    at: str,
) -> None:
    """Write one table of a report as PDF, with its chart and what its figures stand on; it has no place to sign."""
    figures, sheet = report.figures, sheet_of(table)
    stands = sheet.paper if sheet is not None else UPRIGHT
    is_across = sum(column.width for column in table.columns) > _WIDEST
    title = words(language, table.title)

    def compose(paper: Paper, imprint: Imprint) -> None:
        told = (about(report, language),)
        opening(paper, imprint, kind=language.say(KIND), about=told, is_reference=figures.is_reference)
        paper.gap(2)
        paper.heading(title)
        put_table(paper, table, size=stands.size, chart=chart_of(paper, table))
        if base_of(figures) not in table.notes:
            paper.paragraph(words(language, base_of(figures)), size=10, italic=True)

    paper = ProvenPaper(report, title, compose, landscape=is_across)
    print_proven(station, period, paper, language=language, to=to, at=at)
