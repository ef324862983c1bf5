"""What tables of groups of forms have in common: their columns, the figures of a group or their hiding, the note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import (
    ColumnKind,
    ResultColumn,
    ResultRow,
    ResultTable,
    Value,
    Words,
    listed,
    said,
)
from models.domain.disclosure.hidden_groups import is_unknown
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.breakdowns import Slice


def group_columns(head: Sentence) -> tuple[ResultColumn, ...]:
    return (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(head, ColumnKind.TEXT, 76),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 18),
        ResultColumn(said(N_("Share (%)")), ColumnKind.PER_CENT, 18),
        ResultColumn(said(N_("Answers behind the index")), ColumnKind.COUNT, 22),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 20),
    )


def group_figures(each: Slice, total: int, *, is_hidden: bool) -> tuple[Value, ...]:
    """Forms, share of `total`, answers and index of a group; of people of whom nothing is known no index."""
    if is_hidden:
        return (HIDDEN, HIDDEN, HIDDEN, HIDDEN)
    share = Fraction(100 * each.forms, total) if total else None
    if is_unknown(each):
        return (each.forms, share, "", "")
    return (each.forms, share, each.answers, each.index)


def group_notes(least: int) -> tuple[Sentence, ...]:
    words = N_(
        "*: fewer than {least} people, or hidden so that such a group cannot be worked out from the total. "
        "Index = overall index of the group's forms."
    )
    return (said(words, least=least),)


def folded(table: ResultTable) -> ResultTable:
    """The table with the groups of which nothing is told in one row of their section, as paper has it; the others are counted anew."""
    rows: list[ResultRow] = []
    untold: list[Words] = []
    is_below_untold = False

    def close() -> None:
        if untold:
            blanks: tuple[Value, ...] = (HIDDEN,) * (len(table.columns) - 2)
            rows.append(ResultRow(("", said(N_("Not told: {groups}"), groups=listed(untold)), *blanks)))
            untold.clear()

    for row in table.rows:
        is_untold = not row.is_section and all(cell == HIDDEN for cell in row.cells[2:])
        is_part = not row.is_section and row.cells[0] == "" and not row.is_total
        if row.is_section:
            close()
            is_below_untold = False
        elif not is_part:
            is_below_untold = is_untold
        if is_untold and isinstance(row.cells[1], str | Sentence):
            if not is_part or not is_below_untold:
                untold.append(row.cells[1])
        else:
            rows.append(row)
    close()
    rows = list(_counted(rows))
    return replace(table, rows=tuple(rows))


def _counted(rows: Sequence[ResultRow]) -> Iterator[ResultRow]:
    """The rows with running numbers in each section."""
    number = 0
    for row in rows:
        if row.is_section:
            number = 0
        elif row.cells[0]:
            number += 1
            yield row._replace(cells=(str(number), *row.cells[1:]))
            continue
        yield row
