"""B7: what people wish for, the most frequent first, and the same as bars."""

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
    expectations,
    hidden_questions,
    question_row,
)
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import UPRIGHT, Chart, Sheet

CODE = "B7"
TITLE = N_("What people wish for")


def expectation_table(
    asked: Iterable[AskedChoice], *, hidden: Collection[QuestionKey], least: int, kept: Collection[str] = ()
) -> ResultTable:
    """Wishes, the most frequent first."""
    rows: list[ResultRow] = []
    for each in asked:
        rows.append(question_row(each))
        rows += choice_rows(each, least, is_hidden=each.key in hidden, is_kept=each.question.name in kept, by_size=True)
    short = said(N_("Wishes"))
    return ResultTable(CODE, "", said(TITLE), short, choice_columns(), tuple(rows), choice_notes(least))


def _tables(report: Report) -> tuple[ResultTable, ...]:
    asked = expectations(report.figures.variants)
    hidden = hidden_questions(asked, report.answers, least=report.least)
    kept = held_back(report.figures)
    return (expectation_table(asked, hidden=hidden, kept=kept, least=report.least),) if asked else ()


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
    ),
)
