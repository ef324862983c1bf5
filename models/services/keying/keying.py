"""Keying forms: whether a form may be keyed, first and second keying, amending, voiding and ruling.

Nothing is overwritten; each act is a new line. Who vouched for a doubted answer is remembered beside it, here only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.acts import Act
from models.domain.basics.days import WrittenMoment
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.people import Author, Person
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.activity import LASTING, about_form, counting
from models.domain.book.facts import Keying, Kind, Ref, canonical, settles_text
from models.domain.book.ledger import Issue, standing
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, compress, expand, parse_serial
from models.domain.book.settling import Settled, blind_keyers, settle
from models.domain.questionnaire.answers import Answers
from models.domain.questionnaire.doubts import Vouch
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.forms.marking import NotIssued, OtherPeriod, OtherUnit, issued_serials
from models.services.office.allowing import allow, note_independence
from models.services.office.closing import require_open
from models.services.office.questionnaires import VariantMissing, questionnaires_of
from models.store import journal, notes, stations
from models.store.database import Station
from models.store.notes import Vouched
from models.store.pen import Pen


@dataclass(eq=False)
class AlreadyKeyed(Problem):
    """The form has a keying already."""

    serial: str
    by: str
    at: str
    code = "already_keyed"
    says = N_(
        "Form {serial} was keyed already by {by} on {at}. If the paper says otherwise, amend that keying; "
        "both stay on record."
    )


@dataclass(eq=False)
class KeyedDifferently(Problem):
    """The same person keyed the form with other answers."""

    serial: str
    questions: tuple[str, ...]
    code = "keyed_differently"
    says = N_(
        "Form {serial} was keyed by the same person with other answers to {questions}. Look at the paper and amend it if it is wrong."
    )


@dataclass(eq=False)
class SecondBySame(Problem):
    """The second keying must come from another person."""

    serial: str
    by: str
    code = "second_by_same"
    says = N_("Form {serial} was keyed by {by} already. The second keying must be done by another person.")


@dataclass(eq=False)
class OtherQuestionnaire(Problem):
    """The form was printed from a questionnaire edition that this period does not use."""

    serial: str
    code = "other_questionnaire"
    says = N_(
        "Form {serial} was printed from another edition of the questionnaire. Open the campaign file that brings it, then key it."
    )


@dataclass(eq=False)
class FormSpoiled(Problem):
    """The form is marked as spoiled."""

    serial: str
    code = "form_spoiled"
    says = N_("Form {serial} is marked as spoiled. If the paper did come back, undo that mark first.")


@dataclass(frozen=True)
class Desk:
    """The forms of one unit and period as keying sees them."""

    period: Period
    unit: UnitKey
    issues: dict[str, tuple[Issue, ...]]
    keyings: dict[str, list[Keying]]
    spoiled: frozenset[str]
    own_book: int
    other_books: frozenset[int]
    by_variant: dict[str, Questionnaire]
    above: frozenset[str] = frozenset()
    """The stations of offices above the one that keys here: nobody under them settles their keyings."""

    def require_own(self, serial: str, heads: Iterable[Keying]) -> None:
        """Refuse to settle a keying of an office above."""
        for head in heads:
            if head.station in self.above:
                raise RuledAbove(serial, Author(head.by))

    def questionnaire(self, serial: Serial) -> Questionnaire:
        """The questionnaire of the paper; refuses serials that cannot be keyed here, each with its reason."""
        text = str(serial)
        if serial.period != self.period.code:
            raise OtherPeriod(text, self.period.code)
        if serial.unit != self.unit.code:
            raise OtherUnit(text, serial.unit)
        issues = self.issues.get(text, ())
        if not issues and (serial.book == self.own_book or serial.book not in self.other_books):
            raise NotIssued(text, self.period.code)
        if text in self.spoiled and not self.keyings.get(text):
            raise FormSpoiled(text)
        if serial.variant not in self.by_variant:
            raise VariantMissing(serial.variant, self.period.code)
        questionnaire = self.by_variant[serial.variant]
        if issues and all(issue.coding != questionnaire.coding for issue in issues):
            raise OtherQuestionnaire(text)
        return questionnaire

    def settled(self, serial: str) -> Settled:
        """How the keyings stand, without asking for a second person."""
        return settle(self.keyings.get(serial, []), twice=False)

    def own_head(self, serial: str, author: str) -> Keying | None:
        """This person's own live keying of the form."""
        return next((head for head in self.settled(serial).heads if head.by == author), None)

    def require_free(self, serial: str, author: str, *, second: bool) -> None:
        """Refuse a first keying of a keyed form, and a second one by somebody who keyed it."""
        heads = self.settled(serial).heads
        if not heads:
            return
        if not second:
            raise AlreadyKeyed(serial, Author(heads[0].by), WrittenMoment(heads[0].at))
        if author in blind_keyers(self.keyings[serial], heads) or any(head.by == author for head in heads):
            raise SecondBySame(serial, Author(author))


