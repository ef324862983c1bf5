"""Plain SQL where it is the clearest or fastest way; typed, on the calling thread's connection of a base."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from peewee import SqliteDatabase

Row = tuple[Any, ...]


def _connection(db: SqliteDatabase) -> sqlite3.Connection:
    return cast("sqlite3.Connection", db.connection())


def rows(db: SqliteDatabase, statement: str, values: Sequence[object] = ()) -> list[Row]:
    """Run one statement and fetch everything it answers."""
    return cast("list[Row]", _connection(db).execute(statement, values).fetchall())


def many(db: SqliteDatabase, statement: str, values: Iterable[Sequence[object]]) -> int:
    """Run a statement for each of `values` (bulk work); answers how many rows changed."""
    return _connection(db).executemany(statement, values).rowcount


@contextmanager
def uncollected() -> Iterator[None]:
    """Bulk work on rows, which hold no cycles: looking for some among so many would cost a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
