"""A neutral table of results put on paper: its words in the language, its numbers with their decimals, its notes under it."""

from __future__ import annotations

from models.domain.basics.problems import Sentence
from models.domain.basics.table_values import ColumnKind, CountOf, ResultRow, ResultTable, Value
from models.domain.sheets import sheet_of
from models.language import Language
from models.language.tables import words
from printing import tables
from printing.blocks import Block
from printing.charts import bars
from printing.document import Paper

NOTE_SIZE = 10.0
_PLACES = {ColumnKind.PER_CENT: 2, ColumnKind.SCORE: 4}
_NOTHING = "–"


def put_table(paper: Paper, table: ResultTable, *, size: float = 11.0, chart: Block | None = None) -> None:
    """Put the rows of `table` with its notes and its chart (if any); its title is the caller's."""
    language = paper.language
    notes: list[Block] = []
    for n, note in enumerate(table.notes):
        lines = paper.lines_of(words(language, note), size=NOTE_SIZE, italic=True)
        notes += [lines[0].lowered(1.5), *lines[1:]] if not n else lines
    if table.rows:
        paper.table(
            paper_columns(language, table),
            paper_rows(language, table),
            size=size,
            notes=notes,
            chart=chart and chart.lowered(3),
        )
    else:
        for block in notes:
            paper.block(block)


def paper_columns(language: Language, table: ResultTable) -> list[tables.PaperColumn]:
    """The columns in words."""
    return [
        tables.PaperColumn(
            words(language, column.head),
            column.width,
            "left" if column.kind is ColumnKind.TEXT else "right",
            words(language, column.group),
        )
        for column in table.columns
    ]


def paper_rows(language: Language, table: ResultTable) -> list[tables.PaperRow]:
    """The rows in words, their numbers with their decimals."""
    return [_row(language, table, row) for row in table.rows]


def chart_of(paper: Paper, table: ResultTable) -> Block | None:
    """The bars that stand under a table of a report, if it has any."""
    sheet = sheet_of(table)
    chart = sheet.chart_of(table) if sheet is not None else None
    items = chart.bars(table) if chart is not None else ()
    if chart is None or not items:
        return None
    return bars(
        items,
        left=paper.left,
        width=paper.width,
        face=paper.face,
        language=paper.language,
        label_share=chart.labels,
    )


def _row(language: Language, table: ResultTable, row: ResultRow) -> tables.PaperRow:
    if row.is_section:
        return tables.PaperRow((_cell(language, row.cells[0], ColumnKind.TEXT),))
    cells = tuple(_cell(language, cell, column.kind) for cell, column in zip(row.cells, table.columns, strict=True))
    return tables.PaperRow(cells, bold=row.is_total or row.is_subtotal, shaded=row.is_total or row.is_subtotal)


def _cell(language: Language, value: Value, kind: ColumnKind) -> str:
    if isinstance(value, Sentence | str):
        return words(language, value)
    if value is None:
        return "" if kind is ColumnKind.TEXT else _NOTHING
    if isinstance(value, CountOf):
        share = value.share
        return f"{language.number(value.number)}\n{_NOTHING if share is None else language.number(share, 2)}"
    return language.number(value, _PLACES.get(kind, 0))
