"""Setting up a station, adding another one to the same office, and the office's name list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from models import security
from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.people import Person, PersonListed, PersonUnknown, require_person_code
from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import reason_of
from models.domain.basics.typed_words import given_name
from models.domain.basics.units import UnitKey
from models.domain.book.facts import canonical
from models.domain.book.serials import BOOKS
from models.files import private_folder, read_bounded, write_whole
from models.services.office.file_kinds import FileKind, kind_of_file, other_kind
from models.services.office.known_keys import note_key, pin_key
from models.services.office.station_file import STATION_FILE
from models.store import sqlite, stations
from models.store.arriving import KEYS, arriving_in, finish_arriving
from models.store.database import (
    BASE_FILE,
    FAILURES,
    BaseNotWritable,
    Station,
    StationExists,
    make_base,
    open_station,
    require_untouched,
    trouble_with_base,
)
from models.store.stations import StationEntry

STATION_FILE_LIMIT = 4_000_000
FIRST_BOOK = BOOKS[0]
"""The book of an office's first computer."""


@dataclass(eq=False)
class BooksUsedUp(Problem):
    """All nine books of the unit are allotted."""

    code = "books_used_up"
    says = N_("All nine books of this office are given out. Use one of the computers that are set up already.")


@dataclass(eq=False)
class NotFirstStation(Problem):
    """Two computers that give out books would give out the same ones."""

    code = "not_first_station"
    says = N_(
        "This computer was itself set up from a station file, so it cannot give out books. "
        "Make the file on the office's first computer."
    )


@dataclass(eq=False)
class StationFileMalformed(Problem):
    """The file is not a station file of this program."""

    file: str
    code = "station_file_malformed"
    says = N_("“{file}” is not a station file. The office's first computer makes one.")
    deed = Deed.MAKE_STATION_FILE


def found_station(
    folder: Path,
    *,
    unit: UnitKey,
    name: str,
    person: Person,
    station_id: str,
    is_hub: bool = False,
    book: int = 1,
    identity: str = "",
) -> Station:
    """Set up a new station in `folder` with one person on its name list.

    Refuses a folder that has one (`StationExists`) or had one (`BaseLost`, `BaseAndCopiesLost`).
    """
    with _founding(folder) as place:
        _make(
            place,
            StationEntry(station_id, unit, name, book, is_own=True, is_hub=is_hub, public_key=""),
            identity,
            person,
        )
    return open_station(folder)


def _make(place: Path, entry: StationEntry, identity: str, person: Person) -> None:
    """Make the keys and base of a new station with the first of its people."""
    public = security.to_text(security.new_keys(place / KEYS, identity=identity))
    with closing(make_base(place / BASE_FILE)) as db:
        with db.atomic():
            stations.enter_station(db, replace(entry, public_key=public))
            stations.enter_person(db, replace(person, name=given_name(person.name, otherwise=person.code)))
        sqlite.fold_log(db)


@contextmanager
def _founding(folder: Path) -> Iterator[Path]:
    """Where the station of `folder` is made; cut at any moment, there is none in `folder`, or the whole.

    Refuses a folder that has or had one; a full or locked disk is refused too (`BaseNotWritable`, `BaseFixed`).
    """
    finish_arriving(folder)
    if (folder / BASE_FILE).exists():
        raise StationExists(str(folder))
    try:
        with arriving_in(folder) as place:
            # another program may have been quicker
            if (folder / BASE_FILE).exists():
                raise StationExists(str(folder))
            require_untouched(folder)
            yield place
        for sub in ("packages", "backups"):
            private_folder(folder / sub)
    except (OSError, *FAILURES) as error:
        raise trouble_with_base(error) or BaseNotWritable(BASE_FILE, reason_of(error)) from error


