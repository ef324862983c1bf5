"""The keys of other stations that were seen here, and which of them a person has confirmed."""

from __future__ import annotations

from typing import NamedTuple

from peewee import Database

from models.acts import Act
from models.domain.basics.units import UnitKey
from models.store.sql import into, many, rows
from models.store.tables import KnownKeyRow

SEEN, CONFIRMED = "seen", "confirmed"


class KeyEntry(NamedTuple):
    """One key of one station: for whom it seals, who confirmed it when, and the key that vouches for it."""

    station: str
    unit: UnitKey
    key: str
    sealing: str
    is_confirmed: bool
    by: str
    at: str
    vouched_by: str


def key_entries(db: Database, *, beside: str = "") -> tuple[KeyEntry, ...]:
    """Every key that was seen here (or of the offices of one station), by unit, station and order of arrival."""
    # a merge asks several times for every package
    found = rows(
        db,
        "SELECT station, unit, key, sealing, state, by, at, vouched_by FROM known_key"
        f"{' WHERE unit IN (SELECT unit FROM known_key WHERE station = ?)' if beside else ''}"
        " ORDER BY unit, station, position",
        (beside,) if beside else (),
    )
    return tuple(
        KeyEntry(station, UnitKey.parse(unit), key, sealing, state == CONFIRMED, by, at, voucher)
        for station, unit, key, sealing, state, by, at, voucher in found
    )


def unit_of(db: Database, station: str) -> UnitKey | None:
    """The office in which a station said that it stands, with the key that was seen first."""
    found = rows(db, "SELECT unit FROM known_key WHERE station = ? ORDER BY position LIMIT 1", (station,))
    return UnitKey.parse(found[0][0]) if found else None


def note_key(db: Database, *, station: str, unit: UnitKey, key: str, sealing: str, vouched_by: str) -> None:
    """Enter a key as seen; one that is here learns for whom it seals and who vouches for it, if that was not known."""
    many(
        db,
        f"{into(KnownKeyRow)} ON CONFLICT (station, key) DO UPDATE SET"
        " sealing = CASE WHEN excluded.sealing <> '' THEN excluded.sealing ELSE known_key.sealing END,"
        " vouched_by = CASE WHEN known_key.vouched_by = '' THEN excluded.vouched_by ELSE known_key.vouched_by END",
        [(station, str(unit), key, sealing, SEEN, "", "", vouched_by)],
    )


def confirm_key(db: Database, *, station: str, key: str, act: Act) -> None:
    """Note who confirmed a key that was seen."""
    KnownKeyRow.update(state=CONFIRMED, by=act.by.author, at=act.at).where(
        KnownKeyRow.station == station, KnownKeyRow.key == key
    ).execute(db)
