"""All that only SQLite knows: how a base is opened, made, waited for, copied, read back and cleaned.

Everything else in this room speaks SQL that PostgreSQL understands too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from peewee import Database, Model, OperationalError, SchemaManager, SqliteDatabase

from models.domain.basics.problems import N_
from models.files import delete
from models.progress import Progress
from models.store.base import PART, Base, Row
from models.store.tables import JournalRow, KeyingRow, TextRow

SILENT_MILLISECONDS = 1_500
"""So long a transaction waits for another writer without a word."""
PATIENCE_MILLISECONDS = 8_000
"""So long it waits in all; the longest transaction of ours, 64 packages of a merge, is far shorter."""
WAITING = N_("Another program is writing the data just now; waiting for it to end, at most 15 seconds…")
"""What people are told meanwhile."""
OPEN_SECONDS = 2.0
"""So long a base that is to be moved may still be read by another program."""
PAGES_AT_A_TIME = 2_000
"""So many pages of a base are copied between two questions whether to stop."""

CLUSTERED: tuple[type[Model], ...] = (JournalRow, KeyingRow, TextRow)
"""Tables whose rows lie in the order of their keys: taking lines in and reading a stream is then several times faster."""

_PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("busy_timeout", PATIENCE_MILLISECONDS),
)


def _here(db: Database) -> sqlite3.Connection:
    """The connection of the thread that asks."""
    return cast("sqlite3.Connection", db.connection())


class SqliteBase(Base, SqliteDatabase):
    """A base in one file."""

    def ask(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        return cast("list[Row]", _here(self).execute(statement, values).fetchall())

    def ask_many(self, statement: str, values: Iterable[Sequence[object]]) -> int:
        return _here(self).executemany(statement, values).rowcount

    def ask_through(self, statement: str) -> Iterator[list[Row]]:
        cursor = _here(self).execute(statement)
        while part := cursor.fetchmany(PART):
            yield part

    def make_table(self, table: type[Model]) -> None:
        for statement in _making(table):
            self.ask(statement)

    def note_shape(self, shape: int) -> None:
        self.ask(f"PRAGMA user_version = {shape}")

    def columns(self) -> frozenset[tuple[str, str]]:
        # asked at every opening: to read its words takes SQLite a tenth of the time that it takes to explain them
        said = self.ask("SELECT group_concat(sql, ';') FROM sqlite_schema")[0][0]
        if said not in _EXPLAINED:
            _EXPLAINED[said] = frozenset((str(table), str(column)) for table, column in self.ask(_COLUMNS))
        return _EXPLAINED[said]

    def complaint(self) -> str:
        answer = str(self.ask("PRAGMA integrity_check")[0][0])
        return "" if answer == "ok" else answer

    def fold_log(self) -> None:
        self.ask("PRAGMA wal_checkpoint(TRUNCATE)")

    def wipe_deleted(self) -> None:
        self.ask("VACUUM")
        self.fold_log()


@cache
def _making(table: type[Model]) -> tuple[str, ...]:
    """The statements that make the table and the indexes of a class, as peewee writes them."""
    table._meta.without_rowid = table in CLUSTERED  # noqa: SLF001 -- peewee's own way to name a table's options
    manager: Any = SchemaManager(table, SqliteBase(None))
    every = (manager._create_table(safe=False), *manager._create_indexes(safe=False))  # noqa: SLF001 -- what its `create_all` runs
    return tuple(str(each.query()[0]) for each in every)


class PatientBase(SqliteBase):
    """A base whose transactions wait for another program of this computer, which may write for a while, and say so."""

    waiting = WAITING

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction; one that has to wait says so. Refuses as SQLite does when the patience is used up."""
        self._wait_up_to(SILENT_MILLISECONDS)
        try:
            super().begin(lock_type)
            return
        except OperationalError as error:
            if "locked" not in str(error):
                raise
        finally:
            self._wait_up_to(PATIENCE_MILLISECONDS)
        self.tell(True)
        try:
            super().begin(lock_type)
        finally:
            self.tell(False)

    def _wait_up_to(self, milliseconds: int) -> None:
        self.ask(f"PRAGMA busy_timeout = {milliseconds}")


