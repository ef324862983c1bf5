"""The tables of a year: all offices over its periods, and one office for the assessment of its head; in no report of a period."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, Words, said
from models.domain.book.months import MonthSpan
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import OfficeLine
from models.domain.figures.judging import group_mean, is_judged
from models.domain.figures.trends import NOT_COMPARABLE
from models.domain.figures.yearly import Year, YearOfOffice
from models.domain.sheets.criteria import held_back_notes
from models.domain.sheets.ranking import ground_told, group_name
from models.domain.sheets.trend import factor_told

CODE = "N"
TITLE = N_("The periods of {year} together")
MOST_RANKS = 5
"""With more periods than this their ranks have no room on a page."""


def year_table(year: Year) -> ResultTable:
    """Every office by group and rank of the year, with the index (and rank) of each period."""
    with_ranks = len(year.periods) <= MOST_RANKS
    columns = [
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(said(N_("Office")), ColumnKind.TEXT, 50),
    ]
    for period in year.periods:
        columns.append(ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 16, period.code))
        if with_ranks:
            columns.append(ResultColumn(said(N_("Rank")), ColumnKind.COUNT, 12, period.code))
    whole = said(N_("Year {year}"), year=str(year.year))
    columns += [
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 16, whole),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 16, whole),
        ResultColumn(said(N_("Rank")), ColumnKind.COUNT, 12, whole),
        ResultColumn(said(N_("Grade")), ColumnKind.TEXT, 20, whole),
        ResultColumn(said(N_("Remarks")), ColumnKind.TEXT, 34),
    ]
    rows: list[ResultRow] = []
    for section, offices in _sections(year):
        rows += [ResultRow((section,), is_section=True)] if section else []
        for n, office in enumerate(offices, 1):
            cells: list[Value] = [str(n) if office.line.rank is not None else "", office.unit.full_name]
            for each in office.periods:
                line = None if each is None else each.line
                cells.append(_index(line))
                cells += [line.rank if line is not None else None] if with_ranks else []
            line = office.line
            rows.append(
                ResultRow((*cells, line.forms, _year_index(office), line.rank, line.grade, _remark(office, year)))
            )
        mean = group_mean([office.line for office in offices], offices[0].line.group)
        if mean is not None:
            before: list[Value] = ["", said(N_("Mean of the group (%)")), *([""] * (len(columns) - 7))]
            rows.append(ResultRow((*before, "", mean, "", "", ""), is_total=True))
    title = said(TITLE, year=str(year.year))
    return ResultTable(CODE, "1", title, title, tuple(columns), tuple(rows), (*_notes(year),))


def office_table(year: Year, office: YearOfOffice) -> ResultTable:
    """The periods of one office: what its index stands on, its interval, its rank among how many, its grade; then the year."""
    bounds = said(N_("Interval of 95 % (%)"))
    columns = (
        ResultColumn(said(N_("Period")), ColumnKind.TEXT, 34),
        ResultColumn(said(N_("Valid forms")), ColumnKind.COUNT, 16),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 17),
        ResultColumn(said(N_("from")), ColumnKind.PER_CENT, 15, bounds),
        ResultColumn(said(N_("to")), ColumnKind.PER_CENT, 15, bounds),
        ResultColumn(said(N_("Rank")), ColumnKind.TEXT, 15),
        ResultColumn(said(N_("Grade")), ColumnKind.TEXT, 20),
        ResultColumn(said(N_("Remarks")), ColumnKind.TEXT, 34),
    )
    rows = []
    for place, (period, each) in enumerate(zip(year.periods, office.periods, strict=True)):
        head = f"{period.code} – {period.name}"
        if each is None:
            rows.append(ResultRow((head, None, None, None, None, "", "", said(N_("nothing is here")))))
            continue
        line = each.line
        ends: tuple[Value, Value] = (HIDDEN, HIDDEN) if line.is_withheld else line.interval or (None, None)
        why = ground_told(line, period.figures.method)
        remark: Words = why if why or line.interval else said(N_("by the index alone"))
        rank = _rank_of(line, year.ranked_in(line.group, place))
        rows.append(ResultRow((head, line.forms, _index(line), *ends, rank, line.grade, remark)))
    line = office.line
    whole = said(N_("Year {year}"), year=str(year.year))
    rank = _rank_of(line, year.ranked_in(line.group))
    told = (whole, line.forms, _year_index(office), None, None, rank, line.grade, _remark(office, year))
    rows.append(ResultRow(told, is_total=True))
    if office.open_months:
        rows.append(ResultRow((said(N_("Open periods by month of issue, beside the year")),), is_section=True))
    for months in office.open_months:
        head = f"{months.period} – {months.name}, {MonthSpan(months.months).told}"
        index: Value = HIDDEN if months.is_hidden else months.overall
        rows.append(ResultRow((head, months.forms, index, None, None, "", "", said(N_("in no sum of the year")))))
    title = said(N_("Results of the periods of {year}"), year=str(year.year))
    return ResultTable(CODE, "2", title, title, columns, tuple(rows), (*_notes(year),))


def factors_table(year: Year, office: YearOfOffice) -> ResultTable:
    """The factors of one office over the periods of the year; what was computed otherwise than in the last one is marked."""
    told = [each for each in office.periods if each is not None and not each.line.is_withheld]
    columns = [ResultColumn(said(N_("Factor")), ColumnKind.TEXT, 80)]
    columns += [ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 20, period.code) for period in year.periods]
    rows = []
    for factor in told[-1].point.measure.factors if told else ():
        cells: list[Value] = []
        for each in office.periods:
            if each is None:
                cells.append(None)
            else:
                cells.append(HIDDEN if each.line.is_withheld else factor_told(each.point, told[-1].point, factor))
        rows.append(ResultRow((factor.label or factor.code, *cells)))
    title = said(N_("Factors over the periods of {year}"), year=str(year.year))
    note = said(
        N_("{sign}: asked or computed otherwise than in the last period, therefore not comparable."),
        sign=NOT_COMPARABLE,
    )
    measures = (each.point.measure for each in told)
    notes = (note, *held_back_notes(measures, told[-1].point.method)) if rows else ()
    return ResultTable(CODE, "3", title, title, tuple(columns), tuple(rows), notes)


def _sections(year: Year) -> Iterator[tuple[Words, list[YearOfOffice]]]:
    ranked = [office for office in year.offices if office.line.rank is not None]
    others = [office for office in year.offices if office.line.rank is None]
    several = len({office.line.group for office in year.offices}) > 1
    for group, own in groupby(ranked, key=lambda office: office.line.group):
        yield (group_name(group) if several else ""), list(own)
    if others:
        yield said(N_("Not ranked")), others


def _index(line: OfficeLine | None) -> Value:
    if line is None:
        return None
    return HIDDEN if line.is_withheld else line.overall


def _year_index(office: YearOfOffice) -> Value:
    return _index(office.line) if office.is_comparable else NOT_COMPARABLE


def _rank_of(line: OfficeLine, of: int) -> str:
    return "" if line.rank is None else f"{line.rank}/{of}"


def _remark(office: YearOfOffice, year: Year) -> Words:
    if not office.is_comparable:
        return said(N_("periods not comparable"))
    if not office.line.expected:
        return said(N_("not among the offices asked"))
    why = ground_told(office.line, year.method)
    if why or not is_judged(office.line):
        return why
    few = sum(each is not None and each.line.is_withheld for each in office.periods)
    if few:
        return said(N_("without {count} periods of few forms"), count=few)
    return said(N_("by the index alone"))


def left_out_told(year: Year) -> Iterator[Sentence]:
    """Which periods have to do with the year and are not in it, and why."""
    of_open = [f"{each.code} – {each.name}" for each in year.left_out if each.is_open]
    if of_open:
        words = N_(
            "Not in the year: {periods}, open until further notice. What lies out to be filled in all year is no survey of a period; its "
            "months stand in the sheet of each office."
        )
        yield said(words, periods=of_open)
    across = [f"{each.code} – {each.name}" for each in year.left_out if not each.is_open]
    if across:
        yield said(N_("Not in the year: {periods}, evaluated across the turn of the year."), periods=across)


def _notes(year: Year) -> Iterator[Sentence]:
    if year.method.yearly == "mean":
        yield said(N_("Index of the year: mean of the indices of its periods, each counted once (method)."))
    else:
        yield said(N_("Index of the year: all answers of its periods together (method)."))
    yield said(N_("Of the year no interval is calculated: it stands on several samples."))
    if year.is_ranking:
        yield said(
            N_(
                "Ranked within each group by the index before rounding; equal indices share a rank, the next one is skipped."
            )
        )
    yield said(
        N_("Ranked are offices with at least {least} valid forms and answers (method)."), least=year.method.least_forms
    )
    yield from left_out_told(year)
    lines = [each.line for office in year.offices for each in office.periods if each is not None]
    if any(line.is_withheld for line in lines):
        least = year.method.suppress_under
        yield said(N_("*: not told, the office has fewer than {least} forms or answers."), least=least)


def group_told(office: YearOfOffice, year: Year) -> Sentence | None:
    """Where an office stands in the year in its group: its rank, of how many, and beside the mean of the group."""
    line = office.line
    if line.rank is None:
        return None
    mean: Fraction | None = group_mean([each.line for each in year.offices], line.group)
    words = N_("Group of comparison: {group}. Rank {rank} of {of}; mean of the group {mean} %.")
    return said(
        words, group=group_name(line.group), rank=line.rank, of=year.ranked_in(line.group), mean=mean or Fraction(0)
    )
