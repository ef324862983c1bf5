"""`sophieu station`: further computers of this office."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.session import FILE, Session, office_command
from models.domain.basics.problems import N_
from models.services.office.stations import add_station


@click.group()
def station() -> None:
    """Further computers of this office."""


@station.command("add")
@click.option("--out", type=FILE, required=True, help="Where to write the station file.")
@click.option("--name", default="", help="What to call the other computer.")
@office_command
def add(session: Session, out: Path, name: str) -> None:
    """Allot a book to another computer of this office and write the file it is set up from."""
    book = add_station(session.station, out=out, name=name, act=session.act())
    said = N_("Book {book} is given to another computer. Set it up there with: sophieu init --station {file}")
    session.answer(session.say(said, book=book, file=out), book=book, file=out)
