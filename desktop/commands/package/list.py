"""`sophieu package list`: what was sent and taken in."""

from __future__ import annotations

from datetime import datetime

import click

from desktop.commands.session import Session, office_command
from models.domain.basics.problems import N_
from models.services.exchange.packages import packages


@click.command("list")
@office_command
def show_list(session: Session) -> None:
    """List the packages that were sent and taken in."""
    known = packages(session.station)
    day, number = session.language.datetime, session.say(N_("no."))
    lines = [
        f"{day(datetime.fromisoformat(each.at))}  {each.kind:<9} {each.unit.code:<6} {each.period.code:<6} "
        f"{number} {each.number:<3} {each.file}"
        for each in known
    ]
    session.answer(
        "\n".join(lines) or session.say(N_("No package has been sent or taken in yet.")),
        packages=[
            {
                "id": each.id,
                "kind": each.kind,
                "station": each.station,
                "unit": each.unit,
                "period": each.period,
                "receiver": each.receiver,
                "number": each.number,
                "own": each.is_own,
                "at": each.at,
                "file": each.file,
                "state": each.state,
            }
            for each in known
        ],
    )
