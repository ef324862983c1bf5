"""`sophieu backup`: safe copies of the data."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, office_command
from desktop.moment import chance
from models.domain.basics.problems import N_
from models.services.office.backups import back_up, backups, copies_without_base, restore
from models.store.database import BaseLost, BaseUnreadable


@click.group()
def backup() -> None:
    """Safe copies of the data."""


@backup.command("now")
@office_command
def make(session: Session) -> None:
    """Copy the data now and check the copy."""
    with shown_progress(quiet=session.as_json) as progress:
        file = back_up(session.station, reason="asked", at=session.at, progress=progress)
    session.answer(session.say(N_("A checked copy is in {file}."), file=file), file=file)


@backup.command("list")
@office_command
def show_list(session: Session) -> None:
    """List the copies, the latest first."""
    try:
        found = backups(session.station)
    except (BaseLost, BaseUnreadable):
        found = copies_without_base(session.folder)
    session.answer(
        "\n".join(
            f"{session.language.datetime(datetime.fromisoformat(copy.at)) if copy.at else '':<16}  {copy.reason:<8} {copy.file.name}"
            for copy in found
        )
        or session.say(N_("There is no copy yet. Make one with: sophieu backup now")),
        backups=[{"file": copy.file, "at": copy.at, "reason": copy.reason, "digest": copy.digest} for copy in found],
    )


@backup.command("restore")
@click.argument("file", type=FILE)
@office_command
def bring_back(session: Session, file: Path) -> None:
    """Bring a copy back as a new station with a new book; the data that is here is kept beside it."""
    session.hold()
    with shown_progress(quiet=session.as_json) as progress:
        brought = restore(session.folder, file=file, station_id=chance()[:16], at=session.at, progress=progress)
    with closing(brought) as station:
        said = N_(
            "The copy is back as a new station of {unit} with book {book}. What was here before is kept beside it."
        )
        session.answer(session.say(said, unit=station.name, book=station.book), station=station.id, book=station.book)
