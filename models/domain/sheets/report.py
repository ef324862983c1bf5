"""What the sheets of a report stand on: the figures, how their forms split, earlier periods, and how people were chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import said
from models.domain.basics.units import Unit
from models.domain.book.months import MonthSpan
from models.domain.disclosure.hidden_at_hub import HiddenGroups, Splits, hidden_groups_at_hub
from models.domain.dossiers.sampling import SamplingRecord
from models.domain.figures.breakdowns import NOT_LINKED, Linked, Split
from models.domain.figures.control_code import code_with_trend
from models.domain.figures.figures import Figures, Reach
from models.domain.figures.measures import Measure
from models.domain.figures.trends import TrendPoint
from models.domain.sheets.choices import Below


class UnitSample(NamedTuple):
    """The sampling record of one office; None when it sent none."""

    unit: Unit
    record: SamplingRecord | None


class MonthMeasure(NamedTuple):
    """The figures of some months together; `few` are the scored questions that one to four people of some office answered in them."""

    span: MonthSpan
    measure: Measure
    few: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Report:
    """Everything that the sheets of a report show.

    `sectors`, `agencies` and `questionnaires` split the valid forms, `channels` are the figures of each channel where
    there are several, `months` those of each month; `trend` has the periods in the order of time, this one last;
    `samples` are the sampling records of the offices, `records` how many were made.
    `offices` are the splits of a hub's offices and `answers` their counts: its own
    tables must tell nothing that the reports of offices and parts hide.
    A report about a part of a hub splits no forms: the hub's rows less its own would tell what they hide. Nor does one with what
    came after closing (`is_beside_closed`): its rows less those of the closed sheet would be the few that came late.
    One `is_analysed` was counted from exported answers: it has the sheets alone that these tell (`Sheet.counted`).
    """

    figures: Figures
    makeup: tuple[Split, ...] = ()
    sectors: Split | None = None
    agencies: Split | None = None
    questionnaires: Split | None = None
    linked: Linked = NOT_LINKED
    trend: tuple[TrendPoint, ...] = ()
    samples: tuple[UnitSample, ...] = ()
    records: int = 0
    offices: tuple[Splits, ...] = ()
    answers: tuple[Below, ...] = ()
    is_beside_closed: bool = False
    channels: tuple[tuple[str, Measure], ...] = ()
    months: tuple[MonthMeasure, ...] = ()
    is_analysed: bool = False

    @property
    def fingerprint(self) -> str:
        """The control code of a paper that shows all of it, earlier periods too."""
        return code_with_trend(self.figures.fingerprint, self.trend[:-1])

    @property
    def is_part(self) -> bool:
        return self.figures.reach is Reach.PART

    @property
    def least(self) -> int:
        return self.figures.method.suppress_under

    @cached_property
    def hidden(self) -> HiddenGroups:
        """The groups that the tables hide."""
        splits = Splits(self.makeup, self.sectors, self.agencies, self.questionnaires, self.linked)
        return hidden_groups_at_hub(splits, self.offices, least=self.least)


def base_of(figures: Figures) -> Sentence:
    """The sentence under every table: base, what was left out, method, questionnaires, and what is to be known of them."""
    balance = figures.balance
    left_out = sum(balance.get(name, 0) for name in ("invalid", "awaiting_second", "disputed", "not_keyed"))
    forms = sum(line.forms for line in figures.lines) if figures.is_withheld else figures.measure.forms
    what = said(N_("invalid, waiting, disputed, not keyed"))
    if figures.left_out or figures.method.channels:
        left_out += balance.get("valid", forms) - forms
    if figures.left_out:
        what = said(N_("invalid, waiting, disputed, not keyed, of offices with too few forms"))
    if figures.method.channels:
        what = said(N_("{what}, by a way that the method does not count"), what=what)
    editions = [f"{each.questionnaire.id} {each.questionnaire.edition}".strip() for each in figures.variants]
    facts: dict[str, object] = {
        "forms": forms,
        "what": what,
        "returned": balance.get("returned", 0),
        "left": left_out,
        "method": figures.method.name,
        "editions": editions or ["–"],
    }
    if figures.is_reference:
        words = N_(
            "Base: {forms} valid forms of {returned} returned; left out: {left} ({what}). "
            "Method: {method}; questionnaire: {editions}; not compared with the original legal text."
        )
        return said(words, **facts)
    words = N_(
        "Base: {forms} valid forms of {returned} returned; left out: {left} ({what}). "
        "Method: {method}; questionnaire: {editions}."
    )
    return said(words, **facts)


WITHHELD = N_(
    "Valid forms: {forms}. Of fewer than {least} forms or answers no figure is told, so that nobody is recognised; the office "
    "is not ranked and not graded."
)


def withheld_told(figures: Figures) -> Sentence:
    """Instead of the index of an office with few people."""
    return said(WITHHELD, forms=sum(line.forms for line in figures.lines), least=figures.method.suppress_under)
