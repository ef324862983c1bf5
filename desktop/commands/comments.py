"""`sophieu comments`: what people wrote, screened and grouped by sector; on paper and as files."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.results import unit_asked, written_lines
from desktop.commands.session import FILE, Session, office_command
from models.domain.comments import comments_table
from models.domain.problems import N_
from models.services.comments import comments_of


@click.command()
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one).")
@click.option("--pdf", type=FILE, default=None, help="Write the sheet of comments as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the table as a workbook.")
@click.option("--csv", "csv_file", type=FILE, default=None, help="Write the comments as csv.")
@office_command
def comments(
    session: Session, code: str, unit_code: str | None, pdf: Path | None, xlsx: Path | None, csv_file: Path | None
) -> None:
    """Show the open comments of an office, without numbers that lead to somebody."""
    language, period = session.language, session.period(code)
    found = comments_of(session.station, period, unit_asked(session, period, unit_code))
    if pdf:
        from printing.jobs import imprint_of
        from printing.sheets.comments_sheet import print_comments

        print_comments(found, imprint_of(session.station, period), language=language, to=pdf)
    if xlsx:
        from exports.results_workbook import write_unsigned

        write_unsigned(
            (comments_table(found),), found.unit, found.period, forms=found.forms, language=language, to=xlsx
        )
    if csv_file:
        from exports.comments import write_comments

        write_comments(found, to=csv_file)
    lines = [f"{found.unit.full_name} – {period.name}"]
    sector = None
    for comment in found.comments:
        if comment.sector != sector:
            sector = comment.sector
            lines += ["", sector or session.say(N_("Other sectors, or none named"))]
        lines.append(f"  – {comment.text}")
    session.answer(
        "\n".join([*lines, *written_lines(session, pdf, xlsx, csv_file)]),
        unit=found.unit.key,
        forms=found.forms,
        comments=[comment._asdict() for comment in found.comments],
    )
