"""`sophieu package board`: which offices sent what of a period, and whom to telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import unit_asked
from desktop.moment import now
from desktop.reminders import reminder_of
from models.domain.basics.problems import N_, Problem, next_deed
from models.domain.book.periods import Period
from models.services.exchange.board import BoardRow, board, sent_count, silent_offices

_WIDE = 34


@click.command("board")
@click.option("--silent", "only_silent", is_flag=True, help="Only the offices from which nothing came, to telephone.")
@click.option("--pdf", type=FILE, default=None, help="Print the offices from which nothing came, to telephone, as PDF.")
@period_command
def show_board(session: Session, period: Period, only_silent: bool, pdf: Path | None) -> None:
    """Show office by office what arrived of a period, against its target, and who is silent."""
    station = session.station
    today = session.catalogue.place.day_of(now())
    with shown_progress(quiet=session.as_json) as progress:
        rows = board(station, period, today=today, progress=progress)
    silent = silent_offices(station, rows)
    if pdf is not None:
        from printing.silent_list import print_silent

        print_silent(station, period, silent, today=today, language=session.language, to=pdf)
    say = session.say
    lines = []
    for row in silent if only_silent else rows:
        lines.append(_line(session, row))
        lines += [f"    {session.language.sentence(notice.sentence)}" for notice in row.notices]
    said = N_("{sent} of {offices} offices have sent; {silent} have not.")
    counted = sent_count(rows)
    lines.append(say(said, sent=counted.sent, offices=counted.asked, silent=len(silent)))
    session.answer(
        "\n".join(lines),
        period=period.code,
        units=[_facts(session, row, period) for row in rows],
        silent=[row.unit for row in silent],
        file=pdf,
    )


@click.command("remind")
@click.option("--unit", "unit_code", required=True, help="The office to remind.")
@period_command
def remind(session: Session, period: Period, unit_code: str) -> None:
    """Write the text that reminds an office of what is missing, to paste into a message."""
    unit = unit_asked(session, period, unit_code)
    rows = board(session.station, period, today=session.catalogue.place.day_of(now()))
    row = next((each for each in rows if each.unit == unit), None)
    if row is None:
        raise NotOnTheBoard(session.catalogue.office_told(unit), period.code)
    text = reminder_of(row, period, session.catalogue, session.language, hub=session.station.unit)
    session.answer(text, unit=unit, text=text)


@dataclass(eq=False)
class NotOnTheBoard(Problem):
    """An office that is neither asked nor has sent."""

    unit: str
    period: str
    code = "not_on_the_board"
    says = N_("{unit} takes no part in period {period} and has sent nothing, so there is nothing to remind it of.")


def _line(session: Session, row: BoardRow) -> str:
    say, language = session.say, session.language
    name = session.catalogue.unit_named(row.unit).full_name.ljust(_WIDE)
    if not row.has_sent:
        days = say(N_("silent for {days} days"), days=row.silent) if row.silent is not None else ""
        return f"{name}{say(N_('nothing has come'))}  {days}".rstrip()
    said = N_("{valid} valid of {target} wanted; {packages} packages, the last on {day}; {receipts} receipts given")
    told = say(
        said,
        valid=language.number(row.counts.get("valid", 0)),
        target=language.number(row.target) if row.target else "–",
        packages=row.packages,
        day=language.day(datetime.fromisoformat(row.last)),
        receipts=row.receipts,
    )
    return f"{name}{told}" + (f"; {say(N_('closed'))}" if row.is_closed else "")


def _facts(session: Session, row: BoardRow, period: Period) -> dict[str, object]:
    return {
        "unit": row.unit,
        "name": session.catalogue.unit_named(row.unit).full_name,
        "campaign": row.campaign,
        "first": row.first,
        "last": row.last,
        "packages": row.packages,
        "target": row.target,
        **row.counts,
        "complete": row.is_complete,
        "closed": row.is_closed,
        "receipts": row.receipts,
        "silent_days": row.silent,
        "on_time": row.is_on_time(period.survey_to),
        "notices": [
            {
                "kind": notice.kind,
                "text": session.language.sentence(notice.sentence),
                "deed": next_deed(notice.sentence),
            }
            for notice in row.notices
        ],
    }
