"""The figures of an office, a part of a hub or a hub in one period, as values that a sheet, a table or `--json` shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.own_words import joined
from models.domain.basics.units import Unit, UnitKey
from models.domain.figures import satisfaction
from models.domain.figures.basis import Basis
from models.domain.figures.contents import ContentResult
from models.domain.figures.measures import FactorResult, Measure
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


class Reach(Enum):
    """How far figures reach: one office, the offices of a part of a hub (quận, huyện), or all offices of a hub."""

    OFFICE = "office"
    PART = "part"
    HUB = "hub"


class Subject(NamedTuple):
    """What figures are about: a unit, and whether it stands for itself or for the offices below it."""

    unit: UnitKey
    reach: Reach

    @property
    def is_office(self) -> bool:
        return self.reach is Reach.OFFICE

    @property
    def part(self) -> UnitKey | None:
        """The unit whose offices alone are looked at as if it were the hub."""
        return self.unit if self.reach is Reach.PART else None


class Reached(Enum):
    """Whether an office reaches the index for commendation: surely (by the lower bound of its interval), or by its index alone."""

    NOT = ""
    INTERVAL = "interval"
    INDEX = "index"


@dataclass(frozen=True)
class OfficeLine:
    """One office in figures, `expected` says that it was asked.

    `rank` is that within its `group`, None while it stands alone or is not judged (`ground`). `commended_by` says what the
    threshold of commendation was reached by: `Reached`. `is_withheld` says that so few people stand behind its index that
    it is told nowhere: then it has none here.

    `basis` is the digest of what its tables stand on (`basis_digest`).
    `lacking` are lines its closing covers that are not here, `unheard` lines of computers whose key nobody has confirmed here,
    which count in nothing; `population` is N of its sampling record, None when its
    forms are no sample drawn in proportion (then there is no interval); `uneven` is N of a sample in which sectors stand otherwise.
    """

    unit: Unit
    forms: int
    returned: int
    overall: Fraction | None
    rank: int | None
    grade: str
    basis: str
    is_closed: bool
    late: int
    expected: bool = True
    interval: Interval | None = None
    population: int | None = None
    uneven: int | None = None
    lacking: int = 0
    unheard: int = 0
    group: str = ""
    ground: Basis = Basis.ENOUGH
    wanted: int | None = None
    answers: int = 0
    is_withheld: bool = False
    commended_by: Reached = Reached.NOT


class NodeRanking(NamedTuple):
    """The offices of a hub by the index of one node of the method's tree, as `Figures.lines` has them by the overall index."""

    code: str
    lines: tuple[OfficeLine, ...]


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


def weigh(lines: Sequence[OfficeLine], by_answers: Fraction | None, method: Method) -> Weighing:
    """The indices of `lines` together; `by_answers` is that of all their answers."""
    known = [(line.population or line.uneven, line.overall) for line in lines]
    weighted = [(population, overall) for population, overall in known if population and overall is not None]
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


class Waived(NamedTuple):
    """What stood open at some offices when a hub closed, and was let pass by somebody with a reason."""

    kind: str
    offices: int
    reason: str
    by: str


