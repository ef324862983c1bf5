"""The words in which both doors speak of forms: where they are, and what is odd about them and their answers."""

from __future__ import annotations

from models.domain.doubts import Why
from models.domain.ledger import State
from models.domain.problems import N_

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

WHYS = {
    Why.CONSTRAINT: N_("This is an unusual answer."),
    Why.NOT_ASKED: N_("The paper does not ask this question after the answers before."),
    Why.IN_FUTURE: N_("This day is still to come."),
}
