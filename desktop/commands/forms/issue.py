"""`sophieu forms issue|replace`: minting form numbers."""

from __future__ import annotations

import click

from desktop.commands.forms.ledger import form_facts, ledger_facts
from desktop.commands.session import Session, period_command
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.book.serials import VARIANTS
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.forms.life import replace_form


@click.command("issue")
@click.option("--variant", type=click.Choice(VARIANTS), required=True, help="CN individuals, TC organisations.")
@click.option("--count", type=int, required=True, help="How many forms.")
@click.option("--sector", default="", help="Sector (lĩnh vực) of the dossiers, when it is known.")
@click.option("--procedure", default="", help="Code of the procedure, when it is known.")
@click.option("--agency", default="", help="Code of the evaluated agency (default: this office).")
@click.option("--participant", "participants", multiple=True, help="Agency taking part in a joint procedure.")
@period_command
def issue(
    session: Session,
    period: Period,
    variant: str,
    count: int,
    sector: str,
    procedure: str,
    agency: str,
    participants: tuple[str, ...],
) -> None:
    """Mint form numbers for a batch of forms."""
    batch = issue_forms(
        session.station,
        period,
        variant=variant,
        count=count,
        sector=sector,
        procedure=procedure,
        agency=agency,
        participants=participants,
        act=session.act(),
    )
    book = read_book(session.station, period, session.station.unit)
    said = N_(
        "{count} forms are issued: {serials}. Print them with: sophieu forms print --period {period} --out FILE.pdf"
    )
    session.answer(
        session.say(said, count=batch.count, serials=str(batch.serials), period=period.code),
        **(ledger_facts(book) | {"forms": [form_facts(book, str(serial)) for serial in batch.serials]}),
        serials=str(batch.serials),
    )


@click.command("replace")
@click.argument("number", metavar="SERIAL")
@period_command
def replace(session: Session, period: Period, number: str) -> None:
    """Issue a new form in the place of a spoiled one; both name each other."""
    serial = session.serial(period, number)
    batch = replace_form(session.station, period, serial=serial, act=session.act())
    said = N_(
        "Form {new} takes the place of {old}. Print it with: sophieu forms print --period {period} --out FILE.pdf"
    )
    session.answer(
        session.say(said, new=batch.serials.first, old=serial, period=period.code),
        serial=str(batch.serials.first),
        replaces=str(serial),
    )
