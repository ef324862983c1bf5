"""`sophieu forms issue|replace`: minting form numbers."""

from __future__ import annotations

import click

from desktop.commands.forms.ledger import form_facts, ledger_facts
from desktop.commands.session import KIND, Session, period_command
from desktop.usage import wrong_usage
from models.domain.basics.problems import N_
from models.domain.book.months import read_month
from models.domain.book.periods import Period
from models.services.forms.issuing import issue_forms, procedure_coded, sector_named
from models.services.forms.ledger import read_book
from models.services.forms.life import replace_form
from models.services.forms.planning import issue_for_sample


@click.command("issue")
@click.option(
    "--variant", type=KIND, default=None, metavar="CODE", help="Kind of respondents, by its code in form numbers."
)
@click.option("--count", type=int, default=None, help="How many forms.")
@click.option("--by-sample", is_flag=True, help="What the drawn sample still needs, by kind, sector and procedure.")
@click.option("--sector", default="", help="Sector (lĩnh vực) of the dossiers by name or code, when it is known.")
@click.option("--procedure", default="", help="Code of the procedure, when it is known.")
@click.option(
    "--month", default="", help="Month in which they are counted, as 2026-10 (in an open-ended period: this one)."
)
@click.option("--agency", default="", help="Code of the evaluated agency (default: this office).")
@click.option("--participant", "participants", multiple=True, help="Agency taking part in a joint procedure.")
@period_command
def issue(
    session: Session,
    period: Period,
    variant: str | None,
    count: int | None,
    by_sample: bool,
    sector: str,
    procedure: str,
    month: str,
    agency: str,
    participants: tuple[str, ...],
) -> None:
    """Mint form numbers for a batch of forms, or for the whole sample."""
    named = (variant, count, sector, procedure, month, agency, participants)
    if by_sample:
        if any(named):
            raise wrong_usage(N_("With --by-sample the sample says how many forms of what: give nothing else."))
        made = issue_for_sample(session.station, period, act=session.act())
    else:
        if variant is None or count is None:
            raise wrong_usage(N_("Give --variant CODE and --count N, or --by-sample."))
        made = (
            issue_forms(
                session.station,
                period,
                variant=variant,
                count=count,
                sector=sector_named(session.station, period, sector),
                procedure=procedure_coded(session.station, procedure),
                month=read_month(month),
                agency=agency,
                participants=participants,
                act=session.act(),
            ),
        )
    book = read_book(session.station, period, session.station.unit)
    said = N_(
        "{count} forms are issued: {serials}. Print them with: sophieu forms print --period {period} --out FILE.pdf"
    )
    serials = [str(batch.serials) for batch in made]
    session.answer(
        session.say(said, count=sum(batch.count for batch in made), serials=serials, period=period.code),
        **(
            ledger_facts(book)
            | {"forms": [form_facts(book, str(serial)) for batch in made for serial in batch.serials]}
        ),
        serials=", ".join(serials),
        batches=[
            {
                "serials": str(each.serials),
                "sector": each.sector,
                "procedure": each.procedure,
                "count": each.count,
                "month": each.month or None,
            }
            for each in made
        ],
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
