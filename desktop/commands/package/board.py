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
from desktop.usage import wrong_usage
from models.domain.basics.problems import N_, Problem, next_deed
from models.domain.book.periods import Period
from models.services.exchange.board import BoardRow, board, of_person, sent_count, silent_offices
from models.services.office.charge import NobodyInCharge, told_in_charge
from models.services.office.stations import find_person

_WIDE = 34


@click.command("board")
@click.option("--silent", "only_silent", is_flag=True, help="Only the offices from which nothing came, to telephone.")
@click.option(
    "--of", "person_code", default="", metavar="CODE", help="Only the offices that this person is in charge of."
)
@click.option("--pdf", type=FILE, default=None, help="Print the offices from which nothing came, to telephone, as PDF.")
@period_command
def show_board(session: Session, period: Period, only_silent: bool, person_code: str, pdf: Path | None) -> None:
    """Show office by office what arrived of a period, against its target, and who is silent."""
    station = session.station
    today = session.catalogue.place.day_of(now())
    with shown_progress(quiet=session.as_json) as progress:
        rows = _rows_of(session, board(station, period, today=today, progress=progress), person_code)
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
@click.option("--unit", "unit_code", default="", help="The office to remind.")
@click.option(
    "--of",
    "person_code",
    default="",
    metavar="CODE",
    help="Every office of this person from which something is missing.",
)
@period_command
def remind(session: Session, period: Period, unit_code: str, person_code: str) -> None:
    """Write the text that reminds an office, or all that somebody is in charge of, of what is missing, to paste into a message."""
    if bool(unit_code) == bool(person_code):
        raise wrong_usage(N_("Name an office with --unit CODE, or all of a person with --of CODE."))
    rows = board(session.station, period, today=session.catalogue.place.day_of(now()))
    if person_code:
        mine = [row for row in _rows_of(session, rows, person_code) if not (row.is_complete and row.is_closed)]
        texts = {row.unit: _reminder(session, row, period) for row in mine}
        session.answer(
            "\n\n".join(texts.values()), reminders=[{"unit": unit, "text": text} for unit, text in texts.items()]
        )
        return
    unit = unit_asked(session, period, unit_code)
    row = next((each for each in rows if each.unit == unit), None)
    if row is None:
        raise NotOnTheBoard(session.catalogue.office_told(unit), period.code)
    text = _reminder(session, row, period)
    session.answer(text, unit=unit, text=text)


def _reminder(session: Session, row: BoardRow, period: Period) -> str:
    return reminder_of(row, period, session.catalogue, session.language, hub=session.station.unit)


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
        return f"{name}{say(N_('nothing has come'))}  {days}".rstrip() + _charge_told(session, row)
    said = N_("{valid} valid of {target} wanted; {packages} packages, the last on {day}; {receipts} receipts given")
    told = say(
        said,
        valid=language.number(row.counts.get("valid", 0)),
        target=language.number(row.target) if row.target else "–",
        packages=row.packages,
        day=language.day(datetime.fromisoformat(row.last)),
        receipts=row.receipts,
    )
    closed = f"; {say(N_('closed'))}" if row.is_closed else ""
    return f"{name}{told}{closed}{_charge_told(session, row)}"


def _charge_told(session: Session, row: BoardRow) -> str:
    return f"  [{told_in_charge(session.station, row.in_charge)}]" if row.in_charge else ""


def _rows_of(session: Session, rows: tuple[BoardRow, ...], person_code: str) -> tuple[BoardRow, ...]:
    """The offices of one person; all where none is named."""
    if not person_code:
        return rows
    person = find_person(session.station, person_code)
    found = of_person(rows, person.author)
    if not found:
        raise NobodyInCharge(person.name)
    return found


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
        "in_charge": list(row.in_charge),
        "silent_days": row.silent,
        "on_time": row.is_on_time(session.catalogue.place.due(period.survey_to)),
        "notices": [
            {
                "kind": notice.kind,
                "text": session.language.sentence(notice.sentence),
                "deed": next_deed(notice.sentence),
            }
            for notice in row.notices
        ],
    }
