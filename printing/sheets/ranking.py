"""B8: the offices of a hub by rank, the consolidated index, who is to be commended and who is under the target."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.figures.results import Consolidated
from models.domain.sheets.reports import Report
from printing.blocks import Block
from printing.charts import Bar, bars
from printing.document import Paper
from printing.sheets.sheet import Sheet

MOST_BARS = 30
"""More offices than these are readable only as a table."""


def ranking_chart(paper: Paper, consolidated: Consolidated) -> Block | None:
    """The offices by rank and their mean as bars; None for too many or no offices."""
    items = [Bar(line.unit.full_name, line.overall) for line in consolidated.lines]
    if not items or len(items) > MOST_BARS:
        return None
    if consolidated.mean is not None:
        items.append(Bar(paper.language.say(N_("Mean of the offices")), consolidated.mean, strong=True))
    return bars(items, left=paper.left, width=paper.width, face=paper.face, language=paper.language, label_share=0.34)


def _chart(paper: Paper, report: Report) -> Block | None:
    return ranking_chart(paper, report.figures) if isinstance(report.figures, Consolidated) else None


SHEET = Sheet("B8", charts={"B8": _chart})