def open_desk(station: Station, period: Period, unit: UnitKey | None = None, *, only: Serial | None = None) -> Desk:
    """Read what keying needs of one unit (default: the station's own) and period.

    `only` reads the lines of one form and the acts that bear on it: the desk then knows that form and no other, and a
    form costs the same in an office of a hundred forms and of ten thousand.
    """
    unit = unit or station.unit
    issues: dict[str, tuple[Issue, ...]] = {}
    keyings: dict[str, list[Keying]] = {}
    own = unit == station.unit
    books = stations.books(station.db, but_own=True) | set(range(1, station.book)) if own else set(range(1, 10))
    lines = journal.told(
        station, period=period.key, unit=unit, kinds=_KINDS, serials=None if only is None else (str(only),)
    )
    counted = counting(lines)
    facts = counted.facts if only is None else about_form(counted.facts, only)
    for fact in facts:
        if fact.kind == Kind.ISSUED:
            issue = Issue.of(fact)
            for serial in expand(fact.serials):
                issues[serial] = (*issues.get(serial, ()), issue)
        elif fact.kind == Kind.BOOK_ALLOTTED and fact.station != station.id:
            book = fact.facts().get("book")
            books |= {book if isinstance(book, int) else 0}
    for keying in counted.keyings:
        if only is None or keying.serial == str(only):
            keyings.setdefault(keying.serial, []).append(keying)
    return Desk(
        period,
        unit,
        issues,
        keyings,
        standing(facts, Kind.SPOILED),
        station.book if own else 0,
        frozenset(books),
        {questionnaire.variant: questionnaire for questionnaire in questionnaires_of(station, period)},
        journal.stations_above(station, period=lines.period, unit=lines.unit),
    )


_KINDS = (*LASTING, Kind.ISSUED, Kind.SPOILED, Kind.BOOK_ALLOTTED)
"""The journal lines that decide whether a form may be keyed."""


REASONS_OF_RULING = ("paper", "unreadable", "neither", "alone")
"""Why a ruling says what it says: the paper shows it; the paper cannot be read; neither keying was right; the office
has no third person."""


@dataclass(eq=False)
class NotKeyed(Problem):
    """There is no keying to change."""

    serial: str
    code = "not_keyed"
    says = N_("Form {serial} has not been keyed yet, so there is nothing to change. Key it first.")


@dataclass(eq=False)
class NeedsRuling(Problem):
    """Several keyings stand beside each other."""

    serial: str
    period: str
    code = "needs_ruling"
    says = N_("Form {serial} has several keyings of other people. A third person has to rule on it.")
    deed = Deed.RULE_ON_FORM


@dataclass(eq=False)
class RuledAbove(Problem):
    """A keying of an office above would be settled from below, which has no effect."""

    serial: str
    by: str
    code = "ruled_above"
    says = N_(
        "Form {serial} was decided by {by} of an office above, so it cannot be changed here. Telephone that office if the paper "
        "says otherwise."
    )


@dataclass(eq=False)
class NotDisputed(Problem):
    """A ruling without a difference."""

    serial: str
    code = "not_disputed"
    says = N_(
        "The keyings of form {serial} do not differ, so there is nothing to rule on. Amend it if the paper says otherwise."
    )


