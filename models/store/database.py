"""Opening and making the base of a station: one folder, one station, one SQLite file.

WAL with `synchronous=FULL`: every acknowledged key survives a power cut. A file of a newer program is refused; an older
one is brought up to date in place by the numbered migrations, after the caller made a safe copy.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from peewee import DatabaseError, OperationalError, SqliteDatabase

from models.domain.problems import N_, Problem
from models.domain.units import UnitKey
from models.store.sql import rows
from models.store.tables import StationRow

BASE_FILE = "so-phieu.sqlite"
SCHEMA = 2
"""Number of the newest migration; kept in the file as `user_version`."""

_PRAGMAS = (("journal_mode", "wal"), ("synchronous", "full"), ("foreign_keys", 1), ("busy_timeout", 15_000))


@dataclass(eq=False)
class NoStation(Problem):
    """The folder holds no station."""

    folder: str
    says = N_(
        "There is no station in the folder “{folder}” yet. Set one up with: sophieu init --unit CODE --data FOLDER"
    )


@dataclass(eq=False)
class StationExists(Problem):
    """The folder holds a station already."""

    folder: str
    says = N_("The folder “{folder}” holds a station already. Choose another folder with --data, or use this station.")


@dataclass(eq=False)
class BaseUnreadable(Problem):
    """The base file is damaged or is no base at all."""

    file: str
    reason: str
    says = N_(
        "The data file “{file}” cannot be read ({reason}). Nothing was changed. "
        "Bring back the last backup with: sophieu backup restore"
    )


@dataclass(eq=False)
class BaseTooNew(Problem):
    """A newer program made this base."""

    file: str
    says = N_("The data file “{file}” was made by a newer version of the program. Install that version to open it.")


@dataclass(eq=False)
class BaseNotWritable(Problem):
    """The disk is full, read-only or the file is held by another program."""

    file: str
    reason: str
    says = N_(
        "The data file “{file}” cannot be written ({reason}). Nothing was changed. "
        "Free some space, close the other program or ask for the right to write there, then try again."
    )


@dataclass(eq=False)
class BaseFixed(Problem):
    """The folder lies on a disc or a locked stick; what is wanted has to write."""

    file: str
    says = N_(
        "Nothing can be written where the data file “{file}” lies. "
        "Copy the whole folder to the disk of this computer and open the copy: --data FOLDER"
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
        return BaseUnreadable(file, reason)
    return BaseNotWritable(file, reason) if any(sign in reason for sign in _HELD) else None


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
    db: SqliteDatabase = field(repr=False, compare=False)

    @property
    def packages(self) -> Path:
        """Where received and sent packages are kept unchanged."""
        return self.folder / "packages"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def base_file(self) -> Path:
        return self.folder / BASE_FILE

    def close(self) -> None:
        """Close this thread's connection."""
        if not self.db.is_closed():
            self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, written durably at the end.

        A full disk becomes a `BaseNotWritable`, one that is only read a `BaseFixed`, damaged pages a `BaseUnreadable`.
        """
        try:
            with self.db.atomic():
                yield
        except (OperationalError, sqlite3.OperationalError) as error:
            raise trouble_with_base(error) or BaseNotWritable(BASE_FILE, str(error)) from error
        except (DatabaseError, sqlite3.DatabaseError) as error:
            if type(error) not in (DatabaseError, sqlite3.DatabaseError):
                raise
            raise BaseUnreadable(str(self.base_file), str(error)) from error


def connect(file: Path) -> SqliteDatabase:
    """A database on `file` with the durable settings; each thread gets a connection of its own at first use."""
    return SqliteDatabase(str(file), pragmas=_PRAGMAS, lock_type="IMMEDIATE", timeout=15)


def _connect_to_read(file: Path) -> SqliteDatabase:
    """A database on a file that nobody can change, on a disc or a locked stick for example."""
    return SqliteDatabase(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def make_base(file: Path) -> SqliteDatabase:
    """Make an empty base with the newest shape."""
    db = connect(file)
    migrate(db)
    return db


def migrate(db: SqliteDatabase) -> None:
    """Bring a base to the newest shape."""
    from playhouse.migrations import Runner

    Runner(db, str(Path(__file__).with_name("migrations"))).up()
    rows(db, f"PRAGMA user_version = {SCHEMA}")


def open_station(folder: Path) -> Station:
    """Open the station of a folder; refuses with `NoStation`, `BaseUnreadable` or `BaseTooNew`."""
    file = folder / BASE_FILE
    try:
        there = file.is_file()
    except PermissionError as refusal:
        raise BaseNotWritable(str(file), refusal.strerror or str(refusal)) from refusal
    if not there:
        raise NoStation(str(folder))
    is_fixed = _is_fixed(file)
    version = _version(file, is_fixed=is_fixed)
    if version > SCHEMA:
        raise BaseTooNew(str(file))
    if version < 1:
        raise BaseUnreadable(str(file), "no station")
    db = _connect_to_read(file) if is_fixed else connect(file)
    try:
        if version < SCHEMA:
            migrate(db)
        row = StationRow.select().where(StationRow.is_own == 1).bind(db).first()
        if row is None:
            raise BaseUnreadable(str(file), "no station")
    except (DatabaseError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # SQLite quotes a garbled schema in its complaint, which is then no text
        db.close()
        raise trouble_with_base(error, str(file)) or BaseUnreadable(str(file), str(error)) from error
    except Problem:
        db.close()
        raise
    return Station(folder, row.id, UnitKey.parse(row.unit), row.name, row.book, bool(row.is_hub), row.public_key, db)


def _is_fixed(file: Path) -> bool:
    """Whether the base of a stopped station lies where nothing can be written, so that it can be read without its log."""
    log = file.with_name(f"{file.name}-wal")
    if log.is_file() and log.stat().st_size:
        return False
    return not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def _version(file: Path, *, is_fixed: bool) -> int:
    """The shape of a base; asked without writing, because the file may belong to another program."""
    way = "immutable=1" if is_fixed else "mode=ro"
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?{way}", uri=True)) as base:
            return int(base.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise trouble_with_base(error, str(file)) or BaseUnreadable(str(file), str(error)) from error
