"""The stations of an office as this base knows them, and the office's name list."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import cast

from peewee import Database

from models.domain.basics.duties import ROLE_OF, Role
from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.domain.book.facts import canonical
from models.store.base import Base, Row
from models.store.sql import enter, every, into, many, rows
from models.store.tables import PersonRow, StationRow


@dataclass(frozen=True, slots=True)
class StationEntry:
    """One station: this one (`is_own`), one that it was restored from, or one that a book was allotted to here.

    `predecessor` is the station it was restored from, `known` the last n of each of that one's streams, by the small
    number of the stream.
    """

    id: str
    unit: UnitKey
    name: str
    book: int
    is_own: bool
    is_hub: bool
    public_key: str = ""
    predecessor: str = ""
    known: Mapping[str, int] | None = None


def own_station(db: Database) -> StationEntry | None:
    """The station whose base this is, or whose desk in it; None when the base says none."""
    desk = cast("Base", db).desk
    found = rows(db, f"{every(StationRow)} WHERE is_own = 1 AND (? = '' OR id = ?)", (desk, desk))
    return _entry(found[0]) if found else None


def every_station(db: Database) -> tuple[StationEntry, ...]:
    """All that are known here, in no order that means anything."""
    return tuple(map(_entry, rows(db, f"{every(StationRow)} ORDER BY book, id")))


def desks(db: Database, own: str) -> frozenset[str]:
    """The stations whose lines this one speaks for: itself alone, or every desk that writes in the same base."""
    return stations_of_base(db) if cast("Base", db).is_shared else frozenset((own,))


def enter_station(db: Database, entry: StationEntry) -> None:
    enter(
        db,
        StationRow,
        id=entry.id,
        unit=str(entry.unit),
        name=entry.name,
        book=entry.book,
        is_own=int(entry.is_own),
        is_hub=int(entry.is_hub),
        public_key=entry.public_key,
        predecessor=entry.predecessor,
        known="" if entry.known is None else canonical({"streams": entry.known}),
    )


def succeed(db: Database, entry: StationEntry) -> None:
    """Put a new own station in the place of its predecessor."""
    StationRow.update(is_own=0).where(StationRow.id == entry.predecessor).execute(db)
    enter_station(db, entry)


def books(db: Database, *, but_own: bool = False) -> frozenset[int]:
    """The books of form numbers of all stations known here, or of all but this one."""
    own = own_station(db) if but_own else None
    found = rows(db, "SELECT id, book FROM station")
    return frozenset(book for id_, book in found if own is None or id_ != own.id)


def own_stations(db: Database) -> frozenset[str]:
    """The stations that work in this base now: its own, or all desks that share it."""
    return frozenset(id_ for (id_,) in rows(db, "SELECT id FROM station WHERE is_own = 1"))


def stations_of_base(db: Database) -> frozenset[str]:
    """The stations that write in this base: its own, or all desks that share it, and those that they were restored from."""
    listed = {id_: (is_own, before) for id_, is_own, before in rows(db, "SELECT id, is_own, predecessor FROM station")}
    found = {id_ for id_, (is_own, _) in listed.items() if is_own}
    waiting = list(found)
    while waiting:
        _, before = listed[waiting.pop()]
        if before in listed and before not in found:
            found.add(before)
            waiting.append(before)
    return frozenset(found)


def given_out(db: Database) -> tuple[tuple[int, str], ...]:
    """The books that were given out here to further computers of the office, each with the computer's name."""
    found = rows(db, _GIVEN_OUT)
    return tuple((int(book), str(name)) for book, name in found)


# a computer that works in the same base has its own row there
_GIVEN_OUT = (
    "SELECT book, name FROM station WHERE is_own = 0 AND public_key = ''"
    " AND book NOT IN (SELECT book FROM station WHERE public_key <> '') ORDER BY book"
)


def name_of_station(db: Database, id_: str) -> str:
    """What a computer of the office is called here; empty for one that is not known."""
    found = rows(db, "SELECT name FROM station WHERE id = ?", (id_,))
    return str(found[0][0]) if found else ""


def predecessors(db: Database) -> dict[str, str]:
    """Per restored station the one that it was restored from."""
    # a merge asks for every package that brings free texts
    return dict(rows(db, "SELECT id, predecessor FROM station WHERE predecessor <> ''"))


def enter_person(db: Database, person: Person) -> None:
    """Put a person on the name list, or change the name and the roles."""
    kept = "ON CONFLICT (unit, code) DO UPDATE SET name = excluded.name, roles = excluded.roles"
    many(db, f"{into(PersonRow)} {kept}", [(str(person.unit), person.code, person.name, words_of_roles(person.roles))])


def people(db: Database) -> tuple[Person, ...]:
    """The name list in the order of entry."""
    listed = rows(db, f"{every(PersonRow)} ORDER BY position")
    return tuple(Person(UnitKey.parse(unit), code, name, roles_of_words(roles)) for unit, code, name, roles in listed)


def words_of_roles(roles: Collection[Role]) -> str:
    """Roles as the base and station files write them."""
    return " ".join(role.value for role in Role if role in roles)


def roles_of_words(words: str) -> frozenset[Role]:
    """The roles that `words_of_roles` wrote; those that this program does not know are passed over."""
    return frozenset(ROLE_OF[word] for word in words.split() if word in ROLE_OF)


def _entry(row: Row) -> StationEntry:
    id_, unit, name, book, is_own, is_hub, public_key, predecessor, known = row
    return StationEntry(
        id_,
        UnitKey.parse(unit),
        name,
        book,
        bool(is_own),
        bool(is_hub),
        public_key,
        predecessor,
        json.loads(known)["streams"] if known else None,
    )


def lineage(db: Database) -> tuple[str, ...]:
    """The own station and those it was restored from, the latest first."""
    known: dict[str, str] = dict(rows(db, "SELECT id, predecessor FROM station"))
    own = own_station(db)
    found: list[str] = []
    each = own.id if own is not None else ""
    while each and each not in found:
        found.append(each)
        each = known.get(each, "")
    return tuple(found)
