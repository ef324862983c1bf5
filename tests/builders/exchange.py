"""A ward with keyed forms and its hub, for the sections of the packages screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from exports.packages.campaign import open_campaign
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, parse_serial
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.office.periods import periods
from models.services.office.stations import found_station, people
from models.store.database import Station, open_station
from tests.builders.acts import AT, WARD, act_of, person
from tests.builders.desks import office_at
from tests.builders.forms import alike, key
from tests.builders.offices import Offices, make_offices

Section = TypeVar("Section", bound=SectionPresenter[Any])


def keyed_offices(folder: Path, *, forms: int = 3, is_confirmed: bool = True) -> Offices:
    """The offices of `make_offices`, whose ward has keyed `forms` forms at its first computer."""
    made = make_offices(folder, is_confirmed=is_confirmed)
    batch = issue_forms(made.first, made.period, variant="CN", count=forms, act=act_of())
    for serial in batch.serials:
        key(made.first, serial)
    (made.folder / "stick").mkdir()
    return made


def send(offices: Offices, *, at: str = AT, is_sealed: bool = True) -> Path:
    """The package that the ward's first computer writes for the hub."""
    return send_returns(
        offices.first, offices.period, out=offices.folder / "stick", is_sealed=is_sealed, act=act_of(at=at)
    ).path


def arrived_offices(folder: Path) -> Offices:
    """The offices of `keyed_offices`; what the ward sent is taken in at the hub."""
    made = keyed_offices(folder)
    merge_packages(made.hub, [send(made)], act=act_of())
    return made


def copied_offices(folder: Path) -> Offices:
    """The folder of the ward's computer was copied; both went on with the same form, and both packages are at the hub."""
    made = make_offices(folder)
    issued = issue_forms(made.first, made.period, variant="CN", count=1, act=act_of())
    person(made.first, "mai")
    shutil.copytree(made.first.folder, folder / "copy")
    copy = open_station(folder / "copy")
    for station, who, mark in ((made.first, "lan", "4"), (copy, "mai", "2")):
        key(station, next(iter(issued.serials)), alike(station, mark), by=who)
        merge_packages(made.hub, [send_returns(station, made.period, out=folder, act=act_of()).path], act=act_of())
    copy.close()
    return made


def valid(station: Station, period: Period) -> int:
    """How many forms of the ward count at this station."""
    return read_book(station, period, WARD).ledger.totals.get(State.VALID.value, 0)


def section(make: Callable[[Office], Section], station: Station) -> Section:
    """The section of this station's screen as it is when it has just been shown."""
    made = make(office_at(station))
    made.refresh()
    return made


def serials(offices: Offices) -> list[Serial]:
    """The forms that the ward's first computer issued."""
    forms = read_book(offices.first, offices.period, offices.first.unit).ledger.forms
    return [parse_serial(serial) for serial in forms]


def refounded(station: Station, *, chance: str = "other") -> Station:
    """A computer that somebody set up anew for the office of this one, with keys that nobody has certified."""
    made = found_station(
        station.folder.with_name(f"{station.folder.name}-{chance}"),
        unit=station.unit,
        name=station.name,
        person=people(station)[0],
        chance=chance,
        is_hub=station.is_hub,
    )
    for period in periods(station):
        campaign = sorted(station.packages.glob(f"{period.code}-*-campaign-*.zip"))
        open_campaign(made, campaign[-1], act=act_of())
    return made
