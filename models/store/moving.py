"""Carrying every row of a base over into another one, of whichever engine: how a base moves to a city's server, back, and into a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import AutoField

from models.progress import Progress
from models.store.base import Base
from models.store.sql import name_of, rows
from models.store.tables import TABLES

if TYPE_CHECKING:
    from models.store.postgres import CityBase


def carry_over(source: Base, target: Base, *, progress: Progress) -> int:
    """Enter every row of `source` in the tables of `target`, which are empty; answers how many. Both are in a transaction."""
    carried = 0
    for done, table in enumerate(TABLES):
        name = name_of(table)
        progress.step(done, len(TABLES), name)
        fields = table._meta.sorted_fields  # noqa: SLF001 -- peewee's own way to ask
        columns = ", ".join(field.column_name for field in fields)
        into = f"INSERT INTO {name} ({columns}) VALUES ({', '.join('?' * len(fields))})"
        for part in source.ask_through(f"SELECT {columns} FROM {name}"):
            target.ask_many(into, part)
            carried += len(part)
        for field in fields:
            if isinstance(field, AutoField):
                target.number_on(name, field.column_name)
    return carried


def carry_as_made(source: CityBase, target: Base) -> None:
    """Make every table of a base of a city, of whatever shape, in an empty base, with its rows. Both are in a transaction."""
    for name, made in source.as_made().items():
        for statement in made.statements:
            target.ask(statement)
        columns = ", ".join(made.columns)
        into = f"INSERT INTO {name} ({columns}) VALUES ({', '.join('?' * len(made.columns))})"
        for part in source.ask_through(f"SELECT {columns} FROM {name}"):
            target.ask_many(into, part)


def leave_one_desk(db: Base, desk: str) -> None:
    """In a copy of a base that desks shared: `desk` is the station whose base it is from now on, and the others are known as its desks."""
    rows(db, "UPDATE station SET is_own = 2 WHERE is_own = 1 AND id <> ?", (desk,))


def leave_base(db: Base, desk: str) -> None:
    """In a base that desks share: `desk` works elsewhere from now on; what it wrote here stays known as written here."""
    rows(db, "UPDATE station SET is_own = 3 WHERE id = ?", (desk,))


def let_all_be_desks(db: Base) -> None:
    """In a base that came to a server: whoever wrote in it may be a desk there."""
    rows(db, "UPDATE station SET is_own = 1 WHERE is_own = 2")
