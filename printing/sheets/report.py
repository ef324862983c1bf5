"""The complete report of an office or a hub: a cover with contents, all sheets in order, the signing places at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.book.periods import Period
from models.domain.figures.figures import Reach, Subject
from models.domain.sheets import FilledSheet, leader, printed_sheets
from models.domain.sheets.report import Report, base_of
from models.language import Language
from models.language.tables import words
from models.progress import NO_PROGRESS, Progress
from models.services.figures.footing import Stand, footing_as
from models.services.figures.reporting import report_of
from models.services.figures.results import reporting_offices
from models.store.database import Station
from printing.blocks import Block, Rule, Text
from printing.document import Paper
from printing.fonts import fitted_text, width
from printing.front import BASIS
from printing.heading import asked_by
from printing.sheets.frame import Imprint, opening, signing
from printing.sheets.paper_tables import chart_of, put_table
from printing.sheets.proven import ProvenPaper, print_each_proven, print_proven
from printing.sheets.result_sheet import sentences

TITLE = N_("REPORT")
ABOUT = N_("on the results of the survey of satisfaction of {people} with the service of {agency}")
ABOUT_OFFICES = N_(
    "on the results of the survey of satisfaction of {people} with the service of the offices of {agency}"
)
_LINE, _SIZE, _BETWEEN = 5.0, 11.0, 8.0
"""Of the contents: millimetres from line to line, the letters, and the room between their two columns."""
_RUNNING = 12.0
_FIRST_PAGE = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Sizes of letters that are tried for the first page, in points."""
ROUNDED = said(
    N_(
        "Each figure is rounded once, and a difference is worked out before rounding: it may be 0.01 off the difference of the two "
        "figures that are printed."
    )
)
"""One sentence where a reader would subtract."""


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
    say, figures, filled = language.say, report.figures, printed_sheets(report)
    first, others = (filled[:1], filled[1:]) if filled and filled[0].sheet is leader.SHEET else ((), filled)

    def compose(paper: Paper, imprint: Imprint) -> None:
        def begin(on: Paper, size: float) -> None:
            told = (about(report, language),)
            opening(on, imprint, kind=say(TITLE), about=told, is_reference=figures.is_reference)
            for basis in imprint.bases:
                on.paragraph(say(BASIS, basis=basis), size=size + 2, italic=True)
            for each in first:
                _put_tables(on, each, size)

        paper.fit(begin, sizes=_FIRST_PAGE, pages=1)
        if first:
            paper.new_page()
            paper.heading(say(N_("What the figures stand on")))
        paper.paragraph(" ".join(sentences(figures, language)), size=_RUNNING, indent=10)
        paper.paragraph(
            " ".join(words(language, each) for each in (base_of(figures), ROUNDED)), size=_RUNNING, indent=10
        )
        paper.gap(1)
        paper.heading(say(N_("Contents")))
        contents = paper.reserve(_LINE * _half(len(others)) + 2)
        upright = (paper.left, paper.right)
        pages = [put_sheet(paper, number, each) for number, each in enumerate(others, 1)]
        if not figures.is_provisional:
            signing(paper, imprint)
        contents(_contents(paper, language, others, pages, upright))

    return ProvenPaper(report, say(TITLE), compose)


def about(report: Report, language: Language) -> str:
    """What a paper about these figures is about."""
    told = ABOUT_OFFICES if report.figures.is_ranking else ABOUT
    people = asked_by(each.questionnaire for each in report.figures.variants).people_told(language)
    return language.say(told, people=people, agency=report.figures.unit.agency)


def put_sheet(paper: Paper, number: int, filled: FilledSheet) -> int:
    """Put one sheet below what stands there; answers the page it begins on."""
    sheet, _ = filled
    paper.gap(2)
    head = paper.heading(f"{number}. {paper.language.say(sheet.title)} ({sheet.code})")
    _put_tables(paper, filled, sheet.paper.size)
    return paper.page_of(head)


def _put_tables(paper: Paper, filled: FilledSheet, size: float) -> None:
    sheet, tables = filled
    for table in tables:
        title = words(paper.language, table.title)
        if title != paper.language.say(sheet.title) or sheet is leader.SHEET:
            paper.heading(title, size=12)
        put_table(paper, table, size=size, chart=chart_of(paper, table))
        paper.gap(2)


def _half(number: int) -> int:
    return -(-number // 2)


def _contents(
    paper: Paper, language: Language, sheets: tuple[FilledSheet, ...], pages: list[int], room: tuple[float, float]
) -> Block:
    """Titles left, their pages right, dots between; in two columns."""
    left, right = room
    wide, font, texts, rules = (right - left - _BETWEEN) / 2, paper.face.regular, [], []
    for n, (filled, page) in enumerate(zip(sheets, pages, strict=True)):
        column, line = divmod(n, _half(len(sheets)))
        start, y = left + column * (wide + _BETWEEN), (line + 0.8) * _LINE
        end, told = start + wide, str(page)
        fitted = fitted_text(
            f"{n + 1}. {language.say(filled.sheet.title)} ({filled.sheet.code})", font, _SIZE, wide - 8, _LINE - 1
        )
        first = y - fitted.step * (len(fitted.lines) - 1)
        texts += [Text(start, first + m * fitted.step, each, font, fitted.size) for m, each in enumerate(fitted.lines)]
        texts.append(Text(end, y, told, font, _SIZE, "right"))
        begins = start + width(fitted.lines[-1], font, fitted.size) + 1.5
        rules.append(Rule(begins, y, end - width(told, font, _SIZE) - 1.5, y, 0.5, dotted=True))
    return Block(_LINE * _half(len(sheets)) + 2, texts=tuple(texts), rules=tuple(rules))
