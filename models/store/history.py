"""What happened at an office and came to it from others, whatever table it stands in: one question for the history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from peewee import Database

from models.domain.book.facts import KEYING
from models.store.sql import rows


class ActRow(NamedTuple):
    """One act as it is kept; `unit` and `period` are empty for an act that stays at home. Of a keying `body` is what it settles."""

    at: str
    by: str
    station: str
    unit: str
    period: str
    kind: str
    serials: str
    body: str
    is_void: bool


_LINES = (
    "SELECT j.at, j.by, s.station, s.unit, s.period, j.kind, j.serials, j.body, 0 FROM journal j"
    " JOIN stream s ON s.id = j.stream WHERE {where} ORDER BY j.at DESC LIMIT ?"
)
_KEYINGS = (
    "SELECT j.at, j.by, s.station, s.unit, s.period, ?, j.serial, j.settles, j.coding = '' FROM keying j"
    " JOIN stream s ON s.id = j.stream WHERE {where} ORDER BY j.at DESC LIMIT ?"
)
_HOME = (
    "SELECT j.at, j.by, j.station, '', '', j.kind, '', j.body, 0 FROM home_act j"
    " WHERE {where} ORDER BY j.at DESC, j.position DESC LIMIT ?"
)


def happened(
    db: Database, *, by: str = "", station: str = "", kind: str = "", since: str = "", before: str = "", most: int
) -> list[ActRow]:
    """At most so many acts of each table, the latest first; `since` and `before` are compared as moments are written.

    Who (`by`, as facts name people), from which station, of which kind: what is empty is not asked for.
    """
    found: list[ActRow] = []
    for statement, of_station in ((_LINES, "s.station"), (_KEYINGS, "s.station"), (_HOME, "j.station")):
        asked = [("j.by = ?", by), (f"{of_station} = ?", station), ("j.at >= ?", since), ("j.at < ?", before)]
        values: list[object] = []
        if statement is _KEYINGS:
            if kind and kind != KEYING:
                continue
            values.append(KEYING)
        else:
            asked.append(("j.kind = ?", kind))
        chosen = [(words, value) for words, value in asked if value]
        where = " AND ".join(words for words, _ in chosen) or "1 = 1"
        values += [value for _, value in chosen]
        found += _read(db, statement.format(where=where), (*values, most))
    return found


def _read(db: Database, statement: str, values: tuple[object, ...]) -> Iterator[ActRow]:
    for at, by, station, unit, period, kind, serials, body, is_void in rows(db, statement, values):
        yield ActRow(at, by, station, unit, period, kind, serials, body, bool(is_void))


def who_and_where(db: Database) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Everybody who ever did something here (as facts name people), and every station that something was done at."""
    authors, streams = set[str](), set[int]()
    for by, stream in rows(db, "SELECT DISTINCT by, stream FROM journal UNION SELECT DISTINCT by, stream FROM keying"):
        authors.add(by)
        streams.add(stream)
    names: dict[int, str] = dict(rows(db, "SELECT id, station FROM stream"))
    found = {names[stream] for stream in streams}
    for by, station in rows(db, "SELECT DISTINCT by, station FROM home_act"):
        authors.add(by)
        found.add(station)
    return tuple(sorted(authors)), tuple(sorted(found))
