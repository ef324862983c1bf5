"""What is kept of where a unit stands in a period, beside its counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Kind
from models.domain.figures.measures import Counted, Overall
from models.services.forms.ledger import Book


class AgencyCounts(NamedTuple):
    """The counts of the valid forms of one questionnaire about one agency."""

    agency: str
    counted: Counted


@dataclass(frozen=True)
class Standing:
    """Where a unit stands in a period, beside its counts.

    `lines` are all that are here, late ones included; `lacking` how many the closing covers that are not here;
    `forms` are the valid ones, `overall` the overall index as an exact fraction ("" without one), `interval`
    its bounds when the forms are a drawn sample and it is that of the general question; `population` is N of
    the last sampling record, None when the forms are no drawn sample; `answers` is the digest of the valid forms.
    """

    balance: Mapping[str, int]
    answers: str
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
    population: int | None


@dataclass(frozen=True)
class Derived:
    """The counts of one unit and period, and where it stands."""

    unit: UnitKey
    standing: Standing
    parts: tuple[AgencyCounts, ...]


def standing_of(book: Book, *, answers: str, forms: int, overall: Overall) -> Standing:
    """Where the unit of a book stands; `answers` is the digest of its valid forms, `forms` their number."""
    return Standing(
        balance=dict(book.ledger.totals),
        answers=answers,
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
        population=population_of(book.facts),
    )


def population_of(facts: tuple[Fact, ...]) -> int | None:
    """N of the unit's last sampling record; None when the forms are no drawn sample."""
    records = [fact for fact in facts if fact.kind == Kind.SAMPLED]
    if not records:
        return None
    body = max(records, key=lambda fact: fact.ref).facts()
    population = body.get("population")
    return population if body.get("seed") and isinstance(population, int) else None


def standing_text(standing: Standing) -> str:
    """The standing as a base keeps it."""
    return json.dumps(standing.__dict__, ensure_ascii=False, sort_keys=True)


def read_standing(body: str) -> Standing:
    """The standing of a text that `standing_text` wrote."""
    told = json.loads(body)
    return Standing(**told | {"interval": tuple(told["interval"])})