def connect(file: Path) -> PatientBase:
    """A base on `file` with the durable settings; each thread gets a connection of its own at first use."""
    return PatientBase(str(file), pragmas=_PRAGMAS, lock_type="IMMEDIATE", timeout=PATIENCE_MILLISECONDS / 1_000)


def connect_to_read(file: Path) -> SqliteBase:
    """A base on a file that nobody can change, on a disc or a locked stick for example."""
    return SqliteBase(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def durable_file(file: Path) -> sqlite3.Connection:
    """A small file beside the base, for one thread; every statement is on the disk when it returns."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    return connection


def shape_of(file: Path, *, is_fixed: bool) -> int:
    """The number of a base's shape; asked without writing, because the file may belong to another program."""
    way = "immutable=1" if is_fixed else "mode=ro"
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?{way}", uri=True)) as base:
        return int(base.execute("PRAGMA user_version").fetchone()[0])


_EXPLAINED: dict[str, frozenset[tuple[str, str]]] = {}
"""The columns by the words that made them."""
_COLUMNS = "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'"


class Looked(NamedTuple):
    """What a file says of itself: what is wrong in its pages, its shape, its own stations, and its size in bytes."""

    complaint: str
    shape: int
    stations: int
    size: int


def look_at(file: Path) -> Looked:
    """Read a base file from end to end without changing it."""
    with closing(_reading(file)) as copy:
        answer = str(copy.execute("PRAGMA integrity_check").fetchone()[0])
        shape = int(copy.execute("PRAGMA user_version").fetchone()[0])
        stations = int(copy.execute("SELECT count(*) FROM station WHERE is_own = 1").fetchone()[0])
        size = int(copy.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0])
    return Looked("" if answer == "ok" else answer, shape, stations, size)


def books_in(file: Path) -> frozenset[int]:
    """The books that a base file knows to be given out; none when there is none or it cannot be read."""
    try:
        with closing(_reading(file)) as opened:
            return frozenset(int(book) for (book,) in opened.execute("SELECT book FROM station"))
    except sqlite3.DatabaseError:
        return frozenset()


def is_open_elsewhere(file: Path) -> bool:
    """Whether another connection has read or written this base and is still there; a file that is no base is open nowhere."""
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(file, timeout=OPEN_SECONDS, isolation_level=None)) as base:
            # asks for the whole file, which nobody gets while another connection stands; nothing is written for it
            base.execute("PRAGMA locking_mode = exclusive")
            base.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        return "locked" in str(error)
    return False


def remembered_in(file: Path, name: str) -> str:
    """What a base file remembers under a name; empty when nothing, or when it cannot be read."""
    try:
        with closing(_reading(file)) as opened:
            found = opened.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    except sqlite3.DatabaseError:
        return ""
    return str(found[0]) if found else ""


def remember_in(file: Path, name: str, value: str) -> None:
    """Have a plain base file, that nobody else has open, remember a word."""
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("INSERT INTO setting (name, value) VALUES (?, ?)"
                     " ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))  # fmt: skip


def count_in(file: Path, table: str) -> int | None:
    """How many rows a table of a base file has; None when it cannot be read."""
    try:
        with closing(_reading(file)) as opened:
            return int(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except sqlite3.DatabaseError:
        return None


def copy_file(base: Path, to: Path, progress: Progress) -> None:
    """Copy a base as it is at this moment, what is still in its log included, into one plain file."""
    with closing(_reading(base)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(
            copy, pages=PAGES_AT_A_TIME, progress=lambda _, left, pages: progress.step(pages - left, pages), sleep=0.01
        )
        copy.execute("PRAGMA journal_mode = delete")


def clear(file: Path) -> None:
    """Have nothing stand where a base is to be made, neither what a cut left of one nor its log."""
    for path in file.parent.glob(f"{file.name}*"):
        delete(path)


def lay_down(file: Path) -> None:
    """Leave a base, that nobody has open, as one plain file without a log beside it."""
    with closing(sqlite3.connect(file)) as base:
        base.execute("PRAGMA journal_mode = delete")


def _reading(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
