"""`sophieu restricted`: who wrote full answers of this office, for whom and why."""

from __future__ import annotations

import click

from desktop.commands.session import Session, office_command
from models.domain.basics.problems import N_
from models.services.office import full_exports as noted


@click.command()
@office_command
def restricted(session: Session) -> None:
    """List the full exports that were made here; the list never leaves this office."""
    made = noted.full_exports(session.station)
    said = N_("{at} {by}: {rows} forms of period {period} for {receiver}, {file}; reason: {reason}")
    lines = [session.say(said, **{**each._asdict(), "at": session.moment(each.at)}) for each in made]
    session.answer(
        "\n".join(lines) or session.say(N_("No full answers were written here.")),
        exports=[each._asdict() for each in made],
    )
