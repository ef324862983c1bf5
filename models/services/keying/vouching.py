"""Who said yes to a doubted answer: remembered beside the keying, here only, and never part of what keyings are compared by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from models.domain.basics.people import Person
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.domain.questionnaire.doubts import Vouch
from models.store.database import Station
from models.store.line_tables import VouchedRow
from models.store.sql import rows


class Vouched(NamedTuple):
    """`person` (as facts name authors) vouched for an answer of a form."""

    serial: str
    person: str
    vouch: Vouch


def remember(station: Station, *, serial: Serial, by: Person, vouches: Iterable[Vouch]) -> None:
    """Keep what `by` vouched for on a form; a later keying of the same person takes the place of the earlier one."""
    rows(station.db, "DELETE FROM vouched WHERE serial = ? AND person = ?", (str(serial), by.author))
    for vouch in vouches:
        rows(station.db, "INSERT INTO vouched VALUES (?, ?, ?, ?, ?, ?)",
             (str(serial), by.author, vouch.question, vouch.why, vouch.code, vouch.at))  # fmt: skip


def vouched(station: Station, period: Period) -> tuple[Vouched, ...]:
    """All that was vouched for in this period at this station, by form and question."""
    found = VouchedRow.select().where(VouchedRow.serial.startswith(f"{period.code}-{station.unit.code}-"))
    ordered = found.order_by(VouchedRow.serial, VouchedRow.question, VouchedRow.person).bind(station.db)
    return tuple(Vouched(row.serial, row.person, Vouch(row.question, row.why, row.code, row.at)) for row in ordered)
