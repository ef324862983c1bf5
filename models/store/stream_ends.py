"""How far the streams of a base go, and of which offices and periods there are any: ends alone, no lines."""

from __future__ import annotations

from peewee import Database

from models.domain.basics.units import UnitKey
from models.domain.book.branches import whole_branches
from models.domain.book.facts import Kind, PeriodKey, Stream
from models.store.branches import branches_of
from models.store.journal import of_period, streams
from models.store.sql import rows


def places(db: Database) -> tuple[tuple[UnitKey, PeriodKey], ...]:
    """The units and periods of which streams are here, in order."""
    found = rows(db, "SELECT DISTINCT unit, period FROM stream ORDER BY unit, period")
    return tuple((UnitKey.parse(unit), PeriodKey.parse(period)) for unit, period in found)


def forked_places(db: Database) -> tuple[tuple[UnitKey, PeriodKey], ...]:
    """The units and periods in which a key has several contents, in order."""
    found = rows(
        db,
        "SELECT DISTINCT unit, period FROM stream WHERE id IN"
        " (SELECT stream FROM journal WHERE twin > 0 UNION SELECT stream FROM keying WHERE twin > 0)"
        " ORDER BY unit, period",
    )
    return tuple((UnitKey.parse(unit), PeriodKey.parse(period)) for unit, period in found)


def senders(db: Database, period: PeriodKey) -> dict[UnitKey, frozenset[str]]:
    """Per unit of which streams are here the stations that have written lines in the period."""
    found = rows(
        db,
        "SELECT unit, station, EXISTS (SELECT 1 FROM journal WHERE journal.stream = stream.id)"
        " OR EXISTS (SELECT 1 FROM keying WHERE keying.stream = stream.id) FROM stream WHERE period = ?",
        (str(period),),
    )
    named: dict[UnitKey, frozenset[str]] = {}
    for unit, station, has_lines in found:
        key = UnitKey.parse(unit)
        named[key] = named.get(key, frozenset()) | ({station} if has_lines else frozenset())
    return named


def has_forms(db: Database, *, period: PeriodKey, unit: UnitKey) -> bool:
    """Whether anything was issued or keyed for a unit in a period."""
    of = "stream.unit = ? AND stream.period = ?"
    found = rows(
        db,
        f"SELECT EXISTS (SELECT 1 FROM stream JOIN keying ON keying.stream = stream.id WHERE {of})"
        f" OR EXISTS (SELECT 1 FROM stream JOIN journal ON journal.stream = stream.id WHERE {of} AND kind = ?)",
        (str(unit), str(period), str(unit), str(period), Kind.ISSUED),
    )
    return bool(found[0][0])


def ends(db: Database, period: PeriodKey) -> dict[int, int]:
    """`last_n` of every stream of a period, by its small number."""
    found = rows(
        db,
        "SELECT id, (SELECT MAX(n) FROM journal WHERE stream = stream.id), (SELECT MAX(n) FROM keying WHERE stream = stream.id)"
        " FROM stream WHERE period = ?",
        (str(period),),
    )
    return {int(number): max(written or 0, keyed or 0) for number, written, keyed in found}


def reached(db: Database, *, period: PeriodKey, unit: UnitKey) -> dict[str, tuple[int, int]]:
    """Per station its last n and how many further contents its keys have: unlike as soon as a line was added.

    Only the ends of indexes are looked at, however many lines there are.
    """
    found = rows(
        db,
        "SELECT station, (SELECT MAX(n) FROM journal WHERE stream = stream.id),"
        " (SELECT MAX(n) FROM keying WHERE stream = stream.id),"
        " (SELECT COUNT(*) FROM journal WHERE stream = stream.id AND twin > 0)"
        " + (SELECT COUNT(*) FROM keying WHERE stream = stream.id AND twin > 0)"
        " FROM stream WHERE unit = ? AND period = ?",
        (str(unit), str(period)),
    )
    return {station: (max(written or 0, keyed or 0), twins) for station, written, keyed, twins in found}


def heads(db: Database, *, period: PeriodKey, unit: UnitKey) -> dict[str, tuple[int, str]]:
    """Per station the last n before the first hole and the chain hash there, of all streams of a unit.

    Of a stream with several branches the longest one, whose content the hash covers.
    """
    ends: dict[str, tuple[int, str]] = {}
    for number, stream in streams(db, period=period, unit=unit).items():
        whole = whole_branches(branches_of(db, number, stream))
        if whole:
            longest = max(whole, key=lambda branch: (branch.last, branch.chain))
            ends[stream.station] = (longest.last, longest.chain)
    return ends


def whole_heads(db: Database, *, period: PeriodKey, unit: UnitKey | None = None) -> dict[Stream, tuple[int, str]]:
    """Of every stream of a period (of one unit) the last n and the chain hash there.

    The hash is "" where lines are missing or one key has several contents.
    """
    where, values = of_period(period, unit)
    last, told = ends(db, period), dict[Stream, tuple[int, str]]()
    found = rows(db, f"SELECT id, station, unit, taken, chain FROM stream WHERE {where} ORDER BY station", values)
    for number, place, about, taken, link in found:
        if last[number]:
            told[Stream(place, UnitKey.parse(about), period)] = (last[number], link if taken == last[number] else "")
    return told