@dataclass(frozen=True)
class Figures:
    """Everything that the sheets of an office, a part of a hub or a hub show of one period.

    `measure` is all answers together, `variants` each questionnaire alone. `lines` are the offices by group and rank, those
    that are not ranked last (of one office its own line alone); the answers of those `left_out` are in no sum.
    `not_sent` are those that were asked and of which nothing is here, `branches` the units between a hub and its
    offices. `balance` is the book of forms under the words of `--json`. `closing` and `edition` tell what
    they are closed by: of one office its own closings and how many there were, of a hub its closing and the number of the edition.
    Of one office alone are told `alarms`, `keyed_not_issued`, the edition of the hub that they stand on (`hub_edition`, 0: none),
    and on its own closed sheet how many forms the offices above count otherwise (`otherwise_above`).
    `by_node` are the rankings by other indices than the overall one, which the method asks for (`Method.ranked_nodes`).
    Of a hub are told when it closed (`closed_at`, ISO 8601) and what was let pass then (`waived`).
    Lines later than a closing are left out unless `with_late`. They are provisional until a hub, at an office the office, has closed.
    """

    unit: Unit
    reach: Reach
    period: str
    method: Method
    measure: Measure
    variants: tuple[Variant, ...]
    lines: tuple[OfficeLine, ...]
    not_sent: tuple[Unit, ...]
    branches: tuple[Branch, ...]
    balance: Mapping[str, int]
    fingerprint: str
    is_reference: bool
    with_late: bool
    closing: str = ""
    edition: int = 0
    alarms: int = 0
    keyed_not_issued: int = 0
    left_out: tuple[Unit, ...] = ()
    is_provisional: bool = True
    hub_edition: int = 0
    otherwise_above: int = 0
    closed_at: str = ""
    waived: tuple[Waived, ...] = ()
    by_node: tuple[NodeRanking, ...] = ()

    def of_node(self, ranking: NodeRanking) -> Figures:
        """The figures as if the index of one node were the overall one: its lines, groups and grades."""
        every: tuple[ContentResult | FactorResult, ...] = (*self.measure.contents, *self.measure.factors)
        index = next((each.index for each in every if each.code == ranking.code), None)
        return replace(
            self,
            method=self.method.by_node(self.method.nodes.nodes[ranking.code]),
            measure=replace(self.measure, overall=index),
            lines=ranking.lines,
            by_node=(),
        )

    @property
    def subject(self) -> Subject:
        return Subject(self.unit.key, self.reach)

    @property
    def is_ranking(self) -> bool:
        """Whether they rank offices: those of a hub or of a part of it."""
        return self.reach is not Reach.OFFICE

    @property
    def is_closed(self) -> bool:
        return bool(self.closing)

    @property
    def grade(self) -> str:
        """The grade of one office; offices together have none."""
        return "" if self.is_ranking else joined(line.grade for line in self.lines)

    @property
    def is_withheld(self) -> bool:
        """Whether they are those of one office with so few people that nothing of their answers is told."""
        return not self.is_ranking and any(line.is_withheld for line in self.lines)

    @property
    def ground(self) -> Basis:
        """What the index of one office stands on."""
        return next((line.ground for line in self.lines), Basis.TOO_FEW)

    @property
    def population(self) -> int | None:
        """N of the sampling record of one office."""
        return None if self.is_ranking else next((line.population for line in self.lines), None)

    @property
    def weighing(self) -> Weighing:
        """The ways to one index of several offices."""
        return weigh([line for line in self.lines if line.expected], self.measure.overall, self.method)

    @property
    def overall(self) -> Fraction | None:
        """The overall index; that of several offices is weighted as the method says."""
        return self.weighing.overall if self.is_ranking else self.measure.overall

    @property
    def mean(self) -> Fraction | None:
        """The plain mean of the offices' overall indices."""
        return satisfaction.mean(line.overall for line in self.lines if line.expected)

    @property
    def asked(self) -> int:
        """How many offices take part."""
        return sum(line.expected for line in self.lines) + len(self.not_sent)

    @property
    def unconfirmed(self) -> tuple[Unit, ...]:
        """The offices with lines here that no figure counts, because the key of their computer is not confirmed."""
        return tuple(sorted((line.unit for line in self.lines if line.unheard), key=lambda unit: str(unit.key)))

    @property
    def lacking(self) -> int:
        return sum(line.lacking for line in self.lines)

    @property
    def late(self) -> int:
        return sum(line.late for line in self.lines)


def basis_digest(forms: Iterable[tuple[str, ...]], records: Iterable[tuple[str, ...]]) -> str:
    """Hex SHA-256 over what the tables of an office stand on, in any order: its valid forms, and the records about its sample."""
    # a form begins with its serial, so that their texts stand in the order of the forms
    parts = [*sorted(map(SEPARATOR.join, forms)), *map(SEPARATOR.join, sorted(records))]
    return hashlib.sha256("\n".join([*parts, ""]).encode()).hexdigest()
