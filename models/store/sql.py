"""Plain SQL, typed, on the calling thread's connection of a base: several times as fast as what peewee writes anew for a question.

Column lists come from `tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import cast

from peewee import AutoField, Database, Model

from models.store.base import Base, Row


def rows(db: Database, statement: str, values: Sequence[object] = ()) -> list[Row]:
    """Run one statement and fetch everything it answers."""
    return cast("Base", db).ask(statement, values)


def many(db: Database, statement: str, values: Iterable[Sequence[object]]) -> int:
    """Run a statement for each of `values` (bulk work); answers how many rows changed."""
    return cast("Base", db).ask_many(statement, values)


def name_of(table: type[Model]) -> str:
    return str(table._meta.table_name)  # noqa: SLF001 -- peewee's own way to ask


@cache
def columns_of(table: type[Model]) -> tuple[str, ...]:
    """The columns of a table in order, but for a number that the base gives itself."""
    fields = table._meta.sorted_fields  # noqa: SLF001 -- peewee's own way to ask
    return tuple(field.column_name for field in fields if not isinstance(field, AutoField))


@cache
def into(table: type[Model]) -> str:
    """The statement that enters one row, with a value for each of `columns_of`."""
    columns = columns_of(table)
    return f"INSERT INTO {name_of(table)} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def enter(db: Database, table: type[Model], **values: object) -> None:
    """Enter one row, with each value by the name of its column."""
    many(db, into(table), [[values[name] for name in columns_of(table)]])


@cache
def every(table: type[Model]) -> str:
    """The statement that asks for all rows, each with the values of `columns_of`."""
    return f"SELECT {', '.join(columns_of(table))} FROM {name_of(table)}"


@cache
def into_unless_there(table: type[Model]) -> str:
    """As `into`; a row whose key is there stays as it is."""
    return f"{into(table)} ON CONFLICT DO NOTHING"


@cache
def into_instead(table: type[Model]) -> str:
    """As `into`; a row whose key is there gets the new values."""
    keys = tuple(field.column_name for field in table._meta.get_primary_keys())  # noqa: SLF001 -- peewee's own way to ask
    values = ", ".join(f"{name} = excluded.{name}" for name in columns_of(table) if name not in keys)
    return f"{into(table)} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {values}"
