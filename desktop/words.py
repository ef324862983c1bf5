"""The words in which both doors speak of forms: where they are, and what is odd about them and their answers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from models.catalogue import Catalogue
from models.domain.basics.problems import N_
from models.domain.book.ledger import Form, State
from models.domain.book.life import Event, Turn
from models.domain.book.periods import Period
from models.domain.questionnaire.doubts import Why
from models.language import Language
from models.services.exchange.late import LateOfUnit

STATES = {
    State.IN_STOCK: N_("in stock"),
    State.SPOILED: N_("spoiled"),
    State.STILL_OUT: N_("still out"),
    State.REFUSED: N_("refused"),
    State.LOST: N_("lost"),
    State.VALID: N_("valid"),
    State.INVALID: N_("invalid"),
    State.AWAITING_SECOND: N_("awaiting second keying"),
    State.DISPUTED: N_("disputed"),
    State.NOT_KEYED: N_("not keyed"),
}

ALARMS = {
    "issued_twice": N_("issued twice"),
    "returned_and_spoiled": N_("returned, yet marked as spoiled"),
}

TURNS = {
    Turn.ISSUED: N_("issued"),
    Turn.PRINTED: N_("printed"),
    Turn.REPRINTED: N_("printed again"),
    Turn.HANDED_OUT: N_("handed out"),
    Turn.RETURNED: N_("returned"),
    Turn.REFUSED: N_("refused"),
    Turn.LOST: N_("lost"),
    Turn.SPOILED: N_("spoiled"),
    Turn.CANCELLED: N_("mark taken off"),
    Turn.REPLACED: N_("replaced by another form"),
    Turn.SECOND_ASKED: N_("second keying asked for"),
    Turn.KEYED: N_("keyed"),
    Turn.AMENDED: N_("amended"),
    Turn.VOIDED: N_("answers taken off"),
    Turn.RULED: N_("ruled on"),
}

WHYS = {
    Why.CONSTRAINT: N_("This is an unusual answer."),
    Why.NOT_ASKED: N_("The paper does not ask this question after the answers before."),
    Why.IN_FUTURE: N_("This day is still to come."),
}


def detail(event: Event, language: Language) -> str:
    """What more there is to say of a turn in the life of a form."""
    say = language.say
    parts = [event.sector, event.reason]
    if event.turn is Turn.ISSUED and event.other:
        parts.append(say(N_("in the place of {serial}"), serial=event.other))
    elif event.other:
        parts.append(event.other)
    if event.of is not None:
        parts.append(say(TURNS[event.of]))
    if event.is_cancelled:
        parts.append(say(N_("taken off later")))
    return " · ".join(part for part in parts if part)


OVERLAPS = N_(
    "Period {period} “{name}” evaluates dossiers finished from {first} to {last} too, at the same office and with the same "
    "questionnaire: the same dossiers could be asked twice. If that is not meant, use one period only."
)


def told_overlaps(overlaps: Iterable[Period], language: Language) -> list[str]:
    """One sentence for each period that overlaps another."""
    return [
        language.say(
            OVERLAPS, period=period.code, name=period.name, first=period.evaluated_from, last=period.evaluated_to
        )
        for period in overlaps
    ]


LATE_FORM = N_("{form}: now {now}, then {then}")
LATE_OF_UNIT = N_(
    "{unit}: {lines} late lines on {forms} forms, {changed} of which would count otherwise. Valid forms {now} → "
    "{then}{index}."
)


def state_told(form: Form | None, language: Language) -> str:
    """Where a form stands, in a word; a form that was not issued stands nowhere."""
    return language.say(N_("not issued") if form is None else STATES[form.state])


def late_told(late: LateOfUnit, catalogue: Catalogue, language: Language) -> str:
    """What came late of an office, and how its figures move with it."""
    index = ""
    if late.closed.overall and late.with_late.overall:
        now, then = (language.number(Fraction(each.overall), 2) for each in (late.closed, late.with_late))
        index = language.say(N_(", overall index {now} → {then}"), now=now, then=then)
    return language.say(
        LATE_OF_UNIT,
        unit=catalogue.office_told(late.unit),
        lines=language.number(late.lines),
        forms=language.number(len(late.forms)),
        changed=language.number(sum(form.changes for form in late.forms)),
        now=language.number(late.closed.forms),
        then=language.number(late.with_late.forms),
        index=index,
    )
