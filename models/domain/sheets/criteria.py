"""B3: every criterion, its answers per level, what is missing, intervals, and questionnaires apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from models.domain.basics.own_words import joined
from models.domain.basics.problems import N_, Sentence
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
from models.domain.disclosure.questionnaires_apart import Apart
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import Figures
from models.domain.figures.measures import CriterionResult, Measure
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_tree import IndexNode
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import NARROWEST, BriefPaper, ReportPaper, Sheet

CODE = "B3"
TITLE = N_("Results by criterion")
SHORT = said(N_("Each criterion"))

_MISSING_KINDS = (
    N_("Blank"),
    N_("Two boxes"),
    N_("Not readable"),
    N_("Don't know"),
    N_("Not applicable"),
    N_("Behind a filter"),
)
_TOO_LITTLE = N_("Too little answered")
_TOO_LITTLE_TOLD = N_(
    "“Too little answered”: answered on a valid form that answers fewer of the mandatory criteria under this index than the method asks "
    "for; such answers are in no index of it."
)


def _missing_kinds(figures: Figures) -> tuple[str, ...]:
    """Why there is no answer that counts; forms count under some indices alone only where the method says so."""
    return (*_MISSING_KINDS, _TOO_LITTLE) if figures.method.has_shares else _MISSING_KINDS


def criterion_table(figures: Figures) -> ResultTable:
    """Every criterion with its answers per level and their shares, valid answers, index and mean."""
    measure = figures.measure
    levels = _levels(measure)
    group = said(N_("Answers per level, share in %"))
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 9),
        ResultColumn(said(N_("Criterion")), ColumnKind.TEXT, max(NARROWEST, 113 - 12 * levels)),
        *(ResultColumn(str(level), ColumnKind.PARTS, 12, group) for level in range(1, levels + 1)),
        ResultColumn(said(N_("Valid answers")), ColumnKind.COUNT, 13),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 15),
        ResultColumn(said(N_("Mean score")), ColumnKind.SCORE, 15),
    )

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        parts = [CountOf(number, criterion.valid) for number in criterion.levels]
        padded = (*parts, *(None for _ in range(levels - len(parts))))
        place = criterion.number or criterion.code
        return (place, criterion.label, *padded, criterion.valid, criterion.index, criterion.mean)

    rows = _by_factor(figures, columns, cells)
    return ResultTable(CODE, "", said(TITLE), SHORT, columns, rows, _criterion_notes(figures))


def interval_table(figures: Figures) -> ResultTable:
    """The interval of every criterion of a drawn sample."""
    group = said(N_("Interval of 95 % (%)"))
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(said(N_("Criterion")), ColumnKind.TEXT, 82),
        ResultColumn(said(N_("Valid answers")), ColumnKind.COUNT, 18),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 18),
        ResultColumn(said(N_("from")), ColumnKind.PER_CENT, 18, group),
        ResultColumn(said(N_("to")), ColumnKind.PER_CENT, 18, group),
    )

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        place, interval = criterion.number or criterion.code, criterion.interval
        bounds = (interval.low, interval.high) if interval else (None, None)
        return (place, criterion.label, criterion.valid, criterion.index, *bounds)

    note = said(N_("Wilson interval of a sample drawn from {population} transactions."), population=figures.population)
    title = said(N_("Intervals by criterion"))
    return ResultTable(CODE, "c", title, title, columns, _by_factor(figures, columns, cells), (note,))


def whole_criterion_table(figures: Figures) -> ResultTable:
    """Everything about every criterion in one wide table: levels, missing answers by kind, index, mean, interval."""
    measure = figures.measure
    levels = _levels(measure)
    with_interval = any(criterion.interval for criterion in measure.criteria)
    answers, missing = said(N_("Answers per level, share in %")), said(N_("No answer that counts"))
    bounds = said(N_("Interval of 95 % (%)"))
    columns = [
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 9),
        ResultColumn(said(N_("Criterion")), ColumnKind.TEXT, 66),
        *(ResultColumn(str(level), ColumnKind.PARTS, 13, answers) for level in range(1, levels + 1)),
        ResultColumn(said(N_("Valid answers")), ColumnKind.COUNT, 15),
        *(ResultColumn(Sentence(kind), ColumnKind.COUNT, 15, missing) for kind in _missing_kinds(figures)),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 14),
        ResultColumn(said(N_("Mean score")), ColumnKind.SCORE, 15),
    ]
    if with_interval:
        columns.append(ResultColumn(said(N_("from")), ColumnKind.PER_CENT, 14, bounds))
        columns.append(ResultColumn(said(N_("to")), ColumnKind.PER_CENT, 14, bounds))

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        parts: list[Value] = [CountOf(number, criterion.valid) for number in criterion.levels]
        parts += [None] * (levels - len(parts))
        told: list[Value] = [criterion.number or criterion.code, criterion.label, *parts, criterion.valid]
        told += [*_missing(criterion, figures), criterion.index, criterion.mean]
        if with_interval:
            told += criterion.interval or (None, None)
        return tuple(told)

    notes = list(_criterion_notes(figures))
    notes[2:2] = _kinds_told(figures)
    if not figures.is_ranking and with_interval:
        words = N_("Wilson interval of a sample drawn from {population} transactions.")
        notes.append(said(words, population=figures.population))
    return ResultTable(CODE, "", said(TITLE), SHORT, tuple(columns), _by_factor(figures, columns, cells), tuple(notes))


def missing_table(figures: Figures) -> ResultTable:
    """What has no answer, by kind: with the valid answers it makes up all valid forms."""
    kinds = _missing_kinds(figures)
    group = said(N_("No answer that counts"))
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(said(N_("Criterion")), ColumnKind.TEXT, 52 - 13 * (len(kinds) - len(_MISSING_KINDS))),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 13),
        ResultColumn(said(N_("Valid answers")), ColumnKind.COUNT, 13),
        *(ResultColumn(Sentence(kind), ColumnKind.COUNT, 13, group) for kind in kinds),
    )

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        place = criterion.number or criterion.code
        return (place, criterion.label, criterion.tally.forms, criterion.valid, *_missing(criterion, figures))

    notes = (
        said(
            N_("Valid forms = valid answers + all kinds without an answer that counts. None of these is in an index.")
        ),
        *_kinds_told(figures),
    )
    title = said(N_("Missing answers by kind"))
    return ResultTable(CODE, "a", title, title, columns, _by_factor(figures, columns, cells), notes)


def variant_table(figures: Figures) -> ResultTable:
    """Valid answers and index of every criterion, for each questionnaire alone."""
    alone = Apart.of(figures)
    columns = [
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(said(N_("Criterion")), ColumnKind.TEXT, max(NARROWEST, 122 - 32 * len(alone.variants))),
    ]
    groups: list[Words] = [said(N_("All")), *(name for name, _ in alone.variants)]
    for group in groups:
        columns.append(ResultColumn(said(N_("Valid answers")), ColumnKind.COUNT, 16, group))
        columns.append(ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 16, group))

    def cells(criterion: CriterionResult) -> tuple[Value, ...]:
        told: list[Value] = [criterion.number or criterion.code, criterion.label, criterion.valid, criterion.index]
        for _, measure in alone.variants:
            own = next((each for each in measure.criteria if each.code == criterion.code), None)
            if criterion.code in alone.hidden:
                told += [HIDDEN, HIDDEN]
            else:
                told += [own.valid, own.index] if own else [None, None]
        return tuple(told)

    title = said(N_("Results by criterion and questionnaire"))
    short = said(N_("By questionnaire"))
    rows = _by_factor(figures, columns, cells)
    return ResultTable(CODE, "b", title, short, tuple(columns), rows, alone.notes(figures))


def _kinds_told(figures: Figures) -> list[Sentence]:
    """What the kinds without an answer mean that do not say so themselves."""
    behind = said(N_("“Behind a filter”: answered although the form asks to pass over the question."))
    return [said(_TOO_LITTLE_TOLD), behind] if figures.method.has_shares else [behind]


def _missing(criterion: CriterionResult, figures: Figures) -> tuple[int, ...]:
    """How often there is no answer, in the order of `_missing_kinds`."""
    tally = criterion.tally
    return (
        tally.blank,
        tally.double,
        tally.unreadable,
        tally.dont_know,
        tally.not_applicable,
        tally.behind_filter,
        *((tally.of_short_form,) if figures.method.has_shares else ()),
    )


def _by_factor(
    figures: Figures, columns: Sequence[ResultColumn], cells: Callable[[CriterionResult], tuple[Value, ...]]
) -> tuple[ResultRow, ...]:
    """The rows of the criteria under their factors; of one that is held back only what it asks is told."""
    blank = tuple(None if column.kind is ColumnKind.PARTS else HIDDEN for column in columns[2:])

    def told(criterion: CriterionResult) -> tuple[Value, ...]:
        found = cells(criterion)
        return (*found[:2], *blank) if criterion.is_held_back else found

    rows: list[ResultRow] = []
    for factor in figures.measure.factors:
        rows.append(ResultRow((factor.label or factor.code,), is_section=True))
        rows.extend(ResultRow(told(criterion)) for criterion in factor.criteria)
    if figures.measure.general:
        rows.append(ResultRow((said(N_("General question")),), is_section=True))
        rows.append(ResultRow(told(figures.measure.general), is_total=True))
    return tuple(rows)


def _levels(measure: Measure) -> int:
    return max((len(criterion.levels) for criterion in measure.criteria), default=5)


def _criterion_notes(figures: Figures) -> tuple[Sentence, ...]:
    notes: list[Sentence] = []
    first = next(iter(figures.measure.criteria), None)
    if first:
        levels = joined((joined((f"{n} = ", label)) for n, label in enumerate(first.choices, 1)), by="; ")
        notes.append(said(N_("Levels: {levels}."), levels=levels))
        top = sorted(figures.method.satisfied_levels(len(first.levels)))
        words = N_(
            "Index = answers on level {satisfied} of all valid answers, in per cent; mean score = mean of the levels."
        )
        notes.append(said(words, satisfied=" + ".join(map(str, top))))
        for node in figures.method.tree:
            if levels_of := dict(node.satisfied).get(len(first.levels)):
                told = N_("Under “{content}” satisfied is level {satisfied}.")
                notes.append(said(told, content=node.label or node.code, satisfied=" + ".join(map(str, levels_of))))
    labels = {factor.code: factor.label for factor in figures.measure.factors}
    shares = (node for node in figures.method.tree if node.share_to_count)
    notes += [share_told(node, figures.method.nodes.called(node.code, labels)) for node in shares]
    notes.append(said(N_("Each figure is rounded once; percentages need not add up to 100, the counts do.")))
    notes += held_back_notes((figures.measure,), figures.method)
    if not figures.is_ranking and figures.population is None:
        notes.append(said(N_("Interval of 95 %: not calculated, the forms are no sample drawn in proportion.")))
    return tuple(notes)


def held_back_notes(measures: Iterable[Measure], method: Method) -> tuple[Sentence, ...]:
    """Why some criteria have no numbers; nothing where all have theirs."""
    words = N_("*: fewer than {least} people answered or were asked, or hidden to shelter such a criterion.")
    is_one_held_back = any(each.is_held_back for measure in measures for each in measure.criteria)
    return (said(words, least=method.suppress_under),) if is_one_held_back else ()


def share_told(node: IndexNode, name: Words) -> Sentence:
    """Which valid forms count under an index that is called so."""
    every = N_(
        "A valid form counts under “{index}” where it has answered all mandatory criteria there; the answers of the others are in no "
        "index of it and stand apart under “Too little answered”."
    )
    words = N_(
        "A valid form counts under “{index}” where it has answered at least {share} of the mandatory criteria there; the answers of the "
        "others are in no index of it and stand apart under “Too little answered”."
    )
    return said(words if node.share_to_count < 1 else every, index=name, share=str(node.share_to_count))


def _tables(report: Report) -> tuple[ResultTable, ...]:
    figures = report.figures
    return (whole_criterion_table(figures), *_apart(figures))


def _printed(report: Report) -> tuple[ResultTable, ...]:
    """The wide table in one that stands upright; what has no answer is one number there."""
    return (narrow_table(report.figures), *_apart(report.figures))


def narrow_table(figures: Figures) -> ResultTable:
    """Every criterion with its answers per level, how many forms have none that counts, and the interval of a drawn sample."""
    table = criterion_table(figures)
    of = {(criterion.number or criterion.code): criterion for criterion in figures.measure.criteria}
    group = said(N_("Interval of 95 % (%)"))
    lacking = [ResultColumn(said(N_("No answer that counts")), ColumnKind.COUNT, 12)]
    bounds = [ResultColumn(said(head), ColumnKind.PER_CENT, 13, group) for head in (N_("from"), N_("to"))]
    if not any(criterion.interval for criterion in of.values()):
        bounds = []
    place = len(table.columns) - 2

    def wider(row: ResultRow) -> ResultRow:
        if row.is_section:
            return row
        name = str(row.cells[0])
        criterion = of[name]
        interval: tuple[Value, ...] = criterion.interval or (None, None)
        without: Value = sum(_missing(criterion, figures))
        if criterion.is_held_back:
            without, interval = HIDDEN, (HIDDEN, HIDDEN)
        return row._replace(cells=(*row.cells[:place], without, *row.cells[place:], *interval[: len(bounds)]))

    notes = [
        *table.notes,
        said(N_("Answers that do not count are told by kind in the short result sheet and in the workbook.")),
    ]
    if bounds and not figures.is_ranking:
        words = N_("Wilson interval of a sample drawn from {population} transactions.")
        notes.append(said(words, population=figures.population))
    columns = (*table.columns[:place], *lacking, *table.columns[place:], *bounds)
    return replace(table, columns=columns, rows=tuple(map(wider, table.rows)), notes=tuple(notes))


def _brief(figures: Figures) -> tuple[ResultTable, ...]:
    """The wide table of the report in narrow ones that stand upright."""
    made = [criterion_table(figures), missing_table(figures), *_apart(figures)]
    if figures.population is not None:
        made.append(interval_table(figures))
    return tuple(made)


def _apart(figures: Figures) -> tuple[ResultTable, ...]:
    return (variant_table(figures),) if Apart.of(figures).variants else ()


COUNTED = """
SELECT counted.period, counted.province, items.question, items.coding, counted.value,
    CAST(SUM(counted.forms) AS BIGINT) AS forms
FROM counted JOIN items
    ON items.period = counted.period AND items.province = counted.province AND items.item = counted.item
GROUP BY GROUPING SETS (
    (counted.period, items.question, items.coding, counted.value),
    (counted.period, counted.province, items.question, items.coding, counted.value)
)
"""
"""How many forms have each value of each criterion, in every province and in the country (without a province)."""

SHEET = Sheet(
    CODE,
    TITLE,
    _tables,
    ReportPaper(size=9.0, tables=_printed),
    brief=BriefPaper(_brief, size=9.5, further_size=10.0),
    chart=None,
    counted=COUNTED,
)
