"""What an engine counted from exported answers as PDF: the tables of the report, with what they were counted from and no letterhead."""

from __future__ import annotations

from pathlib import Path

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Words
from models.domain.sheets import printed_sheets
from models.domain.sheets.analysis import Analysis
from models.domain.sheets.provisional import provisional_mark
from models.domain.sheets.report import base_of
from models.language import Language
from models.language.tables import words
from models.progress import NO_PROGRESS, Progress
from models.release import VERSION
from printing.document import Paper, print_paper
from printing.heading import asked_by
from printing.sheets.frame import REFERENCE
from printing.sheets.report import ABOUT_OFFICES, ROUNDED, put_sheet
from printing.sheets.result_sheet import sentences

TITLE = N_("RESULTS FROM EXPORTED ANSWERS")


def print_analysis(
    analysis: Analysis, *, language: Language, to: Path, at: str, progress: Progress = NO_PROGRESS
) -> None:
    """Write the report as PDF; the same figures give the same bytes."""
    say, report = language.say, analysis.report
    figures = report.figures
    people = asked_by(each.questionnaire for each in figures.variants).people_told(language)
    about = say(ABOUT_OFFICES, people=people, agency=figures.unit.agency)

    def compose(paper: Paper) -> None:
        paper.title(say(TITLE), about, ruled=True)
        if figures.is_reference:
            paper.paragraph(say(REFERENCE), size=11, italic=True, align="centre")
        told: list[Words] = [*analysis.stands_on(), *sentences(figures, language), base_of(figures), ROUNDED]
        for each in told:
            paper.paragraph(words(language, each), size=11, indent=10)
        for number, filled in enumerate(printed_sheets(report), 1):
            put_sheet(paper, number, filled)

    mark = provisional_mark(figures, language.day_of(at))
    told = N_("Period {period} · {unit} · check sum of the answers {digest} · Sổ Phiếu {version}")
    below = say(told, period=figures.period, unit=figures.unit.full_name, digest=analysis.code, version=VERSION)
    print_paper(
        to=to,
        title=f"{say(TITLE)} – {say(figures.unit.full_name)}",
        language=language,
        compose=compose,
        footer=(below,),
        mark=language.sentence(mark) if mark is not None else "",
        progress=progress,
    )
