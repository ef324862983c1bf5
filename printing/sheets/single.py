"""One sheet of a report on its own, as it is looked at beside its table."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable
from models.domain.figures.results import Results
from models.domain.sheets.reports import Report, base_of
from models.language import Language
from models.language.tables import words
from printing.document import Paper, print_paper
from printing.sheets import SHEETS
from printing.sheets.frame import Imprint, footer, opening
from printing.sheets.paper_tables import put_table
from printing.sheets.report import subject_of
from printing.sheets.sheet import Sheet

KIND = N_("RESULT SHEET")
_BY_TABLE = {sheet.code: sheet for sheet in SHEETS}


def print_single(
    report: Report, table: ResultTable, imprint: Imprint, *, language: Language, to: BinaryIO | Path
) -> None:
    """Write one table of a report as PDF, with its chart and what its figures stand on; it has no place to sign."""
    say, figures = language.say, report.figures
    sheet = _BY_TABLE.get(table.name.rstrip("abcd"), Sheet(table.name))

    def compose(paper: Paper) -> None:
        about = (say(subject_of(report), agency=report.unit.agency),)
        opening(paper, imprint, kind=say(KIND), about=about, is_reference=figures.is_reference)
        paper.gap(2)
        paper.heading(words(language, table.title))
        make = sheet.charts.get(table.name)
        put_table(paper, table, size=sheet.size, chart=make(paper, report) if make else None)
        if base_of(figures) not in table.notes:
            paper.paragraph(words(language, base_of(figures)), size=10, italic=True)

    lines = footer(
        imprint,
        language,
        unit=report.unit,
        fingerprint=figures.fingerprint,
        method=figures.method,
        closing=figures.closing if isinstance(figures, Results) else "",
        edition=figures.edition if isinstance(figures, Results) else 0,
    )
    title = f"{words(language, table.title)} – {report.unit.full_name}"
    print_paper(to=to, title=title, language=language, compose=compose, footer=lines, landscape=sheet.across)
