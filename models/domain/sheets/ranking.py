"""B8: the offices of a hub by group and rank, the consolidated index, who is to be commended, under the target, and silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, Words, said
from models.domain.basics.units import ComparedGroup
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.basis import Basis
from models.domain.figures.figures import Figures, OfficeLine, Reached, Weighing
from models.domain.figures.judging import group_mean, groups_in_order
from models.domain.figures.satisfaction import is_distinguishable
from models.domain.questionnaire.method import Method
from models.domain.sheets.factors import TOO_FEW
from models.domain.sheets.sheet import BriefPaper, Chart, ReportPaper, Sheet

CODE = "B8"
TITLE = N_("Ranking of the offices")
LIKE = "≈"
"""Stands where a difference is not statistically significant."""
LIKE_TOLD = said(N_("{sign}: difference not statistically significant."), sign=LIKE)
_MOST_RUNS = 3


def ranking_table(figures: Figures) -> ResultTable:
    """The offices by group of comparison and rank; equal indices share a rank, and who is not ranked stands at the end.

    With intervals it is marked from which other ranks of the group a difference may be chance.
    """
    return ranked_table(figures, CODE, "", said(TITLE), said(N_("Ranking")))


def ranked_table(
    figures: Figures, sheet: str, mark: str, title: Words, short: Words, *, with_means: bool = False
) -> ResultTable:
    """The rows of the ranking under a name; `with_means` every group has a title that tells its mean."""
    with_intervals = any(line.interval for line in figures.lines)
    bounds, alike = said(N_("Interval of 95 % (%)")), said(N_("Difference not statistically significant"))
    columns = [
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 11),
        ResultColumn(said(N_("Office")), ColumnKind.TEXT, 50),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 18),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 18),
        ResultColumn(said(N_("Rank")), ColumnKind.COUNT, 14),
        *([ResultColumn(said(N_("Grade")), ColumnKind.TEXT, 20)] if figures.method.grades else []),
        ResultColumn(said(N_("Remarks")), ColumnKind.TEXT, 33 if figures.method.grades else 53),
    ]
    if with_intervals:
        columns[4:4] = [
            ResultColumn(said(N_("from")), ColumnKind.PER_CENT, 16, bounds),
            ResultColumn(said(N_("to")), ColumnKind.PER_CENT, 16, bounds),
        ]
        columns.insert(7, ResultColumn(said(N_("like ranks")), ColumnKind.TEXT, 36, alike))
    rows = []
    for placed in placed_lines(figures, with_means=with_means):
        line = placed.line
        if line is None:
            rows.append(ResultRow((placed.section,), is_section=True))
            continue
        told: Value = HIDDEN if line.is_withheld else line.overall
        number = str(placed.number) if placed.number else ""
        cells: list[Value] = [
            number,
            line.unit.full_name,
            line.forms,
            told,
            line.rank,
            *([line.grade] if figures.method.grades else []),
            _remark(line, figures),
        ]
        if with_intervals:
            cells[4:4] = (HIDDEN, HIDDEN) if line.is_withheld else line.interval or (None, None)
            cells.insert(7, _not_distinguishable(line, figures.lines))
        rows.append(ResultRow(tuple(cells)))
    more: list[Value] = [""] * (len(columns) - 4)
    if figures.mean is not None:
        words = said(N_("Mean of the offices (each counts once)"))
        rows.append(ResultRow(("", words, "", figures.mean, *more), is_total=True))
    if figures.measure.overall is not None:
        words = said(N_("All forms together"))
        forms, overall = figures.measure.forms, figures.measure.overall
        rows.append(ResultRow(("", words, forms, overall, *more), is_total=True))
    notes = _ranking_notes(figures, with_intervals=with_intervals)
    return ResultTable(sheet, mark, title, short, tuple(columns), tuple(rows), notes)


class PlacedLine(NamedTuple):
    """A row of the ranking: an office (with its number while it is ranked), or without one the title of those below."""

    line: OfficeLine | None
    section: Words = ""
    number: int = 0


def placed_lines(figures: Figures, *, with_means: bool = False) -> tuple[PlacedLine, ...]:
    """The rows of the ranking but its totals, in order; `with_means` every group has a title that tells its mean."""
    ranked = [line for line in figures.lines if line.rank is not None]
    others = [line for line in figures.lines if line.rank is None]
    several = len({line.group for line in figures.lines}) > 1
    found = []
    for group, own in groupby(ranked, key=lambda line: line.group):
        name = group_name(group)
        if with_means:
            name = said(N_("{group} – mean {mean}%"), group=name, mean=group_mean(ranked, group))
        found += [PlacedLine(None, name)] if several or with_means else []
        found += [PlacedLine(line, number=n) for n, line in enumerate(own, 1)]
    if others:
        found += [PlacedLine(None, said(N_("Not ranked")))]
        found += [PlacedLine(line) for line in others]
    return tuple(found)


def group_name(group: str) -> Words:
    """What a group of comparison is called: as the method names it, else by its level."""
    return said(group.name) if isinstance(group, ComparedGroup) else group


def _ranking_notes(figures: Figures, *, with_intervals: bool) -> tuple[Sentence, ...]:
    method = figures.method
    notes = [
        said(
            N_(
                "Ranked within each group by the index before rounding; equal indices share a rank, the next one is skipped."
            )
        ),
        said(
            N_("Ranked are offices with at least {least} valid forms and answers (method)."), least=method.least_forms
        ),
    ]
    if method.share_wanted is not None:
        told = N_("They also brought in at least {share} % of the forms that they were to bring in (method).")
        notes.append(said(told, share=100 * method.share_wanted))
    if with_intervals:
        notes.append(
            said(
                N_("A difference is not significant when it is within the sampling error (95 %, Newcombe's interval).")
            )
        )
    else:
        is_question = figures.measure.overall_from == "question"
        notes.append(said(NO_SAMPLE if is_question else NO_SINGLE_QUESTION))
    if any(line.is_withheld for line in figures.lines):
        notes.append(
            said(N_("*: not told, the office has fewer than {least} forms or answers."), least=method.suppress_under)
        )
    if figures.left_out:
        notes.append(said(LEFT_OUT, units=[unit.full_name for unit in figures.left_out]))
    return tuple(notes)


MEAN_OF_GROUP = N_("Mean of the ranked offices of the group, each counted once.")
NO_SAMPLE = N_("Interval of 95 %: not calculated, the forms are no sample drawn in proportion.")
NO_SINGLE_QUESTION = N_("Interval of 95 %: not calculated, the index is put together from several questions.")
LEFT_OUT = N_(
    "In no figure of several offices together, so that the answers of few people do not follow from it: {units}."
)


def groups_table(figures: Figures) -> ResultTable:
    """The groups of comparison with their average; no row while there is only one."""
    groups = groups_in_order((line.group for line in figures.lines), figures.method)
    columns = (
        ResultColumn(said(N_("Group of comparison")), ColumnKind.TEXT, 62),
        ResultColumn(said(N_("Offices ranked")), ColumnKind.COUNT, 20),
        ResultColumn(said(N_("Not ranked")), ColumnKind.COUNT, 20),
        ResultColumn(said(N_("Mean of the group (%)")), ColumnKind.PER_CENT, 22),
        ResultColumn(said(N_("Highest")), ColumnKind.PER_CENT, 20),
        ResultColumn(said(N_("Lowest")), ColumnKind.PER_CENT, 20),
    )
    rows = []
    for group in groups if len(groups) > 1 else ():
        own = [line for line in figures.lines if line.group == group]
        indices = [line.overall for line in own if line.rank is not None and line.overall is not None]
        ends = (max(indices), min(indices)) if indices else (None, None)
        mean = group_mean(own, group)
        rows.append(ResultRow((group_name(group), len(indices), len(own) - len(indices), mean, *ends)))
    note = said(MEAN_OF_GROUP)
    title = said(N_("Groups of comparison"))
    return ResultTable(CODE, "e", title, title, columns, tuple(rows), (note,))


def weighing_table(figures: Figures) -> ResultTable:
    """The hub's index in all three weightings, the method's own standing out; the same for the units between."""
    chosen = figures.method.consolidation
    ways = (
        ("mean", said(N_("Mean of the offices")), ColumnKind.PER_CENT),
        ("answers", said(N_("By answers (all forms together)")), ColumnKind.PER_CENT),
        ("population", said(N_("By population N")), ColumnKind.PER_CENT),
    )
    columns = (
        ResultColumn(said(N_("Unit")), ColumnKind.TEXT, 50),
        ResultColumn(said(N_("Offices with an index")), ColumnKind.COUNT, 20),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 18),
        *(ResultColumn(words, kind, 25) for _, words, kind in ways),
        ResultColumn(said(N_("Offices with N")), ColumnKind.COUNT, 18),
    )
    rows = [_weighed(branch.unit.full_name, branch.forms, branch.weighing) for branch in figures.branches]
    whole = _weighed(figures.unit.full_name, figures.measure.forms, figures.weighing)
    rows.append(whole._replace(is_total=True))
    way = next(words for name, words, _ in ways if name == chosen)
    notes = [said(N_("The method weights the consolidated index this way: {way}."), way=way)]
    weighing = figures.weighing
    if weighing.with_population < weighing.offices:
        told = N_("Offices without a known N are not in the index by population: {count}.")
        notes.append(said(told, count=weighing.offices - weighing.with_population))
    title = said(N_("Consolidated index"))
    return ResultTable(CODE, "b", title, title, columns, tuple(rows), tuple(notes))


def commended_table(figures: Figures) -> ResultTable:
    """The offices that surely reach the method's index for commendation, and apart from them those that do by their index alone.

    Who drew a sample and who did not stand together there, so that none looks better for knowing less.
    """
    least = figures.method.commended
    by = {way: [line for line in figures.lines if line.commended_by is way] for way in Reached}
    rows = _listed(by[Reached.INTERVAL], least)
    if by[Reached.INDEX]:
        words = N_("Reach the threshold by the index alone: not proved, therefore not proposed")
        rows += (ResultRow((said(words),), is_section=True), *_listed(by[Reached.INDEX], least))
    notes = (
        said(N_("Proposed where the lower bound of the interval of 95 % reaches {least} % (method)."), least=least),
    )
    title = said(N_("Offices proposed for commendation"))
    return ResultTable(CODE, "c", title, said(N_("Commendation")), _LISTED, rows, (*notes, *_sign_told(rows)))


def proposed_table(figures: Figures) -> ResultTable:
    """The offices that are proposed for commendation, alone."""
    table = commended_table(figures)
    least = figures.method.commended
    rows = _listed([line for line in figures.lines if line.commended_by is Reached.INTERVAL], least)
    return replace(table, rows=rows)


def below_target_table(figures: Figures) -> ResultTable:
    """The ranked offices under the target of the method."""
    least = figures.method.target
    lines = [
        line for line in figures.lines if line.rank is not None and line.overall is not None and line.overall < least
    ]
    note = said(N_("Target of the method: an overall index of {least} %."), least=least)
    title = said(N_("Offices below the target"))
    rows = _listed(lines, least)
    return ResultTable(CODE, "d", title, said(N_("Below the target")), _LISTED, rows, (note, *_sign_told(rows)))


def _sign_told(rows: Sequence[ResultRow]) -> tuple[Sentence, ...]:
    """What the sign among the remarks means, where it stands."""
    return (LIKE_TOLD,) if any(LIKE in row.cells for row in rows) else ()


_LISTED = (
    ResultColumn(said(N_("No.")), ColumnKind.TEXT, 11),
    ResultColumn(said(N_("Office")), ColumnKind.TEXT, 54),
    ResultColumn(said(N_("Group of comparison")), ColumnKind.TEXT, 30),
    ResultColumn(said(N_("Rank")), ColumnKind.COUNT, 13),
    ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 17),
    ResultColumn(said(N_("Difference")), ColumnKind.PER_CENT, 17),
    ResultColumn(said(N_("Remarks")), ColumnKind.TEXT, 32),
)


def _listed(lines: Sequence[OfficeLine], least: int) -> tuple[ResultRow, ...]:
    rows = []
    for n, line in enumerate(lines, 1):
        away = None if line.overall is None else line.overall - least
        remark: Words = ""
        if line.interval is None:
            remark = said(N_("by the index alone"))
        elif line.interval.low < least <= line.interval.high:
            remark = LIKE
        rows.append(
            ResultRow((str(n), line.unit.full_name, group_name(line.group), line.rank, line.overall, away, remark))
        )
    return tuple(rows)


def _weighed(name: str, forms: int, weighing: Weighing) -> ResultRow:
    indices = (weighing.mean, weighing.by_answers, weighing.by_population)
    return ResultRow((name, weighing.offices, forms, *indices, weighing.with_population))


def _remark(line: OfficeLine, figures: Figures) -> Words:
    if line.lacking:
        return said(N_("incomplete: {count} lines of the closing are missing"), count=line.lacking)
    if not line.expected:
        return said(N_("not among the offices asked"))
    if line.unheard:
        return said(N_("key not confirmed, lines left out: {count}"), count=line.unheard)
    if not line.forms:
        return said(N_("no valid form"))
    if line.overall is None and not line.is_withheld:
        if figures.measure.overall_from == "question":
            return said(N_("no answer to the general question"))
        return ground_told(line, figures.method) if line.answers else said(N_("no answer that counts"))
    if line.ground is not Basis.ENOUGH:
        return ground_told(line, figures.method)
    if not line.is_closed:
        return said(N_("period not closed"))
    return said(N_("lines after closing: {count}"), count=line.late) if line.late else ""


def ground_told(line: OfficeLine, method: Method) -> Words:
    """Why nothing is concluded from the index of an office; empty when it stands on enough."""
    if line.ground is Basis.NO_SHARE:
        if not line.wanted:
            return said(N_("not known how many forms were to come in, not ranked"))
        share = Fraction(100 * line.forms, line.wanted)
        return said(N_("{share} % of the forms came in, too few to be ranked"), share=share)
    if line.ground is Basis.ENOUGH:
        # an index of the method may need more answers than an office does
        return said(TOO_FEW) if line.overall is None and line.answers else ""
    if line.forms < method.least_forms:
        return said(N_("too few forms to be ranked"))
    return said(TOO_FEW if line.is_withheld else N_("too few answers to be ranked ({count})"), count=line.answers)


def _not_distinguishable(line: OfficeLine, lines: Sequence[OfficeLine]) -> Words:
    """The ranks of its group whose index does not differ by more than chance, as runs: `2, 5–7`; of many, from where to where."""
    if line.rank is None or line.overall is None:
        return ""
    if line.interval is None:
        return said(N_("by the index alone"))
    own = (line.overall, line.interval)
    alike: dict[int, bool] = {}
    for other in lines:
        if other is not line and other.group == line.group and other.rank is not None and other.overall is not None:
            is_alike = other.interval is not None and not is_distinguishable(own, (other.overall, other.interval))
            alike[other.rank] = alike.get(other.rank, False) or is_alike
    runs = [tuple(ranks) for is_alike, ranks in groupby(sorted(alike), key=alike.__getitem__) if is_alike]
    if len(runs) > _MOST_RUNS:
        first, last = runs[0][0], runs[-1][-1]
        others = sum(not alike[rank] for rank in alike if first < rank < last)
        return said(N_("{first}–{last}, except {count}"), first=first, last=last, count=others)
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def not_sent_table(figures: Figures) -> ResultTable:
    """The offices that were asked and of which nothing has arrived."""
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 12),
        ResultColumn(said(N_("Code")), ColumnKind.TEXT, 24),
        ResultColumn(said(N_("Office")), ColumnKind.TEXT, 128),
    )
    rows = tuple(ResultRow((str(n), unit.key.code, unit.full_name)) for n, unit in enumerate(figures.not_sent, 1))
    return ResultTable(CODE, "a", said(N_("Offices that have not sent")), said(N_("Not sent")), columns, rows)


def _tables(figures: Figures) -> tuple[ResultTable, ...]:
    if not figures.is_ranking:
        return ()
    concluded = () if figures.is_provisional else (commended_table(figures), below_target_table(figures))
    groups = groups_table(figures)
    found = [
        ranking_table(figures),
        *((groups,) if groups.rows else ()),
        weighing_table(figures),
    ]
    return (*found, *(table for table in (*concluded, not_sent_table(figures)) if table.rows))


COUNTED = """
SELECT counted.period, counted.province, counted.unit, items.question, items.coding, counted.value,
    CAST(SUM(counted.forms) AS BIGINT) AS forms
FROM counted JOIN items
    ON items.period = counted.period AND items.province = counted.province AND items.item = counted.item
WHERE items.overall = 1 AND counted.unit <> ''
GROUP BY counted.period, counted.province, counted.unit, items.question, items.coding, counted.value
"""
"""Of every office how many forms have each value of what its overall index stands on."""

SHEET = Sheet(
    CODE,
    TITLE,
    lambda report: _tables(report.figures),
    ReportPaper(size=9.0),
    brief=BriefPaper(_tables, size=11.0, further_size=11.0),
    chart=Chart(
        words=1,
        values=3,
        total=N_("Mean of the offices"),
        total_in_workbook=False,
        with_gaps=True,
        most=30,
        labels=0.34,
        is_beside=True,
        is_numbered=True,
    ),
    counted=COUNTED,
)
