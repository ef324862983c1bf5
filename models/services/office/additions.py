"""An office's own units, agencies and procedures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from models.acts import Act, Topic
from models.catalogue import Catalogue
from models.catalogue.additions import LIMITS, Additions, account_of, read_additions
from models.catalogue.kept import AdditionsRefused, enlarged, is_kept, keep
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.services.office.allowing import allow, note
from models.services.office.file_kinds import kind_of_file, other_kind
from models.store.database import Station
from models.workbooks import content_of


@dataclass(eq=False)
class UnitsInCircle(Problem):
    """Units that stand under themselves, directly or through each other: no hub could ever add them up."""

    units: str
    code = "units_in_circle"
    says = N_("These units stand under themselves: {units}. Correct the superior of one of them.")


def add_to_catalogue(station: Station, path: Path, *, act: Act) -> tuple[Station, Additions]:
    """Take units or procedures from an office's csv or xlsx, all of them or none; the same file again adds nothing.

    Answers the station as it knows them from now on, and what was added. Refuses units that would stand under themselves.
    """
    allow(station, act, Duty.CATALOGUE)
    kind = kind_of_file(path)
    if kind is not None:
        raise other_kind(path.name, kind)
    content = content_of(path, LIMITS)
    if is_kept(station.folder, content):
        return station, Additions(account=account_of(path))
    additions = read_additions(path, station.catalogue)
    if additions.doubts:
        raise AdditionsRefused(path.name, additions.doubts)
    catalogue = enlarged(station.catalogue, path, additions)
    circles = tuple(_circles(catalogue, additions))
    if circles:
        raise AdditionsRefused(path.name, circles)
    keep(station.folder, content, suffix=path.suffix.lower())
    with station.transaction():
        counts = {"units": len(additions.units), "procedures": len(additions.procedures)}
        note(station, act, HomeAct.CATALOGUE, counts)
    act.changes(Topic.UNIT)
    return replace(station, catalogue=catalogue), additions


def _circles(catalogue: Catalogue, additions: Additions) -> Iterator[UnitsInCircle]:
    """Each circle among the units once, named from its first unit back to it."""
    told: set[UnitKey] = set()
    for unit in additions.units:
        above = catalogue.superiors(unit.key)
        if unit.key in above and unit.key not in told:
            circle = (unit.key, *above[: above.index(unit.key) + 1])
            told.update(circle)
            yield UnitsInCircle(" → ".join(catalogue.office_told(key) for key in circle))
