"""What this room asks of a base, whichever engine keeps it: SQLite in a folder, or PostgreSQL for the desks of a city.

Here stands only what the engines do unlike each other. Everything that one plain statement can say is said once, in the file of
its topic, and is run by `sql.rows` and `sql.many`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, cast

from peewee import Database, Model

Row = tuple[Any, ...]
EVERYTHING = "*"
"""Told in the place of tables when nobody knows what others wrote."""
PART = 10_000
"""So many rows are fetched at once where there may be very many."""


def nobody(_waits: bool) -> None:  # noqa: FBT001 -- a callback is told by position
    """Nobody is told that a transaction waits."""


class Base(Database):
    """A base that is open; each thread gets a connection of its own at first use.

    A transaction that has to wait for another writer says so: `tell` is called with `True` when that begins and with `False` when
    it is over. `claim` is called before anything is written, and refuses when somebody else works in the folder.
    `desk` is the station that works here where several share the base; else the base itself says whose it is.
    """

    tell: Callable[[bool], object] = staticmethod(nobody)
    claim: Callable[[], object] = staticmethod(lambda: None)
    desk: str = ""
    is_shared: bool = False
    waiting: str = ""
    """What people are told while a transaction waits."""

    def connection(self) -> Any:
        """The connection of the thread that asks, as its engine has it."""
        return Database.connection(self)

    def execute_sql(self, sql: str, params: Sequence[object] | None = None) -> Any:
        """Run a statement in the words of its engine."""
        return Database.execute_sql(self, sql, params)

    def ask(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """Run one statement, with a question mark for each value, and fetch everything it answers."""
        raise NotImplementedError

    def ask_many(self, statement: str, values: Iterable[Sequence[object]]) -> int:
        """Run a statement for each of `values`; answers how many rows changed."""
        raise NotImplementedError

    def ask_through(self, statement: str) -> Iterator[list[Row]]:
        """Run one statement within a transaction and fetch what it answers in parts, however much it is."""
        raise NotImplementedError

    def as_it_is(self) -> AbstractContextManager[object]:
        """Within this the base is read as it is at one moment, whoever writes meanwhile."""
        return cast("AbstractContextManager[object]", self.atomic())

    def number_on(self, table: str, column: str) -> None:
        """Have the numbers that the base gives in a column go on behind those that are there."""

    def make_table(self, table: type[Model]) -> None:
        """Make the table and the indexes of a class."""
        raise NotImplementedError

    def note_shape(self, shape: int) -> None:
        raise NotImplementedError

    def columns(self) -> frozenset[tuple[str, str]]:
        """The tables with their columns that are there."""
        raise NotImplementedError

    def complaint(self) -> str:
        """What the engine finds wrong in the pages of the base; empty when they read back."""
        raise NotImplementedError

    def fold_log(self) -> None:
        """Bring what stands in a log beside the base into the base itself, where there is such a log."""

    def wipe_deleted(self) -> None:
        """Make what was deleted unreadable in the free pages of the base, outside any transaction."""
        raise NotImplementedError

    def news(self) -> frozenset[str]:
        """The tables that others of this base have written since this was asked last; never waits for an answer."""
        return frozenset()
