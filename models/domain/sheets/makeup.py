"""B4: who answered, by each question about the respondent, with the index of each group."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultRow, ResultTable, Words, said
from models.domain.figures.breakdowns import NO_ANSWER, NOT_ASKED, Split
from models.domain.sheets.groups import group_columns, group_figures, group_notes
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import NOT_SPLIT, UPRIGHT, Sheet

CODE = "B4"
TITLE = N_("Who answered, with the index of each group")
SHORT = said(N_("Who answered"))


def makeup_table(splits: Sequence[Split], *, closed: Sequence[frozenset[int]], least: int) -> ResultTable:
    """Respondents by each question about themselves, with the overall index of every group; `closed` per question."""
    rows: list[ResultRow] = []
    for split, hidden in zip(splits, closed, strict=True):
        asked = sum(each.forms for each in split.slices if each.key != NOT_ASKED)
        words = N_("{question} ({variants}; {forms} forms)")
        title = said(words, question=split.label, variants=", ".join(split.variants), forms=asked)
        rows.append(ResultRow((title,), is_section=True))
        for place, each in enumerate(split.slices):
            if each.key != NOT_ASKED:
                label: Words = said(N_("No answer")) if each.key == NO_ANSWER else each.label
                number = "" if each.key == NO_ANSWER else str(place + 1)
                rows.append(ResultRow((number, label, *group_figures(each, asked, is_hidden=place in hidden))))
    return ResultTable(CODE, "", said(TITLE), SHORT, group_columns(said(N_("Group"))), tuple(rows), group_notes(least))


def _tables(report: Report) -> tuple[ResultTable, ...]:
    if report.is_part:
        return (ResultTable(CODE, "", said(TITLE), SHORT, (), (), (NOT_SPLIT,)),)
    if report.makeup:
        return (makeup_table(report.makeup, closed=report.hidden.answers, least=report.least),)
    if not report.figures.variants:
        return ()
    note = said(N_("The questionnaire does not ask who answers."))
    return (ResultTable(CODE, "", said(TITLE), SHORT, (), (), (note,)),)


SHEET = Sheet(CODE, TITLE, _tables, UPRIGHT, brief=None, chart=None)
