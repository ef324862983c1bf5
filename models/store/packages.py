"""The book of packages: what was sent, opened and taken in, what a hub confirmed, and what a package proved of a stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from peewee import Database, fn

from models.domain.basics.units import UnitKey
from models.domain.book.activity import Span
from models.domain.book.facts import PeriodKey, Stream
from models.store.sql import columns_of, into, into_instead, into_unless_there, many, rows
from models.store.tables import AcknowledgedRow, PackageRow, ProvenRow

MERGED, SENT, OPENED, ACKNOWLEDGED = "merged", "sent", "opened", "acknowledged"


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the book of packages.

    `id` is the same on every machine, `file` its name in the folder `packages/`, `unit` the office it is about,
    `ranges` per station the last n it carries, `brought` the lines that it was the first to bring here.
    """

    id: str
    kind: str
    station: str
    unit: UnitKey
    period: PeriodKey
    receiver: str
    number: int
    is_own: bool
    at: str
    file: str
    ranges: str
    state: str
    brought: tuple[Span, ...] = ()

    @property
    def heads(self) -> dict[str, int]:
        """Per station the last n that the package carries; empty for a campaign file."""
        return {str(station): int(n) for station, n in json.loads(self.ranges or "{}").items()}


def packages(db: Database) -> tuple[Package, ...]:
    """All packages sent, opened and taken in, the latest first."""
    return tuple(map(_package, PackageRow.select().order_by(PackageRow.at.desc(), PackageRow.id).bind(db)))


def packages_as_they_came(db: Database, period: PeriodKey, unit: UnitKey | None = None) -> tuple[Package, ...]:
    """The packages about a period (and one unit) in the order in which they were noted; no clock decides it."""
    found = PackageRow.select().where(PackageRow.period == str(period)).order_by(PackageRow.position)
    return tuple(map(_package, (found if unit is None else found.where(PackageRow.unit == str(unit))).bind(db)))


def has_package(db: Database, package_id: str) -> bool:
    # a merge asks for every package
    return bool(rows(db, "SELECT 1 FROM package WHERE id = ?", (package_id,)))


def is_name_of_other(db: Database, file: str, package_id: str) -> bool:
    """Whether another package than this one is kept under a file name."""
    return PackageRow.select().where(PackageRow.file == file, PackageRow.id != package_id).bind(db).exists()


def is_name_noted(db: Database, file: str) -> bool:
    """Whether the book names a package that is kept under this file name."""
    return bool(PackageRow.select().where(PackageRow.file == file).bind(db).exists())


def last_number(db: Database, *, sender: str, unit: UnitKey, period: PeriodKey, receiver: str) -> int:
    """The number of the last own package of a station for one unit, period and receiver; 0 before the first."""
    last = PackageRow.select(fn.MAX(PackageRow.number)).where(
        PackageRow.is_own == 1,
        PackageRow.station == sender,
        PackageRow.unit == str(unit),
        PackageRow.period == str(period),
        PackageRow.receiver == receiver,
    )
    return int(last.bind(db).scalar() or 0)


def numbers_like(db: Database, package: Package) -> frozenset[int]:
    """The numbers of the packages from the same station about the same unit and period to the same receiver."""
    # a merge asks for every package
    found = rows(
        db,
        "SELECT number FROM package WHERE station = ? AND unit = ? AND period = ? AND receiver = ?",
        (package.station, str(package.unit), str(package.period), package.receiver),
    )
    return frozenset(row[0] for row in found)


def note_package(db: Database, package: Package) -> None:
    """Enter a package in the book; one that stands there already stays as it is."""
    values = {name: getattr(package, name) for name in columns_of(PackageRow)} | {
        "unit": str(package.unit),
        "period": str(package.period),
        "is_own": int(package.is_own),
        "brought": ",".join(map(str, package.brought)),
    }
    many(db, into_unless_there(PackageRow), [tuple(values.values())])


def set_state(db: Database, package_id: str, state: str) -> None:
    PackageRow.update(state=state).where(PackageRow.id == package_id).execute(db)


def acknowledge(
    db: Database, *, unit: UnitKey, period: PeriodKey, hub: UnitKey, by: str, taken: Iterable[tuple[str, int]]
) -> None:
    """Note up to which n the computer `by` of a hub confirmed the streams of some stations; what it confirmed before is not taken back."""
    many(
        db,
        f"{into(AcknowledgedRow)} ON CONFLICT (unit, period, hub, by, station)"
        " DO UPDATE SET n = CASE WHEN excluded.n > acknowledged.n THEN excluded.n ELSE acknowledged.n END",
        [(str(unit), str(period), str(hub), by, station, n) for station, n in taken],
    )


def receipts_here(db: Database) -> tuple[tuple[UnitKey, PeriodKey, UnitKey], ...]:
    """Each unit, period and hub of which a receipt came."""
    found = rows(db, "SELECT DISTINCT unit, period, hub FROM acknowledged ORDER BY unit, period, hub")
    return tuple((UnitKey.parse(unit), PeriodKey.parse(period), UnitKey.parse(hub)) for unit, period, hub in found)


def confirmed_by(db: Database, *, unit: UnitKey, period: PeriodKey, hub: UnitKey) -> Mapping[str, int]:
    """Per station up to which n the computers of this hub that are heard here have confirmed the lines of a unit."""
    found = rows(
        db,
        "SELECT acknowledged.station, MAX(n) FROM acknowledged"
        " JOIN standing ON standing.station = by AND standing.unit = hub"
        " WHERE acknowledged.unit = ? AND period = ? AND hub = ? GROUP BY acknowledged.station",
        (str(unit), str(period), str(hub)),
    )
    return dict(found)


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


def proven_of(db: Database, stream: Stream, *, rules: str) -> Proven | None:
    """What was proven of a stream under the same `rules` of reading, as long as nothing else came into it since."""
    # a merge asks for every package
    found = rows(
        db,
        "SELECT proven.n, proven.chain, serials, beginnings FROM stream JOIN proven ON proven.stream = stream.id"
        " WHERE unit = ? AND period = ? AND station = ? AND rules = ? AND n = taken AND proven.chain = stream.chain",
        (str(stream.unit), str(stream.period), stream.station, rules),
    )
    if not found:
        return None
    n, link, serials, beginnings = found[0]
    return Proven(rules, n, bytes.fromhex(link), serials, tuple(Beginning(*each) for each in json.loads(beginnings)))


def note_proven(db: Database, stream: int, proven: Proven) -> None:
    """Remember what was proven of the stream with this small number."""
    values = (stream, proven.n, proven.link.hex(), proven.rules, proven.serials, json.dumps(proven.beginnings))
    many(db, into_instead(ProvenRow), [values])


def _package(row: PackageRow) -> Package:
    return Package(
        row.id,
        row.kind,
        row.station,
        UnitKey.parse(row.unit),
        PeriodKey.parse(row.period),
        row.receiver,
        row.number,
        bool(row.is_own),
        row.at,
        row.file,
        row.ranges,
        row.state,
        tuple(map(Span.parse, row.brought.split(","))) if row.brought else (),
    )
