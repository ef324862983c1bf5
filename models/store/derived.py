"""What is worked out from the lines and kept: per unit the accepted forms, how they are told, counts, where it stands; sums of a hub.

All of it can be made again at any time. A hub reads the rows of hundreds of offices at once: SQL text throughout. Whoever asks for
some units gets at least these.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from peewee import Database

from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.store.sql import into_instead, many, name_of, rows
from models.store.tables import AcceptedRow, DerivedRow, TallyRow, ToldOfficeRow, WholeRow


def stamps(
    db: Database, period: PeriodKey, only: Collection[UnitKey] | None, *, own: str
) -> dict[str, tuple[str, ...]]:
    """Per unit what shows that a line was added, or that other stations are heard.

    That is how far each stream was taken in, or how many lines it has and the last n, and whether its station is heard.
    Only merging adds lines to streams of other stations than `own`, and it notes how far they go; their lines need no
    counting.
    """
    where, values = _selection(period, only, "stream.")
    found = rows(
        db,
        "SELECT unit, station, (CASE WHEN taken > 0 AND station <> ? THEN taken || '.' || chain ELSE"
        " (SELECT COUNT(*) || '.' || COALESCE(MAX(n), 0) FROM journal WHERE stream = stream.id) || ':' ||"
        " (SELECT COUNT(*) || '.' || COALESCE(MAX(n), 0) FROM keying WHERE stream = stream.id) END) || ':' ||"
        " (SELECT COUNT(*) FROM standing WHERE standing.station = stream.station) || '.' ||"
        " (SELECT COUNT(*) FROM ended WHERE ended.station = stream.station)"
        f" FROM stream WHERE {where} ORDER BY unit, station",
        (own, *values),
    )
    reached: dict[str, tuple[str, ...]] = {}
    for unit, station, how_far in found:
        reached[unit] = (*reached.get(unit, ()), f"{station}:{how_far}")
    return reached


def standings(db: Database, period: PeriodKey, only: Collection[UnitKey] | None) -> dict[str, tuple[str, str]]:
    """Per unit the stamp under which it was derived, and where it stood."""
    where, values = _selection(period, only)
    found = rows(db, f"SELECT unit, stamp, body FROM derived WHERE {where}", values)
    return {unit: (stamp, body) for unit, stamp, body in found}


def number_counted(db: Database, period: PeriodKey) -> int:
    """How many units are counted, by lines of now or of before."""
    return int(rows(db, "SELECT COUNT(*) FROM derived WHERE period = ?", (str(period),))[0][0])


def tallies(db: Database, period: PeriodKey, only: Collection[UnitKey] | None) -> dict[str, str]:
    """Per unit its counts."""
    where, values = _selection(period, only)
    return dict(rows(db, f"SELECT unit, body FROM tally WHERE {where}", values))


def accepted(db: Database, period: PeriodKey, unit: UnitKey) -> str:
    """The accepted forms of a unit; empty when they were never derived."""
    found = rows(db, "SELECT body FROM accepted WHERE period = ? AND unit = ?", (str(period), str(unit)))
    return str(found[0][0]) if found else ""


class KeptCounts(NamedTuple):
    """What was derived of a unit, as it is kept."""

    unit: UnitKey
    stamp: str
    standing: str
    tally: str
    forms: str


def put_derived(db: Database, period: PeriodKey, made: Sequence[KeptCounts]) -> None:
    """Keep what was derived of some units in the place of what was kept before."""
    keyed = [(str(period), str(each.unit), each) for each in made]
    many(db, into_instead(AcceptedRow), [(of, unit, each.forms) for of, unit, each in keyed])
    many(db, into_instead(TallyRow), [(of, unit, each.tally) for of, unit, each in keyed])
    many(db, into_instead(DerivedRow), [(of, unit, each.stamp, each.standing) for of, unit, each in keyed])


def areas(db: Database, period: PeriodKey) -> dict[str, str]:
    """The sums that are kept, by the unit above (as text)."""
    return dict(rows(db, "SELECT area, body FROM whole WHERE period = ?", (str(period),)))


def put_areas(db: Database, period: PeriodKey, bodies: Mapping[str, str], *, only_these: bool = False) -> None:
    """Keep some sums; with `only_these` all others of the period go."""
    if only_these:
        rows(db, "DELETE FROM whole WHERE period = ?", (str(period),))
    many(db, into_instead(WholeRow), [(str(period), area, body) for area, body in bodies.items()])


def told(db: Database, period: PeriodKey, only: Collection[UnitKey] | None) -> dict[str, tuple[str, str]]:
    """Per unit under which stamp it was worked out what may be told of its forms, and how they are told."""
    where, values = _selection(period, only)
    found = rows(db, f"SELECT unit, stamp, body FROM told WHERE {where}", values)
    return {unit: (stamp, body) for unit, stamp, body in found}


def put_told(db: Database, period: PeriodKey, made: Mapping[UnitKey, tuple[str, str]]) -> None:
    """Keep how the forms of some units are told, with the stamp of each, in the place of what was kept before."""
    many(db, into_instead(ToldOfficeRow), [(str(period), str(unit), *each) for unit, each in made.items()])


def forget_derived(db: Database) -> None:
    """Drop everything that was worked out."""
    for table in (AcceptedRow, TallyRow, DerivedRow, WholeRow, ToldOfficeRow):
        rows(db, f"DELETE FROM {name_of(table)}")


def _selection(period: PeriodKey, only: Collection[UnitKey] | None, table: str = "") -> tuple[str, tuple[str, ...]]:
    """The rows of a period, or only those of some units; of many units all are read, which is as quick as to name each."""
    if only is None or len(only) > _FEW:
        return f"{table}period = ?", (str(period),)
    if not only:
        return f"{table}period = ? AND 1 = 0", (str(period),)
    return f"{table}period = ? AND {table}unit IN ({', '.join('?' * len(only))})", (str(period), *map(str, only))


_FEW = 50
