"""What an office notes for itself beside its lines, and never sends: vouches, hand counts of batches, re-contact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from peewee import Database, Node

from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.domain.questionnaire.doubts import Vouch
from models.domain.signals.rechecking import Outcome
from models.store.home_tables import BatchCountRow, RecheckRow, VisitCountRow, VouchedRow
from models.store.sql import into, into_instead, many


class Vouched(NamedTuple):
    """`person` (as facts name authors) vouched for an answer of a form."""

    serial: str
    person: str
    vouch: Vouch


def put_vouches(db: Database, serial: str, person: str, vouches: Iterable[Vouch]) -> None:
    """Keep what a person vouched for on a form, in the place of what was kept of the same person."""
    VouchedRow.delete().where(VouchedRow.serial == serial, VouchedRow.person == person).execute(db)
    many(
        db,
        into_instead(VouchedRow),
        [(serial, person, each.question, each.why, each.code, each.at) for each in vouches],
    )


def vouched(db: Database, beginning: str) -> tuple[Vouched, ...]:
    """All that was vouched for on forms whose serial begins so, by form and question."""
    found = VouchedRow.select().where(VouchedRow.serial.startswith(beginning))
    ordered = found.order_by(VouchedRow.serial, VouchedRow.question, VouchedRow.person).bind(db)
    return tuple(Vouched(row.serial, row.person, Vouch(row.question, row.why, row.code, row.at)) for row in ordered)


class HandCount(NamedTuple):
    """What a person counted, how many forms were keyed then, why the two differ, and who counted when."""

    handed_out: int
    returned: int
    keyed: int
    explanation: str
    by: str
    at: str


def hand_counts(db: Database, period: PeriodKey, unit: UnitKey) -> dict[str, HandCount]:
    """The hand counts of an office, by the serials of the batch."""
    found = BatchCountRow.select().where(BatchCountRow.period == str(period), BatchCountRow.unit == str(unit))
    return {
        row.serials: HandCount(row.handed_out, row.returned, row.keyed, row.explanation, row.by, row.at)
        for row in found.bind(db)
    }


def put_hand_count(db: Database, period: PeriodKey, unit: UnitKey, serials: str, counted: HandCount) -> None:
    """Keep a hand count in the place of the former one of the batch."""
    many(db, into_instead(BatchCountRow), [(str(period), str(unit), serials, *counted)])


class VisitCount(NamedTuple):
    """How many people of a sector refused, had moved, were not met, or were the wrong ones; who counted when."""

    refused: int
    moved: int
    not_met: int
    wrong_person: int
    by: str
    at: str


def visit_counts(db: Database, period: PeriodKey, unit: UnitKey) -> dict[str, VisitCount]:
    """What was counted of the visits of an office, by sector."""
    found = VisitCountRow.select().where(VisitCountRow.period == str(period), VisitCountRow.unit == str(unit))
    return {
        row.sector: VisitCount(row.refused, row.moved, row.not_met, row.wrong_person, row.by, row.at)
        for row in found.bind(db)
    }


def put_visit_count(db: Database, period: PeriodKey, unit: UnitKey, sector: str, counted: VisitCount) -> None:
    """Keep a count in the place of the former one of the sector."""
    many(db, into_instead(VisitCountRow), [(str(period), str(unit), sector, *counted)])


class Rechecked(NamedTuple):
    """One form of the list, in the order of the draw; `at` and `by` are empty while the outcome is open."""

    serial: str
    outcome: Outcome
    note: str
    at: str
    by: str


def put_recheck(
    db: Database, period: PeriodKey, unit: UnitKey, *, seed: str, serials: Iterable[str], by: str, at: str
) -> None:
    """Keep the forms drawn for re-contact, in their order; an earlier list goes."""
    RecheckRow.delete().where(*_of(period, unit)).execute(db)
    drawn = (
        (str(period), str(unit), serial, seed, place, at, by, Outcome.OPEN.value, "", "", "")
        for place, serial in enumerate(serials, 1)
    )
    many(db, into(RecheckRow), drawn)


def recheck_list(db: Database, period: PeriodKey, unit: UnitKey) -> tuple[Rechecked, ...]:
    """The forms drawn for re-contact, in the order of the draw."""
    found = RecheckRow.select().where(*_of(period, unit)).order_by(RecheckRow.place).bind(db)
    return tuple(Rechecked(row.serial, Outcome(row.outcome), row.note, row.at, row.by) for row in found)


def note_outcome(db: Database, period: PeriodKey, unit: UnitKey, found: Rechecked) -> bool:
    """Write down what was found about a form of the list; False when it is not on the list."""
    told = RecheckRow.update(outcome=found.outcome.value, note=found.note, at=found.at, by=found.by)
    return bool(told.where(*_of(period, unit), RecheckRow.serial == found.serial).execute(db))


def recheck_seed(db: Database, period: PeriodKey, unit: UnitKey) -> str:
    """The seed of the list; empty without one."""
    row = RecheckRow.select().where(*_of(period, unit)).bind(db).first()
    return "" if row is None else str(row.seed)


def _of(period: PeriodKey, unit: UnitKey) -> tuple[Node, Node]:
    return RecheckRow.period == str(period), RecheckRow.unit == str(unit)
