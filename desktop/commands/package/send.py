"""`sophieu package send`: everything of a period for the hub or for another computer, and the outlook on it."""

from __future__ import annotations

import re
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.outlook_words import outlook_stated
from desktop.usage import wrong_usage
from exports.packages.between_desks import send_to_desk
from exports.packages.descriptor import Receiver
from exports.packages.send import Sent, send_returns
from models.domain.basics.problems import N_
from models.domain.book.lawful_values import STATION
from models.domain.book.periods import Period
from models.services.exchange.outlook import outlook
from models.services.exchange.packages import check_number, find_package
from models.services.office.known_keys import unconfirmed_hub
from printing.handover import print_handover, record_beside

COMPARE_HUB = N_(
    "The key of the hub is not confirmed yet. Telephone {office} on a number that you know, let it read the six words of its key, "
    "and type what you hear: sophieu package confirm {hub} --fingerprint …"
)


@click.command("send")
@click.option("--out", type=FILE, default=None, help="Folder to write into, for example a stick.")
@click.option(
    "--to",
    "to",
    default=None,
    help="Code of the receiving office, or id of a computer of this office (default: the hub).",
)
@click.option("--open", "is_open", is_flag=True, help="Do not seal the package, although the receiver's key is known.")
@click.option("--preview", is_flag=True, help="Say what would be sent to the hub, and write nothing.")
@period_command
def send(session: Session, period: Period, out: Path | None, to: str | None, is_open: bool, preview: bool) -> None:
    """Write everything of a period into a package for the hub, or for another computer of this office.

    For another computer of a hub these are several: what has arrived, as it was signed, and what the hub wrote about every office.
    """
    if preview:
        show_outlook(session, period, is_sealing=not is_open)
        return
    if out is None:
        raise wrong_usage(N_("Name the folder to write into with --out, or only look with --preview."))
    receiver = _receiver(session, period, to)
    if receiver is not None and receiver.kind == "station" and session.station.is_hub:
        _send_to_desk(session, period, receiver.name, out, is_sealed=not is_open)
        return
    sent = send_returns(session.station, period, out=out, to=receiver, is_sealed=not is_open, act=session.act())
    record = record_beside(sent.path)
    noted = find_package(session.station, sent.id)
    print_handover(session.station, noted, sent.path, language=session.language, to=record)
    said = N_(
        "Package {number} is {file}: {facts} lines, {keyings} of them keyings. Bring it to the receiver as it is, unopened."
    )
    lines = [
        session.say(said, number=sent.number, file=sent.path, facts=sent.facts, keyings=sent.keyings),
        session.say(N_("The record of handing over, to be signed by both sides, is {file}."), file=record),
    ]
    unconfirmed = unconfirmed_hub(session.station, period)
    if unconfirmed is not None:
        lines.append(
            session.say(
                COMPARE_HUB,
                office=session.catalogue.office_told(unconfirmed.unit),
                hub=unconfirmed.unit.code,
            )
        )
    session.answer(
        "\n".join(lines),
        **_sent(sent),
        hub_confirmed=unconfirmed is None,
        handover=record,
        check_number=check_number(sent.id),
    )


def _send_to_desk(session: Session, period: Period, to: str, out: Path, *, is_sealed: bool) -> None:
    """Write everything that another desk of this hub needs."""
    with shown_progress(quiet=session.as_json) as progress:
        made = send_to_desk(session.station, period, to=to, out=out, is_sealed=is_sealed, act=session.act(progress))
    said = N_(
        "For the other computer: {originals} packages as they arrived and {own} with what this office wrote. Take all of them in there."
    )
    lines = [session.say(said, originals=len(made.originals), own=len(made.own))]
    if made.campaigns:
        told = N_("If that computer does not have the period yet, open the campaign file there first: {files}")
        lines.append(session.say(told, files=[str(each) for each in made.campaigns]))
    session.answer(
        "\n".join([*lines, *session.written(out)]),
        receiver=f"station:{to}",
        originals=made.originals,
        own=[_sent(each) for each in made.own],
        campaigns=made.campaigns,
    )


def _receiver(session: Session, period: Period, to: str | None) -> Receiver | None:
    if to is None:
        return None
    if re.fullmatch(STATION, to):
        return Receiver("station", to)
    return Receiver("unit", str(session.catalogue.find_unit(to, period.evaluated_to).key))


def _sent(sent: Sent) -> dict[str, object]:
    return {
        "file": sent.path,
        "id": sent.id,
        "number": sent.number,
        "receiver": str(sent.receiver),
        "facts": sent.facts,
        "keyings": sent.keyings,
        "texts": sent.texts,
        "size": sent.size,
    }


def show_outlook(session: Session, period: Period, *, is_sealing: bool) -> None:
    """Say what would be sent to the issuer of the period now."""
    now = outlook(session.station, period)
    stated = outlook_stated(now, period, session.catalogue, session.language, is_sealing=is_sealing)
    session.answer(
        "\n".join(f"{each.label}: {each.words}" for each in stated),
        receiver=now.receiver,
        lines=now.lines,
        new=now.new,
        unfinished={state.value: count for state, count in now.unfinished.items()},
        sealed=now.is_sealed and is_sealing,
        hub_confirmed=now.unconfirmed is None,
        last_number=now.last.number if now.last else None,
        keyed=now.acknowledged.forms,
        keyed_received=now.acknowledged.forms_received,
    )
