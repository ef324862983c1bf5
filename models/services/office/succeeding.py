"""How a station becomes a new one after its base came back from a copy: new keys, a new book, and its predecessor named."""

from __future__ import annotations

from pathlib import Path

from models import security
from models.domain.basics.problems import Problem
from models.domain.book.certificates import station_of
from models.domain.book.serials import BOOKS
from models.store import journal, stations
from models.store.base import Base
from models.store.keys import put_certificates
from models.store.stations import StationEntry


def succeed(
    db: Base,
    own: StationEntry,
    new: security.StationKeys,
    before: security.StationKeys | None,
    *,
    taken: frozenset[int] = frozenset(),
) -> StationEntry:
    """Make a station of a base the predecessor of a new one, whose book is none of `taken`; within a transaction.

    The predecessor certifies it when its keys are still there; otherwise it certifies itself, and another computer of the office
    or the hub has to confirm it.
    """
    known = {
        str(number): journal.last_n(db, number)
        for number, stream in journal.all_streams(db).items()
        if stream.station == own.id
    }
    used = taken | stations.books(db)
    book = max((book for book in BOOKS if book not in used), default=0)
    is_predecessor = before is not None and station_of(before.public) == own.id
    certificate = security.certified(own.unit, new.public, by=before if before and is_predecessor else new)
    entry = StationEntry(
        certificate.station, own.unit, own.name, book, True, own.is_hub, certificate.key, own.id, known
    )
    stations.succeed(db, entry)
    put_certificates(db, (certificate,), is_own=True)
    return entry


def keys_there(folder: Path) -> security.StationKeys | None:
    """The keys that are still in the folder; None when they are lost."""
    try:
        return security.load_keys(folder / "keys")
    except Problem:
        return None
