"""`sophieu package charge`: who of a hub is in charge of which office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from desktop.commands.account import ACCOUNT, account_facts, told_account
from desktop.commands.session import FILE, Session, office_command
from desktop.moment import now
from desktop.usage import wrong_usage
from models.domain.basics.people import Person
from models.domain.basics.problems import N_
from models.domain.basics.reading import ReadingAccount
from models.domain.basics.units import UnitKey
from models.services.office.asked_offices import read_office_table, told_refused
from models.services.office.charge import in_charge, put_in_charge, told_in_charge
from models.services.office.periods import periods
from models.services.office.stations import find_person, people
from models.workbooks import read_tables


@click.command("charge")
@click.option("--unit", "codes", multiple=True, help="Code of an office; may be given several times.")
@click.option(
    "--person", "person_code", default="", metavar="CODE", help="Who is in charge of these offices from now on."
)
@click.option("--nobody", is_flag=True, help="Nobody is in charge of these offices any more.")
@click.option("--list", "listed", type=FILE, default=None, help="Table of offices and who is in charge of each.")
@ACCOUNT
@office_command
def charge(
    session: Session, codes: tuple[str, ...], person_code: str, nobody: bool, listed: Path | None, account: Path | None
) -> None:
    """List who is in charge of which office, or say so for some; it is for looking through lists and gives nobody a right."""
    if bool(codes) != (bool(person_code) != nobody) or (listed is not None and bool(codes)):
        raise wrong_usage(
            N_("Name offices with --unit and a person with --person or --nobody, or a table with --list.")
        )
    station = session.station
    if not codes and listed is None:
        _show(session)
        return
    read: ReadingAccount | None = None
    assigned: list[tuple[UnitKey, Person | None]]
    lines: list[str] = []
    if listed is not None:
        found = read_office_table(session.catalogue, read_tables(listed), day=_day(session), people=people(station))
        session.complain(session.language.sentence(each) for each in told_refused(found.account.refused))
        assigned, read = [(unit.key, person) for unit, person in found.persons], found.account
        lines = told_account(session, found.account, source=listed, to=account)
    else:
        person = find_person(station, person_code) if person_code else None
        assigned = [(session.catalogue.find_unit(code, _day(session)).key, person) for code in codes]
    count = put_in_charge(station, assigned, act=session.act())
    said = N_(
        "Somebody else is in charge of {count} offices now; the other computers of this office hear of it with the next packages."
    )
    if not count:
        said = N_("Nothing has changed: these people are in charge of these offices already.")
    session.answer(
        "\n".join((session.say(said, count=session.language.number(count)), *lines)),
        changed=count,
        **(account_facts(session, read) if read is not None else {}),
    )


def _day(session: Session) -> date:
    """The day on which codes are read: the last evaluated one of the latest period."""
    known = periods(session.station)
    return known[0].evaluated_to if known else session.catalogue.place.day_of(now())


def _show(session: Session) -> None:
    station = session.station
    found = in_charge(station)
    lines = [
        f"{unit.code:<8} {session.catalogue.unit_named(unit).full_name:<34} {told_in_charge(station, of)}"
        for unit, of in sorted(found.items())
    ]
    session.answer(
        "\n".join(lines) or session.say(N_("Nobody is in charge of any office yet.")),
        units=[{"unit": unit, "people": list(of)} for unit, of in sorted(found.items())],
    )
