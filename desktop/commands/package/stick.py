"""`sophieu package stick`: what an office without a network needs to begin."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.session import FILE, Session, period_command
from desktop.stick import write_stick
from exports.stick import kit_in
from models.domain.basics.problems import N_
from models.domain.book.periods import Period


@click.command("stick")
@click.option("--kit", type=FILE, required=True, help="Folder with the kit that installs the program.")
@click.option("--out", type=FILE, required=True, help="The stick, or a folder to write into.")
@period_command
def stick(session: Session, period: Period, kit: Path, out: Path) -> None:
    """Write a stick for the offices: the kit, the campaign file of a period and a page that says how to begin."""
    found = kit_in(kit)
    written = write_stick(session.station, period, kit=found, to=out, act=session.act())
    said = N_(
        "Written to {folder} and read back: version {version} of the program, the campaign file {file}, and {page}."
    )
    session.answer(
        session.say(said, folder=out, version=found.version, file=written.campaign.name, page=written.page.name),
        version=found.version, kit=list(written.kit), file=written.campaign, page=written.page,
    )  # fmt: skip
