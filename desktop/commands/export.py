"""`sophieu export`: the accepted answers as files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import unit_asked
from models.domain.basics.problems import N_
from models.domain.book.periods import Period


@click.command()
@click.option("--format", "format_code", required=True, help="xlsx, csv, sav or datapackage.")
@click.option("--out", type=FILE, required=True, help="File or folder to write.")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one; at a hub all).")
@click.option("--all", "late", is_flag=True, help="Write what came after closing too.")
@period_command
def export(session: Session, period: Period, format_code: str, out: Path, unit_code: str | None, late: bool) -> None:
    """Write the accepted answers, one row per form and one column per question."""
    from exports.jobs import export_answers

    whole_hub = unit_code is None and session.station.is_hub
    with shown_progress(quiet=session.as_json) as progress:
        written = export_answers(
            session.station,
            period,
            format_code=format_code,
            language=session.language,
            to=out,
            units=() if whole_hub else (unit_asked(session, period, unit_code),),
            late=late,
            progress=progress,
        )
    files = [str(file) for file in written.files]
    said = N_("{rows} forms are written to {files}.")
    session.answer(session.say(said, rows=written.rows, files=files), rows=written.rows, files=files)
