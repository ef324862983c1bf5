"""`sophieu verify`: proof that all is whole."""

from __future__ import annotations

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import Session, office_command
from models.domain.basics.problems import N_, next_deed


@click.command()
@office_command
def verify(session: Session) -> None:
    """Check the base, lines, figures, backups and kept packages against what was signed, down to a flipped byte."""
    from exports.proof.verifying import UNPROVEN, place_of, verify_station

    with shown_progress(quiet=session.as_json) as progress:
        found = verify_station(session.station, progress=progress)
    whole = N_(
        "{streams} streams with {lines} lines, {packages} packages and {backups} backups were read: all is whole."
    )
    said = [session.say(N_("Not everything is whole:")) if found.problems else session.say(whole, **found.counts)]
    if found.unproven and not found.problems:
        said.append(session.say(UNPROVEN, lines=sum(each.lines for each in found.unproven)))
    beside = (*([found.doubt] if found.doubt else []), *found.remains)
    said += map(session.language.problem, beside)
    session.answer(
        "\n".join(said),
        whole=not found.problems,
        problems=[
            {
                "kind": problem.code,
                "where": place_of(problem),
                "text": session.language.problem(problem),
                "deed": next_deed(problem),
            }
            for problem in found.problems
        ],
        doubt=found.doubt and {"kind": found.doubt.code, "text": session.language.problem(found.doubt)},
        remains=[{"file": each.file, "what": session.say(each.what)} for each in found.remains],
        unproven=[each._asdict() for each in found.unproven],
        **found.counts,
    )
    session.complain(session.language.problem(problem) for problem in found.problems)
    if found.problems:
        raise click.exceptions.Exit(1)
