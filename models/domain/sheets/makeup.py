"""B4: who answered, by each question about the respondent, with the index of each group."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import ResultRow, ResultTable, Value, Words, said
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.breakdowns import NO_ANSWER, NOT_MET, NOT_TICKED, UNSAID, Split
from models.domain.questionnaire.xlsform import assumption
from models.domain.sheets.groups import folded, group_columns, group_figures, group_notes
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import NOT_SPLIT, NOT_SPLIT_LATE, ReportPaper, Sheet

CODE = "B4"
TITLE = N_("Who answered, with the index of each group")
SHORT = said(N_("Who answered"))


def makeup_table(
    splits: Sequence[Split],
    *,
    closed: Sequence[frozenset[int]],
    least: int,
    doubts: Sequence[Sentence] = (),
) -> ResultTable:
    """Respondents by each question about themselves, with the overall index of every group; `closed` per question.

    Shares are of those who answered. Who did not is told as a number alone.
    """
    rows: list[ResultRow] = []
    for n, (split, hidden) in enumerate(zip(splits, closed, strict=True)):
        if split.place < 2:
            rows.append(ResultRow((_title(split, hidden),), is_section=True))
        for place, each in enumerate(split.slices):
            if each.key not in (*UNSAID, NOT_TICKED):
                figures = group_figures(each, split.answered, is_hidden=place in hidden)
                if place not in hidden and _keeps_base(split, hidden):
                    figures = (figures[0], HIDDEN, *figures[2:])
                rows.append(ResultRow((str(split.place or place + 1), each.label, *figures)))
        is_last = n + 1 == len(splits) or splits[n + 1].place < 2
        for place, each in enumerate(split.slices):
            if is_last and each.key == NO_ANSWER:
                number: Value = HIDDEN if place in hidden else each.forms
                rows.append(ResultRow(("", said(N_("No answer")), number, "", "", "")))
    shares = said(N_("Shares are of those who answered the question; how many did not is told as a number alone."))
    notes = (*group_notes(least), shares, *doubts)
    return ResultTable(CODE, "", said(TITLE), SHORT, group_columns(said(N_("Group"))), tuple(rows), notes)


def _title(split: Split, hidden: frozenset[int]) -> Words:
    """The question over its groups; how many were asked only where that tells nothing of those who were not."""
    variants = ", ".join(split.variants)
    if _keeps_base(split, hidden):
        return said(N_("{question} ({variants})"), question=split.label, variants=variants)
    words = N_("{question} ({variants}; {answered} of {forms} forms answer)")
    return said(words, question=split.label, variants=variants, answered=split.answered, forms=split.asked)


def _keeps_base(split: Split, hidden: frozenset[int]) -> bool:
    """Whether the number of those who answer would tell of people who are hidden, and so would shares of it."""
    return any(split.slices[place].key in (NOT_MET, NO_ANSWER) for place in hidden)


def _tables(report: Report) -> tuple[ResultTable, ...]:
    if report.is_part or report.is_beside_closed:
        note = NOT_SPLIT if report.is_part else NOT_SPLIT_LATE
        return (ResultTable(CODE, "", said(TITLE), SHORT, (), (), (note,)),)
    if report.makeup:
        assumed = (assumption(each.questionnaire) for each in report.figures.variants)
        doubts = tuple(dict.fromkeys(each for each in assumed if each is not None))
        return (makeup_table(report.makeup, closed=report.hidden.answers, least=report.least, doubts=doubts),)
    if not report.figures.variants:
        return ()
    note = said(N_("The questionnaire does not ask who answers."))
    return (ResultTable(CODE, "", said(TITLE), SHORT, (), (), (note,)),)


def _printed(report: Report) -> tuple[ResultTable, ...]:
    return tuple(map(folded, _tables(report)))


SHEET = Sheet(CODE, TITLE, _tables, ReportPaper(size=9.5, tables=_printed), brief=None, chart=None, counted=None)
