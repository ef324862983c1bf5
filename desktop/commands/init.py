"""`sophieu init`: setting up a folder as a station of an office."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import click

from desktop.commands.session import DAY, FILE, Session, office_command
from desktop.moment import chance, now
from desktop.usage import wrong_usage
from models.catalogue import BUILT_IN
from models.domain.basics.days import day_in_hanoi
from models.domain.basics.people import Person, code_for
from models.domain.basics.problems import N_
from models.domain.basics.units import HUB_LEVELS
from models.services.office.stations import found_from_file, found_station, people
from models.store.database import Station

DEFAULT_PERSON = "Cán bộ"


@click.command()
@click.option("--unit", "code", default=None, help="Code of the office, e.g. 00004 for Phường Ba Đình.")
@click.option("--hub", is_flag=True, help="This office merges the packages of others (city and district always do).")
@click.option("--station", "file", type=FILE, default=None, help="Station file from the office's first computer.")
@click.option("--name", default=DEFAULT_PERSON, help="Name of the person who sets the station up.")
@click.option("--on", "day", type=DAY, default=None, help="Day on which the code is valid, for surveys of the past.")
@office_command
def init(session: Session, code: str | None, hub: bool, file: Path | None, name: str, day: date | None) -> None:
    """Set up this folder as a station of an office."""
    if (code is None) == (file is None):
        raise wrong_usage(N_("Give either --unit CODE or --station FILE."))
    made = _from_file(session, file) if file else _from_unit(session, str(code), hub=hub, name=name, day=day)
    with closing(made) as station:
        said = N_("The station of {unit} is set up in {folder}. Its book of form numbers is book {book}.")
        session.answer(
            session.say(said, unit=station.name, folder=session.folder, book=station.book),
            station=station.id,
            unit=station.unit,
            name=station.name,
            book=station.book,
            hub=station.is_hub,
            person=people(station)[0].code,
        )


def _from_file(session: Session, file: Path) -> Station:
    return found_from_file(session.folder, file=file, chance=chance())


def _from_unit(session: Session, code: str, *, hub: bool, name: str, day: date | None) -> Station:
    unit = BUILT_IN.find_unit(code, day or day_in_hanoi(now()))
    return found_station(
        session.folder,
        unit=unit.key,
        name=unit.full_name,
        person=Person(unit.key, code_for(name), name),
        chance=chance(),
        is_hub=hub or unit.level in HUB_LEVELS,
    )
