"""A period of the survey: which dossiers it evaluates, when it is held, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple, Protocol

from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import Unit, UnitKey
from models.domain.book.facts import PeriodKey
from models.domain.questionnaire.method import Method


@dataclass(eq=False)
class DatesReversed(Problem):
    """A first day after the last day."""

    first: date
    last: date
    code = "dates_reversed"
    says = N_("The first day {first} is after the last day {last}. Correct the dates.")


@dataclass(eq=False)
class PeriodSpansChange(Problem):
    """The evaluated dates lie on both sides of a day on which offices that are asked began or ended."""

    first: date
    last: date
    day: date
    eve: date
    changed: tuple[str, ...]
    code = "period_spans_change"
    says = N_(
        "The evaluated dates {first} to {last} span {day}, when offices that are asked changed ({changed}). "
        "Open one period up to {eve} and another from {day}."
    )


class KnownOffices(Protocol):
    """What a period asks of a catalogue of units."""

    def answering_under(self, key: UnitKey, day: date) -> tuple[Unit, ...]: ...

    def those_below(self, keys: Iterable[UnitKey], above: UnitKey | None) -> tuple[UnitKey, ...]: ...


class QuestionnaireName(NamedTuple):
    """Which questionnaire a period uses: form id and edition."""

    id: str
    edition: str


class Target(NamedTuple):
    """How many forms of a sector (empty: of all) an office is to bring in."""

    unit: UnitKey
    sector: str
    forms: int


class Placed(NamedTuple):
    """Where an office that is asked stands: under which one, and whose work it has taken over."""

    unit: UnitKey
    parent: UnitKey | None
    predecessors: tuple[UnitKey, ...] = ()


NO_END = date.max
"""The last day of what goes on until further notice."""


@dataclass(frozen=True)
class Period:
    """One period. Both days of each span are included. `share` (0…1) of the forms is keyed twice, chosen with `seed`.

    `units` are the offices that take part, as far as a list says so (see `asked`); `hub_station` and `hub_key` (public signing key)
    say where returns go, empty for a unit's own survey. `basis` is the decision or plan that this survey rests on, as its office words
    it; empty: nothing is said.
    """

    key: PeriodKey
    edition: int
    name: str
    evaluated_from: date
    evaluated_to: date
    survey_from: date
    survey_to: date
    share: Fraction
    seed: str
    method: Method
    questionnaires: tuple[QuestionnaireName, ...]
    units: tuple[UnitKey, ...] = ()
    hub_station: str = ""
    hub_key: str = ""
    basis: str = ""

    @property
    def code(self) -> str:
        return self.key.code

    @property
    def is_open_ended(self) -> bool:
        """Whether what is evaluated has no last day: it goes on until somebody closes it, and is counted month by month."""
        return self.evaluated_to == NO_END

    def asked(self, catalogue: KnownOffices, *, by: UnitKey) -> tuple[UnitKey, ...]:
        """The offices that are asked, as the hub `by` sees it: every count of offices uses this.

        They are the units listed; without a list, all units of the lowest answering level under the issuer on the last
        evaluated day, however many offices that merge lie between. A hub is asked by its own period only when it is
        listed. A hub below the issuer asks those under itself.
        """
        every = self.units or tuple(unit.key for unit in catalogue.answering_under(self.key.issuer, self.evaluated_to))
        return catalogue.those_below(every, None if by == self.key.issuer else by)


def require_span(first: date, last: date) -> None:
    """Refuse reversed dates."""
    if last < first:
        raise DatesReversed(first, last)


MOST_NAMED = 3
"""Offices that are named in a refusal; of more, the first of them."""


def require_unchanged(units: Iterable[Unit], first: date, last: date) -> None:
    """Refuse (`PeriodSpansChange`) evaluated dates between which one of the offices asked began or ended."""
    changes: dict[date, list[str]] = {}
    for unit in units:
        if first < unit.key.valid_from <= last:
            changes.setdefault(unit.key.valid_from, []).append(unit.full_name)
        if unit.valid_to is not None and first <= unit.valid_to < last:
            changes.setdefault(unit.valid_to + timedelta(days=1), []).append(unit.full_name)
    if changes:
        day = max(changes)
        named = changes[day][:MOST_NAMED] + (["…"] if len(changes[day]) > MOST_NAMED else [])
        raise PeriodSpansChange(first, last, day, day - timedelta(days=1), tuple(named))
