"""Opening and making the base of a station: one folder, one station, and one SQLite file there, or a city's base that its address names.

Every acknowledged key survives a power cut. A file of a newer program is refused; an older one is brought up to date in
place, step by step.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

from peewee import DatabaseError, OperationalError, PeeweeException

from models.catalogue import BUILT_IN, Catalogue
from models.catalogue.kept import read_kept
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import FOUNDER
from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import NO_STATION, Reason, reason_of
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import station_of
from models.files import can_write, move, open_to_others, private_folder, tighten, write_whole
from models.progress import NO_PROGRESS
from models.security import KEY_FILE, KeysDamaged, StationKeys, keys_open_to_others, load_keys
from models.store import address, arriving, sqlite, stations
from models.store.address import kept_address
from models.store.backups import COPIED, copied_in
from models.store.base import Base
from models.store.being_kept import PACKAGES, sweep_being_kept
from models.store.holding import held
from models.store.home_tables import HomeActRow, PinRow, RecoveryRow, VisitCountRow
from models.store.sql import name_of, rows
from models.store.sqlite import connect, connect_to_read, shape_of
from models.store.tables import TABLES, ToldOfficeRow

BASE_FILE = address.BASE_FILE


def _note_editions(db: Base) -> None:
    """Shape 2: what was printed tells on which edition of the hub it stands."""
    rows(db, "ALTER TABLE printed ADD COLUMN edition TEXT NOT NULL DEFAULT ''")


def _note_people(db: Base) -> None:
    """Shape 3: people have roles (whoever set the station up: a founder's) and PINs; acts that stay at home are noted, visits counted."""
    rows(db, "ALTER TABLE person ADD COLUMN roles TEXT NOT NULL DEFAULT ''")
    founder = stations.words_of_roles(FOUNDER)
    rows(db, "UPDATE person SET roles = ? WHERE position = (SELECT MIN(position) FROM person)", (founder,))
    for table in (PinRow, RecoveryRow, HomeActRow, VisitCountRow):
        db.make_table(table)


def _name_applicants(db: Base) -> None:
    """Shape 4: who a dossier is of is told by a word, not by the code of a kind of respondents."""
    rows(db, "UPDATE frame_entry SET kind = CASE kind WHEN 'TC' THEN 'organisation' ELSE 'individual' END")


def _note_basis(db: Base) -> None:
    """Shape 5: a period says on which decision or plan it rests."""
    rows(db, "ALTER TABLE period ADD COLUMN basis TEXT NOT NULL DEFAULT ''")


def _keep_what_is_told(db: Base) -> None:
    """Shape 6: how the forms of an office are told is kept beside them."""
    db.make_table(ToldOfficeRow)


STEPS: tuple[Callable[[Base], object], ...] = (
    _note_editions,
    _note_people,
    _name_applicants,
    _note_basis,
    _keep_what_is_told,
)
"""What brings an older base up to date: the first makes shape 2 of shape 1, and so on. A new base is made of `tables` at once."""
SCHEMA = 1 + len(STEPS)
"""The newest shape; a base says which it has."""
FAILURES = (PeeweeException, sqlite3.Error)
"""What a base raises when it cannot be read or written; see `trouble_with_base`."""


@dataclass(eq=False)
class NoStation(Problem):
    """The folder holds no station."""

    folder: str
    code = "no_station"
    says = N_("There is no station in the folder “{folder}” yet.")
    deed = Deed.SET_UP_STATION


@dataclass(eq=False)
class BaseLost(Problem):
    """The folder was a station's: its backups or packages are there, its base is not."""

    folder: Path
    copy: Path
    code = "base_lost"
    says = N_(
        "The data file of the station in “{folder}” is gone, but its backups are there. Bring the latest one back"
        " ({copy}), then take in again what arrived since: it is in the folder “packages”."
    )
    deed = Deed.RESTORE_LATEST


@dataclass(eq=False)
class BaseAndCopiesLost(Problem):
    """The folder was a station's, and neither its base nor a backup of it is there."""

    folder: Path
    file: str
    code = "base_and_copies_lost"
    says = N_(
        "The data file “{file}” of the station in “{folder}” is gone and no backup lies there. Look for a copy of"
        " the folder (a stick, another computer, the recycle bin) and put the file back, or bring a backup from "
        "elsewhere back. To begin anew, choose another folder."
    )
    deed = Deed.RESTORE_BACKUP


@dataclass(eq=False)
class StationExists(Problem):
    """The folder holds a station already."""

    folder: str
    code = "station_exists"
    says = N_("The folder “{folder}” holds a station already. Choose another folder, or use this station.")


@dataclass(eq=False)
class BaseUnreadable(Problem):
    """The base file is damaged or is no base at all."""

    file: str
    reason: Reason
    code = "base_unreadable"
    says = N_("The data file “{file}” cannot be read ({reason}). Nothing was changed. Bring back the last backup.")
    deed = Deed.RESTORE_BACKUP


@dataclass(eq=False)
class BaseTooNew(Problem):
    """A newer program made this base."""

    file: str
    code = "base_too_new"
    says = N_("The data file “{file}” was made by a newer version of the program. Install that version to open it.")


@dataclass(eq=False)
class BaseOfTrial(Problem):
    """A trial version of the program made this base; no released one can read it."""

    file: str
    lacking: str
    code = "base_of_trial"
    says = N_(
        "The data file “{file}” was made by a trial version of the program and lacks “{lacking}”, so this version cannot "
        "open it. Nothing was changed. Open it with the program that made it, or choose another folder."
    )


@dataclass(eq=False)
class BaseNotWritable(Problem):
    """The disk is full, read-only or the file is held by another program."""

    file: str
    reason: Reason
    code = "base_not_writable"
    says = N_(
        "The data file “{file}” cannot be written ({reason}). Nothing was changed. "
        "Free some space, close the other program or ask for the right to write there, then try again."
    )


@dataclass(eq=False)
class BaseFixed(Problem):
    """The folder lies on a disc or a locked stick; what is wanted has to write."""

    file: str
    code = "base_fixed"
    says = N_(
        "Nothing can be written where the data file “{file}” lies. Copy the whole folder to the disk of this "
        "computer and open the copy."
    )


_FIXED = "readonly database"
_DAMAGED = ("malformed", "not a database")
_HELD = ("locked", "is full", "disk I/O", "unable to open")


def trouble_with_base(
    error: BaseException, file: str = BASE_FILE
) -> BaseUnreadable | BaseNotWritable | BaseFixed | None:
    """What a failure of SQLite, met anywhere, means to people; None when the program and not the disk is at fault."""
    if not isinstance(error, (DatabaseError, sqlite3.DatabaseError)):
        return None
    reason = str(error)
    if _FIXED in reason:
        return BaseFixed(file)
    if any(sign in reason for sign in _DAMAGED):
        return BaseUnreadable(file, reason_of(error))
    return BaseNotWritable(file, reason_of(error)) if any(sign in reason for sign in _HELD) else None


@dataclass(frozen=True)
class Station:
    """An open station: its folder and base, and who it is. `unit` is the office it belongs to."""

    folder: Path
    id: str
    unit: UnitKey
    name: str
    book: int
    is_hub: bool
    public_key: str
    db: Base = field(repr=False, compare=False)
    is_fixed: bool = field(default=False, compare=False)
    """Whether it lies where nothing can be written."""
    catalogue: Catalogue = field(default=BUILT_IN, repr=False, compare=False)
    """What this station knows of units and procedures: the built-in ones and its own."""
    exposed: tuple[Path, ...] = field(default=(), compare=False)
    """What other users of this computer could read of its keys until it was opened."""
    catalogue_trouble: Problem | None = field(default=None, repr=False, compare=False)
    """Why a file with which it added to the catalogue does not read any more."""

    @cached_property
    def signer(self) -> StationKeys:
        """The keys of this station, read once; refuses as `load_keys` does, and keys that are another station's (`KeysDamaged`)."""
        keys = load_keys(self.keys)
        if station_of(keys.public) != self.id:
            raise KeysDamaged(self.keys / KEY_FILE)
        return keys

    @property
    def packages(self) -> Path:
        """Where received and sent packages are kept unchanged."""
        return self.folder / PACKAGES

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def base_file(self) -> Path:
        return self.folder / BASE_FILE

    @property
    def is_desk(self) -> bool:
        """Whether it shares its base with other desks of the office."""
        return self.db.is_shared

    def when_waiting(self, tell: Callable[[bool], object]) -> None:
        """Have `tell` called when a transaction begins to wait for another writer (`True`), and when that is over."""
        self.db.tell = tell

    def when_writing(self, claim: Callable[[], object]) -> None:
        """Have `claim` called before anything is written; it refuses when somebody else works in the folder."""
        self.db.claim = claim

    def claim(self) -> None:
        """Make sure that nobody else works in the folder, before something is written beside the base."""
        self.db.claim()

    def close(self) -> None:
        """Close this thread's connection."""
        if not self.db.is_closed():
            self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, written durably at the end.

        A full disk becomes a `BaseNotWritable`, one that is only read a `BaseFixed`, damaged pages a `BaseUnreadable`.
        """
        self.claim()
        with self.working_out():
            yield

    @contextmanager
    def working_out(self) -> Iterator[None]:
        """A transaction for what nobody says: what is only looked at, or worked out from the lines and made again at will."""
        try:
            with self.db.atomic():
                yield
        except (OperationalError, sqlite3.OperationalError) as error:
            raise trouble_with_base(error) or BaseNotWritable(BASE_FILE, reason_of(error)) from error
        except (DatabaseError, sqlite3.DatabaseError) as error:
            if type(error) not in (DatabaseError, sqlite3.DatabaseError):
                raise
            raise BaseUnreadable(str(self.base_file), reason_of(error)) from error


def make_base(file: Path) -> Base:
    """Make an empty base with the newest shape."""
    db = connect(file)
    make_tables(db)
    return db


def make_tables(db: Base) -> None:
    """Make the tables and indexes of every class in `tables`: the newest shape."""
    with db.atomic():
        for table in TABLES:
            db.make_table(table)
        db.note_shape(SCHEMA)


def _bring_up_to_date(folder: Path, db: Base, shape: int) -> None:
    """Take the steps that a base of this shape lacks, all or none; a copy of it is made first."""
    with held(folder):
        copy_first(folder, shape, lambda part: sqlite.copy_file(folder / BASE_FILE, part, NO_PROGRESS))
        with db.atomic():
            for step in STEPS[shape - 1 :]:
                step(db)
        db.note_shape(SCHEMA)


def copy_first(folder: Path, shape: int, write: Callable[[Path], object]) -> None:
    """A copy of a base as an older program left it, which `write` makes, read back, before anything in it is changed."""
    target = private_folder(folder / "backups") / f"before-shape-{shape + 1}-migration.sqlite"
    part = target.with_suffix(".part")
    sqlite.clear(part)
    write(part)
    if wrong := sqlite.look_at(part).complaint:
        part.unlink()
        raise BaseUnreadable(BASE_FILE, reason_of(wrong))
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    write_whole(target.with_name(f"{target.name}.sha256"), f"{digest}  {target.name}\n".encode())
    move(part, target)


def require_our_shape(db: Base, file: str) -> None:
    """Refuse (`BaseOfTrial`) a base that bears a number of ours and lacks what a base of that number has."""
    there = db.columns()
    for table, column in _columns_of_ours():
        if (table, column) not in there:
            raise BaseOfTrial(file, f"{table}.{column}")


@cache
def _columns_of_ours() -> tuple[tuple[str, str], ...]:
    fields = ((name_of(table), table._meta.sorted_fields) for table in TABLES)  # noqa: SLF001 -- peewee's own way to ask
    return tuple((table, each.column_name) for table, listed in fields for each in listed)


def open_station(folder: Path) -> Station:
    """Open the station of a folder.

    Refuses with `NoStation`, `BaseLost`, `BaseAndCopiesLost`, `BaseUnreadable` or `BaseTooNew`; a desk of a city also when its base
    is away, does not know it or was brought back from a copy (`city_problems`).
    """
    arriving.finish_arriving(folder)
    place = kept_address(folder)
    if place is None:
        return _open_file(folder)
    from models.store.desks import open_desk

    return open_desk(folder, place)


def _open_file(folder: Path) -> Station:
    file = folder / BASE_FILE
    try:
        there = file.is_file()
    except PermissionError as refusal:
        raise BaseNotWritable(str(file), reason_of(refusal)) from refusal
    if not there:
        require_untouched(folder)
        raise NoStation(str(folder))
    is_fixed = _is_fixed(file)
    version = _version(file, is_fixed=is_fixed)
    if version > SCHEMA:
        raise BaseTooNew(str(file))
    if version < 1:
        raise BaseUnreadable(str(file), NO_STATION)
    db = connect_to_read(file) if is_fixed else connect(file)
    try:
        if version < SCHEMA:
            _bring_up_to_date(folder, db, version)
        require_our_shape(db, str(file))
        own = stations.own_station(db)
        if own is None:
            raise BaseUnreadable(str(file), NO_STATION)
        if not is_fixed:
            sweep_being_kept(folder, db)
    except (DatabaseError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # SQLite quotes a garbled schema in its complaint, which is then no text
        db.close()
        raise trouble_with_base(error, str(file)) or BaseUnreadable(str(file), reason_of(error)) from error
    except Problem:
        db.close()
        raise
    return station_on(folder, db, own, is_fixed=is_fixed)


def station_on(folder: Path, db: Base, own: stations.StationEntry, *, is_fixed: bool = False) -> Station:
    """The station of a folder on a base that is open; what others of this computer could read there is closed to them."""
    exposed = keys_open_to_others(folder / arriving.KEYS)
    for path in (folder, *exposed):
        if open_to_others(path):
            tighten(path)
    catalogue, trouble = read_kept(folder)
    return Station(
        folder=folder,
        id=own.id,
        unit=own.unit,
        name=own.name,
        book=own.book,
        is_hub=own.is_hub,
        public_key=own.public_key,
        db=db,
        is_fixed=is_fixed,
        catalogue=catalogue,
        catalogue_trouble=trouble,
        exposed=exposed,
    )


def has_base(folder: Path) -> bool:
    """Whether a folder says where the base of a station is: a file of its own, or an address and keys of a desk there."""
    return (folder / BASE_FILE).is_file() or ((folder / arriving.KEYS).is_dir() and kept_address(folder) is not None)


def copies_in(folder: Path) -> tuple[Path, ...]:
    """The backups in a station's folder, the last one first, as their own numbers say; asks no base."""
    found = (folder / "backups").glob("*.sqlite")
    return tuple(sorted(found, key=lambda copy: (number_of_copy(copy), copy.name), reverse=True))


def number_of_copy(file: Path) -> int:
    """The how manieth copy of its base a file is; 0 when it does not say."""
    try:
        facts = file.stat()
    except OSError:
        return 0
    return _number_in(file, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=1000)
def _number_in(file: Path, _written: int, _size: int) -> int:
    return copied_in(sqlite.remembered_in(file, COPIED)).number


def require_untouched(folder: Path) -> None:
    """Refuse a folder without a base in which a station has worked: `BaseLost`, without backups `BaseAndCopiesLost`."""
    copies = copies_in(folder)
    if copies:
        raise BaseLost(folder, copies[0])
    if any((folder / name).is_dir() for name in ("keys", PACKAGES, "backups")):
        raise BaseAndCopiesLost(folder, BASE_FILE)


def _is_fixed(file: Path) -> bool:
    """Whether the base of a stopped station lies where nothing can be written, so that it can be read without its log."""
    log = file.with_name(f"{file.name}-wal")
    if log.is_file() and log.stat().st_size:
        return False
    if os.name == "nt" and not can_write(file.parent):
        # there the rights of a folder are a list that only trying asks
        return True
    return not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def _version(file: Path, *, is_fixed: bool) -> int:
    """The shape of a base, or why it cannot be asked."""
    try:
        return shape_of(file, is_fixed=is_fixed)
    except sqlite3.DatabaseError as error:
        raise trouble_with_base(error, str(file)) or BaseUnreadable(str(file), reason_of(error)) from error


def is_base(content: bytes) -> bool:
    """Whether these bytes are a station's data file or a backup of one."""
    return content.startswith(b"SQLite format 3\x00") and all(name in content for name in _TABLES_OF_A_BASE)


_TABLES_OF_A_BASE = (b"known_key", b"keying", b"journal")
