"""`sophieu rebuild`: making the base again."""

from __future__ import annotations

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import Session, office_command
from models.domain.basics.problems import N_
from models.services.office.backups import back_up


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
