"""An office's own units, agencies and procedures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from models.acts import Act, Topic
from models.catalogue import Catalogue
from models.catalogue.additions import LIMITS, Additions, account_of
from models.catalogue.kept import AdditionsRefused, Offered, is_kept, is_pack, keep, keep_home, offered, read_kept
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.services.office.allowing import allow, note
from models.services.office.file_kinds import FileKind, kind_of_file, other_kind
from models.store.database import Station
from models.store.periods import periods
from models.workbooks import content_of


@dataclass(eq=False)
class UnitsInCircle(Problem):
    """Units that stand under themselves, directly or through each other: no hub could ever add them up."""

    units: str
    code = "units_in_circle"
    says = N_("These units stand under themselves: {units}. Correct the superior of one of them.")


@dataclass(eq=False)
class UnitsWouldGo(Problem):
    """A newer pack lacks units that this station works with."""

    file: str
    units: str
    code = "units_would_go"
    says = N_(
        "“{file}” was not taken: it lacks units that this station works with: {units}. Nothing was changed. Ask for a pack that has them, "
        "or set up another folder with this one."
    )


@dataclass(eq=False)
class NothingToFound(Problem):
    """A pack without any unit."""

    file: str
    code = "nothing_to_found"
    says = N_(
        "The pack “{file}” has no unit, so no office can be set up from it. Add it to the catalogue of an office."
    )


def add_to_catalogue(station: Station, path: Path, *, act: Act) -> tuple[Station, Additions]:
    """Take units or procedures from an office's csv or xlsx, or a pack, all of it or nothing; the same file again adds nothing.

    A pack with the name of one that is here takes its place. Answers the station as it knows them from now on, and what was added.
    Refuses units that would stand under themselves, and a pack without the units of the station and its periods (`UnitsWouldGo`).
    """
    allow(station, act, Duty.CATALOGUE)
    _require_kind(path)
    if not is_pack(path) and is_kept(station.folder, content_of(path, LIMITS)):
        return station, Additions(account=account_of(path))
    offer = _offered(station.catalogue, path)
    if is_kept(station.folder, offer.content):
        return station, Additions(account=offer.additions.account)
    worked_with = {
        station.unit,
        *(unit for period in periods(station.db) for unit in (period.key.issuer, *period.units)),
    }
    gone = [key for key in sorted(worked_with) if _knows(station.catalogue, key) and not _knows(offer.catalogue, key)]
    if gone:
        raise UnitsWouldGo(path.name, ", ".join(station.catalogue.office_told(key) for key in gone))
    keep(station.folder, offer.content, suffix=offer.suffix)
    with station.transaction():
        counts = {"units": len(offer.additions.units), "procedures": len(offer.additions.procedures)}
        note(station, act, HomeAct.CATALOGUE, counts)
    act.changes(Topic.UNIT)
    return replace(station, catalogue=offer.catalogue), offer.additions


def prepare_catalogue(folder: Path, path: Path) -> tuple[Catalogue, Additions]:
    """Take a table or pack into the catalogue of a folder that has no station yet; a pack takes the place of the built-in one.

    Answers the catalogue from which an office is chosen there now, and what was added. Refuses as `add_to_catalogue`.
    """
    offer = offered_home(folder, path)
    keep_offer(folder, offer)
    return offer.catalogue, offer.additions


def offered_home(folder: Path, path: Path) -> Offered:
    """What `prepare_catalogue` would keep, looked through; nothing is written."""
    _require_kind(path)
    catalogue, trouble = read_kept(folder)
    if not is_pack(path):
        if trouble is not None:
            raise trouble
        content = content_of(path, LIMITS)
        if is_kept(folder, content):
            return Offered(catalogue, Additions(account=account_of(path)), content, path.suffix.lower())
    offer = _offered(catalogue, path, is_home=True)
    if not offer.catalogue.units:
        raise NothingToFound(path.name)
    return offer


def keep_offer(folder: Path, offer: Offered) -> None:
    """Keep what was offered for a folder without a station."""
    if offer.additions.pack is not None:
        keep_home(folder, offer.content)
    elif not is_kept(folder, offer.content):
        keep(folder, offer.content, suffix=offer.suffix)


def _offered(catalogue: Catalogue, path: Path, *, is_home: bool = False) -> Offered:
    offer = offered(catalogue, path, is_home=is_home)
    circles = tuple(_circles(offer.catalogue, offer.additions))
    if circles:
        raise AdditionsRefused(path.name, circles)
    return offer


def _require_kind(path: Path) -> None:
    kind = kind_of_file(path)
    if kind not in (None, FileKind.CATALOGUE):
        raise other_kind(path.name, kind)


def _knows(catalogue: Catalogue, key: UnitKey) -> bool:
    return catalogue.unit_of_key(key) is not None


def _circles(catalogue: Catalogue, additions: Additions) -> Iterator[UnitsInCircle]:
    """Each circle among the units once, named from its first unit back to it."""
    told: set[UnitKey] = set()
    for unit in additions.units:
        above = catalogue.superiors(unit.key)
        if unit.key in above and unit.key not in told:
            circle = (unit.key, *above[: above.index(unit.key) + 1])
            told.update(circle)
            yield UnitsInCircle(" → ".join(catalogue.office_told(key) for key in circle))
