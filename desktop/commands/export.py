"""`sophieu export`: the accepted answers as files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import unit_asked
from desktop.words import NOT_EXPORTED
from models.domain.basics.problems import N_
from models.domain.book.periods import Period


@click.command()
@click.option("--format", "format_code", required=True, help="xlsx, csv, sav, datapackage or parquet.")
@click.option("--out", type=FILE, required=True, help="File or folder to write.")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one; at a hub all).")
@click.option("--all", "late", is_flag=True, help="Write what came after closing too.")
@click.option("--full", is_flag=True, help="Write every answer as it is, for the office's own analyst; needs --reason.")
@click.option("--reason", default="", help="With --full: what it is needed for; noted with your name, and in the file.")
@click.option(
    "--for", "receiver", default="", help="With --full: who gets the file (default: the person who writes it)."
)
@period_command
def export(
    session: Session,
    period: Period,
    format_code: str,
    out: Path,
    unit_code: str | None,
    late: bool,
    full: bool,
    reason: str,
    receiver: str,
) -> None:
    """Write the accepted answers, one row per form and one column per question.

    What describes people is told as far as no few of them can be told apart, with the printed tables beside it. With --full
    nothing is put together: the file is marked as restricted and noted.
    """
    from exports.jobs import Restriction, export_answers, export_full_answers

    whole_hub = unit_code is None and session.station.is_hub
    units = () if whole_hub else (unit_asked(session, period, unit_code),)
    with shown_progress(quiet=session.as_json) as progress:
        if full:
            written = export_full_answers(
                session.station,
                period,
                restriction=Restriction(receiver, reason),
                format_code=format_code,
                language=session.language,
                to=out,
                units=units,
                late=late,
                act=session.act(progress),
            )
        else:
            written = export_answers(
                session.station,
                period,
                format_code=format_code,
                language=session.language,
                to=out,
                units=units,
                late=late,
                progress=progress,
            )
    files = [str(file) for file in written.files]
    said = N_("{rows} forms are written to {files}.")
    if full:
        said = N_(
            "{rows} forms are written in full to {files}. That you did so and why is noted; give it to nobody else."
        )
    lines = [session.say(said, rows=written.rows, files=files)]
    if written.left_out:
        names = [session.station.catalogue.office_told(unit) for unit in written.left_out]
        lines.append(session.say(NOT_EXPORTED, units=names))
    session.answer("\n".join(lines), rows=written.rows, files=files, full=full, left_out=written.left_out)
