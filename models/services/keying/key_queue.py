"""Which forms wait to be keyed by a person, and how that person's day goes: read once, then kept up by what is keyed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from statistics import median

from models.domain.book.facts import Keying, Ref
from models.domain.book.ledger import Form, State
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, parse_serial
from models.domain.book.settling import blind_keyers
from models.services.forms.ledger import read_book, read_form
from models.store import stream_ends
from models.store.database import Station

_FIRST = (State.NOT_KEYED, State.STILL_OUT)
_SECOND = (State.AWAITING_SECOND,)


@dataclass(frozen=True, slots=True)
class KeyDay:
    """The forms that one person keyed on one day: how many, and the middle of the seconds a form took (0 = unknown)."""

    forms: int = 0
    seconds: int = 0


class KeyQueue:
    """What waits for one person at this office, in the order of the numbers, and what that person keyed.

    For a first keying wait the forms that nobody has keyed: those noted as returned, then those still noted as handed out.
    For a second one wait forms that other people keyed and that are to be keyed once more.

    The whole book is read when the queue is made. `note` then follows what the person keys by reading that one form, so
    that a form costs the same however many there are; `is_current` tells whether anything else came into the base.
    """

    def __init__(self, station: Station, period: Period, author: str) -> None:
        self._station, self._period, self._author = station, period, author
        self.turns = 0
        """How often what is known of the forms has changed: what was worked out from it stands as long as this does."""
        self._reached: dict[str, tuple[int, int]] = {}
        self._forms: dict[str, Form] = {}
        self._waiting: dict[State, list[str]] = {}
        self._own: set[str] = set()
        self._days: dict[date, list[int]] = {}
        self._counted: set[tuple[date, str]] = set()
        self._read()

    @property
    def forms(self) -> Mapping[str, Form]:
        """Every issued form of the office, by serial, as far as is known here."""
        return self._forms

    def is_current(self, period: Period, author: str) -> bool:
        """Whether this is still what waits for `author` in `period`: nothing came in but what was noted."""
        return (period, author) == (self._period, self._author) and self._reached == self._reach()

    def note(self, serial: Serial, ref: Ref) -> None:
        """Follow the keying `ref`, which the person has just written; when other lines came with it all is read anew."""
        last, twins = self._reached.get(ref.station, (0, 0))
        followed = self._reached | {ref.station: (ref.n, twins)}
        if last + 1 != ref.n or followed != self._reach():
            self._read()
            return
        self._reached = followed
        text = str(serial)
        form, keyings = read_form(self._station, self._period, self._station.unit, serial)
        self._replace(text, form, keyings)
        self._add_to_days(keying for keying in keyings if keying.ref == ref)

    def waiting(self, *, second: bool) -> Iterator[Serial]:
        """The forms that wait for this person's first or second keying."""
        return map(parse_serial, chain.from_iterable(self._waiting[state] for state in (_SECOND if second else _FIRST)))

    def left(self, *, second: bool) -> int:
        """How many forms wait."""
        return sum(len(self._waiting[state]) for state in (_SECOND if second else _FIRST))

    def awaits(self, serial: Serial, *, second: bool) -> bool:
        """Whether this person's first or second keying of the form is still to come, whatever it is noted as."""
        form = self._forms.get(str(serial))
        if form is None:
            return False
        return bool(form.settled.heads) and str(serial) not in self._own if second else not form.settled.heads

    def day(self, day: date) -> KeyDay:
        """The forms the person keyed on `day` by the clocks of the place, each once; amendments, rulings and voids key no form."""
        seconds = self._days.get(day, [])
        timed = seconds[bisect_right(seconds, 0) :]
        return KeyDay(len(seconds), round(median(timed)) if timed else 0)

    def _read(self) -> None:
        self.turns += 1
        # asked first: what comes in while the book is read makes the queue outdated, and never goes unseen
        self._reached = self._reach()
        book = read_book(self._station, self._period, self._station.unit)
        by_serial: dict[str, list[Keying]] = {}
        for keying in book.keyings:
            by_serial.setdefault(keying.serial, []).append(keying)
        self._forms, self._own, self._days, self._counted = {}, set(), {}, set()
        self._waiting = {state: [] for state in (*_FIRST, *_SECOND)}
        for serial, form in book.ledger.forms.items():
            self._put(serial, form, by_serial.get(serial, []))
        self._add_to_days(book.keyings)

    def _reach(self) -> dict[str, tuple[int, int]]:
        return stream_ends.reached(self._station.db, period=self._period.key, unit=self._station.unit)

    def _replace(self, serial: str, form: Form | None, keyings: Iterable[Keying]) -> None:
        """Put a form, as it stands now, in the place of what was known of it."""
        self.turns += 1
        before = self._forms.pop(serial, None)
        self._own.discard(serial)
        waits = self._waiting.get(before.state, []) if before is not None else []
        place = bisect_left(waits, serial)
        if waits[place : place + 1] == [serial]:
            del waits[place]
        if form is not None:
            self._put(serial, form, keyings)

    def _put(self, serial: str, form: Form, keyings: Iterable[Keying]) -> None:
        self._forms[serial] = form
        if self._has_keyed(form, keyings):
            self._own.add(serial)
        elif form.state in self._waiting:
            insort(self._waiting[form.state], serial)

    def _has_keyed(self, form: Form, keyings: Iterable[Keying]) -> bool:
        heads = form.settled.heads
        return self._author in blind_keyers(keyings, heads) or any(head.by == self._author for head in heads)

    def _add_to_days(self, keyings: Iterable[Keying]) -> None:
        for keying in keyings:
            if keying.by != self._author or keying.settles or keying.is_void:
                continue
            day = self._station.catalogue.place.day_of(keying.at)
            if (day, keying.serial) not in self._counted:
                self._counted.add((day, keying.serial))
                insort(self._days.setdefault(day, []), keying.seconds)
