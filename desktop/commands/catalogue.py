"""`sophieu catalogue add`: units, agencies and procedures that the program does not bring along."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.account import ACCOUNT, account_facts, told_account
from desktop.commands.session import FILE, Session, office_command
from models.domain.basics.problems import N_
from models.services.office.additions import add_to_catalogue, prepare_catalogue
from models.store.database import NoStation


@click.group()
def catalogue() -> None:
    """Units, agencies and procedures."""


@catalogue.command("add")
@click.argument("file", type=FILE)
@ACCOUNT
@office_command
def add(session: Session, file: Path, account: Path | None) -> None:
    """Add units or procedures from a csv or xlsx file, or a catalogue pack.

    Before a station is set up in the folder, a pack takes the place of the built-in one: the office is then chosen from it.
    """
    try:
        _, added = add_to_catalogue(session.station, file, act=session.act())
    except NoStation:
        _, added = prepare_catalogue(session.folder, file)
    said = N_("{units} units and {procedures} procedures were added to the catalogue.")
    lines = [session.say(said, units=len(added.units), procedures=len(added.procedures))]
    session.answer(
        "\n".join([*lines, *told_account(session, added.account, source=file, to=account)]),
        units=[unit.key for unit in added.units],
        procedures=[procedure.code for procedure in added.procedures],
        **account_facts(session, added.account),
    )
