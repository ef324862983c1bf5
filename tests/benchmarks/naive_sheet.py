"""The tables of an office's sheet as reportlab's own layout engine makes them: what a first attempt would be."""

from __future__ import annotations

from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from desktop.screens.results.tables import columns_of, rows_of
from models.domain.figures.figures import Figures
from models.domain.sheets import brief_tables
from models.language import Language
from models.language.tables import words
from printing.fonts import face

LEFT, ROOM = 85, 465


def naive_sheet(results: Figures, language: Language, *, to: BinaryIO) -> None:
    """The same tables with the same words and numbers; no head of the paper, no chart, no signing place."""
    used = face()
    body = ParagraphStyle("body", fontName=used.regular, fontSize=9.5, leading=11)
    bold = ParagraphStyle("bold", parent=body, fontName=used.bold)
    story: list[Flowable] = []
    for table in brief_tables(results):
        columns = columns_of(table, language)
        cells = [[Paragraph(column.title, bold) for column in columns]]
        cells += [[Paragraph(text, body) for text in row] for row in rows_of(table, language)]
        whole = sum(column.width for column in table.columns)
        story += [
            Paragraph(words(language, table.title), bold),
            Table(
                cells,
                colWidths=[ROOM * column.width / whole for column in table.columns],
                repeatRows=1,
                style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]),
            ),
            *(Paragraph(words(language, note), body) for note in table.notes),
            Spacer(1, 8),
        ]
    SimpleDocTemplate(to, pagesize=A4, leftMargin=LEFT, rightMargin=45).build(story)
