"""The neutral tables of results as rows of text."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from desktop.widgets.bars import PartedBar
from desktop.widgets.table_rows import Column
from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, CountOf, ResultColumn, ResultRow, ResultTable, Value, said
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.contents import ContentResult
from models.domain.figures.figures import Figures
from models.domain.figures.judging import group_mean
from models.domain.figures.measures import CriterionResult, Measure
from models.domain.sheets import sheet_of
from models.domain.sheets.criteria import held_back_notes
from models.domain.sheets.factors import content_told, index_told, placed_factors
from models.domain.sheets.ranking import placed_lines
from models.language import Language
from models.language.tables import words

NOTHING = "–"
DIGITS_PER_MM = 0.6
PLACES = {ColumnKind.PER_CENT: 2, ColumnKind.SCORE: 4}


def index_table(figures: Figures) -> ResultTable:
    """Factors and their criteria with valid answers, index and mean: what the chart beside it draws."""
    measure = figures.measure
    rows = []
    for _, placed in placed_factors(measure):
        if isinstance(placed, ContentResult):
            rows.append(ResultRow(("", content_told(placed), "", index_told(placed), ""), is_subtotal=True))
            continue
        rows.append(ResultRow(("", placed.label, "", index_told(placed), ""), is_total=True))
        rows += [ResultRow(_cells(each)) for each in placed.criteria]
    if measure.general is not None:
        rows.append(ResultRow(_cells(measure.general), is_total=True))
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(said(N_("Criterion")), ColumnKind.TEXT, 55),
        ResultColumn(said(N_("Valid answers")), ColumnKind.COUNT, 13),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 13),
        ResultColumn(said(N_("Mean score")), ColumnKind.SCORE, 13),
    )
    title, short = said(N_("Index by factor and criterion")), said(N_("Factors and criteria"))
    return ResultTable("", "index", title, short, columns, tuple(rows), held_back_notes((measure,), figures.method))


def _cells(criterion: CriterionResult) -> tuple[Value, ...]:
    numbers: tuple[Value, ...] = (criterion.valid, criterion.index, criterion.mean)
    if criterion.is_held_back:
        numbers = (HIDDEN,) * len(numbers)
    return (criterion.number or criterion.code, criterion.label, *numbers)


def name_of(table: ResultTable, language: Language) -> str:
    """What a narrow list calls a table: its code, when it stands on a sheet, and a few words."""
    short = words(language, table.short)
    return f"{table.name}  {short}" if table.sheet else short


def has_chart(table: ResultTable) -> bool:
    """Whether bars say the same as this table, so that they stand beside it; other tables take all the room."""
    sheet = sheet_of(table)
    chart = sheet.chart_of(table) if sheet is not None else None
    return chart.is_beside if chart is not None else not table.sheet


def columns_of(table: ResultTable, language: Language) -> tuple[Column, ...]:
    """The columns as the window shows them; the widest text takes the room that is left."""
    texts = [column.width if column.kind is ColumnKind.TEXT else 0 for column in table.columns]
    widest = texts.index(max(texts))
    return tuple(
        Column(
            _head(column, language),
            max(
                len(_head(column, language)) + 2,
                round(column.width * DIGITS_PER_MM),
                11 * (column.kind is ColumnKind.PARTS),
            ),
            is_number=column.kind is not ColumnKind.TEXT,
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


def _head(column: ResultColumn, language: Language) -> str:
    head = words(language, column.head)
    return language.say(N_("Level {level}"), level=head) if column.kind is ColumnKind.PARTS else head


def _texts(row: ResultRow, columns: Sequence[ResultColumn], language: Language) -> tuple[str, ...]:
    if row.is_section:
        return ("", _text(row.cells[0], ColumnKind.TEXT, language), *("" for _ in columns[2:]))
    padded = (*row.cells, *("" for _ in range(len(columns) - len(row.cells))))
    return tuple(_text(cell, column.kind, language) for cell, column in zip(padded, columns, strict=True))


def _text(value: Value, kind: ColumnKind, language: Language) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, CountOf):
        share = NOTHING if value.share is None else language.number(value.share, 1)
        return f"{language.number(value.number)} ({share})"
    if isinstance(value, int | Fraction):
        return language.number(value, 0 if isinstance(value, int) and kind is ColumnKind.COUNT else PLACES.get(kind, 0))
    return words(language, value)


def bars_of_measure(measure: Measure, language: Language) -> list[PartedBar]:
    """A bar for each factor with its criteria below it, and the general question last."""
    bars = []
    for factor in measure.factors:
        bars.append(_bar(factor.label, factor.index, language))
        bars += [_bar(each.number or each.code, each.index, language, is_weak=True) for each in factor.criteria]  # fmt: skip
    if measure.general is not None:
        bars.append(_bar(measure.general.number or measure.general.code, measure.general.index, language))
    return bars


def bars_of_units(figures: Figures, language: Language) -> list[PartedBar]:
    """A bar for each ranked office, under the name of its group where there are several, with the mean of its group marked."""
    bars = []
    for line, section, _ in placed_lines(figures):
        if line is None:
            bars.append(PartedBar(words(language, section), 0.0, ""))
        elif line.rank is not None:
            mean = group_mean(figures.lines, line.group)
            target = None if mean is None else float(mean) / 100
            bars.append(_bar(line.unit.full_name, line.overall, language, target=target))
    # a title with nothing below it is that of offices that are not ranked
    return bars[:-1] if bars and not bars[-1].figure else bars


def _bar(
    label: str, index: Fraction | None, language: Language, *, is_weak: bool = False, target: float | None = None
) -> PartedBar:
    return PartedBar(
        words(language, label), 0.0 if index is None else float(index) / 100, per_cent(index, language), target, is_weak
    )
