"""Streams of stations that never stood on a disk: entered as if their office's key were confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.domain.basics.units import UnitKey
from models.domain.book.branches import links_of
from models.domain.book.certificates import head_said, station_of
from models.domain.book.facts import Line, Stream, first_link
from models.security import StationKeys, certified, keys_made_of, to_text
from models.services.exchange.merging import StreamLines
from models.services.office.known_keys import settle_keys
from models.store import journal
from models.store.branches import branches_of, put_branches
from models.store.database import Station
from models.store.keys import put_certificates
from models.store.sql import into_unless_there, many
from models.store.tables import StandingRow
from tests.builders.sealed import signed


def heard_stream(station: Station, stream: Stream, *, home: UnitKey | None = None) -> int:
    """The small number of the stream of a station of `home` (default: the unit of the stream) that is heard here."""
    many(station.db, into_unless_there(StandingRow), [(stream.station, str(home or stream.unit))])
    return journal.stream_id(station.db, stream)


def speaking_for(station: Station, unit: UnitKey, name: str) -> Station:
    """A computer of another office that works in the base of this one, heard there: what it does is as if it had been sent."""
    keys = keys_made_of(name)
    there = replace(station, id=station_of(keys.public), unit=unit, public_key=to_text(keys.public))
    there.__dict__["signer"] = keys
    with station.transaction():
        put_certificates(station.db, (certified(unit, keys.public, by=keys),), is_own=True)
        settle_keys(station)
    return there


def write_signed(station: Station, stream: Stream, lines: Iterable[Line], *, by: StationKeys | None = None) -> int:
    """Enter lines where no service would, in the place of what stands in the stream, its head signed with the keys `by`.

    Default: the keys of this station, whosever stream it is.
    """
    listed = list(lines)
    number = journal.stream_id(station.db, stream)
    journal.drop_lines(station.db, number)
    journal.put_lines(station.db, number, listed)
    out = signed(stream, listed, by=by or station.signer)
    put_branches(station.db, number, [each.branch for each in out.branches])
    assert branches_of(station.db, number, stream)
    return number


def piece(stream: Stream, lines: Sequence[Line], first: int, last: int, *, by: StationKeys) -> StreamLines:
    """Lines `first` to `last` of a stream (of which `lines` are all from its first on) as they arrive, their head signed."""
    links = [first_link(stream), *map(bytes.fromhex, links_of(stream, lines))]
    signature = by.sign(head_said(stream, last, links[last].hex()))
    of = tuple(lines[first - 1 : last])
    return StreamLines(stream, of, tuple(links[first : last + 1]), (), 0, links[first - 1], None, first, signature)
