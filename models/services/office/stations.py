"""Setting up a station, adding another one to the same office, and the office's name list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models import security
from models.acts import Act, Topic
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import FOUNDER, Duty, Role
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.people import Person, PersonListed, PersonUnknown, require_person_code
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.system_reasons import reason_of
from models.domain.basics.typed_words import given_name
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import Certificate
from models.domain.book.facts import canonical
from models.domain.book.serials import BOOKS
from models.files import private_folder, read_bounded, write_whole
from models.services.office.allowing import allow, note
from models.services.office.file_kinds import FileKind, kind_of_file, other_kind
from models.services.office.known_keys import certificates_of, settle_keys
from models.services.office.station_file import STATION_FILE
from models.store import enrolment, stations
from models.store.address import Address, kept_address, note_address
from models.store.arriving import KEYS, arriving_in, finish_arriving
from models.store.base import Base
from models.store.city_problems import CityEmpty, CityFounded, CityOfOther
from models.store.database import (
    BASE_FILE,
    FAILURES,
    BaseNotWritable,
    Station,
    StationExists,
    make_base,
    open_station,
    require_untouched,
    station_on,
    trouble_with_base,
)
from models.store.desks import city_base, desk_of, entered_in, found_city, keep_epoch
from models.store.keys import KeyEntry, note_key, put_certificates
from models.store.pins import authors_with_pin
from models.store.stations import StationEntry

if TYPE_CHECKING:
    from models.store.postgres import CityBase

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
class LastAdministrator(Problem):
    """Nobody would be left to say who may do what."""

    person: str
    code = "last_administrator"
    says = N_(
        "{person} is the only administrator here who can act: without {person} nobody could change roles and PINs any more. Make "
        "somebody else administrator first, with a PIN where others have one."
    )
    deed = Deed.SHOW_PEOPLE


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
    chance: str,
    is_hub: bool = False,
    book: int = 1,
) -> Station:
    """Set up a new station in `folder` with one person on its name list; its keys, and so its id, are made of `chance`.

    The person is administrator and supervisor there, unless other roles are named.
    It certifies itself: the first of its office. Refuses a folder that has one (`StationExists`) or had one (`BaseLost`,
    `BaseAndCopiesLost`).
    """
    entry = StationEntry("", unit, name, book, is_own=True, is_hub=is_hub)
    with ExitStack() as confirming, _founding(folder, chance=chance) as place:
        _make(place, entry, (replace(person, roles=person.roles or FOUNDER),), confirming, chance=chance)
    return open_station(folder)


def _make(
    place: Path,
    entry: StationEntry,
    listed: Sequence[Person],
    confirming: ExitStack,
    *,
    chance: str,
    identity: str = "",
    office: tuple[Certificate, ...] = (),
    introducer: security.StationKeys | None = None,
    first: KeyEntry | None = None,
    secret: bytes = b"",
) -> None:
    """Make the keys and base of a new station; what it certifies itself with is settled before it arrives.

    What is entered in a base that other desks share is confirmed there when `confirming` ends, behind its arrival.
    """
    keys = security.new_keys(place / KEYS, chance=chance, identity=identity)
    own = security.certified(entry.unit, keys.public, by=introducer or keys)
    entry = replace(entry, id=own.station, public_key=own.key)
    address = kept_address(place)
    with ExitStack() as made:
        db: Base
        if address is None:
            db = made.enter_context(closing(make_base(place / BASE_FILE)))
            made.enter_context(db.atomic())
        else:
            db = city = confirming.enter_context(closing(city_base(address, desk=own.station)))
            confirming.enter_context(city.atomic())
            keep_epoch(place, _joined(city, entry, first, chance=chance))
        stations.enter_station(db, entry)
        known = {person.author for person in stations.people(db)}
        for each in listed:
            if each.author not in known:
                stations.enter_person(db, replace(each, name=given_name(each.name, otherwise=each.code)))
        put_certificates(db, (*office, own), is_own=True)
        if first is None or address is None:
            enrolment.keep_secret(db, secret or security.secret_made_of(chance))
        station = station_on(place, db, entry)
        settle_keys(station)
        if first is not None:
            note_key(db, first, is_own_word=True)
    if address is None:
        with closing(open_station(place)) as station:
            station.db.fold_log()


def _joined(city: CityBase, entry: StationEntry, first: KeyEntry | None, *, chance: str) -> str:
    """Found the base of a city, or find it to be that of the office a further desk belongs to; answers since when the base counts.

    Refuses a base that has its first desk already (`CityFounded`), has none yet (`CityEmpty`) or is another office's (`CityOfOther`),
    and what `entered_in` refuses.
    """
    known = {each.id: each for each in entered_in(city)}
    place = city.address.place
    if first is None:
        if known:
            raise CityFounded(place, next(iter(known.values())).name)
        found_city(city, epoch=hashlib.sha256(f"epoch {chance}".encode()).hexdigest()[:32])
    elif not known:
        raise CityEmpty(place)
    elif first.station not in known or known[first.station].unit != entry.unit:
        raise CityOfOther(place)
    return city.epoch()


@contextmanager
def _founding(folder: Path, *, chance: str) -> Iterator[Path]:
    """Where the station of `folder` is made; cut at any moment, there is none in `folder`, or the whole.

    Refuses a folder that has or had one; a full or locked disk is refused too (`BaseNotWritable`, `BaseFixed`). Keys of a desk that
    its base does not know are set aside.
    """
    finish_arriving(folder)
    address = kept_address(folder)
    if _has_station(folder, address):
        raise StationExists(str(folder))
    former = f"before-{hashlib.sha256(chance.encode()).hexdigest()[:8]}" if (folder / KEYS).exists() else ""
    try:
        with arriving_in(folder, aside=former) as place:
            # another program may have been quicker
            if _has_station(folder, address):
                raise StationExists(str(folder))
            if address is None:
                require_untouched(folder)
            else:
                note_address(place, address)
            yield place
        for sub in ("packages", "backups"):
            private_folder(folder / sub)
    except (OSError, *FAILURES) as error:
        raise trouble_with_base(error) or BaseNotWritable(BASE_FILE, reason_of(error)) from error


def _has_station(folder: Path, address: Address | None) -> bool:
    if address is None:
        return (folder / BASE_FILE).exists()
    desk = desk_of(folder)
    if desk is None:
        return False
    with closing(city_base(address, desk=desk)) as db:
        return db.shape() > 0 and stations.own_station(db) is not None


def add_station(station: Station, *, out: Path, name: str, act: Act) -> int:
    """Allot the next free book to a further computer of this office and write its station file; answers the book.

    Books go upward from 1. The file carries the unit, the name list, so that a person has the same code everywhere, what opens
    packages sealed for the office, and a key with which the new computer certifies itself as one of it: it goes from hand to hand
    and is then deleted.
    Only the office's first computer, or what was restored from it, gives out books (`NotFirstStation`).
    """
    allow(station, act, Duty.COMPUTER)
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
        act.changes(Topic.UNIT)
        note(station, act, HomeAct.COMPUTER_ADDED, {"name": name, "book": book})
        introducer = security.introducer(station.signer, book)
        introduced = security.certified(station.unit, introducer.public, by=station.signer)
        body = {
            "kind": STATION_FILE,
            "unit": str(station.unit),
            "name": name,
            "book": book,
            "allotted_by": station.id,
            "is_hub": station.is_hub,
            "sealing": station.signer.identity,
            "people": [[each.code, each.name, stations.words_of_roles(each.roles)] for each in people(station)],
            "introducer": security.to_text(introducer.private),
            "enrolment": enrolment.secret(station.db).hex(),
            "certificates": [list(map(str, each)) for each in (*certificates_of(station, frozenset()), introduced)],
        }
        write_whole(out, canonical(body).encode(), private=True)
    return book


def found_from_file(folder: Path, *, file: Path, chance: str) -> Station:
    """Set up a further computer of an office from the file that its first computer wrote, and certified by it.

    Whatever the first computer is believed for is believed of this one: the file went from hand to hand.
    """
    kind = kind_of_file(file)
    if kind not in (None, FileKind.STATION):
        raise other_kind(file.name, kind)
    try:
        body = json.loads(read_bounded(file, STATION_FILE_LIMIT))
        if body["kind"] != STATION_FILE:
            raise StationFileMalformed(str(file))
        unit, book = UnitKey.parse(str(body["unit"])), int(body["book"])
        listed = [
            Person(unit, require_person_code(str(code)), str(name), stations.roles_of_words(" ".join(map(str, roles))))
            for code, name, *roles in body["people"]
        ]
        name, is_hub, first, sealing = str(body["name"]), body["is_hub"], str(body["allotted_by"]), str(body["sealing"])
        recipient = security.StationKeys(b"", b"", sealing).recipient
        private = security.from_text(str(body["introducer"]))
        introducer = security.StationKeys(security.public_of(private), private)
        secret = bytes.fromhex(body["enrolment"])
        office = tuple(
            Certificate(station, UnitKey.parse(of), key, signer, signature)
            for station, of, key, signer, signature in body["certificates"]
        )
        if not all(security.is_key(each.key) for each in office):
            raise StationFileMalformed(str(file))
        (of_first, *_) = [each.key for each in office if each.station == first]
    except (security.KeyTextInvalid, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StationFileMalformed(str(file)) from error
    if not listed or book not in BOOKS or not isinstance(is_hub, bool):
        raise StationFileMalformed(str(file))
    entry = StationEntry("", unit, name, book, is_own=True, is_hub=is_hub)
    known = KeyEntry(first, unit, of_first, recipient, None)
    with ExitStack() as confirming, _founding(folder, chance=chance) as place:
        _make(
            place, entry, listed, confirming, chance=chance, identity=sealing, office=office, introducer=introducer, first=known,
            secret=secret,
        )  # fmt: skip
    return open_station(folder)


def add_person(station: Station, *, code: str, name: str, act: Act, roles: frozenset[Role] = frozenset()) -> Person:
    """Put a person on the name list; refuses a code that is somebody else's there (`PersonListed`)."""
    allow(station, act, Duty.PEOPLE)
    person = Person(station.unit, require_person_code(code), given_name(name, otherwise=code), roles)
    with station.transaction():
        listed = next((each for each in people(station) if (each.unit, each.code) == (person.unit, person.code)), None)
        if listed is not None and listed.name != person.name:
            raise PersonListed(person.code, listed.name)
        if listed is not None:
            return listed
        stations.enter_person(station.db, person)
        act.changes(Topic.PERSON)
        note(station, act, HomeAct.PERSON_ADDED, {"person": person.name})
        if roles:
            note(station, act, HomeAct.ROLES_GIVEN, _roles_told(person))
    return person


