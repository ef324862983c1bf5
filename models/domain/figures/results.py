"""The figures of one office in one period, as values that a sheet, a table or `--json` shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.units import Unit
from models.domain.figures import satisfaction
from models.domain.figures.measures import Measure
from models.domain.figures.satisfaction import Interval
from models.domain.figures.tallies import Tally
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Questionnaire

SEPARATOR = "\x1f"


class Variant(NamedTuple):
    """The figures of one questionnaire that was answered; `counts` has every coded question, by name."""

    questionnaire: Questionnaire
    measure: Measure
    counts: Mapping[str, Tally]


@dataclass(frozen=True)
class Results:
    """Everything that the sheets of one office in one period show.

    `measure` is all variants together, `variants` each questionnaire alone. `balance` is the book of forms under the
    words of `--json`. Of a closed period `closing` names the lines that closed it, `edition` counts the closings, and
    `late` the lines above them, left out unless `with_late`; `lacking` are lines it covers that are not here.
    `population` is N of the sampling record, None when the
    forms are no drawn sample (then there is no interval).
    """

    unit: Unit
    period: str
    measure: Measure
    variants: tuple[Variant, ...]
    balance: Mapping[str, int]
    method: Method
    fingerprint: str
    grade: str
    is_reference: bool
    population: int | None = None
    closing: str = ""
    edition: int = 0
    late: int = 0
    with_late: bool = False
    alarms: int = 0
    keyed_not_issued: int = 0
    lacking: int = 0

    @property
    def is_closed(self) -> bool:
        return bool(self.closing)


@dataclass(frozen=True)
class UnitLine:
    """One office in the ranking: `rank` is None while it has no index, `expected` says that it was asked."""

    unit: Unit
    forms: int
    returned: int
    overall: Fraction | None
    rank: int | None
    grade: str
    fingerprint: str
    is_closed: bool
    late: int
    expected: bool = True
    interval: Interval | None = None
    population: int | None = None
    lacking: int = 0


class Weighing(NamedTuple):
    """The overall index of several offices, weighted in three ways, and the one the method chose.

    `with_population` counts the offices of which N is known: `by_population` stands on these alone.
    """

    offices: int
    mean: Fraction | None
    by_answers: Fraction | None
    by_population: Fraction | None
    with_population: int
    chosen: str

    @property
    def overall(self) -> Fraction | None:
        """The index weighted as the method says."""
        if self.chosen == "mean":
            return self.mean
        return self.by_population if self.chosen == "population" else self.by_answers


def weigh(lines: Sequence[UnitLine], by_answers: Fraction | None, method: Method) -> Weighing:
    """The indices of `lines` together; `by_answers` is that of all their answers."""
    weighted = [(line.population, line.overall) for line in lines if line.population and line.overall is not None]
    total = sum(population for population, _ in weighted)
    by_population = (
        sum((population * overall for population, overall in weighted), Fraction(0)) / total if total else None
    )
    there = [line.overall for line in lines if line.overall is not None]
    return Weighing(
        len(there), satisfaction.mean(there), by_answers, by_population, len(weighted), method.consolidation
    )


class Branch(NamedTuple):
    """The offices under one unit between the hub and them (a district under the city)."""

    unit: Unit
    forms: int
    weighing: Weighing


@dataclass(frozen=True)
class Consolidated:
    """The figures of a hub: `lines` by rank, `not_sent` the offices that were asked and of which nothing is here.

    `measure` is all answers of all offices together, `mean` the plain mean of the offices' overall indices, `weighing`
    the ways to one index. `variants` has each questionnaire alone, `branches` the units between, empty when there are none.
    """

    hub: Unit
    period: str
    lines: tuple[UnitLine, ...]
    not_sent: tuple[Unit, ...]
    measure: Measure
    mean: Fraction | None
    balance: Mapping[str, int]
    method: Method
    fingerprint: str
    is_reference: bool
    with_late: bool = False
    variants: tuple[Variant, ...] = ()
    branches: tuple[Branch, ...] = ()

    @property
    def weighing(self) -> Weighing:
        return weigh(self.lines, self.measure.overall, self.method)

    @property
    def overall(self) -> Fraction | None:
        """The hub's index, weighted as its method says."""
        return self.weighing.overall

    @property
    def lacking(self) -> int:
        return sum(line.lacking for line in self.lines)

    @property
    def asked(self) -> int:
        """How many offices take part."""
        return sum(line.expected for line in self.lines) + len(self.not_sent)

    @property
    def late(self) -> int:
        return sum(line.late for line in self.lines)


def answers_digest(answers: Iterable[tuple[str, str, str, str]]) -> str:
    """Hex SHA-256 over accepted forms (serial, coding, marks, rest), in any order."""
    parts = [SEPARATOR.join(form) for form in sorted(answers)]
    return hashlib.sha256("".join([f"{part}\n" for part in parts]).encode()).hexdigest()


def fingerprint(digests: Iterable[str], method: Method, *, language: str) -> str:
    """The data fingerprint of figures (hex SHA-256): accepted coded answers, method, suppression and language.

    `digests` are the `answers_digest` of one office, or of all offices of a hub in any order.
    """
    parts = (method.fingerprint, str(method.suppress_under), language, *sorted(digests))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
