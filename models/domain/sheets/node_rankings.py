"""B15: the offices of a hub ranked by single indices of the method, each within its own groups of comparison.

They are ranked as by the overall index: by the same rules, in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, zip_longest

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultRow, ResultTable, Value, Words, said
from models.domain.figures.figures import Figures
from models.domain.sheets import ranking
from models.domain.sheets.factors import TELLS_OF_FEW, node_told
from models.domain.sheets.ranking import MEAN_OF_GROUP, PlacedLine, placed_lines, ranked_table
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import ReportPaper, Sheet

CODE = "B15"
TITLE = N_("Ranking by single indices")
BY_INDEX = N_("Ranking by the index “{index}”")
NOT_BY_NODE = N_(
    "Offices are not ranked by this index: some criterion is asked because of how people describe themselves, and it would tell how the "
    "few answered who alone were asked it."
)
MOST_IN_ONE_COLUMN = 30
"""So many offices stand on paper one below the other."""


def node_tables(figures: Figures) -> tuple[ResultTable, ...]:
    """The rankings by other indices than the overall one, with the mean of each group; where they cannot be told, why."""
    views = dict(views_by_node(figures))
    tables = []
    for n, node in enumerate(figures.method.ranked_nodes if figures.is_ranking else ()):
        name = index_name(figures, node.code)
        title, short = (said(words, index=name) for words in (BY_INDEX, N_("Ranking: {index}")))
        if node.code not in views:
            tables.append(ResultTable(CODE, _mark(n), title, short, (), (), (said(NOT_BY_NODE),)))
            continue
        view = views[node.code]
        table = ranked_table(view, CODE, _mark(n), title, short, with_means=True)
        few = {line.unit.key for line in figures.lines if line.is_withheld}
        is_held_back = any(line.is_withheld and line.unit.key not in few for line in view.lines)
        held = (said(TELLS_OF_FEW),) if is_held_back else ()
        tables.append(replace(table, notes=(*node_told(node, name), said(MEAN_OF_GROUP), *table.notes, *held)))
    return tuple(tables)


def index_name(figures: Figures, code: str) -> Words:
    """What an index of the method is called."""
    return figures.method.nodes.called(code, {each.code: each.label for each in figures.measure.factors})


def views_by_node(figures: Figures) -> Iterator[tuple[str, Figures]]:
    """Every index by which offices are ranked, too, and the figures as if it were the overall one."""
    return ((each.code, figures.of_node(each)) for each in figures.by_node)


def placed_in(table: ResultTable, figures: Figures) -> tuple[PlacedLine, ...]:
    """The rows of a table that ranks offices, without its totals; nothing for another table."""
    if table.sheet == ranking.CODE and not table.mark:
        return placed_lines(figures)
    if table.sheet != CODE:
        return ()
    by_mark = {_mark(n): node.code for n, node in enumerate(figures.method.ranked_nodes)}
    own = dict(views_by_node(figures)).get(by_mark.get(table.mark, ""))
    return () if own is None else placed_lines(own, with_means=True)


def _mark(n: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "z" * (n // len(letters)) + letters[n % len(letters)]


def printed_table(table: ResultTable) -> ResultTable:
    """A ranking as paper has it: of many offices two stand beside each other, with rank, index and grade.

    Who is not ranked says why; forms and other remarks stand in the ranking by the overall index. With intervals it stays as it is.
    """
    kinds = [column.kind for column in table.columns]
    offices = sum(not (row.is_section or row.is_total) for row in table.rows)
    if offices <= MOST_IN_ONE_COLUMN or kinds.count(ColumnKind.PER_CENT) > 1:
        return table
    index, remark = kinds.index(ColumnKind.PER_CENT), len(kinds) - 1
    rank, grades = index + 1, range(index + 2, remark)
    kept = (rank, 1, index, *grades)
    widths = (13.0, 50.0 if not grades else 34.0, 19.0, 16.0)
    half = tuple(table.columns[place]._replace(width=width) for place, width in zip(kept, widths, strict=False))
    blank: tuple[Value, ...] = ("",) * len(half)

    def cells(row: ResultRow) -> tuple[Value, ...]:
        told = [row.cells[place] for place in kept]
        if not row.is_total and row.cells[rank] is None and row.cells[remark]:
            told[1] = said(N_("{office} ({why})"), office=row.cells[1], why=row.cells[remark])
        return tuple(told)

    rows: list[ResultRow] = []
    for is_office, run in groupby(table.rows, key=lambda row: not (row.is_section or row.is_total)):
        own = list(run)
        if is_office:
            left, right = own[: (len(own) + 1) // 2], own[(len(own) + 1) // 2 :]
            pairs = zip_longest(map(cells, left), map(cells, right), fillvalue=blank)
            rows += [ResultRow((*one, *other)) for one, other in pairs]
        else:
            rows += [row if row.is_section else row._replace(cells=(*cells(row), *blank)) for row in own]
    return replace(table, columns=half * 2, rows=tuple(rows))


def _printed(report: Report) -> tuple[ResultTable, ...]:
    return tuple(map(printed_table, node_tables(report.figures)))


SHEET = Sheet(
    CODE,
    TITLE,
    lambda report: node_tables(report.figures),
    ReportPaper(size=9.0, tables=_printed),
    brief=None,
    chart=None,
    counted=ranking.COUNTED,
)
