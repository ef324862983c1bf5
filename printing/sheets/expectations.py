"""B7: what people wish for, the most frequent first, and the same as bars."""

from __future__ import annotations

from fractions import Fraction

from models.domain.sheets.choice_tables import expectations
from models.domain.sheets.reports import Report
from printing.blocks import Block
from printing.charts import Bar, bars
from printing.document import Paper
from printing.sheets.sheet import Sheet


def _chart(paper: Paper, report: Report) -> Block | None:
    asked = expectations(report.figures.variants)
    if len(asked) != 1 or asked[0].tally.answered < report.least:
        return None
    tally = asked[0].tally
    items = [
        Bar(choice.label, Fraction(100 * tally.of(choice.mark), tally.answered))
        for choice in sorted(asked[0].question.choices, key=lambda choice: -tally.of(choice.mark))
    ]
    return bars(items, left=paper.left, width=paper.width, face=paper.face, language=paper.language)


SHEET = Sheet("B7", charts={"B7": _chart})
