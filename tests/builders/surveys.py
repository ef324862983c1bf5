"""A station of one office, the period 26Q3 and what its figures are about."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.domain.book.editions import Edition
from models.domain.book.open_points import OpenKind
from models.domain.book.periods import Period
from models.domain.figures.figures import Reach, Subject
from models.domain.questionnaire.method import Method
from models.services.exchange.editions import close_hub
from models.services.office.periods import find_period, open_period
from models.services.office.stations import found_station
from models.store.database import Station, open_station
from tests.builders.acts import WARD, act_of, person

EVALUATED = (date(2026, 7, 1), date(2026, 9, 30))


def ward(folder: Path, *, unit: UnitKey = WARD, name: str = "Máy 1", is_hub: bool = False) -> Station:
    """A station of one office with one person on its name list; each is founded once in each process, and copied."""
    shutil.copytree(_founded(unit, name, is_hub=is_hub), folder, dirs_exist_ok=True)
    return open_station(folder)


@cache
def _founded(unit: UnitKey, name: str, *, is_hub: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ward"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    person = Person(unit, "lan", "Nguyễn Thị Lan")
    chance = f"s{unit.code}"
    found_station(folder / "ward", unit=unit, name=name, person=person, chance=chance, is_hub=is_hub).close()
    return folder / "ward"


def period_of(
    station: Station,
    *,
    code: str = "26Q3",
    questionnaires: tuple[str, ...] = (),
    method: Method | None = None,
    units: tuple[UnitKey, ...] = (),
) -> Period:
    """The third quarter of 2026, opened by the station."""
    return open_period(
        station,
        code=code,
        name="Quý III năm 2026",
        evaluated=EVALUATED,
        survey=(date(2026, 9, 1), date(2026, 12, 31)),
        seed="hat-giong",
        questionnaires=questionnaires,
        method=method,
        units=units,
        act=act_of(),
    )


EVEN_FEW = Method(suppress_under=1, least_forms=1)
"""A method that shows and judges an office however few forms it has: for tests of what is counted."""


def period_26q3(station: Station) -> Period:
    return find_period(station, "26Q3")


def of_office(unit: UnitKey) -> Subject:
    """What figures of one office are about."""
    return Subject(unit, Reach.OFFICE)


def of_part(unit: UnitKey) -> Subject:
    """What figures of a part of a hub are about."""
    return Subject(unit, Reach.PART)


def of_hub(hub: Station) -> Subject:
    """What figures of all offices of a hub are about."""
    return Subject(hub.unit, Reach.HUB)


def closed_by_hub(hub: Station, period: Period) -> Edition:
    """The next edition of a hub, whatever stands open."""
    return close_hub(hub, period, waivers=dict.fromkeys(OpenKind, "thử"), act=act_of(person(hub)))
