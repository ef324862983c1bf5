"""What an engine counted from exported answers as .docx, to go on writing."""

from __future__ import annotations

from pathlib import Path

from models.domain.basics.table_values import Words
from models.domain.sheets import printed_sheets
from models.domain.sheets.analysis import Analysis
from models.domain.sheets.provisional import provisional_mark
from models.domain.sheets.report import base_of
from models.file_names import require_ending
from models.files import write_whole
from models.language import Language
from models.language.tables import words
from printing.editable.papers import put_chart, put_table
from printing.editable.word import WordPaper
from printing.heading import asked_by
from printing.sheets.analysed import TITLE
from printing.sheets.frame import REFERENCE
from printing.sheets.report import ABOUT_OFFICES, ROUNDED
from printing.sheets.result_sheet import sentences


def write_editable_analysis(analysis: Analysis, *, language: Language, to: Path, at: str) -> None:
    """Write the report as .docx; the same figures give the same bytes."""
    require_ending(to, ".docx")
    report, say = analysis.report, language.say
    figures = report.figures
    mark = provisional_mark(figures, language.day_of(at))
    marked = language.sentence(mark) if mark is not None else ""
    title, author = f"{say(TITLE)} – {say(figures.unit.full_name)}", say(figures.unit.agency)
    paper = WordPaper(language, title=title, author=author, mark=marked)
    people = asked_by(each.questionnaire for each in figures.variants).people_told(language)
    paper.title(say(TITLE), say(ABOUT_OFFICES, people=people, agency=figures.unit.agency))
    if figures.is_reference:
        paper.paragraph(say(REFERENCE), size=11, italic=True)
    told: list[Words] = [*analysis.stands_on(), *sentences(figures, language), base_of(figures), ROUNDED]
    for each in told:
        paper.paragraph(words(language, each))
    for number, filled in enumerate(printed_sheets(report), 1):
        paper.heading(f"{number}. {say(filled.sheet.title)} ({filled.sheet.code})", level=2)
        for table in filled.tables:
            put_table(paper, table, language)
            put_chart(paper, filled.sheet, table, language)
    write_whole(to, paper.save)