def add_station(station: Station, *, out: Path, name: str) -> int:
    """Allot the next free book to a further computer of this office and write its station file; answers the book.

    Books go upward from 1. The file carries the unit, the name list, so that a person has the same code everywhere, and
    what opens packages sealed for the office: it goes from hand to hand and is then deleted.
    Only the office's first computer, or what was restored from it, gives out books (`NotFirstStation`).
    """
    name = given_name(name, otherwise=station.name)
    with station.transaction():
        allotted = stations.books(station.db)
        if FIRST_BOOK not in allotted:
            raise NotFirstStation
        free = [book for book in BOOKS if book not in allotted]
        if not free:
            raise BooksUsedUp
        book = free[0]
        stations.enter_station(
            station.db,
            StationEntry(f"book-{book}", station.unit, name, book, is_own=False, is_hub=station.is_hub),
        )
        body = {
            "kind": STATION_FILE,
            "unit": str(station.unit),
            "name": name,
            "book": book,
            "allotted_by": station.id,
            "is_hub": station.is_hub,
            "key": station.public_key,
            "sealing": security.load_keys(station.keys).identity,
            "people": [[person.code, person.name] for person in people(station)],
        }
        write_whole(out, canonical(body).encode(), private=True)
    return book


def found_from_file(folder: Path, *, file: Path, station_id: str) -> Station:
    """Set up a further computer of an office from the file that its first computer wrote.

    The first computer's key is pinned with it: the file went from hand to hand.
    """
    kind = kind_of_file(file)
    if kind not in (None, FileKind.STATION):
        raise other_kind(file.name, kind)
    try:
        body = json.loads(read_bounded(file, STATION_FILE_LIMIT))
        if body["kind"] != STATION_FILE:
            raise StationFileMalformed(str(file))
        unit, book = UnitKey.parse(str(body["unit"])), int(body["book"])
        listed = [Person(unit, require_person_code(str(code)), str(name)) for code, name in body["people"]]
        name, is_hub = str(body["name"]), body["is_hub"]
        first, key, sealing = (str(body.get(word, "")) for word in ("allotted_by", "key", "sealing"))
        if key:
            security.from_text(key)
        recipient = ""
        if sealing:
            recipient = security.StationKeys(b"", b"", sealing).recipient
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StationFileMalformed(str(file)) from error
    if not listed or book not in BOOKS or not isinstance(is_hub, bool):
        raise StationFileMalformed(str(file))
    with _founding(folder) as place:
        _make(
            place,
            StationEntry(station_id, unit, name, book, is_own=True, is_hub=is_hub, public_key=""),
            sealing,
            listed[0],
        )
        with closing(open_station(place)) as station:
            with station.transaction():
                for person in listed[1:]:
                    stations.enter_person(station.db, person)
                if key:
                    note_key(station, sender=first, unit=unit, key=key, sealing=recipient)
                    pin_key(station, first, key, act=Act(listed[0], ""))
            sqlite.fold_log(station.db)
    return open_station(folder)


def add_person(station: Station, *, code: str, name: str) -> Person:
    """Put a person on the name list; refuses a code that is somebody else's there (`PersonListed`)."""
    person = Person(station.unit, require_person_code(code), given_name(name, otherwise=code))
    with station.transaction():
        listed = next((each for each in people(station) if (each.unit, each.code) == (person.unit, person.code)), None)
        if listed is not None and listed.name != person.name:
            raise PersonListed(person.code, listed.name)
        stations.enter_person(station.db, person)
    return person


def rename_person(station: Station, *, code: str, name: str) -> Person:
    """Have a person of the name list be called `name` from now on, also where facts of before name that code."""
    known = find_person(station, code)
    person = replace(known, name=given_name(name, otherwise=known.code))
    with station.transaction():
        stations.enter_person(station.db, person)
    return person


def people(station: Station) -> tuple[Person, ...]:
    """The name list in the order of entry; the first set the station up."""
    return stations.people(station.db)


def find_person(station: Station, code: str | None) -> Person:
    """The person with this code (default: who set the station up); refuses with `PersonUnknown`."""
    listed = people(station)
    if code is None:
        return listed[0]
    for person in listed:
        if person.code == code.strip().lower():
            return person
    raise PersonUnknown(code)
