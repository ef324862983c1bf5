"""The list of forms for re-contact and what it found: local rows that never travel and enter no figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.acts import Act, Topic
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.typed_words import sentence
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.signals.rechecking import Outcome, drawn
from models.services.figures.accepted import accepted_forms
from models.services.office.allowing import allow
from models.store import notes
from models.store.database import Station
from models.store.notes import Rechecked


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


def draw_recheck(
    station: Station, period: Period, unit: UnitKey, *, size: int, seed: str, act: Act
) -> tuple[Rechecked, ...]:
    """Draw valid forms of an office for re-contact; an earlier list is replaced while nothing was found with it."""
    allow(station, act, Duty.RECONTACT)
    with station.transaction():
        recorded = [each for each in recheck_list(station, period, unit) if each.outcome is not Outcome.OPEN]
        if recorded:
            raise RecheckDrawn(period.code, len(recorded))
        valid = [form.serial for form in accepted_forms(station, period, unit) if form.state is State.VALID]
        if not valid:
            raise NothingToRecheck(period.code)
        chosen = drawn(valid, seed=seed, size=size)
        notes.put_recheck(station.db, period.key, unit, seed=seed, serials=chosen, by=act.by.author, at=act.at)
        act.changes(Topic.RECHECK)
    return recheck_list(station, period, unit)


def record_recheck(
    station: Station, period: Period, unit: UnitKey, serial: str, *, outcome: Outcome, note: str, act: Act
) -> None:
    """Write down what re-contact found about a form of the list; the last word stands. Refuses with `NotInRecheck`."""
    allow(station, act, Duty.RECONTACT)
    found = Rechecked(serial, outcome, sentence(note), act.at, act.by.author)
    with station.transaction():
        if not notes.note_outcome(station.db, period.key, unit, found):
            raise NotInRecheck(serial, period.code)
        act.changes(Topic.RECHECK)


def recheck_list(station: Station, period: Period, unit: UnitKey) -> tuple[Rechecked, ...]:
    """The forms drawn for re-contact, in the order of the draw."""
    return notes.recheck_list(station.db, period.key, unit)


def seed_of(station: Station, period: Period, unit: UnitKey) -> str:
    """The seed of the list; empty without one."""
    return notes.recheck_seed(station.db, period.key, unit)


def outcomes(listed: Iterable[Rechecked]) -> dict[Outcome, int]:
    """How many forms of the list came out how."""
    counted = dict.fromkeys(Outcome, 0)
    for each in listed:
        counted[each.outcome] += 1
    return counted
