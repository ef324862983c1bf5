"""B7: what people wish for, the most frequent first, and the same as bars."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable
from models.domain.disclosure.held_back import held_back
from models.domain.sheets.choices import choice_table, expectations, hidden_questions
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import UPRIGHT, Chart, Sheet

CODE = "B7"
TITLE = N_("What people wish for")


def _tables(report: Report) -> tuple[ResultTable, ...]:
    asked = expectations(report.figures.variants)
    hidden = hidden_questions(asked, report.answers, least=report.least)
    kept = held_back(report.figures)
    table = choice_table(CODE, TITLE, N_("Wishes"), asked, hidden=hidden, kept=kept, least=report.least, by_size=True)
    return (table,) if asked else ()


SHEET = Sheet(
    CODE,
    TITLE,
    _tables,
    UPRIGHT,
    brief=None,
    chart=Chart(
        words=1,
        values=3,
        total="",
        total_in_workbook=False,
        with_gaps=False,
        most=100,
        labels=0.42,
        is_beside=False,
        is_numbered=False,
    ),
    counted=None,
)
