"""The words in which both doors speak of forms: where they are, and what is odd about them and their answers."""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.basics.problems import N_
from models.domain.book.ledger import State
from models.domain.book.life import Event, Turn
from models.domain.book.periods import Period
from models.domain.questionnaire.doubts import Why
from models.language import Language

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
