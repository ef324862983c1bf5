"""The packages that this office sent and took in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey, Stream
from models.store import journal, stream_ends
from models.store import packages as store
from models.store.database import Station
from models.store.packages import Package


@dataclass(eq=False)
class PackageUnknown(Problem):
    """No package with this id stands in the book of packages."""

    id: str
    code = "package_unknown"
    says = N_("There is no package “{id}” here. Look its id up among the packages.")
    deed = Deed.SHOW_PACKAGES


class Carried(NamedTuple):
    """What a package carries: its lines, how many of them are keyings, and the free texts."""

    lines: int
    keyings: int
    texts: int


def carried(station: Station, package: Package) -> Carried:
    """Count what a package carries of the lines that are here; contents that came later are not in it."""
    keyings = texts = 0
    for place, n in package.heads.items():
        found = journal.count_up_to(station.db, Stream(place, package.unit, package.period), n)
        keyings, texts = keyings + found[0], texts + found[1]
    return Carried(sum(package.heads.values()), keyings, texts)


def check_number(package_id: str) -> str:
    """The id of a package in 20 decimal digits, which can be read out and typed whatever the keyboard is set to."""
    return f"{int(package_id, 16):020d}"


def packages(station: Station) -> tuple[Package, ...]:
    """All packages sent, opened and taken in, the latest first."""
    return store.packages(station.db)


def find_package(station: Station, package_id: str) -> Package:
    """The package with this id, or the only one whose id begins so; refuses with `PackageUnknown`."""
    start = package_id.strip().lower()
    found = [package for package in packages(station) if package.id.startswith(start)]
    if len(found) != 1 or len(start) < 4:
        raise PackageUnknown(package_id)
    return found[0]


def places_here(station: Station) -> tuple[tuple[UnitKey, PeriodKey], ...]:
    """The units and periods of which lines are here, in order."""
    return stream_ends.places(station.db)


def next_number(station: Station, *, unit: UnitKey, period: PeriodKey, receiver: str) -> int:
    """The number of this station's next package for one unit, period and receiver."""
    return store.last_number(station.db, sender=station.id, unit=unit, period=period, receiver=receiver) + 1
