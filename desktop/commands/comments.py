"""`sophieu comments`: what people wrote, screened and grouped by sector; on paper and as files."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import is_whole_hub, part_asked, unit_asked
from models.domain.book.periods import Period
from models.domain.figures.comments import (
    FEW_FORMS,
    OTHER_SECTORS,
    Comments,
    HubComments,
    comments_table,
    hub_comments_table,
)
from models.services.figures.comments import comments_of, comments_of_hub


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
    found: Comments | HubComments
    part = part_asked(session, period, unit_code)
    if is_whole_hub(session, unit_code) or part is not None:
        with shown_progress(quiet=session.as_json) as progress:
            found = comments_of_hub(session.station, period, under=part, progress=progress)
        unit, table = found.hub, hub_comments_table(found)
        listed = [{"office": office, **comment._asdict()} for office, comment in found.comments]
        few = session.say(FEW_FORMS)
        groups = [(office or few, comment.text) for office, comment in found.comments]
    else:
        found = comments_of(session.station, period, unit_asked(session, period, unit_code))
        unit, table = found.unit, comments_table(found)
        listed = [comment._asdict() for comment in found.comments]
        other = session.say(OTHER_SECTORS)
        groups = [(comment.sector or other, comment.text) for comment in found.comments]
    if pdf:
        from printing.report_jobs import imprint_of
        from printing.sheets.comments_sheet import print_comments

        print_comments(found, imprint_of(session.station, period), language=language, to=pdf)
    if xlsx:
        from exports.results_workbook import write_unsigned

        write_unsigned((table,), unit, found.period, forms=found.forms, language=language, to=xlsx)
    if csv_file:
        from exports.comments import write_comments

        write_comments(found, to=csv_file)
    lines = [f"{unit.full_name} – {period.name}"]
    above = None
    for group, text in groups:
        if group != above:
            above = group
            lines += ["", group]
        lines.append(f"  – {text}")
    session.answer(
        "\n".join([*lines, *session.written(pdf, xlsx, csv_file)]),
        unit=unit.key,
        forms=found.forms,
        comments=listed,
    )
