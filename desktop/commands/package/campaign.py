"""`sophieu package campaign`: the file that takes a period to its offices."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.session import FILE, Session, period_command
from exports.packages.campaign import write_campaign
from models.domain.basics.problems import N_
from models.domain.book.periods import Period


@click.command("campaign")
@click.option("--out", type=FILE, required=True, help="Folder to write into.")
@period_command
def campaign(session: Session, period: Period, out: Path) -> None:
    """Write the campaign file of a period for all offices that take part."""
    sent = write_campaign(session.station, period, out=out, act=session.act())
    said = N_("The campaign file is {file}. Send it to every office that takes part; each opens it once.")
    session.answer(session.say(said, file=sent.path), file=sent.path, id=sent.id, number=sent.number)
