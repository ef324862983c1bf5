"""`sophieu enrol`: the letters with which offices prove their keys without a telephone."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.screens.deeds import next_step
from models.domain.basics.problems import N_
from models.domain.book.periods import Period


@click.group()
def enrol() -> None:
    """Enrolment codes, with which offices prove their keys."""


@enrol.command("letters")
@click.option("--out", type=FILE, required=True, help="PDF to write.")
@period_command
def letters(session: Session, period: Period, out: Path) -> None:
    """Write a letter with its enrolment code for every office that takes part."""
    from printing.enrolment_letter import print_enrolment_letters

    # who gets the letter reads it at the window
    language = session.language.through(next_step)
    with shown_progress(quiet=session.as_json) as progress:
        count = print_enrolment_letters(
            session.station, period, language=language, to=out, act=session.act(), progress=progress
        )
    said = N_(
        "{count} letters are written to {file}. Hand each over in a closed envelope, not by the same way as the campaign file; "
        "then delete the file."
    )
    session.answer(session.say(said, count=count, file=out), file=out, letters=count, period=period.code)