def set_roles(station: Station, *, code: str, roles: frozenset[Role], act: Act) -> Person:
    """Say what a person of the name list is from now on; nobody need be anything (`duties.may`)."""
    allow(station, act, Duty.PEOPLE)
    person = replace(find_person(station, code), roles=roles)
    with station.transaction():
        listed = [person if each.author == person.author else each for each in people(station)]
        require_administrator(station, person, listed)
        stations.enter_person(station.db, person)
        act.changes(Topic.PERSON)
        note(station, act, HomeAct.ROLES_GIVEN, _roles_told(person))
    return person


def require_administrator(
    station: Station, leaving: Person, listed: Sequence[Person], *, pins_of: frozenset[str] | None = None
) -> None:
    """Refuse (`LastAdministrator`) a list on which no administrator could act any more, with these PINs (as now, if none are named)."""
    with_pin = authors_with_pin(station.db) if pins_of is None else pins_of
    before = [each for each in people(station) if Role.ADMINISTRATOR in each.roles]
    left = [each for each in listed if Role.ADMINISTRATOR in each.roles]
    if before and not any(not with_pin or each.author in with_pin for each in left):
        raise LastAdministrator(leaving.name)


def _roles_told(person: Person) -> dict[str, object]:
    return {"person": person.name, "roles": [role.value for role in Role if role in person.roles]}


