"""PINs and the recovery sheet of a station: how they are kept, and how many wrong ones were given in a row. They never travel."""

from __future__ import annotations

from typing import NamedTuple

from peewee import Database

from models.domain.basics.duties import Role
from models.domain.basics.people import Person
from models.store.home_tables import PinRow, RecoveryRow
from models.store.sql import into_instead, many, rows
from models.store.stations import roles_of_words


class KeptSecret(NamedTuple):
    """What is kept of a secret (hex), and the wrong tries in a row with the moment of the last one (empty: none)."""

    salt: str
    digest: str
    wrong: int = 0
    last_wrong: str = ""


class Seat(NamedTuple):
    """What a person is at this station: the roles, whether the person has a PIN, and whether anybody has one."""

    roles: frozenset[Role]
    has_pin: bool
    has_pins: bool


_SEAT = (
    "SELECT (SELECT roles FROM person WHERE unit = ? AND code = ?),"
    " EXISTS (SELECT 1 FROM pin WHERE author = ?), EXISTS (SELECT 1 FROM pin)"
)


def seat_of(db: Database, person: Person) -> Seat:
    """What a person is here; one who is not on the name list has no role."""
    # asked at every act, so it is one question
    ((roles, has_pin, has_pins),) = rows(db, _SEAT, (str(person.unit), person.code, person.author))
    return Seat(roles_of_words(roles or ""), bool(has_pin), bool(has_pins))


def authors_with_pin(db: Database) -> frozenset[str]:
    """Who has a PIN, as facts name people."""
    return frozenset(author for (author,) in rows(db, "SELECT author FROM pin"))


def pin_of(db: Database, author: str) -> KeptSecret | None:
    found = rows(db, "SELECT salt, digest, wrong, last_wrong FROM pin WHERE author = ?", (author,))
    return KeptSecret(*found[0]) if found else None


def keep_pin(db: Database, author: str, kept: KeptSecret) -> None:
    """Keep a PIN in the place of the former one."""
    many(db, into_instead(PinRow), [(author, *kept)])


def drop_pin(db: Database, author: str) -> None:
    PinRow.delete().where(PinRow.author == author).execute(db)


class RecoverySheet(NamedTuple):
    """The recovery sheet that holds: what is kept of its words, when it was printed and for whom."""

    kept: KeptSecret
    at: str
    by: str


def recovery_sheet(db: Database) -> RecoverySheet | None:
    """The sheet that was printed last and not used; None without one."""
    row = RecoveryRow.select().bind(db).first()
    return (
        None
        if row is None
        else RecoverySheet(KeptSecret(row.salt, row.digest, row.wrong, row.last_wrong), row.at, row.by)
    )


def keep_recovery_sheet(db: Database, sheet: RecoverySheet | None) -> None:
    """Keep a sheet in the place of the former one, or none."""
    RecoveryRow.delete().execute(db)
    if sheet is not None:
        salt, digest, wrong, last = sheet.kept
        RecoveryRow.insert(salt=salt, digest=digest, at=sheet.at, by=sheet.by, wrong=wrong, last_wrong=last).execute(db)


def forget_pins(db: Database) -> None:
    """Drop every PIN and the sheet: with other keys of the station none of them can be compared any more."""
    PinRow.delete().execute(db)
    RecoveryRow.delete().execute(db)
