"""B6: what people met with: every choice without a score, with its forms and its share of those who answered."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable
from models.domain.disclosure.held_back import held_back
from models.domain.sheets.choices import choice_table, hidden_questions, perceptions
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import UPRIGHT, Sheet

CODE = "B6"
TITLE = N_("What people met with")


def _tables(report: Report) -> tuple[ResultTable, ...]:
    asked = perceptions(report.figures.variants)
    hidden = hidden_questions(asked, report.answers, least=report.least)
    kept = held_back(report.figures)
    table = choice_table(
        CODE, TITLE, N_("Experiences"), asked, hidden=hidden, kept=kept, least=report.least, by_size=False
    )
    return (table,) if asked else ()


SHEET = Sheet(CODE, TITLE, _tables, UPRIGHT, brief=None, chart=None, counted=None)
