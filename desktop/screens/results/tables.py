"""The neutral tables of results as rows of text."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from desktop.widgets.table_rows import Column
from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column as TableColumn
from models.domain.basics.table_values import Kind, Part, ResultTable, Row, Value, said
from models.domain.figures.measures import Measure
from models.language import Language
from models.language.tables import words

NOTHING = "–"
DIGITS_PER_MM = 0.6
PLACES = {Kind.PER_CENT: 2, Kind.SCORE: 4}


def index_table(measure: Measure) -> ResultTable:
    """Factors and their criteria with valid answers, index and mean: what the chart beside it draws."""
    rows = []
    for factor in measure.factors:
        rows.append(Row(("", factor.label, "", factor.index, ""), is_total=True))
        rows += [Row((each.number or each.code, each.label, each.valid, each.index, each.mean))
                 for each in factor.criteria]  # fmt: skip
    general = measure.general
    if general is not None:
        rows.append(Row((general.number or general.code, general.label, general.valid, general.index, general.mean),
                        is_total=True))  # fmt: skip
    columns = (
        TableColumn(said(N_("No.")), Kind.TEXT, 10),
        TableColumn(said(N_("Criterion")), Kind.TEXT, 55),
        TableColumn(said(N_("Valid answers")), Kind.COUNT, 13),
        TableColumn(said(N_("Index (%)")), Kind.PER_CENT, 13),
        TableColumn(said(N_("Mean score")), Kind.SCORE, 13),
    )
    return ResultTable("index", said(N_("Index by factor and criterion")), columns, tuple(rows))


def has_chart(table: ResultTable) -> bool:
    """Whether bars say the same as this table, so that they stand beside it; other tables take all the room."""
    return table.name in ("index", "B2", "B8")


def columns_of(table: ResultTable, language: Language) -> tuple[Column, ...]:
    """The columns as the window shows them; the widest text takes the room that is left."""
    texts = [column.width if column.kind is Kind.TEXT else 0 for column in table.columns]
    widest = texts.index(max(texts))
    return tuple(
        Column(
            _head(column, language),
            max(
                len(_head(column, language)) + 2, round(column.width * DIGITS_PER_MM), 11 * (column.kind is Kind.PARTS)
            ),
            is_number=column.kind is not Kind.TEXT,
            stretches=place == widest,
            wraps=place == widest,
        )
        for place, column in enumerate(table.columns)
    )


def rows_of(table: ResultTable, language: Language) -> list[tuple[str, ...]]:
    """The cells as text; the title of a section stands in the second column, where there is room for it."""
    return [_texts(row, table.columns, language) for row in table.rows]


def per_cent(value: Fraction | None, language: Language) -> str:
    """An index as people read it."""
    return NOTHING if value is None else f"{language.number(value, 2)}%"


def _head(column: TableColumn, language: Language) -> str:
    head = words(language, column.head)
    return language.say(N_("Level {level}"), level=head) if column.kind is Kind.PARTS else head


def _texts(row: Row, columns: Sequence[TableColumn], language: Language) -> tuple[str, ...]:
    if row.is_section:
        return ("", _text(row.cells[0], Kind.TEXT, language), *("" for _ in columns[2:]))
    padded = (*row.cells, *("" for _ in range(len(columns) - len(row.cells))))
    return tuple(_text(cell, column.kind, language) for cell, column in zip(padded, columns, strict=True))


def _text(value: Value, kind: Kind, language: Language) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, Part):
        share = NOTHING if value.share is None else language.number(value.share, 1)
        return f"{language.number(value.number)} ({share})"
    if isinstance(value, int | Fraction):
        return language.number(value, 0 if isinstance(value, int) and kind is Kind.COUNT else PLACES.get(kind, 0))
    return words(language, value)
