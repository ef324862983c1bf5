"""`sophieu city`: one base on a server for many desks."""

from __future__ import annotations

from contextlib import closing

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import Session, office_command
from desktop.moment import chance
from desktop.words import GOES_ON, MOVED_HOME, MOVED_TO_SERVER, ROLES, WORKS_THERE, WORKS_THERE_NOW
from models.acts import Act
from models.services.office.cities import leave_city, move_to_city, share_out
from models.services.office.city_copies import renew_desk
from models.services.office.joining import desks_of
from models.store.address import kept_address, read_address
from models.store.city_problems import NoDesk


@click.group()
def city() -> None:
    """One base on a server for many desks of one office."""


@city.command("move")
@click.option("--to", "text", required=True, metavar="ADDRESS", help="Where the base goes; nothing may be there yet.")
@office_command
def move(session: Session, text: str) -> None:
    """Carry the base of this folder over to a server; the station is the first desk there from then on."""
    address = read_address(text)
    act = _who_moves(session)
    with (
        shown_progress(quiet=session.as_json) as progress,
        closing(move_to_city(session.folder, address, chance=chance(), act=act, progress=progress)) as station,
    ):
        session.answer(
            session.say(MOVED_TO_SERVER, unit=station.name, place=address.place, folder=session.folder),
            station=station.id,
            place=address.place,
            folder=session.folder,
        )


@city.command("leave")
@office_command
def leave(session: Session) -> None:
    """Bring the whole base into the folder of this desk, whose own it is from then on; the other desks stay where they are."""
    act = _who_moves(session)
    with (
        shown_progress(quiet=session.as_json) as progress,
        closing(leave_city(session.folder, act=act, progress=progress)) as station,
    ):
        session.answer(
            session.say(MOVED_HOME, unit=station.name, folder=session.folder), station=station.id, folder=session.folder
        )


@city.command("renew")
@office_command
def renew(session: Session) -> None:
    """After the base was brought back from a copy: go on as a new station with new keys and a new book."""
    address = kept_address(session.folder)
    if address is None:
        raise NoDesk(str(session.folder))
    session.hold()
    with closing(renew_desk(session.folder, address, chance=chance(), at=session.at)) as station:
        session.answer(
            session.say(GOES_ON, unit=station.name, book=station.book), station=station.id, book=station.book
        )


@city.command("roles")
@office_command
def roles(session: Session) -> None:
    """Make the two roles of the base on its server: for desks, and for analysts, who see no people and no texts."""
    made = share_out(session.station, act=session.act())
    session.answer(session.say(ROLES, desks=made.desks, analysts=made.analysts), **made._asdict())


@city.command("desks")
@office_command
def desks(session: Session) -> None:
    """List the computers that work in the base, and where the program is open now."""
    listed = desks_of(session.station)
    session.answer(
        "\n".join(
            session.say(WORKS_THERE_NOW if desk.is_open else WORKS_THERE, name=desk.name, book=desk.book)
            for desk in listed
        ),
        desks=[
            {
                "station": desk.station,
                "name": desk.name,
                "book": desk.book,
                "here": desk.is_here,
                "open": desk.is_open,
            }
            for desk in listed
        ],
    )


def _who_moves(session: Session) -> Act:
    act = session.act()
    # a base that is open does not give way
    session.station.close()
    return act
