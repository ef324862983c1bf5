"""Plain SQL where it is the clearest or fastest way; typed, on the calling thread's connection of a base."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
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
