"""`sophieu key confirmed`: which unusual answers keyers vouched for."""

from __future__ import annotations

from datetime import datetime

import click

from desktop.commands.session import Session, period_command
from desktop.words import WHYS
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.questionnaire.doubts import Why
from models.services.keying.keying import vouched


@click.command("confirmed")
@period_command
def confirmed_command(session: Session, period: Period) -> None:
    """List the unusual answers that a keyer compared with the paper and confirmed, with who and when."""
    found = vouched(session.station, period)
    language = session.language
    lines = [
        f"{each.serial}  {each.vouch.question}={each.vouch.code}  {each.person}  "
        f"{language.datetime(datetime.fromisoformat(each.vouch.at))}  {language.say(WHYS[Why(each.vouch.why)])}"
        for each in found
    ]
    session.answer(
        "\n".join(lines) or session.say(N_("No unusual answer was confirmed.")),
        confirmed=[{"serial": each.serial, "by": each.person, **each.vouch._asdict()} for each in found],
    )
