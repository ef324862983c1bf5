"""A base that tells when it waits: another program of this computer may write for a while, and nobody likes silence."""

from __future__ import annotations

from collections.abc import Callable

from peewee import OperationalError, SqliteDatabase

from models.domain.basics.problems import N_
from models.store.sql import rows

SILENT_MILLISECONDS = 1_500
"""So long a transaction waits for another writer without a word."""
PATIENCE_MILLISECONDS = 15_000
"""So long it waits in all; the longest transaction of ours, 64 packages of a merge, is far shorter."""


WAITING = N_("Another program is writing the data just now; waiting for it to end, at most 15 seconds…")
"""What people are told meanwhile."""


def nobody(_waits: bool) -> None:  # noqa: FBT001 -- a callback is told by position
    """Nobody is told that a transaction waits."""


class PatientBase(SqliteDatabase):
    """A SQLite base whose transactions say when they begin to wait (`True`) and when that is over (`False`)."""

    tell: Callable[[bool], object] = staticmethod(nobody)

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
        rows(self, f"PRAGMA busy_timeout = {milliseconds}")
