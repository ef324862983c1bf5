"""B6: what people met with: every choice without a score, with its forms and its share of those who answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultRow, ResultTable, said
from models.domain.disclosure.described_bases import held_back
from models.domain.sheets.choices import (
    AskedChoice,
    QuestionKey,
    choice_columns,
    choice_notes,
    choice_rows,
    hidden_questions,
    perceptions,
    question_row,
)
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import UPRIGHT, Sheet

CODE = "B6"
TITLE = N_("What people met with")


def perception_table(
    asked: Iterable[AskedChoice], *, hidden: Collection[QuestionKey], least: int, kept: Collection[str] = ()
) -> ResultTable:
    """Every choice with its forms and its share of those who answered; then who did not answer, by kind."""
    rows: list[ResultRow] = []
    for each in asked:
        rows.append(question_row(each))
        rows += choice_rows(
            each, least, is_hidden=each.key in hidden, is_kept=each.question.name in kept, by_size=False
        )
    short = said(N_("Experiences"))
    return ResultTable(CODE, "", said(TITLE), short, choice_columns(), tuple(rows), choice_notes(least))


def _tables(report: Report) -> tuple[ResultTable, ...]:
    asked = perceptions(report.figures.variants)
    hidden = hidden_questions(asked, report.answers, least=report.least)
    kept = held_back(report.figures)
    return (perception_table(asked, hidden=hidden, kept=kept, least=report.least),) if asked else ()


SHEET = Sheet(CODE, TITLE, _tables, UPRIGHT, brief=None, chart=None)
