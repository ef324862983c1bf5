"""`sophieu person`: the name list of this office."""

from __future__ import annotations

import click

from desktop.commands.session import Session, office_command
from models.domain.basics.problems import N_
from models.services.office.stations import add_person, people, rename_person


@click.group()
def person() -> None:
    """The name list of this office."""


@person.command("add")
@click.argument("code")
@click.option("--name", default="", help="The person's name.")
@office_command
def add_to_list(session: Session, code: str, name: str) -> None:
    """Put a person on the name list."""
    added = add_person(session.station, code=code.lower(), name=name, act=session.act())
    session.answer(
        session.say(N_("{name} is on the name list as {code}."), name=added.name, code=added.code),
        code=added.code,
        name=added.name,
    )


@person.command("rename")
@click.argument("code")
@click.option("--name", required=True, help="What the person is called from now on.")
@office_command
def rename(session: Session, code: str, name: str) -> None:
    """Change the name of a person of the list, also of what the person did before."""
    renamed = rename_person(session.station, code=code, name=name, act=session.act())
    session.answer(
        session.say(N_("{name} is on the name list as {code}."), name=renamed.name, code=renamed.code),
        code=renamed.code,
        name=renamed.name,
    )


@person.command("list")
@office_command
def show_list(session: Session) -> None:
    """Show the name list."""
    listed = people(session.station)
    session.answer(
        "\n".join(f"{entry.code:<16} {entry.name}" for entry in listed),
        people=[{"code": entry.code, "name": entry.name} for entry in listed],
    )
