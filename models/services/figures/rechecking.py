"""The list of forms for re-contact and what it found: local rows that never travel and enter no figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.deeds import Deed
from models.domain.basics.names import sentence
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.signals.rechecking import Outcome, drawn
from models.services.figures.accepted import accepted_forms
from models.store.database import Station
from models.store.sql import many, rows


@dataclass(eq=False)
class NothingToRecheck(Problem):
    """There is no valid form."""

    period: str
    code = "nothing_to_recheck"
    says = N_("Period {period} has no valid form here, so nobody can be contacted again. Key forms first.")


@dataclass(eq=False)
class RecheckDrawn(Problem):
    """A list is there already, and something was found out with it."""

    period: str
    recorded: int
    code = "recheck_drawn"
    says = N_("The list of period {period} has {recorded} outcomes already and is not drawn again. Go on with it.")
    deed = Deed.SHOW_RECHECK


@dataclass(eq=False)
class NotInRecheck(Problem):
    """The form is not on the list."""

    serial: str
    period: str
    code = "not_in_recheck"
    says = N_("Form {serial} is not on the list for re-contact of period {period}. Compare the number.")
    deed = Deed.SHOW_RECHECK


class Rechecked(NamedTuple):
    """One form of the list, in the order of the draw; `at` and `by` are empty while the outcome is open."""

    serial: str
    outcome: Outcome
    note: str
    at: str
    by: str


def draw_recheck(
    station: Station, period: Period, unit: UnitKey, *, size: int, seed: str, by: Person, at: str
) -> tuple[Rechecked, ...]:
    """Draw valid forms of an office for re-contact; an earlier list is replaced while nothing was found with it."""
    recorded = [each for each in recheck_list(station, period, unit) if each.outcome is not Outcome.OPEN]
    if recorded:
        raise RecheckDrawn(period.code, len(recorded))
    valid = [form.serial for form in accepted_forms(station, period, unit) if form.state is State.VALID]
    if not valid:
        raise NothingToRecheck(period.code)
    key = (str(period.key), str(unit))
    chosen = drawn(valid, seed=seed, size=size)
    with station.transaction():
        rows(station.db, "DELETE FROM recheck WHERE period = ? AND unit = ?", key)
        many(
            station.db,
            "INSERT INTO recheck VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', '')",
            ((*key, serial, seed, place, at, by.author) for place, serial in enumerate(chosen, 1)),
        )
    return recheck_list(station, period, unit)


def record_recheck(
    station: Station, period: Period, unit: UnitKey, serial: str, *, outcome: Outcome, note: str, by: Person, at: str
) -> None:
    """Write down what re-contact found about a form of the list; the last word stands. Refuses with `NotInRecheck`."""
    key = (str(period.key), str(unit), serial)
    with station.transaction():
        if not rows(station.db, "SELECT 1 FROM recheck WHERE period = ? AND unit = ? AND serial = ?", key):
            raise NotInRecheck(serial, period.code)
        rows(
            station.db,
            "UPDATE recheck SET outcome = ?, note = ?, at = ?, author = ? WHERE period = ? AND unit = ? AND serial = ?",
            (outcome.value, sentence(note), at, by.author, *key),
        )


def recheck_list(station: Station, period: Period, unit: UnitKey) -> tuple[Rechecked, ...]:
    """The forms drawn for re-contact, in the order of the draw."""
    found = rows(
        station.db,
        "SELECT serial, outcome, note, at, author FROM recheck WHERE period = ? AND unit = ? ORDER BY place",
        (str(period.key), str(unit)),
    )
    return tuple(Rechecked(row[0], Outcome(row[1]), *row[2:]) for row in found)


def seed_of(station: Station, period: Period, unit: UnitKey) -> str:
    """The seed of the list; empty without one."""
    found = rows(
        station.db, "SELECT seed FROM recheck WHERE period = ? AND unit = ? LIMIT 1", (str(period.key), str(unit))
    )
    return str(found[0][0]) if found else ""


def outcomes(listed: Iterable[Rechecked]) -> dict[Outcome, int]:
    """How many forms of the list came out how."""
    counted = dict.fromkeys(Outcome, 0)
    for each in listed:
        counted[each.outcome] += 1
    return counted
