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
    from exports.proof.rebuilding import rebuild as rebuild_base

    station = session.station
    with shown_progress(quiet=session.as_json) as progress:
        act = session.act(progress)
        copy = back_up(station, reason="rebuild", act=act)
        done = rebuild_base(station, act=act)
    told = N_(
        "The base is made again: {facts} lines from {packages} packages and the own journal; {units} offices worked out."
    )
    healed = [session.say(each.says, **each.values) for each in done.healed]
    said = [session.say(told, facts=done.facts, packages=done.packages, units=done.units)]
    if healed:
        said += [session.say(N_("This was not right before, and is now:")), *(f"– {each}" for each in healed)]
    session.answer(
        "\n".join(said),
        facts=done.facts,
        packages=done.packages,
        units=done.units,
        unreadable=done.unreadable,
        healed=healed,
        backup=copy,
    )
