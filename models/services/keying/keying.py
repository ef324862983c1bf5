"""Keying forms: first and second keying, amending, voiding and ruling. Nothing is overwritten; each act is a new line."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from models.domain.basics.deeds import Deed
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Keying, Kind, Ref, canonical, settles_text
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, compress, parse_serial
from models.domain.book.settling import blind_keyers
from models.domain.questionnaire.answers import Answers
from models.domain.questionnaire.doubts import Vouch
from models.services.forms.marking import issued_serials
from models.services.keying.desk import Desk, open_desk
from models.services.keying.vouching import remember
from models.services.office.closings import require_open
from models.store import journal
from models.store.database import Station

REASONS_OF_RULING = ("paper", "unreadable", "neither", "alone")
"""Why a ruling says what it says: the paper shows it; the paper cannot be read; neither keying was right; the office
has no third person."""


@dataclass(eq=False)
class NotKeyed(Problem):
    """There is no keying to change."""

    serial: str
    says = N_("Form {serial} has not been keyed yet, so there is nothing to change. Key it first.")


@dataclass(eq=False)
class NeedsRuling(Problem):
    """Several keyings stand beside each other."""

    serial: str
    period: str
    says = N_("Form {serial} has several keyings of other people. A third person has to rule on it.")
    deed = Deed.RULE_ON_FORM


@dataclass(eq=False)
class NotDisputed(Problem):
    """A ruling without a difference."""

    serial: str
    says = N_(
        "The keyings of form {serial} do not differ, so there is nothing to rule on. Amend it if the paper says otherwise."
    )


@dataclass(eq=False)
class KeyerCannotRule(Problem):
    """One of the two keyers wants to decide."""

    serial: str
    by: str
    says = N_(
        "Form {serial} was keyed by {by}, who therefore cannot rule on it. Ask a third person; "
        "an office of one or two people may record that with the reason “alone”."
    )


def key_form(
    station: Station,
    period: Period,
    *,
    serial: Serial,
    answers: Answers,
    by: Person,
    at: str,
    salt: str,
    seconds: int = 0,
    second: bool = False,
    vouches: Sequence[Vouch] = (),
) -> Ref:
    """Record one keying of one paper form, durable when this returns, with the doubted answers `by` said yes to.

    Refuses a closed period, serials that cannot be keyed here, a form keyed already (without `second`) and a second
    keying by the same person.
    """
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period, only=serial)
        questionnaire = desk.questionnaire(serial)
        desk.require_free(str(serial), by.author, second=second)
        remember(station, serial=serial, by=by, vouches=vouches)
        pen = journal.Pen(station, station.unit, period.key, by=by.author, at=at)
        return write_keying(
            pen, serial=str(serial), coding=questionnaire.coding, answers=answers, salt=salt, seconds=seconds
        ).ref


def amend(
    station: Station,
    period: Period,
    *,
    serial: Serial,
    answers: Answers,
    by: Person,
    at: str,
    salt: str,
    seconds: int = 0,
    vouches: Sequence[Vouch] = (),
) -> Ref:
    """Replace one keying by another one; both stay on record. Of several keyings a person amends the own one."""
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period, only=serial)
        questionnaire = desk.questionnaire(serial)
        target = keying_to_amend(desk, serial, by=by)
        remember(station, serial=serial, by=by, vouches=vouches)
        pen = journal.Pen(station, station.unit, period.key, by=by.author, at=at)
        return write_keying(
            pen,
            serial=str(serial),
            coding=questionnaire.coding,
            answers=answers,
            salt=salt,
            seconds=seconds,
            settles=(target.ref,),
        ).ref


def keying_to_amend(desk: Desk, serial: Serial, *, by: Person) -> Keying:
    """The keying that an amendment by this person would replace; refuses with `NotKeyed` or `NeedsRuling`."""
    heads = desk.settled(str(serial)).heads
    if not heads:
        raise NotKeyed(str(serial))
    target = heads[0] if len(heads) == 1 else desk.own_head(str(serial), by.author)
    if target is None:
        raise NeedsRuling(str(serial), serial.period)
    return target


def void(station: Station, period: Period, *, serial: Serial, by: Person, at: str, unit: UnitKey | None = None) -> int:
    """Take the answers off a form (paper keyed under a wrong serial); answers how many keyings were voided.

    `unit` (default: the own one) is the office whose form it is; a hub voids in its own stream for that office.
    """
    unit = unit or station.unit
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period, unit, only=serial)
        heads = desk.settled(str(serial)).heads
        if not heads:
            raise NotKeyed(str(serial))
        pen = journal.Pen(station, unit, period.key, by=by.author, at=at)
        for head in heads:
            pen.keying(
                serial=str(serial), coding="", marks="", rest="", texts="", settles=settles_text([head.ref]), seconds=0
            )
    return len(heads)


def rule(
    station: Station,
    period: Period,
    *,
    serial: Serial,
    answers: Answers,
    reason: str,
    by: Person,
    at: str,
    salt: str,
    unit: UnitKey | None = None,
) -> Ref:
    """Settle what several keyings disagree on: a keying by a third person that names them all.

    `unit` (default: the own one) is the office whose form it is; a hub rules in its own stream for that office.
    """
    if reason not in REASONS_OF_RULING:
        raise ValueError(reason)
    unit = unit or station.unit
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period, unit, only=serial)
        questionnaire = desk.questionnaire(serial)
        text = str(serial)
        heads = desk.settled(text).heads
        if len(heads) < 2 or all(head.coded == heads[0].coded for head in heads):
            raise NotDisputed(text)
        keyers = blind_keyers(desk.keyings[text], heads) | {head.by for head in heads}
        if by.author in keyers and reason != "alone":
            raise KeyerCannotRule(text, by.author)
        pen = journal.Pen(station, unit, period.key, by=by.author, at=at)
        ref = write_keying(
            pen,
            serial=text,
            coding=questionnaire.coding,
            answers=answers,
            salt=salt,
            settles=tuple(head.ref for head in heads),
        ).ref
        pen.fact(Kind.RULED, serials=text, body={"keying": str(ref), "reason": reason})
        return ref


def ask_second(
    station: Station,
    period: Period,
    *,
    serials: tuple[Serial, ...] = (),
    person: Person | None = None,
    every: bool = False,
    by: Person,
    at: str,
) -> int:
    """Ask that forms be keyed by a second person: named ones, all that one person keyed, or every form of the period."""
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period)
        asked = set(serials)
        if person is not None:
            asked.update(
                parse_serial(serial)
                for serial, keyings in desk.keyings.items()
                if any(keying.by == person.author for keying in keyings)
            )
        if every:
            asked.update(map(parse_serial, issued_serials(station, period)))
        for serial in serials:
            desk.questionnaire(serial)
        if asked:
            pen = journal.Pen(station, station.unit, period.key, by=by.author, at=at)
            pen.fact(Kind.SECOND_ASKED, serials=compress(asked))
    return len(asked)


def stored_answers(station: Station, period: Period, desk: Desk, ref: Ref) -> Answers | None:
    """The answers of one keying with the free texts that are still here; None when the line is unknown or a void."""
    for keyings in desk.keyings.values():
        for keying in keyings:
            if keying.ref == ref and not keying.is_void:
                streams = journal.streams(station.db, period=period.key, unit=desk.unit)
                number = next(number for number, stream in streams.items() if stream.station == ref.station)
                texts = [(t.question, t.content) for t in journal.texts_of(station.db, number, n=ref.n)]
                return Answers.from_stored(marks=keying.marks, rest_json=keying.rest, texts=texts)
    return None


def write_keying(
    pen: journal.Pen,
    *,
    serial: str,
    coding: str,
    answers: Answers,
    salt: str,
    seconds: int = 0,
    settles: tuple[Ref, ...] = (),
) -> Keying:
    """Write a keying line with its texts apart: the line holds only their salted digests."""
    contents = [(question, text, _salt_of(salt, question)) for question, text in answers.texts]
    digests = {question: text_digest(text, own_salt) for question, text, own_salt in contents}
    return pen.keying(
        serial=serial,
        coding=coding,
        marks=answers.marks,
        rest=answers.rest_json,
        texts=canonical(digests),
        settles=settles_text(settles),
        seconds=seconds,
        contents=contents,
    )


def text_digest(text: str, salt: str) -> str:
    """What a keying line says of a free text: SHA-256 over salt and text, hex."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _salt_of(salt: str, question: str) -> str:
    return hashlib.sha256(f"{salt}\n{question}".encode()).hexdigest()[:32]
