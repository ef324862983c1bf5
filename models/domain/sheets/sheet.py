"""What a result sheet says about itself: its tables, how it stands on paper, and its chart. Nothing has a default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import ResultRow, ResultTable, Value, Words, said
from models.domain.figures.figures import Figures
from models.domain.sheets.report import Report


class ChartBar(NamedTuple):
    """One bar: what it stands for, its value from 0 to 100 (None: no value, said as a dash), and its emphasis.

    `is_head` titles the bars below it and is none itself.
    """

    label: Words
    value: Fraction | None
    is_strong: bool = False
    is_head: bool = False


@dataclass(frozen=True)
class Chart:
    """The bars under the main table of a sheet: they read its rows, so they tell nothing that it hides.

    `words` and `values` are the places of the columns they read. With `total` (what it is called) the first row of a
    total is the last bar, in a workbook only `total_in_workbook`. `with_gaps` draws a row without a number too, `most`
    is how many bars are readable on paper, where their labels take `labels` of the width. `is_beside` says that the
    window draws bars beside the table instead of giving it all the room. With `is_numbered` only rows with a number in
    front are drawn, under the titles of their sections.
    """

    words: int
    values: int
    total: str
    total_in_workbook: bool
    with_gaps: bool
    most: int
    labels: float
    is_beside: bool
    is_numbered: bool

    def bars(self, table: ResultTable) -> tuple[ChartBar, ...]:
        """The bars on paper; none when the table has too many, or several sections that each add up to a whole."""
        if sum(row.is_section for row in table.rows) > 1 and not self.is_numbered:
            return ()
        total = next((n for n, row in enumerate(table.rows) if row.is_total), len(table.rows))
        bars: list[ChartBar] = []
        for row in table.rows[:total]:
            if row.is_section and self.is_numbered:
                bars = [bar for n, bar in enumerate(bars) if not bar.is_head or n < len(bars) - 1]
                bars.append(ChartBar(_label(row.cells[0]), None, is_strong=True, is_head=True))
            elif self._is_bar(row):
                bars.append(self._bar(row))
        if bars and bars[-1].is_head:
            bars.pop()
        if sum(not bar.is_head for bar in bars) > self.most:
            return ()
        if self.total and total < len(table.rows):
            bars.append(ChartBar(said(self.total), self._bar(table.rows[total]).value, is_strong=True))
        return tuple(bars)

    def rows_with_numbers(self, table: ResultTable) -> tuple[int, ...]:
        """The places of the rows that a workbook draws."""
        total = next((n for n, row in enumerate(table.rows) if row.is_total), len(table.rows))
        return tuple(
            n
            for n, row in enumerate(table.rows)
            if len(row.cells) > self.values
            and (row.is_total or self._is_counted(row))
            and isinstance(row.cells[self.values], Fraction)
            and (n <= total if self.total_in_workbook else not row.is_total)
        )

    def _is_bar(self, row: ResultRow) -> bool:
        if row.is_section or not self._is_counted(row):
            return False
        value = row.cells[self.values]
        return isinstance(value, Fraction) or (value is None and self.with_gaps)

    def _is_counted(self, row: ResultRow) -> bool:
        return not self.is_numbered or bool(row.cells[0])

    def _bar(self, row: ResultRow) -> ChartBar:
        value = row.cells[self.values]
        told = value if isinstance(value, Fraction) else None
        return ChartBar(_label(row.cells[self.words]), told, is_strong=row.is_subtotal)


def _label(value: Value) -> Words:
    return value if isinstance(value, str | Sentence) else ""


@dataclass(frozen=True)
class ReportPaper:
    """How a sheet stands in the complete report: in letters of so many points, and there in `tables` of its own, if any.

    Everything stands upright: a page that lies across leaves the one before it and the one behind it half empty.
    """

    size: float
    tables: Callable[[Report], tuple[ResultTable, ...]] | None = None


@dataclass(frozen=True)
class BriefPaper:
    """What stands of a sheet on the short result sheet: its tables there, and the points of the main and further ones."""

    tables: Callable[[Figures], tuple[ResultTable, ...]]
    size: float
    further_size: float


@dataclass(frozen=True)
class Sheet:
    """One result sheet: no tables when there is nothing to show; `brief` and `chart` are None where it has none."""

    code: str
    title: str
    tables: Callable[[Report], tuple[ResultTable, ...]]
    paper: ReportPaper
    brief: BriefPaper | None
    chart: Chart | None

    def printed(self, report: Report) -> tuple[ResultTable, ...]:
        """Its tables as the complete report has them."""
        return (self.paper.tables or self.tables)(report)

    def chart_of(self, table: ResultTable) -> Chart | None:
        """The chart under a table of this sheet."""
        return self.chart if not table.mark else None


UPRIGHT = ReportPaper(size=9.5)

NARROWEST = 20.0
"""Millimetres that a column of words keeps, however many columns of figures stand beside it."""

NOT_SPLIT = said(
    N_(
        "Not broken down for a part of the hub: with the sheets of its offices a small group that they hide could be "
        "worked out. The sheet of each office and that of the whole hub have this table."
    )
)

NOT_SPLIT_LATE = said(
    N_(
        "Not broken down with what came after closing: laid beside the closed sheet, the few people who came late could be "
        "told apart. The closed sheet has this table."
    )
)
"""The same for a report with late lines."""
