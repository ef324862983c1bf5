"""Who said yes to a doubted answer: remembered beside the keying, here only, and never part of what keyings are compared by."""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.basics.people import Person
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.domain.questionnaire.doubts import Vouch
from models.store import desk
from models.store.database import Station
from models.store.desk import Vouched


def remember(station: Station, *, serial: Serial, by: Person, vouches: Iterable[Vouch]) -> None:
    """Keep what `by` vouched for on a form; a later keying of the same person takes the place of the earlier one."""
    desk.put_vouches(station.db, str(serial), by.author, vouches)


def vouched(station: Station, period: Period) -> tuple[Vouched, ...]:
    """All that was vouched for in this period at this station, by form and question."""
    return desk.vouched(station.db, f"{period.code}-{station.unit.code}-")
