"""What stands in a file beside the columns that are read: cells under no header, rows longer than it, other sheets, what is hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn
from models.domain.basics.tables import Table, letters_of

_MOST_NAMED = 20
ROW_TOO_LONG = N_(
    "The row has more cells than the header, so some stand under a header that is not theirs: a text in which the "
    "separator occurs needs quotation marks. Correct the row, then import again."
)


def too_long_rows(table: Table, *, first_row: int, named: Collection[int]) -> frozenset[int]:
    """The rows of a csv file that go on behind the last of the `named` columns, where most rows do not.

    A separator inside a text moves all that stands behind it. Rows and columns count from 1.
    """
    if not table.delimiter:
        return frozenset()
    last = max(named, default=0)
    below = table.rows[first_row - 1 :]
    long = frozenset(row for row, cells in enumerate(below, first_row) if len(cells) > last)
    return long if 2 * len(long) <= sum(map(bool, below)) or len(long) == 1 else frozenset()


def nameless_columns(table: Table, *, first_row: int, named: Collection[int]) -> tuple[ReadColumn, ...]:
    """The columns with cells below the header and no words over them, called by their letters."""
    passed = too_long_rows(table, first_row=first_row, named=named)
    below = [cells for row, cells in enumerate(table.rows[first_row - 1 :], first_row) if row not in passed]
    return tuple(
        ReadColumn(letters_of(number), ColumnState.UNKNOWN)
        for number in range(1, max(map(len, below), default=0) + 1)
        if number not in named and any(len(cells) >= number and cells[number - 1] not in (None, "") for cells in below)
    )


def further_sheets(table: Table, tables: Iterable[Table]) -> tuple[str, ...]:
    """The names of the other sheets that have something in them."""
    return tuple(each.name for each in tables if each is not table and each.rows)


def told_beside(table: Table, further: Sequence[str], *, used: Iterable[int], first_row: int) -> Iterator[Sentence]:
    """What a person should know of the sheet that was read, `used` columns of it, and of the `further` ones that were not."""
    if further:
        said = N_("Only the sheet “{sheet}” was read. The file has further ones: {others}.")
        yield Sentence(said, {"sheet": table.name, "others": _listed(further)})
    rows = sorted(
        row for row in table.hidden_rows if row >= first_row and row <= len(table.rows) and table.rows[row - 1]
    )
    if rows:
        said = N_("{count} rows are hidden in the sheet and were read like all others: {rows}.")
        yield Sentence(said, {"count": len(rows), "rows": _listed(map(str, rows))})
    columns = sorted(set(used) & table.hidden_columns)
    if columns:
        said = N_("These columns are hidden in the sheet and were read like all others: {columns}.")
        yield Sentence(said, {"columns": _listed(map(letters_of, columns))})


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    return ", ".join(every[:_MOST_NAMED]) + (" …" if len(every) > _MOST_NAMED else "")
