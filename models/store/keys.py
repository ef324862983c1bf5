"""The certificates of stations, which stations are heard, and for whom their offices seal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from peewee import Database

from models.domain.basics.units import UnitKey
from models.domain.book.certificates import Certificate, EndedHead, KeyFact, KeyOfUnit
from models.domain.book.facts import Fact, Kind, PeriodKey, Stream
from models.store.sql import columns_of, into_unless_there, many, name_of, rows
from models.store.tables import CertificateRow, EndedRow, JournalRow, KnownKeyRow, StandingRow

_FACT = ", ".join(f"journal.{name}" for name in ("n", *columns_of(JournalRow)[3:]))


class KeyEntry(NamedTuple):
    """Another computer that was seen here: its office, key, for whom that seals, and the period of its first package, if any.

    `mac` is what its office said of this key with the enrolment code of `mac_period`; empty where it said nothing.
    """

    station: str
    unit: UnitKey
    key: str
    sealing: str
    period: PeriodKey | None
    mac: str = ""
    mac_period: PeriodKey | None = None


def certificates(db: Database) -> tuple[Certificate, ...]:
    """Every certificate that is here, in the order in which they came."""
    found = rows(db, "SELECT station, unit, key, signer, signature FROM certificate ORDER BY position")
    return tuple(
        Certificate(station, UnitKey.parse(unit), key, signer, signature)
        for station, unit, key, signer, signature in found
    )


def put_certificates(db: Database, arriving: Iterable[Certificate], *, is_own: bool = False) -> int:
    """Enter certificates (`is_own`: those that this computer was set up with); answers how many were new."""
    listed = [(each.station, str(each.unit), each.key, each.signer, each.signature, int(is_own)) for each in arriving]
    # nearly every package brings what is here
    here = "SELECT 1 FROM certificate WHERE station = ? AND unit = ? AND signer = ?"
    new = [each for each in listed if not rows(db, here, (each[0], each[1], each[3]))]
    many(db, into_unless_there(CertificateRow), new)
    return len(new)


def own_keys(db: Database) -> frozenset[KeyOfUnit]:
    """The keys with which this computer, and those it was restored from, were set up."""
    found = rows(db, "SELECT unit, key FROM certificate WHERE is_own = 1")
    return frozenset(KeyOfUnit(UnitKey.parse(unit), key) for unit, key in found)


def key_facts(db: Database) -> tuple[KeyFact, ...]:
    """The facts about keys, of all periods."""
    found = rows(
        db,
        f"SELECT stream.station, {_FACT}, stream.unit, stream.period, twin > 0"
        " OR EXISTS (SELECT 1 FROM journal AS other WHERE other.stream = journal.stream AND other.n = journal.n AND other.twin > 0)"
        " OR EXISTS (SELECT 1 FROM keying WHERE keying.stream = journal.stream AND keying.n = journal.n AND keying.twin > 0)"
        " FROM journal JOIN stream ON stream.id = journal.stream WHERE kind IN (?, ?)",
        (Kind.KEY_CONFIRMED, Kind.KEY_ENDED),
    )
    return tuple(
        KeyFact(Fact(*row[:-3]), Stream(row[0], UnitKey.parse(row[-3]), PeriodKey.parse(row[-2])), bool(row[-1]))
        for row in found
    )


def put_standing(
    db: Database, heard: Mapping[str, Iterable[UnitKey]], ended: Mapping[str, Iterable[EndedHead]]
) -> None:
    """Keep who is heard for which office, and up to where those are whose keys were ended, in the place of what was kept."""
    for table in (StandingRow, EndedRow):
        rows(db, f"DELETE FROM {name_of(table)}")
    many(db, into_unless_there(StandingRow), [(place, str(unit)) for place, units in heard.items() for unit in units])
    many(db, into_unless_there(EndedRow), [(place, "", "", 0, "") for place in ended])
    named = [(place, head) for place, heads in ended.items() for head in heads]
    listed = [(place, str(head.stream.unit), str(head.stream.period), head.n, head.chain) for place, head in named]
    many(db, into_unless_there(EndedRow), listed)


def standing(db: Database) -> dict[str, frozenset[UnitKey]]:
    """Per station that is heard the offices for which it speaks."""
    found: dict[str, frozenset[UnitKey]] = {}
    for station, unit in rows(db, "SELECT station, unit FROM standing"):
        found[station] = found.get(station, frozenset()) | {UnitKey.parse(unit)}
    return found


def stations_of(db: Database, unit: UnitKey) -> frozenset[str]:
    """The stations that speak for an office."""
    return frozenset(place for (place,) in rows(db, "SELECT station FROM standing WHERE unit = ?", (str(unit),)))


def offices_of(db: Database, station: str) -> frozenset[UnitKey]:
    """The offices for which one station speaks; none when it is not heard."""
    found = rows(db, "SELECT unit FROM standing WHERE station = ?", (station,))
    return frozenset(UnitKey.parse(unit) for (unit,) in found)


def has_ended(db: Database, station: str) -> bool:
    """Whether the key of a station was ended."""
    return bool(rows(db, "SELECT 1 FROM ended WHERE station = ? AND unit = ''", (station,)))


def ended(db: Database) -> dict[str, tuple[EndedHead, ...]]:
    """Per station whose key was ended the heads up to which its lines still have effect."""
    found: dict[str, tuple[EndedHead, ...]] = {}
    for station, unit, period, n, chain in rows(db, "SELECT station, unit, period, n, chain FROM ended ORDER BY n"):
        heads = found.get(station, ())
        if unit:
            heads = (*heads, EndedHead(Stream(station, UnitKey.parse(unit), PeriodKey.parse(period)), n, chain))
        found[station] = heads
    return found


def streams_of(db: Database, stations: Iterable[str]) -> tuple[Stream, ...]:
    """The streams of some stations that are here."""
    wanted, told = set(stations), "SELECT station, unit, period FROM stream"
    if len(wanted) > _FEW:
        found = [row for row in rows(db, f"{told} ORDER BY station") if row[0] in wanted]
    else:
        found = [row for station in sorted(wanted) for row in rows(db, f"{told} WHERE station = ?", (station,))]
    return tuple(Stream(place, UnitKey.parse(unit), PeriodKey.parse(period)) for place, unit, period in found)


_FEW = 3
"""So many stations are asked for one by one; for more of them all streams are read at once."""


def key_entries(db: Database) -> tuple[KeyEntry, ...]:
    """The computers that were seen here, by office, station and order of arrival."""
    columns = "station, unit, key, sealing, period, mac, mac_period"
    return tuple(
        KeyEntry(station, UnitKey.parse(unit), key, sealing, _period(period), mac, _period(mac_period))
        for station, unit, key, sealing, period, mac, mac_period in rows(
            db, f"SELECT {columns} FROM known_key ORDER BY unit, position"
        )
    )


def _period(text: str) -> PeriodKey | None:
    return PeriodKey.parse(text) if text else None


def note_key(db: Database, entry: KeyEntry, *, is_own_word: bool) -> None:
    """Enter a computer as seen; one that is here learns for whom it seals and with which period it came, if that was not known.

    Its office is what the computer itself said first (`is_own_word`), not what others certified before.
    """
    station, unit, key, sealing, period, *_ = entry
    told = str(period or "")
    # nearly every package is of a computer that is here
    known = rows(db, "SELECT sealing, period, unit FROM known_key WHERE station = ?", (station,))
    if known and is_own_word and known[0][2] != str(unit) and not _has_said(db, station, *known[0][::2]):
        rows(db, "DELETE FROM known_key WHERE station = ?", (station,))
        known = []
    if not known:
        many(db, into_unless_there(KnownKeyRow), [(station, str(unit), key, sealing, told, "", "")])
    elif (sealing and not known[0][0]) or (told and not known[0][1]):
        values = (known[0][0] or sealing, known[0][1] or told, station)
        rows(db, "UPDATE known_key SET sealing = ?, period = ? WHERE station = ?", values)


def _has_said(db: Database, station: str, sealing: str, unit: str) -> bool:
    """Whether a station has itself said that it stands in an office: it sent something, or certified itself."""
    root = "SELECT 1 FROM certificate WHERE station = ? AND signer = station AND unit = ?"
    return bool(sealing or rows(db, root, (station, unit)))


def note_mac(db: Database, *, unit: UnitKey, key: str, mac: str, period: PeriodKey) -> None:
    """Keep what an office said of a key of its own with the enrolment code of a period."""
    values = (mac, str(period), str(unit), key)
    rows(db, "UPDATE known_key SET mac = ?, mac_period = ? WHERE unit = ? AND key = ?", values)
