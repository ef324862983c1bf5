"""Who of a hub is in charge of which office: for looking through lists and telephoning alone, it changes nobody's rights.

Pure functions of the journal lines about the hub itself, of all periods together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Kind, PeriodKey
from models.domain.book.number_book import turn_name


class Charge(NamedTuple):
    """One line that puts a person in charge of an office; an empty `person` takes the office from everybody."""

    unit: UnitKey
    person: str
    name: str
    after: frozenset[str]


def charges(facts: Iterable[tuple[PeriodKey, Fact]]) -> dict[UnitKey, tuple[Charge, ...]]:
    """Per office the lines that no later one names; several where two desks said so without knowing of each other."""
    told = [found for period, fact in facts if (found := _charge(period, fact)) is not None]
    over = frozenset().union(*(each.after for each in told))
    standing: dict[UnitKey, list[Charge]] = {}
    for each in sorted(told, key=lambda each: (each.unit, each.person, each.name)):
        if each.name not in over:
            standing.setdefault(each.unit, []).append(each)
    return {unit: tuple(found) for unit, found in standing.items()}


def _charge(period: PeriodKey, fact: Fact) -> Charge | None:
    if fact.kind != Kind.IN_CHARGE:
        return None
    body = fact.facts()
    after = body.get("after")
    try:
        unit = UnitKey.parse(str(body.get("unit")))
    except ValueError:
        return None
    named = frozenset(map(str, after if isinstance(after, list) else ()))
    return Charge(unit, str(body.get("person", "")), turn_name(period, fact.ref), named)
