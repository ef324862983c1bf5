"""`sophieu backup`, `verify`, `rebuild`: safe copies, proof that all is whole, and making the base again."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, chance, office_command
from models.domain.basics.problems import N_, next_deed
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
    with shown_progress(quiet=session.as_json) as progress:
        brought = restore(session.folder, file=file, station_id=chance()[:16], at=session.at, progress=progress)
    with closing(brought) as station:
        said = N_(
            "The copy is back as a new station of {unit} with book {book}. What was here before is kept beside it."
        )
        session.answer(session.say(said, unit=station.name, book=station.book), station=station.id, book=station.book)


@click.command()
@office_command
def verify(session: Session) -> None:
    """Check the base, the chains of facts, the backups and the kept packages, down to a flipped byte."""
    from exports.verifying import verify_station

    with shown_progress(quiet=session.as_json) as progress:
        found = verify_station(session.station, progress=progress)
    lines = [
        session.say(
            N_(
                "{streams} streams with {lines} lines, {packages} packages and {backups} backups were read: all is whole."
            ),
            **found.counts,
        )
        if not found.problems
        else session.say(N_("Not everything is whole:")),
    ]
    session.answer(
        "\n".join(lines),
        whole=not found.problems,
        problems=[
            {"error": problem.code, "message": session.language.problem(problem), "deed": next_deed(problem)}
            for problem in found.problems
        ],
        **found.counts,
    )
    session.complain(session.language.problem(problem) for problem in found.problems)
    if found.problems:
        raise click.exceptions.Exit(1)


@click.command()
@office_command
def rebuild(session: Session) -> None:
    """Make the whole base again from the kept packages and this station's own journal."""
    from exports.packages.rebuilding import rebuild as rebuild_facts
    from models.services.figures.deriving import rebuild_all

    station = session.station
    with shown_progress(quiet=session.as_json) as progress:
        copy = back_up(station, reason="rebuild", at=session.at, progress=progress)
        done = rebuild_facts(station, progress=progress)
        units = rebuild_all(station, progress=progress)
    said = N_(
        "The base is made again: {facts} lines from {packages} packages and the own journal; {units} offices worked out."
    )
    session.answer(
        session.say(said, facts=done.facts, packages=done.packages, units=units),
        facts=done.facts,
        packages=done.packages,
        units=units,
        unreadable=done.unreadable,
        backup=copy,
    )
