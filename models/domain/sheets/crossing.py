"""BC, a question crossed with a trait: per group the base, each answer with its share, and the overall index."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import (
    ColumnKind,
    CountOf,
    ResultColumn,
    ResultRow,
    ResultTable,
    Value,
    Words,
    said,
)
from models.domain.disclosure.held_back import held_back
from models.domain.disclosure.suppression import HIDDEN, hidden
from models.domain.figures.breakdowns import GroupSize
from models.domain.figures.figures import Figures
from models.domain.figures.tallies import Tally
from models.domain.questionnaire.questionnaire import Question, Ticks

CODE = "BC"


@dataclass(frozen=True)
class CrossedRow:
    """One group: its forms, their answers to the question, and their overall index; of those `is_grouped` the trait is not told."""

    label: Words
    forms: int
    tally: Tally
    index: Fraction | None
    answers: int
    is_grouped: bool


@dataclass(frozen=True)
class Crossed:
    """A question crossed with the trait `by`, `whole` being all forms together."""

    figures: Figures
    question: Question
    by: str
    trait: str
    rows: tuple[CrossedRow, ...]
    whole: CrossedRow


AREA_NAMES = {
    "unit": N_("Office"),
    "sector": N_("Sector"),
    "questionnaire": N_("Questionnaire"),
    "channel": N_("Channel"),
}


def hidden_rows(crossed: Crossed) -> frozenset[int]:
    """The groups that are hidden: so few forms or answers that they tell of people, and as many more as shelter them."""
    least = crossed.figures.method.suppress_under
    if crossed.question.name in held_back(crossed.figures) or 0 < crossed.whole.tally.answered < least:
        return frozenset(range(len(crossed.rows)))
    sizes = [GroupSize(each.forms, each.tally.answered) for each in crossed.rows]
    closed = hidden(sizes, least)
    index_sizes = [GroupSize(each.forms, each.answers) for each in crossed.rows]
    return closed | hidden(index_sizes, least)


def crossed_table(crossed: Crossed) -> ResultTable:
    """Base, counts and shares of those who answered, and index, per group; then all together."""
    choices = crossed.question.choices
    answers = said(N_("Answers, share in %"))
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 9),
        ResultColumn(trait_told(crossed), ColumnKind.TEXT, 40),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 15),
        ResultColumn(said(N_("Answered")), ColumnKind.COUNT, 15),
        *(ResultColumn(choice.label, ColumnKind.PARTS, 18, answers) for choice in choices),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 16),
    )
    closed = hidden_rows(crossed)
    rows = [
        ResultRow((str(n), _label(each), *_cells(crossed, each, is_hidden=n - 1 in closed)))
        for n, each in enumerate(crossed.rows, 1)
    ]
    all_hidden = bool(closed) and len(closed) == len(crossed.rows)
    whole = _cells(crossed, crossed.whole, is_hidden=all_hidden)
    rows.append(ResultRow(("", said(N_("All")), *whole), is_total=True))
    least = crossed.figures.method.suppress_under
    notes = [
        said(N_("Counted from what an export tells of each form: people whose trait would tell who they are stand together.")),
        said(N_("*: fewer than {least} forms or answers, or hidden to shelter such a group. Index = overall index of the group's forms."),
             least=least),
    ]  # fmt: skip
    if crossed.question.shape.ticks is Ticks.SEVERAL:
        notes.append(said(N_("Several boxes may be ticked: shares add up to more than 100.")))
    title = said(N_("{question} – by {trait}"), question=question_told(crossed.question), trait=trait_told(crossed))
    return ResultTable(CODE, "", title, said(N_("Cross-table")), columns, tuple(rows), tuple(notes))


def question_told(question: Question) -> str:
    return question.told_with_number


def trait_told(crossed: Crossed) -> Words:
    """What the groups are of."""
    return said(AREA_NAMES[crossed.by]) if crossed.by in AREA_NAMES else crossed.trait


def _label(row: CrossedRow) -> Words:
    if row.is_grouped:
        return said(N_("Put together, trait not told"))
    return row.label or said(N_("No answer"))


def _cells(crossed: Crossed, row: CrossedRow, *, is_hidden: bool) -> tuple[Value, ...]:
    choices = crossed.question.choices
    if is_hidden:
        return (HIDDEN, HIDDEN, *(None for _ in choices), HIDDEN)
    tally = row.tally
    parts = (CountOf(tally.of(choice.mark), tally.answered) for choice in choices)
    return (row.forms, tally.answered, *parts, row.index)
