"""What to offer for a form number that cannot be: forms of this desk that were meant, offices and periods it would fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import State
from models.domain.book.mistyping import fitting, near_misses, typed_digits
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.services.forms.ledgers import Book
from models.services.keying.desk import Desk

MOST_MEANT = 3

_LIKELY = (State.NOT_KEYED, State.AWAITING_SECOND, State.STILL_OUT, State.IN_STOCK)
"""Where a form that lies on the desk most likely stands, most likely first."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a number that cannot be may have meant.

    `forms` may be keyed now, the likeliest first; `units` and `periods` are others whose paper may carry this number.
    """

    forms: tuple[Serial, ...] = ()
    units: tuple[UnitKey, ...] = ()
    periods: tuple[str, ...] = ()


NOTHING_MEANT = Meant()


def meant_by(
    typed: str,
    desk: Desk,
    book: Book,
    *,
    author: str,
    second: bool,
    units: Iterable[UnitKey],
    periods: Iterable[Period],
) -> Meant:
    """What `author` may have meant; `units` take part in the period, `periods` are known here. Nothing is opened."""
    digits = typed_digits(typed)
    if not digits:
        return NOTHING_MEANT
    here = desk.period.code, desk.unit.code
    near = near_misses(digits, period=here[0], unit=here[1])
    forms = [serial for serial in near if _may_key(desk, serial, author, second=second)]
    forms.sort(key=lambda serial: _rank(book, serial))
    by_place = {(here[0], unit.code): unit for unit in units if unit.code != here[1]}
    others = [(period.code, here[1]) for period in periods if period.code != here[0]]
    return Meant(
        tuple(forms[:MOST_MEANT]),
        tuple(by_place[place] for place in fitting(digits, by_place)),
        tuple(period for period, _ in fitting(digits, others)),
    )


def _may_key(desk: Desk, serial: Serial, author: str, *, second: bool) -> bool:
    text = str(serial)
    if text not in desk.issues or (second and not desk.settled(text).heads):
        return False
    try:
        desk.questionnaire(serial)
        desk.require_free(text, author, second=second)
    except Problem:
        return False
    return True


def _rank(book: Book, serial: Serial) -> int:
    form = book.ledger.forms.get(str(serial))
    return _LIKELY.index(form.state) if form is not None and form.state in _LIKELY else len(_LIKELY)
