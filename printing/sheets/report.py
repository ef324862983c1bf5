"""The complete report of an office or a hub: a cover with contents, all sheets in order, the signing places at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.figures.figures import Reach, Subject
from models.domain.sheets import FilledSheet, filled_sheets
from models.domain.sheets.report import Report
from models.language import Language
from models.language.tables import words
from models.progress import NO_PROGRESS, Progress
from models.services.figures.footing import Stand, footing_as
from models.services.figures.reporting import report_of
from models.services.figures.results import reporting_offices
from models.store.database import Station
from printing.blocks import Block, Rule, Text
from printing.document import Paper
from printing.fonts import width
from printing.sheets.frame import Imprint, opening, signing
from printing.sheets.paper_tables import chart_of, put_table
from printing.sheets.proven import ProvenPaper, print_each_proven, print_proven
from printing.sheets.result_sheet import sentences

TITLE = N_("REPORT")
ABOUT = N_("on the results of the survey of satisfaction with the service of {agency}")
ABOUT_OFFICES = N_("on the results of the survey of satisfaction with the service of the offices of {agency}")
_LINE, _SIZE = 5.1, 12.0
"""Of the contents: millimetres from line to line, and the letters."""


def print_report(
    station: Station,
    period: Period,
    report: Report,
    *,
    language: Language,
    to: BinaryIO | Path,
    at: str,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write a report that was just made as PDF."""
    print_proven(station, period, _paper_of(report, language), language=language, to=to, at=at, progress=progress)


def print_report_of_each_office(
    station: Station,
    period: Period,
    folder: Path,
    *,
    language: Language,
    at: str,
    stand: Stand = Stand.CLOSED,
    progress: Progress = NO_PROGRESS,
) -> tuple[Path, ...]:
    """Write the complete report of every office of which something is here, one file each, into `folder`."""

    def papers() -> Iterator[tuple[str, ProvenPaper]]:
        units, footing = reporting_offices(station, period), footing_as(station, period, stand)
        for place, unit in enumerate(units):
            progress.step(place, len(units), unit.code)
            report = report_of(station, period, Subject(unit, Reach.OFFICE), footing=footing)
            yield f"{period.code}-{unit.code}.pdf", _paper_of(report, language)
        progress.step(len(units), len(units))

    return print_each_proven(station, period, papers(), folder, language=language, at=at)


def _paper_of(report: Report, language: Language) -> ProvenPaper:
    say, figures, filled = language.say, report.figures, filled_sheets(report)

    def compose(paper: Paper, imprint: Imprint) -> None:
        opening(paper, imprint, kind=say(TITLE), about=(about(report, language),), is_reference=figures.is_reference)
        paper.paragraph(" ".join(sentences(figures, language)), indent=10)
        paper.gap(1)
        paper.heading(say(N_("Contents")))
        contents = paper.reserve(_LINE * len(filled) + 2)
        upright = (paper.left, paper.right)
        pages = [_put(paper, number, each) for number, each in enumerate(filled, 1)]
        if not figures.is_provisional:
            signing(paper, imprint)
        contents(_contents(paper, language, filled, pages, upright))

    return ProvenPaper(report, say(TITLE), compose)


def about(report: Report, language: Language) -> str:
    """What a paper about these figures is about."""
    told = ABOUT_OFFICES if report.figures.is_ranking else ABOUT
    return language.say(told, agency=report.figures.unit.agency)


def _put(paper: Paper, number: int, filled: FilledSheet) -> int:
    """Put one sheet; answers the page it begins on."""
    sheet, tables = filled
    paper.orient(landscape=sheet.paper.is_across)
    paper.gap(2)
    say = paper.language.say
    head = paper.heading(f"{number}. {say(sheet.title)} ({sheet.code})")
    for table in tables:
        title = words(paper.language, table.title)
        if title != say(sheet.title):
            paper.heading(title, size=12)
        put_table(paper, table, size=sheet.paper.size, chart=chart_of(paper, table))
        paper.gap(3)
    return paper.page_of(head)


def _contents(
    paper: Paper, language: Language, sheets: tuple[FilledSheet, ...], pages: list[int], room: tuple[float, float]
) -> Block:
    """Titles left, their pages right, dots between."""
    left, right = room
    font, texts, rules = paper.face.regular, [], []
    for n, (filled, page) in enumerate(zip(sheets, pages, strict=True)):
        y = (n + 0.8) * _LINE
        title = f"{n + 1}. {language.say(filled.sheet.title)} ({filled.sheet.code})"
        texts += [Text(left, y, title, font, _SIZE), Text(right, y, str(page), font, _SIZE, "right")]
        start, end = left + width(title, font, _SIZE) + 2, right - width(str(page), font, _SIZE) - 2
        rules.append(Rule(start, y, end, y, 0.5, dotted=True))
    return Block(_LINE * len(sheets) + 2, texts=tuple(texts), rules=tuple(rules))
