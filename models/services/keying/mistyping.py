"""What to offer for a form number that cannot be: forms of this desk that were meant, offices and periods it would fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import Form, State
from models.domain.book.mistyping import fitting, near_misses, typed_digits
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.services.keying.keying import Desk, open_desk
from models.services.office.questionnaires import kinds_of
from models.store.database import Station

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
    station: Station,
    period: Period,
    forms: Mapping[str, Form],
    *,
    author: str,
    second: bool,
    units: Iterable[UnitKey],
    periods: Iterable[Period],
) -> Meant:
    """What `author` may have meant among the `forms` issued here; `units` take part in the period, `periods` are known."""
    digits = typed_digits(typed)
    if not digits:
        return NOTHING_MEANT
    here, kinds = (period.code, station.unit.code), kinds_of(station, period)
    near = [each for each in near_misses(digits, period=here[0], unit=here[1], kinds=kinds) if str(each) in forms]
    likely = [each for each in near if _may_key(open_desk(station, period, only=each), each, author, second=second)]
    likely.sort(key=lambda serial: _rank(forms[str(serial)]))
    by_place = {(here[0], unit.code): unit for unit in units if unit.code != here[1]}
    others = [(period.code, here[1]) for period in periods if period.code != here[0]]
    return Meant(
        tuple(likely[:MOST_MEANT]),
        tuple(by_place[place] for place in fitting(digits, by_place, kinds=kinds)),
        tuple(period for period, _ in fitting(digits, others, kinds=kinds)),
    )


def _may_key(desk: Desk, serial: Serial, author: str, *, second: bool) -> bool:
    text = str(serial)
    if second and not desk.settled(text).heads:
        return False
    try:
        desk.questionnaire(serial)
        desk.require_free(text, author, second=second)
    except Problem:
        return False
    return True


def _rank(form: Form) -> int:
    return _LIKELY.index(form.state) if form.state in _LIKELY else len(_LIKELY)
