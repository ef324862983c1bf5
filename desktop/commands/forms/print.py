"""`sophieu forms print|slip`: questionnaires and batch slips on paper."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from models.domain.basics.problems import N_
from models.domain.book.periods import Period


@click.command("print")
@click.option("--out", type=FILE, required=True, help="PDF file; with --per-batch a folder.")
@click.option("--serials", "spans", multiple=True, help="SERIAL or FROM..TO (default: every form in stock).")
@click.option("--per-batch", is_flag=True, help="One file for each batch, for a print shop.")
@period_command
def print_out(session: Session, period: Period, out: Path, spans: tuple[str, ...], per_batch: bool) -> None:
    """Print questionnaires as PDF, two pages each, and record that they were printed."""
    from printing.forms import print_batches, print_questionnaires

    made = print_batches if per_batch else print_questionnaires
    with shown_progress(quiet=session.as_json) as progress:
        files = made(
            session.station,
            period,
            out,
            serials=session.serials(period, spans),
            language=session.language,
            act=session.act(progress),
        )
    count = sum(printed.forms for printed in files)
    said = N_("{count} forms are in {files}. Print them on both sides of the paper, turning on the long edge.")
    session.answer(
        session.say(said, count=count, files=[str(printed.file) for printed in files]),
        files=[printed.file for printed in files],
        forms=count,
    )


@click.command("slip")
@click.option("--out", type=FILE, required=True, help="PDF file.")
@period_command
def slip(session: Session, period: Period, out: Path) -> None:
    """Print the slips that go with each batch: form numbers, sector, and places to count by hand."""
    from printing.batch_slip import print_batch_slips

    with shown_progress(quiet=session.as_json) as progress:
        count = print_batch_slips(session.station, period, language=session.language, to=out, progress=progress)
    session.answer(session.say(N_("{count} batch slips are in {file}."), count=count, file=out), slips=count, file=out)
