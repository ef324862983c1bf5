"""`sophieu comments`: what people wrote, screened and grouped by sector; on paper and as files."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import subject_asked
from models.domain.basics.table_values import Words
from models.domain.book.periods import Period
from models.domain.sheets.comments import comments_table
from models.language.tables import words
from models.services.figures.comments import comments_of


@click.command()
@click.option("--unit", "unit_code", default=None, help="One office (default: this one; at a hub all).")
@click.option("--pdf", type=FILE, default=None, help="Write the sheet of comments as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the table as a workbook.")
@click.option("--csv", "csv_file", type=FILE, default=None, help="Write the comments as csv.")
@period_command
def comments(
    session: Session, period: Period, unit_code: str | None, pdf: Path | None, xlsx: Path | None, csv_file: Path | None
) -> None:
    """Show the open comments of an office, or of a hub by office, without numbers that lead to somebody."""
    language = session.language
    with shown_progress(quiet=session.as_json) as progress:
        found = comments_of(session.station, period, subject_asked(session, period, unit_code), progress=progress)
    if pdf:
        from printing.sheets.comments import print_comments

        print_comments(session.station, period, found, language=language, to=pdf)
    if xlsx:
        from exports.results_workbook import write_unsigned

        write_unsigned(
            (comments_table(found),), found.unit, found.period, forms=found.forms, language=language, to=xlsx
        )
    if csv_file:
        from exports.comments import write_comments

        write_comments(found, to=csv_file)
    lines = [f"{found.unit.full_name} – {period.name}"]
    above: Words | None = None
    for listed in found.listed:
        group = found.group_of(listed)
        if group != above:
            above = group
            lines += ["", words(language, group)]
        lines.append(f"  – {listed.comment.text}")
    session.answer(
        "\n".join([*lines, *session.written(pdf, xlsx, csv_file)]),
        unit=found.unit.key,
        forms=found.forms,
        comments=[
            ({"office": office} if found.by_office else {}) | comment._asdict() for office, comment in found.listed
        ],
    )
