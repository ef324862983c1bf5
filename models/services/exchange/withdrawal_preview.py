"""What a withdrawal would do to the forms that count, told before it is made."""

from __future__ import annotations

from typing import NamedTuple

from models.domain.basics.people import Person
from models.services.exchange.accepted_changes import AnswerChange, accepted_here, answer_changes
from models.services.exchange.withdrawing import Proposal, withdraw
from models.store.database import Station


class Effect(NamedTuple):
    """`changes` are forms that would count with other answers or not at all; `gone` the serials that leave the book."""

    changes: tuple[AnswerChange, ...]
    gone: tuple[str, ...]


class _Undone(Exception):
    pass


def withdrawal_effect(station: Station, proposal: Proposal, *, by: Person, at: str) -> Effect:
    """The forms of the office that a withdrawal would touch; nothing is changed. Refuses as the withdrawal would."""
    changes: tuple[AnswerChange, ...] = ()
    gone: tuple[str, ...] = ()
    place = (proposal.period, proposal.unit)
    try:
        with station.transaction():
            before = accepted_here(station, *place)
            withdraw(station, proposal, reason="?", by=by, at=at)
            changes = answer_changes(station, {place: before})
            left = accepted_here(station, *place)
            gone = tuple(sorted(serial for serial, form in before.items() if form.coding and serial not in left))
            raise _Undone
    except _Undone:
        return Effect(changes, gone)
