"""`sophieu forms poster|online-slips`: paper that leads to the form on the network."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.services.office.questionnaires import questionnaires_of

_ADDRESS = click.option("--address", required=True, help="Address of the form on the network.")


@click.command("poster")
@_ADDRESS
@click.option("--out", type=FILE, required=True, help="PDF file.")
@period_command
def poster(session: Session, period: Period, address: str, out: Path) -> None:
    """Print a poster for the counter with the square code of the form on the network."""
    from printing.online_forms import print_poster

    print_poster(session.station, period, address=address, language=session.language, to=out)
    session.answer(session.say(N_("The poster is in {file}."), file=out), file=out)


@click.command("online-slips")
@_ADDRESS
@click.option("--count", type=click.IntRange(1, 9_999), required=True, help="How many slips.")
@click.option("--variant", default="", help="For whom (default: the first questionnaire of the period).")
@click.option("--out", type=FILE, required=True, help="PDF file.")
@period_command
def slips(session: Session, period: Period, address: str, count: int, variant: str, out: Path) -> None:
    """Issue numbers for online answers and print a slip for each: one number is for one answer."""
    from printing.online_forms import print_online_slips

    variant = variant or questionnaires_of(session.station, period)[0].variant
    with shown_progress(quiet=session.as_json) as progress:
        numbers = print_online_slips(
            session.station,
            period,
            variant=variant,
            count=count,
            address=address,
            language=session.language,
            to=out,
            act=session.act(progress),
        )
    said = N_("{count} slips are in {file}: {first} to {last}.")
    session.answer(
        session.say(said, count=len(numbers), file=out, first=numbers[0], last=numbers[-1]),
        serials=list(numbers),
        file=out,
    )
