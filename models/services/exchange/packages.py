"""The packages that this office sent and took in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple

from peewee import fn

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.activity import Span
from models.domain.book.facts import PeriodKey
from models.store.database import Station
from models.store.line_tables import PackageRow
from models.store.sql import rows

MERGED, SENT, OPENED, ACKNOWLEDGED = "merged", "sent", "opened", "acknowledged"


@dataclass(eq=False)
class PackageUnknown(Problem):
    """No package with this id stands in the book of packages."""

    id: str
    code = "package_unknown"
    says = N_("There is no package “{id}” here. Look its id up among the packages.")
    deed = Deed.SHOW_PACKAGES


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


class Carried(NamedTuple):
    """What a package carries: its lines, how many of them are keyings, and the free texts."""

    lines: int
    keyings: int
    texts: int


def carried(station: Station, package: Package) -> Carried:
    """Count what a package carries of the lines that are here; contents that came later are not in it."""
    keyings = texts = 0
    for place, n in package.heads.items():
        where = (str(package.unit), str(package.period), place, n)
        for table in ("keying", "text"):
            found = rows(
                station.db,
                f"SELECT COUNT(*) FROM {table} JOIN stream ON stream.id = stream"
                " WHERE unit = ? AND period = ? AND station = ? AND n <= ?",
                where,
            )[0][0]
            keyings, texts = (keyings + found, texts) if table == "keying" else (keyings, texts + found)
    return Carried(sum(package.heads.values()), keyings, texts)


def check_number(package_id: str) -> str:
    """The id of a package in 20 decimal digits, which can be read out and typed whatever the keyboard is set to."""
    return f"{int(package_id, 16):020d}"


def packages(station: Station) -> tuple[Package, ...]:
    """All packages sent, opened and taken in, the latest first."""
    found = PackageRow.select().order_by(PackageRow.at.desc(), PackageRow.id).bind(station.db)
    return tuple(_package(row) for row in found)


def find_package(station: Station, package_id: str) -> Package:
    """The package with this id, or the only one whose id begins so; refuses with `PackageUnknown`."""
    start = package_id.strip().lower()
    found = [package for package in packages(station) if package.id.startswith(start)]
    if len(found) != 1 or len(start) < 4:
        raise PackageUnknown(package_id)
    return found[0]


def places_here(station: Station) -> tuple[tuple[UnitKey, PeriodKey], ...]:
    """The units and periods of which lines are here, in order."""
    found = rows(station.db, "SELECT DISTINCT unit, period FROM stream ORDER BY unit, period")
    return tuple((UnitKey.parse(unit), PeriodKey.parse(period)) for unit, period in found)


def has_package(station: Station, package_id: str) -> bool:
    return bool(rows(station.db, "SELECT 1 FROM package WHERE id = ?", (package_id,)))


def next_number(station: Station, *, unit: UnitKey, period: PeriodKey, receiver: str) -> int:
    """The number of this station's next package for one unit, period and receiver."""
    last = PackageRow.select(fn.MAX(PackageRow.number)).where(
        PackageRow.is_own == 1,
        PackageRow.station == station.id,
        PackageRow.unit == str(unit),
        PackageRow.period == str(period),
        PackageRow.receiver == receiver,
    )
    return int(last.bind(station.db).scalar() or 0) + 1


def numbers_here(station: Station, package: Package) -> frozenset[int]:
    """The numbers of the packages that came from the same station about the same unit and period to the same receiver."""
    found = rows(
        station.db,
        "SELECT number FROM package WHERE station = ? AND unit = ? AND period = ? AND receiver = ?",
        (package.station, str(package.unit), str(package.period), package.receiver),
    )
    return frozenset(row[0] for row in found)


def note_package(station: Station, package: Package) -> None:
    """Enter a package in the book, within a running transaction; one that stands there already stays as it is."""
    values = (
        package.id,
        package.kind,
        package.station,
        str(package.unit),
        str(package.period),
        package.receiver,
        package.number,
        int(package.is_own),
        package.at,
        package.file,
        package.ranges,
        package.state,
        ",".join(map(str, package.brought)),
    )
    rows(station.db, f"INSERT OR IGNORE INTO package VALUES ({', '.join('?' * len(values))})", values)


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
