"""What is kept of where a unit stands in a period, beside its counts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.channels import PAPER
from models.domain.book.facts import Fact, Kind
from models.domain.book.periods import Period
from models.domain.disclosure.suppression import HIDDEN
from models.domain.dossiers.sampling import RULES_BY_SECTOR
from models.domain.figures.judging import NodeIndex
from models.domain.figures.measures import Counted, Overall
from models.domain.figures.satisfaction import Interval
from models.services.forms.ledger import Book


@dataclass(eq=False)
class CountsUnreadable(Problem):
    """What is kept of the figures of a period does not read."""

    period: str
    code = "counts_unreadable"
    says = N_(
        "What is kept of the figures of period {period} does not read: it was changed or damaged on the disk. Make the "
        "base again from the lines."
    )
    deed = Deed.REBUILD


NOT_AS_KEPT = (ValueError, KeyError, TypeError, IndexError, AttributeError)
"""What reading a row raises that was changed on the disk, whatever stands in it."""


@contextmanager
def as_kept(period: Period) -> Iterator[None]:
    """Reading kept rows, whatever stands in them: what does not read is refused (`CountsUnreadable`)."""
    try:
        yield
    except NOT_AS_KEPT as error:
        raise CountsUnreadable(period.code) from error


class AgencyCounts(NamedTuple):
    """The counts of the valid forms of one questionnaire about one agency."""

    agency: str
    counted: Counted


@dataclass(frozen=True)
class Standing:
    """Where a unit stands in a period, beside its counts.

    `lines` are all that are here, late ones included; `lacking` how many the closing covers that are not here,
    `unheard` those of computers whose key is not confirmed here;
    `forms` are the valid ones, `overall` the overall index as an exact fraction ("" without one), `interval`
    its bounds when the forms are a drawn sample and it is that of the general question; `frame` is N of
    the last sampling record, None when the forms are no drawn sample, and `population` the same where sectors stand in the sample as
    in the frame and all came on paper, so that it has an interval; `answers` are those the index stands on, `sampled` is how
    many people that record says were to be asked; `basis` is the digest of what the tables stand on. `nodes` has index (a sign where it is
    held back), answers and bounds of every node of the method's tree by which offices are ranked, too.
    """

    balance: Mapping[str, int]
    basis: str
    closing: str
    edition: int
    forms: int
    overall: str
    interval: tuple[str, ...]
    late: int
    lacking: int
    lines: int
    alarms: int
    keyed_not_issued: int
    without_effect: int
    unheard: int
    population: int | None
    frame: int | None
    answers: int
    sampled: int | None
    nodes: tuple[tuple[str, ...], ...] = ()

    def indices(self) -> tuple[NodeIndex, ...]:
        """The indices by which offices are ranked beside the overall one, in the order of the method's tree."""
        return tuple(
            NodeIndex(
                Fraction(index) if index not in ("", HIDDEN) else None,
                Interval(*map(Fraction, bounds)) if bounds else None,
                int(answers),
                is_held_back=index == HIDDEN,
            )
            for index, answers, *bounds in self.nodes
        )


@dataclass(frozen=True)
class Derived:
    """The counts of one unit and period, and where it stands."""

    unit: UnitKey
    standing: Standing
    parts: tuple[AgencyCounts, ...]


def standing_of(
    book: Book,
    *,
    basis: str,
    forms: int,
    overall: Overall,
    population: int | None,
    nodes: Iterable[NodeIndex] = (),
) -> Standing:
    """Where the unit of a book stands; `basis` is the digest of what its tables stand on, `forms` how many are valid."""
    return Standing(
        balance=dict(book.ledger.totals),
        basis=basis,
        closing=", ".join(str(closing.ref) for closing in book.closings),
        edition=book.editions if book.closings else 0,
        forms=forms,
        overall="" if overall.index is None else str(overall.index),
        interval=tuple(map(str, overall.interval or ())),
        late=book.late,
        lacking=book.lacking,
        lines=book.lines,
        alarms=len(book.ledger.alarms),
        keyed_not_issued=len(book.ledger.keyed_not_issued),
        without_effect=book.without_effect,
        unheard=book.unheard,
        population=population,
        frame=frame_of(book.facts),
        answers=overall.answers,
        sampled=_sampled(book.facts),
        nodes=tuple(map(_kept, nodes)),
    )


def _kept(node: NodeIndex) -> tuple[str, ...]:
    index = HIDDEN if node.is_held_back else "" if node.index is None else str(node.index)
    return index, str(node.answers), *map(str, node.interval or ())


def is_shown(fact: Fact) -> bool:
    """Whether a journal line stands on a table by itself: a record of the sample, or an issue about a joint procedure."""
    return fact.kind == Kind.SAMPLED or (fact.kind == Kind.ISSUED and bool(fact.facts().get("participants")))


def population_of(facts: tuple[Fact, ...], channels: Collection[str]) -> int | None:
    """N of the unit's last sampling record; None when the forms are no sample drawn in proportion, which alone has an interval.

    `channels` are those by which the counted forms came: who answered over the network was drawn by nobody.
    """
    is_even = _last_record(facts).get("rules") != RULES_BY_SECTOR and set(channels) <= {PAPER}
    return frame_of(facts) if is_even else None


def frame_of(facts: tuple[Fact, ...]) -> int | None:
    """N of the unit's last sampling record; None when the forms are no drawn sample."""
    body = _last_record(facts)
    population = body.get("population")
    return population if body.get("seed") and isinstance(population, int) else None


def _sampled(facts: tuple[Fact, ...]) -> int | None:
    size = _last_record(facts).get("size")
    return size if isinstance(size, int) else None


def _last_record(facts: tuple[Fact, ...]) -> Mapping[str, object]:
    records = [fact for fact in facts if fact.kind == Kind.SAMPLED]
    return max(records, key=lambda fact: fact.ref).facts() if records else {}


def standing_text(standing: Standing) -> str:
    """The standing as a base keeps it."""
    # most methods rank by the overall index alone
    told = {name: value for name, value in standing.__dict__.items() if name != "nodes" or value}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def read_standing(body: str) -> Standing:
    """The standing of a text that `standing_text` wrote."""
    told = json.loads(body)
    nodes = tuple(map(tuple, told.get("nodes", ())))
    found = Standing(**told | {"interval": tuple(told["interval"]), "nodes": nodes})
    found.indices()  # what does not read is refused here
    return found