@dataclass(eq=False)
class KeyerCannotRule(Problem):
    """One of the two keyers wants to decide."""

    serial: str
    by: str
    code = "keyer_cannot_rule"
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
    act: Act,
    seconds: int = 0,
    second: bool = False,
    vouches: Sequence[Vouch] = (),
) -> Ref:
    """Record one keying of one paper form, durable when this returns, with the doubted answers `by` said yes to.

    Refuses a closed period, serials that cannot be keyed here, a form keyed already (without `second`) and a second
    keying by the same person.
    """
    allow(station, act, Duty.KEY_AGAIN if second else Duty.KEY)
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period, only=serial)
        questionnaire = desk.questionnaire(serial)
        desk.require_free(str(serial), act.by.author, second=second)
        _keep_vouches(station, serial=serial, by=act.by, vouches=vouches)
        if second:
            note_independence(station, act, period.code, str(serial))
        pen = Pen(station, station.unit, period.key, act=act)
        return write_keying(
            pen, serial=str(serial), coding=questionnaire.coding, answers=answers, salt=act.salt, seconds=seconds
        ).ref


def amend(
    station: Station,
    period: Period,
    *,
    serial: Serial,
    answers: Answers,
    act: Act,
    seconds: int = 0,
    vouches: Sequence[Vouch] = (),
) -> Ref:
    """Replace one keying by another one; both stay on record. Of several keyings a person amends the own one."""
    allow(station, act, Duty.AMEND)
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period, only=serial)
        questionnaire = desk.questionnaire(serial)
        target = keying_to_amend(desk, serial, by=act.by)
        _keep_vouches(station, serial=serial, by=act.by, vouches=vouches)
        pen = Pen(station, station.unit, period.key, act=act)
        return write_keying(
            pen,
            serial=str(serial),
            coding=questionnaire.coding,
            answers=answers,
            salt=act.salt,
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
    desk.require_own(str(serial), (target,))
    return target


def void(station: Station, period: Period, *, serial: Serial, act: Act, unit: UnitKey | None = None) -> int:
    """Take the answers off a form (paper keyed under a wrong serial); answers how many keyings were voided.

    `unit` (default: the own one) is the office whose form it is; a hub voids in its own stream for that office.
    """
    allow(station, act, Duty.AMEND)
    unit = unit or station.unit
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period, unit, only=serial)
        heads = desk.settled(str(serial)).heads
        if not heads:
            raise NotKeyed(str(serial))
        desk.require_own(str(serial), heads)
        pen = Pen(station, unit, period.key, act=act)
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
    act: Act,
    unit: UnitKey | None = None,
) -> Ref:
    """Settle what several keyings disagree on: a keying by a third person that names them all.

    `unit` (default: the own one) is the office whose form it is; a hub rules in its own stream for that office.
    """
    allow(station, act, Duty.RULE)
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
        desk.require_own(text, heads)
        keyers = blind_keyers(desk.keyings[text], heads) | {head.by for head in heads}
        if act.by.author in keyers and reason != "alone":
            raise KeyerCannotRule(text, act.by.author)
        pen = Pen(station, unit, period.key, act=act)
        ref = write_keying(
            pen,
            serial=text,
            coding=questionnaire.coding,
            answers=answers,
            salt=act.salt,
            settles=tuple(head.ref for head in heads),
        ).ref
        pen.fact(Kind.RULED, serials=text, body={"keying": str(ref), "reason": reason})
        note_independence(station, act, period.code, text)
        return ref


def ask_second(
    station: Station,
    period: Period,
    *,
    act: Act,
    serials: tuple[Serial, ...] = (),
    person: Person | None = None,
    every: bool = False,
) -> int:
    """Ask that forms be keyed by a second person: named ones, all that one person keyed, or every form of the period."""
    allow(station, act, Duty.ASK_SECOND)
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
            pen = Pen(station, station.unit, period.key, act=act)
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
    pen: Pen,
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


def _keep_vouches(station: Station, *, serial: Serial, by: Person, vouches: Iterable[Vouch]) -> None:
    """Keep what `by` vouched for on a form; a later keying of the same person takes the place of the earlier one."""
    notes.put_vouches(station.db, str(serial), by.author, vouches)


def vouched(station: Station, period: Period) -> tuple[Vouched, ...]:
    """All that was vouched for in this period at this station, by form and question."""
    return notes.vouched(station.db, f"{period.code}-{station.unit.code}-")
