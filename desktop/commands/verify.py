"""`sophieu verify`: proof that all is whole."""

from __future__ import annotations

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import Session, office_command
from models.domain.basics.problems import N_, next_deed


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
