"""B2: the index by factor with the general question, and the same as bars."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.figures.measures import Measure
from models.domain.sheets.reports import Report
from printing.blocks import Block
from printing.charts import Bar, bars
from printing.document import Paper
from printing.sheets.sheet import Sheet


def factor_chart(paper: Paper, measure: Measure) -> Block:
    """The factors and the overall index as bars."""
    items = [Bar(factor.label, factor.index) for factor in measure.factors]
    items.append(Bar(paper.language.say(N_("Overall index")), measure.overall, strong=True))
    return bars(items, left=paper.left, width=paper.width, face=paper.face, language=paper.language)


def _chart(paper: Paper, report: Report) -> Block:
    return factor_chart(paper, report.figures.measure)


SHEET = Sheet("B2", size=10, charts={"B2": _chart})
