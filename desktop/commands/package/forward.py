"""`sophieu package forward`: sending on to the level above."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from exports.packages.forward import forward
from models.domain.basics.problems import N_
from models.domain.book.periods import Period


@click.command("forward")
@click.option("--out", type=FILE, required=True, help="Folder to write into.")
@click.option("--to", "to", default=None, help="Code of the office above (default: the one that opened the period).")
@period_command
def send_on(session: Session, period: Period, out: Path, to: str | None) -> None:
    """Hand the packages that arrived to the level above as they are, with this office's own lines beside them."""
    receiver = session.catalogue.find_unit(to, period.evaluated_to).key if to else None
    with shown_progress(quiet=session.as_json) as progress:
        done = forward(session.station, period, out=out, to=receiver, act=session.act(progress))
    said = N_("{originals} packages are sent on unopened, {own} with this office's own lines. They are in {folder}.")
    session.answer(
        session.say(said, originals=len(done.originals), own=len(done.own), folder=out),
        originals=list(done.originals),
        own=[sent.path for sent in done.own],
    )
