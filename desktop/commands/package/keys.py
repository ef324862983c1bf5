"""`sophieu package keys|confirm|retry`: knowing by telephone who signed, once, and taking in what waited for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from desktop.commands.session import FILE, Session, office_command
from desktop.usage import wrong_usage
from desktop.words import LIES_AT
from exports.packages.quarantine import quarantined_elsewhere, waiting_packages
from exports.packages.receive import retry_packages
from models.domain.basics.problems import N_
from models.security import fingerprint, fingerprint_digits, fingerprint_words, from_text
from models.services.exchange.confirming import confirm_and_count, confirm_matching_and_count
from models.services.office.known_keys import CodeProof, KnownKey, Trust, end_key, known_keys
from printing.key_sheet import print_own_key

TRUSTS = {
    Trust.SEEN: N_("not confirmed: nothing counts yet"),
    Trust.VOUCHED: N_("vouched for by another computer of the office"),
    Trust.CONFIRMED: N_("confirmed"),
    Trust.ENDED: N_("ended: later lines do not count"),
    Trust.CHANGED: N_("ANOTHER KEY THAN BEFORE"),
}
UNSHOWN = "· · · · · ·"
PROOFS = {CodeProof.FITS: N_("fits the enrolment code"), CodeProof.WRONG: N_("DOES NOT FIT THE ENROLMENT CODE")}


@click.command("keys")
@click.option("--pdf", type=FILE, default=None, help="Write the own words and QR code as a page to print.")
@click.option("--own", "only_own", is_flag=True, help="Only the words of this computer's own key, to be read out.")
@office_command
def show_keys(session: Session, pdf: Path | None, only_own: bool) -> None:
    """List the words of this computer's own key, and the keys by which others are known; words that nobody compared stay hidden."""
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
                "words": each.words_shown or None,
                "trust": each.trust,
                "by": each.by,
                "at": each.at,
                "how": each.how,
                "enrolment": each.proof,
            }
            for each in known
        ],
    )


@click.command("confirm")
@click.argument("name", metavar="[STATION|OFFICE]", default="")
@click.option("--fingerprint", "words", default="", help="The words that the holder of the key read out.")
@click.option("--matching", is_flag=True, help="Confirm every key that fits the enrolment code of its office.")
@office_command
def confirm(session: Session, name: str, words: str, matching: bool) -> None:
    """Confirm a key whose words were compared by telephone, or all that fit enrolment codes; what was sent counts from then on."""
    if matching == bool(name or words):
        raise wrong_usage(N_("Name a computer and its words, or --matching alone."))
    if matching:
        _confirm_matching(session)
        return
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


def _confirm_matching(session: Session) -> None:
    confirmed, counting = confirm_matching_and_count(session.station, act=session.act())
    said = N_("{keys} keys that fit their codes are confirmed: {count} lines that these computers sent count now.")
    number = session.language.number
    lines = [session.say(said, keys=number(len(confirmed)), count=number(counting))]
    lines += [_line(session, each) for each in confirmed]
    taken = _retry(session)
    if taken:
        lines.append(session.say(N_("{count} packages that waited are taken in."), count=taken))
    session.answer(
        "\n".join(lines),
        confirmed=[{"station": each.station, "unit": each.unit} for each in confirmed],
        counting=counting,
        taken=taken,
    )


@click.command("end-key")
@click.argument("station", metavar="STATION")
@click.option("--reason", required=True, help="What happened to the computer.")
@office_command
def end(session: Session, station: str, reason: str) -> None:
    """End the key of a computer that was lost or stolen: only what is here of it still counts."""
    ended = end_key(session.station, station, reason=reason, act=session.act())
    said = N_(
        "The key of {station} of {unit} is ended. What is here of it still counts; whatever is signed with it from now on, by "
        "whoever has it, is kept and counts in nothing."
    )
    session.answer(
        session.say(said, station=ended.station, unit=session.catalogue.office_told(ended.unit)),
        station=ended.station,
        unit=ended.unit,
        trust=ended.trust,
    )


@click.command("retry")
@office_command
def retry(session: Session) -> None:
    """Try the packages in quarantine again whose missing piece has come."""
    taken = _retry(session)
    still = waiting_packages(session.station)
    said = N_("{count} packages that waited are taken in; {still} still wait.")
    elsewhere = quarantined_elsewhere(session.station)
    told = [f"{each.kept.file}: {session.say(LIES_AT, computer=each.computer)}" for each in elsewhere]
    session.answer(
        "\n".join([session.say(said, count=taken, still=len(still)), *told]),
        taken=taken,
        waiting=[path.name for path in still],
        elsewhere=[
            {
                "computer": each.computer,
                "file": each.kept.file,
                "at": each.kept.at,
                "waiting": each.kept.is_waiting,
                "reasons": [reason.code for reason in each.kept.reasons],
            }
            for each in elsewhere
        ],
    )


def _retry(session: Session) -> int:
    station = session.station
    report = retry_packages(station, act=session.act())
    return sum(not package.is_refused for package in report.packages)


def _line(session: Session, known: KnownKey) -> str:
    day = session.language.day(datetime.fromisoformat(known.at)) if known.at else ""
    words = f"{known.unit.code:<8} {known.station:<32} {known.words_shown or UNSHOWN:<36}"
    proof = f"; {session.say(PROOFS[known.proof])}" if known.proof in PROOFS else ""
    return f"{words} {session.say(TRUSTS[known.trust])}{proof} {known.by} {day}".rstrip()