def rename_person(station: Station, *, code: str, name: str, act: Act) -> Person:
    """Have a person of the name list be called `name` from now on, also where facts of before name that code."""
    allow(station, act, Duty.PEOPLE)
    known = find_person(station, code)
    person = replace(known, name=given_name(name, otherwise=known.code))
    with station.transaction():
        stations.enter_person(station.db, person)
        act.changes(Topic.PERSON)
        note(station, act, HomeAct.PERSON_RENAMED, {"before": known.name, "person": person.name})
    return person


def people(station: Station) -> tuple[Person, ...]:
    """The name list in the order of entry; the first set the station up."""
    return stations.people(station.db)


def name_of(station: Station, author: str) -> str:
    """The name of who wrote a line, where the list here has it; else how the line says it."""
    return next((each.name for each in people(station) if each.author == author), author)


def other_computer(station: Station, name: str, *, id_: str = "", book: int = 0) -> Sentence:
    """What people call another computer of the office: by its own name, or by its code or book where it has only the office's."""
    mark = Sentence(N_("book {book}"), {"book": book}) if not id_ else Sentence(N_("code {id}"), {"id": id_[:8]})
    unit = station.catalogue.unit_named(station.unit)
    if not name or name in (station.name, unit.full_name, unit.agency, unit.name):
        return Sentence(N_("another computer of the office ({mark})"), {"mark": mark})
    return Sentence(N_("the computer “{name}” ({mark})"), {"name": name, "mark": mark})


def find_person(station: Station, code: str | None) -> Person:
    """The person with this code (default: who set the station up); refuses with `PersonUnknown`."""
    listed = people(station)
    if code is None:
        return listed[0]
    for person in listed:
        if person.code == code.strip().lower():
            return person
    raise PersonUnknown(code)
