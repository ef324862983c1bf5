"""What this base remembers of packages it has proven line by line, so that a re-sent beginning need not be read again."""

from __future__ import annotations

import json
from typing import NamedTuple

from models.domain.book.facts import Stream
from models.store.database import Station
from models.store.sql import rows


class Beginning(NamedTuple):
    """The first `size` bytes of a table, whole rows with their header, and their SHA-256 (hex)."""

    rows: int
    size: int
    digest: str


class Proven(NamedTuple):
    """A package's lines 1 to `n` of one stream that are in this base: the tables whose bytes said so.

    `link` is the chain hash after n, `serials` how many forms the lines name together, `rules` names the rules they
    were read by.
    """

    rules: str
    n: int
    link: bytes
    serials: int
    beginnings: tuple[Beginning, ...]


def proven_of(station: Station, stream: Stream, *, rules: str) -> Proven | None:
    """What was proven of a stream under the same `rules` of reading, as long as nothing else came into it since."""
    found = rows(
        station.db,
        "SELECT proven.n, proven.chain, serials, beginnings FROM stream JOIN proven ON proven.stream = stream.id"
        " WHERE unit = ? AND period = ? AND station = ? AND rules = ? AND n = taken AND proven.chain = stream.chain",
        (str(stream.unit), str(stream.period), stream.station, rules),
    )
    if not found:
        return None
    n, link, serials, beginnings = found[0]
    return Proven(rules, n, bytes.fromhex(link), serials, tuple(Beginning(*each) for each in json.loads(beginnings)))


def note_proven(station: Station, number: int, proven: Proven) -> None:
    """Remember what was proven of the stream with this small number, within the transaction that took its lines."""
    rows(
        station.db,
        "INSERT OR REPLACE INTO proven VALUES (?, ?, ?, ?, ?, ?)",
        (number, proven.n, proven.link.hex(), proven.rules, proven.serials, json.dumps(proven.beginnings)),
    )
