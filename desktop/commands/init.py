"""`sophieu init`: setting up a folder as a station of an office."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import click

from desktop.commands.account import account_facts, told_account
from desktop.commands.campaign import opened_campaign
from desktop.commands.session import DAY, FILE, Session, office_command
from desktop.moment import chance, now
from desktop.usage import wrong_usage
from models.catalogue.kept import read_kept
from models.domain.basics.people import Person, code_for
from models.domain.basics.problems import N_
from models.domain.basics.units import Unit
from models.services.office.additions import keep_offer, offered_home
from models.services.office.stations import found_from_file, found_station, people
from models.store.database import Station

DEFAULT_PERSON = "Cán bộ"


@click.command()
@click.option("--unit", "code", default=None, help="Code of the office, e.g. 00004, or its full name.")
@click.option(
    "--hub", is_flag=True, help="This office merges the packages of others (some kinds of offices always do)."
)
@click.option("--pack", type=FILE, default=None, help="Catalogue pack of another place: a zip or a folder.")
@click.option("--campaign", type=FILE, default=None, help="Campaign file from the hub: its period is opened too.")
@click.option(
    "--enrolment-code", "words", default="", metavar="WORDS", help="With --campaign: what the hub's letter says."
)
@click.option("--station", "file", type=FILE, default=None, help="Station file from the office's first computer.")
@click.option("--name", default=DEFAULT_PERSON, help="Name of the person who sets the station up.")
@click.option("--on", "day", type=DAY, default=None, help="Day on which the code is valid, for surveys of the past.")
@office_command
def init(
    session: Session,
    code: str | None,
    hub: bool,
    pack: Path | None,
    campaign: Path | None,
    words: str,
    file: Path | None,
    name: str,
    day: date | None,
) -> None:
    """Set up this folder as a station of an office."""
    if (code is None) == (file is None) or sum(each is not None for each in (pack, campaign, file)) > 1:
        raise wrong_usage(N_("Give either --unit CODE, with at most one of --pack and --campaign, or --station FILE."))
    if file is not None:
        made, more = found_from_file(session.folder, file=file, chance=chance()), AlsoTold()
    elif campaign is not None:
        made, more = _from_campaign(session, campaign, str(code), hub=hub, name=name)
    else:
        made, more = _from_catalogue(session, pack, str(code), hub=hub, name=name, day=day)
    with closing(made) as station:
        said = N_("The station of {unit} is set up in {folder}. Its book of form numbers is book {book}.")
        first = session.say(said, unit=station.name, folder=session.folder, book=station.book)
        facts = {
            "station": station.id,
            "unit": station.unit,
            "name": station.name,
            "book": station.book,
            "hub": station.is_hub,
            "person": people(station)[0].code,
        }
    if campaign is not None:
        opened = opened_campaign(session, campaign, words)
        more = AlsoTold((*more.lines, opened.sentence), {**more.facts, "campaign": opened.facts})
    session.answer("\n".join((first, *more.lines)), **facts, **more.facts)


class AlsoTold(NamedTuple):
    """What else is answered: lines for people, and facts for programs."""

    lines: tuple[str, ...] = ()
    facts: Mapping[str, object] = MappingProxyType({})


def _from_catalogue(
    session: Session, pack: Path | None, code: str, *, hub: bool, name: str, day: date | None
) -> tuple[Station, AlsoTold]:
    """Found an office of the catalogue of the folder, or of a pack that takes its place."""
    if pack is None:
        catalogue, trouble = read_kept(session.folder)
        if trouble is not None:
            raise trouble
        unit = catalogue.find_unit(code, day or catalogue.place.day_of(now()))
        return _founded(session, unit, hub=hub, name=name), AlsoTold()
    offer = offered_home(session.folder, pack)
    unit = offer.catalogue.find_unit(code, day or offer.catalogue.place.day_of(now()))
    keep_offer(session.folder, offer)
    account = offer.additions.account
    told = AlsoTold(tuple(told_account(session, account, source=pack, to=None)), account_facts(session, account))
    return _founded(session, unit, hub=hub, name=name), told


def _from_campaign(session: Session, file: Path, code: str, *, hub: bool, name: str) -> tuple[Station, AlsoTold]:
    """Found one of the offices that a campaign file asks."""
    from exports.packages.founding import offices_in

    offices = offices_in(file)
    unit = offices.find(code)
    if offices.offer is not None:
        keep_offer(session.folder, offices.offer)
    return _founded(session, unit, hub=hub, name=name), AlsoTold()


def _founded(session: Session, unit: Unit, *, hub: bool, name: str) -> Station:
    return found_station(
        session.folder,
        unit=unit.key,
        name=unit.full_name,
        person=Person(unit.key, code_for(name), name),
        chance=chance(),
        is_hub=hub or unit.merges,
    )
