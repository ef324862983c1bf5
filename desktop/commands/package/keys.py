"""`sophieu package keys|confirm|retry`: knowing by telephone who signed, once, and taking in what waited for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from desktop.commands.session import FILE, Session, office_command
from exports.packages.quarantine import waiting_packages
from exports.packages.receive import retry_packages
from models.domain.basics.problems import N_
from models.security import fingerprint, fingerprint_digits, fingerprint_words, from_text
from models.services.exchange.confirming import confirm_and_count
from models.services.office.known_keys import KnownKey, Trust, known_keys
from printing.key_sheet import print_own_key

TRUSTS = {
    Trust.SEEN: N_("not confirmed: nothing counts yet"),
    Trust.VOUCHED: N_("vouched for by another computer of the office"),
    Trust.CONFIRMED: N_("confirmed"),
    Trust.ENDED: N_("ended: later lines do not count"),
    Trust.CHANGED: N_("ANOTHER KEY THAN BEFORE"),
}


@click.command("keys")
@click.option("--pdf", type=FILE, default=None, help="Write the own words and QR code as a page to print.")
@click.option("--own", "only_own", is_flag=True, help="Only the words of this computer's own key, to be read out.")
@office_command
def show_keys(session: Session, pdf: Path | None, only_own: bool) -> None:
    """List the words of this computer's own key, and the keys by which others are known."""
    station = session.station
    if pdf is not None:
        print_own_key(station, language=session.language, to=pdf)
    own = from_text(station.public_key)
    known = known_keys(station)
    lines = [session.say(N_("This computer ({station}): {words}"), station=station.id, words=fingerprint_words(own))]
    lines += [_line(session, each) for each in known]
    if pdf is not None:
        lines.append(session.say(N_("The page with the words and the QR code is {file}."), file=pdf))
    session.answer(
        fingerprint_words(own) if only_own else "\n".join(lines),
        pdf=pdf,
        own={
            "station": station.id,
            "words": fingerprint_words(own),
            "fingerprint": fingerprint(own),
            "digits": fingerprint_digits(own),
        },
        keys=[
            {
                "station": each.station,
                "unit": each.unit,
                "words": each.words,
                "fingerprint": each.fingerprint,
                "trust": each.trust,
                "by": each.by,
                "at": each.at,
            }
            for each in known
        ],
    )


@click.command("confirm")
@click.argument("name", metavar="STATION|OFFICE")
@click.option("--fingerprint", "words", required=True, help="The words that the holder of the key read out.")
@office_command
def confirm(session: Session, name: str, words: str) -> None:
    """Confirm a key whose words were compared by telephone; what its office sent counts from then on."""
    known, counting = confirm_and_count(session.station, name, words=words, act=session.act())
    said = N_("The key of {station} of {unit} is confirmed. {count} lines that it sent count now.")
    unit = session.catalogue.office_told(known.unit)
    lines = [session.say(said, station=known.station, unit=unit, count=session.language.number(counting))]
    taken = _retry(session)
    if taken:
        lines.append(session.say(N_("{count} packages that waited are taken in."), count=taken))
    session.answer(
        "\n".join(lines),
        station=known.station,
        unit=known.unit,
        words=known.words,
        trust=known.trust,
        counting=counting,
        taken=taken,
    )


@click.command("retry")
@office_command
def retry(session: Session) -> None:
    """Try the packages in quarantine again whose missing piece has come."""
    taken = _retry(session)
    still = waiting_packages(session.station)
    said = N_("{count} packages that waited are taken in; {still} still wait.")
    session.answer(session.say(said, count=taken, still=len(still)), taken=taken, waiting=[path.name for path in still])


def _retry(session: Session) -> int:
    station = session.station
    report = retry_packages(station, act=session.act())
    return sum(not package.is_refused for package in report.packages)


def _line(session: Session, known: KnownKey) -> str:
    day = session.language.day(datetime.fromisoformat(known.at)) if known.at else ""
    words = f"{known.unit.code:<8} {known.station:<32} {known.words:<36}"
    return f"{words} {session.say(TRUSTS[known.trust])} {known.by} {day}".rstrip()
