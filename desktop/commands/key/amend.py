"""`sophieu key amend|void`: correcting what was keyed."""

from __future__ import annotations

import click

from desktop.commands.session import Session, period_command
from desktop.usage import wrong_usage
from desktop.words import moved_told
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.domain.questionnaire.answers import Answers, read_answers, show_codes
from models.services.figures.effect import watched
from models.services.keying.keying import NotKeyed, OtherQuestionnaire, amend, open_desk, stored_answers, void
from models.store.journal import all_streams


@click.command("amend")
@click.argument("serial")
@click.argument("codes", nargs=-1, required=True, metavar="QUESTION=CODE…")
@period_command
def amend_form(session: Session, period: Period, serial: str, codes: tuple[str, ...]) -> None:
    """Correct answers of a keyed form: CC1=4 TT2= (empty: nothing ticked). The former keying stays on record."""
    named = session.serial(period, serial)
    answers = changed_answers(session, period, named, codes)
    ref = amend(session.station, period, serial=named, answers=answers, act=session.act())
    session.answer(
        session.say(N_("Form {serial} is amended; both keyings stay on record."), serial=named),
        serial=named,
        keying=str(ref),
    )


@click.command("void")
@click.argument("serial")
@period_command
def void_form(session: Session, period: Period, serial: str) -> None:
    """Take the answers off a form that was keyed under a wrong number; a hub may do so for its offices."""
    named = session.serial(period, serial)
    unit = unit_of(session, period, named)
    moved = watched(session.station, [(period.key, unit)])
    count = void(session.station, period, serial=named, unit=unit, act=session.act())
    said = session.say(N_("Form {serial} has no answers now; it may be keyed again."), serial=named)
    session.answer(
        f"{said} {moved_told(moved(), session.catalogue, session.language)}",
        serial=named,
        voided=count,
    )


def changed_answers(
    session: Session, period: Period, serial: Serial, codes: tuple[str, ...], unit: UnitKey | None = None
) -> Answers:
    """The first live answers of a form with some codes changed."""
    desk = open_desk(session.station, period, unit, only=serial)
    questionnaire = desk.questionnaire(serial)
    heads = desk.settled(str(serial)).heads
    if not heads:
        raise NotKeyed(str(serial))
    readable = [head for head in heads if head.coding == questionnaire.coding]
    if not readable:
        raise OtherQuestionnaire(str(serial))
    mine = next((head for head in readable if head.by == session.person.author), readable[0])
    before = stored_answers(session.station, period, desk, mine.ref)
    if before is None:
        raise NotKeyed(str(serial))
    return read_answers(questionnaire, show_codes(questionnaire, before) | dict(typed_codes(codes)))


def typed_codes(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """`CC1=4` → the question and its code."""
    pairs = [code.partition("=") for code in codes]
    for name, equals, _ in pairs:
        if not equals:
            raise wrong_usage(N_("“{text}” is not QUESTION=CODE, for example CC1=4."), text=name)
    return [(name.strip(), code) for name, _, code in pairs]


def unit_of(session: Session, period: Period, serial: Serial) -> UnitKey:
    """The office that issued a form: this one, or one whose lines are here."""
    if serial.unit == session.station.unit.code:
        return session.station.unit
    return _known_unit(session, period, serial.unit)


def _known_unit(session: Session, period: Period, code: str) -> UnitKey:
    for stream in all_streams(session.station.db).values():
        if stream.period == period.key and stream.unit.code == code:
            return stream.unit
    raise NotKeyed(code)
