"""The complete report of an office or a hub: a cover with contents, all sheets in order, the signing places at the end."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.figures.results import Results
from models.domain.sheets.reports import Part, Report, report_parts
from models.language import Language
from models.language.tables import words
from models.progress import NO_PROGRESS, Progress
from printing.blocks import Block, Rule, Text
from printing.document import Paper, print_paper
from printing.fonts import width
from printing.sheets import SHEETS, hub_sheet, unit_sheet
from printing.sheets.frame import Imprint, footer, opening, signing
from printing.sheets.paper_tables import put_table

TITLE = N_("REPORT")
SUBJECT = N_("on the results of the survey of satisfaction with the service of {agency}")
HUB_SUBJECT = N_("on the results of the survey of satisfaction with the service of the offices of {agency}")
_LINE, _SIZE = 5.1, 12.0
"""Of the contents: millimetres from line to line, and the letters."""
_BY_CODE = {sheet.code: sheet for sheet in SHEETS}


def print_report(
    report: Report,
    imprint: Imprint,
    *,
    language: Language,
    to: BinaryIO | Path,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write the report as PDF. The same figures give the same bytes; refuses letters that the face lacks."""
    say, figures = language.say, report.figures
    parts = report_parts(report)

    def compose(paper: Paper) -> None:
        about = (say(subject_of(report), agency=report.unit.agency),)
        opening(paper, imprint, kind=say(TITLE), about=about, is_reference=figures.is_reference)
        told = _sentences(report, language)
        paper.paragraph(" ".join(told), indent=10)
        paper.gap(1)
        paper.heading(say(N_("Contents")))
        contents = paper.reserve(_LINE * len(parts) + 2)
        upright = (paper.left, paper.right)
        pages = [_put(paper, report, number, part) for number, part in enumerate(parts, 1)]
        signing(paper, imprint)
        contents(_contents(paper, language, parts, pages, upright))

    lines = footer(
        imprint,
        language,
        unit=report.unit,
        fingerprint=figures.fingerprint,
        method=figures.method,
        closing=figures.closing if isinstance(figures, Results) else "",
        edition=figures.edition if isinstance(figures, Results) else 0,
    )
    print_paper(
        to=to,
        title=f"{say(TITLE)} – {report.unit.full_name}",
        language=language,
        compose=compose,
        footer=lines,
        progress=progress,
    )


def subject_of(report: Report) -> str:
    """What a paper about these figures is about; its `agency` is left open."""
    return SUBJECT if isinstance(report.figures, Results) else HUB_SUBJECT


def _sentences(report: Report, language: Language) -> list[str]:
    if isinstance(report.figures, Results):
        return unit_sheet.sentences(report.figures, language)
    return hub_sheet.sentences(report.figures, language)


def _put(paper: Paper, report: Report, number: int, part: Part) -> int:
    """Put one sheet; answers the page it begins on."""
    sheet = _BY_CODE[part.code]
    paper.orient(landscape=sheet.across)
    paper.gap(2)
    say = paper.language.say
    head = paper.heading(f"{number}. {say(part.title)} ({part.code})")
    for table in part.tables:
        title = words(paper.language, table.title)
        if title != say(part.title):
            paper.heading(title, size=12)
        make = sheet.charts.get(table.name)
        put_table(paper, table, size=sheet.size, chart=make(paper, report) if make else None)
        paper.gap(3)
    return paper.page_of(head)


def _contents(
    paper: Paper, language: Language, parts: tuple[Part, ...], pages: list[int], room: tuple[float, float]
) -> Block:
    """Titles left, their pages right, dots between."""
    left, right = room
    font, texts, rules = paper.face.regular, [], []
    for n, (part, page) in enumerate(zip(parts, pages, strict=True)):
        y = (n + 0.8) * _LINE
        title = f"{n + 1}. {language.say(part.title)} ({part.code})"
        texts += [Text(left, y, title, font, _SIZE), Text(right, y, str(page), font, _SIZE, "right")]
        start, end = left + width(title, font, _SIZE) + 2, right - width(str(page), font, _SIZE) - 2
        rules.append(Rule(start, y, end, y, 0.5, dotted=True))
    return Block(_LINE * len(parts) + 2, texts=tuple(texts), rules=tuple(rules))
