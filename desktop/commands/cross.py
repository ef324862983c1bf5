"""`sophieu cross`: a question crossed with a trait of people, an office, a sector or a questionnaire."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import subject_asked
from models.domain.basics.rounding import rounded
from models.domain.book.periods import Period
from models.domain.sheets.crossing import crossed_table, hidden_rows
from models.language.tables import words
from models.services.figures.crossing import crossed


@click.command()
@click.option("--question", required=True, help="The question whose answers are counted, for example C2.")
@click.option(
    "--with",
    "trait",
    required=True,
    help="unit, sector, questionnaire, or a question about the respondent, for example A1.",
)
@click.option("--unit", "unit_code", default=None, help="One office (default: this one; at a hub all).")
@click.option("--xlsx", type=FILE, default=None, help="Write the table as a workbook.")
@click.option("--csv", "csv_file", type=FILE, default=None, help="Write the table as csv.")
@period_command
def cross(
    session: Session,
    period: Period,
    question: str,
    trait: str,
    unit_code: str | None,
    xlsx: Path | None,
    csv_file: Path | None,
) -> None:
    """Cross a question with a trait: base, counts, shares and index of each group."""
    station, language = session.station, session.language
    with shown_progress(quiet=session.as_json) as progress:
        subject = subject_asked(session, period, unit_code)
        found = crossed(station, period, subject, question=question, by=trait, progress=progress)
    if xlsx:
        from exports.results_workbook import write_crossed

        write_crossed(station, period, found, language=language, to=xlsx, at=session.at)
    if csv_file:
        from exports.crossing import write_crossed_csv

        write_crossed_csv(found, language=language, to=csv_file)
    table, closed = crossed_table(found), hidden_rows(found)
    lines = [words(language, table.title)]
    groups = []
    for n, row in enumerate(found.rows):
        label = words(language, table.rows[n].cells[1])  # type: ignore[arg-type]  # a name
        is_hidden = n in closed
        counts = {choice.code: row.tally.of(choice.mark) for choice in found.question.choices}
        index = None if row.index is None or is_hidden else float(rounded(row.index, 2))
        groups.append({
            "group": label, "hidden": is_hidden, "forms": None if is_hidden else row.forms,
            "answered": None if is_hidden else row.tally.answered, "counts": None if is_hidden else counts, "index": index,
        })  # fmt: skip
        told = "*" if is_hidden else ", ".join(f"{code}: {number}" for code, number in counts.items())
        lines.append(f"{label:<40} {told}")
    session.answer("\n".join([*lines, *session.written(xlsx, csv_file)]), question=question, by=trait, groups=groups)
