"""`sophieu history`: who did what, when, and at which computer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from desktop.commands.session import DAY, FILE, Session, office_command
from desktop.usage import wrong_usage
from models.domain.basics.problems import N_
from models.services.exchange.history import (
    KINDS,
    MOST,
    AskedActs,
    asked_told,
    computer_told,
    history,
    people_and_computers,
)
from models.services.office.stations import find_person


@click.command("history")
@click.option("--from", "first", type=DAY, default=None, help="First day.")
@click.option("--to", "last", type=DAY, default=None, help="Last day.")
@click.option(
    "--person", default="", help="Code of a person of the name list, or CODE of the unit and of the person: 00004/lan."
)
@click.option("--kind", default="", help="Only acts of this kind, as --json calls them.")
@click.option("--computer", default="", help="Only at the computer whose id begins so.")
@click.option("--pdf", type=FILE, default=None, help="PDF file of the history.")
@office_command
def show_history(
    session: Session, first: date | None, last: date | None, person: str, kind: str, computer: str, pdf: Path | None
) -> None:
    """Show who did what, when and at which computer, the latest first."""
    from printing.history import act_told, print_history

    if kind and kind not in KINDS:
        raise wrong_usage(N_("“{kind}” is no kind of act. The kinds are: {known}."), kind=kind, known=sorted(KINDS))
    station = session.station
    by = person if "/" in person or not person else find_person(station, person).author
    wanted = AskedActs(by, kind, _id_of(session, computer), first, last)
    found = history(station, wanted)
    if pdf is not None:
        print_history(
            station, found.acts, asked=asked_told(station, wanted, session.language), language=session.language, to=pdf
        )
    told = [
        f"{session.moment(each.at)}  {each.name:<22} {session.language.sentence(computer_told(station, each.station)):<16} "
        f"{act_told(station, each, session.language)}"
        for each in found.acts
    ]
    if found.is_cut:
        told.append(
            session.say(N_("Only the latest {most} are shown. Ask for fewer days to see earlier ones."), most=MOST)
        )
    session.answer(
        "\n".join([*(told or [session.say(N_("Nothing of this kind was done."))]), *session.written(pdf)]),
        acts=[
            {
                "at": each.at,
                "by": each.by,
                "name": each.name,
                "station": each.station,
                "unit": each.unit,
                "period": each.period or None,
                "kind": each.kind,
                "text": act_told(station, each, session.language),
            }
            for each in found.acts
        ],
        is_cut=found.is_cut,
        file=pdf,
    )


def _id_of(session: Session, beginning: str) -> str:
    if not beginning:
        return ""
    _, computers = people_and_computers(session.station)
    return next((each for each in computers if each.startswith(beginning)), beginning)
