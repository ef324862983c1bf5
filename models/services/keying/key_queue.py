"""Which forms wait to be keyed by a person, and how that person's day goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from models.domain.basics.office_time import day_in_hanoi
from models.domain.book.facts import Keying
from models.domain.book.ledger import State
from models.domain.book.serials import Serial, parse_serial
from models.domain.book.settling import blind_keyers
from models.services.forms.ledgers import Book
from models.services.keying.desk import Desk


@dataclass(frozen=True, slots=True)
class KeyQueue:
    """What waits for one person, in the order of the numbers.

    `first` are forms that nobody has keyed: those noted as returned, then those still noted as handed out. `second` are
    forms that other people keyed and that are to be keyed once more.
    """

    first: tuple[Serial, ...] = ()
    second: tuple[Serial, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyDay:
    """One person's keyings of one day: how many, and the middle of the seconds a form took (0 = unknown)."""

    forms: int = 0
    seconds: int = 0


def key_queue(book: Book, desk: Desk, author: str) -> KeyQueue:
    """The forms of `book` that `author` may key."""
    returned, out, second = [], [], []
    for serial, form in book.ledger.forms.items():
        if form.state is State.NOT_KEYED:
            returned.append(serial)
        elif form.state is State.STILL_OUT:
            out.append(serial)
        elif form.state is State.AWAITING_SECOND:
            keyers = blind_keyers(desk.keyings[serial], form.settled.heads) | {head.by for head in form.settled.heads}
            if author not in keyers:
                second.append(serial)
    return KeyQueue(_serials((*returned, *out)), _serials(second))


def key_day(keyings: Iterable[Keying], author: str, *, day: date) -> KeyDay:
    """What `author` keyed on `day` in Hà Nội; voids are no keyings."""
    own = [
        keying for keying in keyings if keying.by == author and day_in_hanoi(keying.at) == day and not keying.is_void
    ]
    timed = [keying.seconds for keying in own if keying.seconds > 0]
    return KeyDay(len(own), round(median(timed)) if timed else 0)


def _serials(texts: Iterable[str]) -> tuple[Serial, ...]:
    return tuple(map(parse_serial, texts))
