"""`sophieu campaign`: opening the campaign file that the hub sent."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from desktop.commands.period import period_facts
from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, office_command
from desktop.words import told_overlaps
from models.domain.basics.problems import N_
from models.services.office.known_keys import unconfirmed_hub
from models.services.office.periods import overlaps_of


@click.group()
def campaign() -> None:
    """Campaign files from the hub."""


@campaign.command("open")
@click.argument("file", type=FILE)
@click.option("--enrolment-code", "code", default="", metavar="WORDS", help="The words or digits of the hub's letter.")
@office_command
def open_file(session: Session, file: Path, code: str) -> None:
    """Take the period of a campaign file: this office is then ready to work in it."""
    opened = opened_campaign(session, file, code)
    session.answer(opened.sentence, **opened.facts)


class Opened(NamedTuple):
    """What is answered when a campaign file was opened."""

    sentence: str
    facts: dict[str, object]


def opened_campaign(session: Session, file: Path, code: str) -> Opened:
    """Take the period of a campaign file, and say what comes next."""
    from exports.packages.campaign import open_campaign

    with shown_progress(quiet=session.as_json) as progress:
        period = open_campaign(session.station, file, act=session.act(progress), code=code)
    said = N_("Period {period} “{name}” is ready: dossiers finished from {first} to {last} are evaluated.")
    sentence = session.say(
        said, period=period.code, name=period.name, first=period.evaluated_from, last=period.evaluated_to
    )
    unconfirmed = unconfirmed_hub(session.station, period)
    if unconfirmed is not None:
        compare = N_(
            "Before the first sending, telephone office {hub} on a number that you know, let it read the six words of its key, and type "
            "what you hear: sophieu package confirm {hub} --fingerprint …"
        )
        sentence += "\n" + session.say(compare, hub=unconfirmed.unit.code)
    elif code:
        fits = N_(
            "The enrolment code fits: the hub's key is confirmed, and every package of this office proves its own key."
        )
        sentence += "\n" + session.say(fits)
    overlaps = overlaps_of(session.station, period)
    session.complain(told_overlaps(overlaps, session.language))
    facts = period_facts(period) | {
        "overlaps": [other.code for other in overlaps],
        "hub_confirmed": unconfirmed is None,
        "enrolled": bool(code),
    }
    return Opened(sentence, facts)
