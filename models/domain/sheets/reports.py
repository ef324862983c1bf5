"""The complete report of an office or of a hub: all its tables in order, each with what it stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable, Said, said
from models.domain.basics.units import Unit
from models.domain.disclosure.hub_groups import Closed, Splits, closed_at_hub
from models.domain.dossiers.sampling import SamplingRecord
from models.domain.figures.breakdowns import Split
from models.domain.figures.results import Consolidated, Results
from models.domain.sheets.choice_tables import (
    Below,
    expectation_table,
    expectations,
    hidden_questions,
    perception_table,
    perceptions,
)
from models.domain.sheets.criterion_tables import shows_variants, variant_table, whole_criterion_table
from models.domain.sheets.group_tables import area_tables, makeup_table
from models.domain.sheets.hub_tables import (
    below_target_table,
    commended_table,
    not_sent_table,
    ranking_table,
    weighing_table,
)
from models.domain.sheets.result_tables import balance_table, factor_table
from models.domain.sheets.sampling_tables import UnitSample, hub_sampling_table, sampling_table, strata_table
from models.domain.sheets.trend_tables import TrendPoint, trend_table


@dataclass(frozen=True)
class Report:
    """Everything that the sheets of a report show.

    `sectors`, `agencies` and `questionnaires` split the valid forms; `trend` has the periods in the order of time, this one last;
    `samples` are the sampling records of the offices, `records` how many were made.
    `offices` are the splits of a hub's offices and `answers` their counts: its own
    tables must tell nothing that the reports of offices and parts hide.
    A report about a part of a hub (`is_part`) splits no forms: the hub's rows less its own would tell what they hide.
    """

    figures: Results | Consolidated
    makeup: tuple[Split, ...] = ()
    sectors: Split | None = None
    agencies: Split | None = None
    questionnaires: Split | None = None
    trend: tuple[TrendPoint, ...] = ()
    samples: tuple[UnitSample, ...] = ()
    records: int = 0
    is_part: bool = False
    offices: tuple[Splits, ...] = ()
    answers: tuple[Below, ...] = ()

    @property
    def unit(self) -> Unit:
        return self.figures.unit if isinstance(self.figures, Results) else self.figures.hub

    @property
    def least(self) -> int:
        return self.figures.method.suppress_under

    @cached_property
    def closed(self) -> Closed:
        """The groups that the tables hide."""
        splits = Splits(self.makeup, self.sectors, self.agencies, self.questionnaires)
        return closed_at_hub(splits, self.offices, least=self.least)


class Part(NamedTuple):
    """One sheet of a report: its code, title and tables (none of them empty)."""

    code: str
    title: str
    tables: tuple[ResultTable, ...]


class Content(NamedTuple):
    """What makes a sheet: no tables when there is nothing to show."""

    code: str
    title: str
    tables: Callable[[Report], tuple[ResultTable, ...]]


def report_parts(report: Report) -> tuple[Part, ...]:
    """The sheets of a report that have something to show, in order; every table says its base."""
    base = base_of(report.figures)
    parts = []
    for content in CONTENTS:
        tables = tuple(table for table in content.tables(report) if table.rows or table.notes)
        if tables:
            told = tuple(_with_note(table, base) for table in tables)
            parts.append(Part(content.code, content.title, told))
    return tuple(parts)


def report_tables(report: Report) -> tuple[ResultTable, ...]:
    """All tables of a report in order."""
    return tuple(table for part in report_parts(report) for table in part.tables)


def base_of(figures: Results | Consolidated) -> Said:
    """The sentence under every table: base, what was left out, method, questionnaires, and what is to be known of them."""
    balance = figures.balance
    left_out = sum(balance.get(name, 0) for name in ("invalid", "awaiting_second", "disputed", "not_keyed"))
    editions = [f"{each.questionnaire.id} {each.questionnaire.edition}".strip() for each in figures.variants]
    facts: dict[str, object] = {
        "forms": figures.measure.forms,
        "returned": balance.get("returned", 0),
        "left": left_out,
        "method": figures.method.name,
        "editions": editions or ["–"],
    }
    if figures.is_reference:
        words = N_(
            "Base: {forms} valid forms of {returned} returned; left out: {left} (invalid, waiting, disputed, not keyed). "
            "Method: {method}; questionnaire: {editions}; not compared with the original legal text."
        )
        return said(words, **facts)
    words = N_(
        "Base: {forms} valid forms of {returned} returned; left out: {left} (invalid, waiting, disputed, not keyed). "
        "Method: {method}; questionnaire: {editions}."
    )
    return said(words, **facts)


def _with_note(table: ResultTable, note: Said) -> ResultTable:
    return ResultTable(table.name, table.title, table.columns, table.rows, (*table.notes, note))


def _ranking(report: Report) -> tuple[ResultTable, ...]:
    if not isinstance(report.figures, Consolidated):
        return ()
    listed = (commended_table(report.figures), below_target_table(report.figures), not_sent_table(report.figures))
    return (
        ranking_table(report.figures),
        weighing_table(report.figures),
        *(table for table in listed if table.rows),
    )


def _criteria(report: Report) -> tuple[ResultTable, ...]:
    figures = report.figures
    table = whole_criterion_table(figures)
    if isinstance(figures, Results) and shows_variants(figures):
        return (table, variant_table(figures))
    return (table,)


def _makeup(report: Report) -> tuple[ResultTable, ...]:
    if report.is_part:
        return (ResultTable("B4", said(N_("Who answered, with the index of each group")), (), (), (_NOT_SPLIT,)),)
    if report.makeup:
        return (makeup_table(report.makeup, closed=report.closed.answers, least=report.least),)
    if not report.figures.variants:
        return ()
    note = said(N_("The questionnaire does not ask who answers."))
    return (ResultTable("B4", said(N_("Who answered, with the index of each group")), (), (), (note,)),)


def _sectors(report: Report) -> tuple[ResultTable, ...]:
    if report.is_part:
        return (ResultTable("B5", said(N_("Sectors, procedures and agencies")), (), (), (_NOT_SPLIT,)),)
    return area_tables(report.sectors, report.agencies, closed=report.closed.areas, least=report.least)


def _perceptions(report: Report) -> tuple[ResultTable, ...]:
    asked = perceptions(report.figures.variants)
    hidden = hidden_questions(asked, report.answers, least=report.least)
    return (perception_table(asked, hidden=hidden, least=report.least),) if asked else ()


def _expectations(report: Report) -> tuple[ResultTable, ...]:
    asked = expectations(report.figures.variants)
    hidden = hidden_questions(asked, report.answers, least=report.least)
    return (expectation_table(asked, hidden=hidden, least=report.least),) if asked else ()


def _trend(report: Report) -> tuple[ResultTable, ...]:
    return (trend_table(report.trend),) if len(report.trend) > 1 else ()


def _sampling(report: Report) -> tuple[ResultTable, ...]:
    if isinstance(report.figures, Consolidated):
        return (hub_sampling_table(report.samples),) if report.samples else ()
    record: SamplingRecord | None = report.samples[0].record if report.samples else None
    table = sampling_table(record, records=report.records)
    return (table, strata_table(record)) if record is not None and record.is_drawn else (table,)


_NOT_SPLIT = said(
    N_(
        "Not broken down for a part of the hub: with the sheets of its offices a small group that they hide could be "
        "worked out. The sheet of each office and that of the whole hub have this table."
    )
)

CONTENTS = (
    Content("B8", N_("Ranking of the offices"), _ranking),
    Content("B1", N_("Forms issued and returned"), lambda report: (balance_table(report.figures),)),
    Content("B2", N_("Index by factor"), lambda report: (factor_table(report.figures),)),
    Content("B3", N_("Results by criterion"), _criteria),
    Content("B4", N_("Who answered, with the index of each group"), _makeup),
    Content("B5", N_("Sectors, procedures and agencies"), _sectors),
    Content("B6", N_("What people met with"), _perceptions),
    Content("B7", N_("What people wish for"), _expectations),
    Content("B10", N_("Trend over the periods"), _trend),
    Content("B12", N_("Sampling record"), _sampling),
)
