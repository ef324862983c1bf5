"""What people do is recorded as facts that never change; where things stand is computed from them.

A stream is (station, unit the facts are about, period); every line of a stream has the next number n, without gaps,
over journal lines and keyings together. No clock and no order of arrival enters any rule.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from models.domain.basics.canonical import canonical_json
from models.domain.basics.units import UnitKey

SEPARATOR = "\x1f"
"""Between the fields of a line in the chain hash; no field may contain it."""


class Kind(StrEnum):
    """The kinds of journal lines; the value is what tables and packages hold."""

    BOOK_ALLOTTED = "book_allotted"
    ISSUED = "issued"
    PRINTED = "printed"
    HANDED_OUT = "handed_out"
    RETURNED = "returned"
    REFUSED = "refused"
    LOST = "lost"
    SPOILED = "spoiled"
    CANCELLED = "cancelled"
    SAMPLED = "sampled"
    SHARE_RAISED = "share_raised"
    SECOND_ASKED = "second_asked"
    RULED = "ruled"
    CHOSEN = "chosen"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    PURGED = "purged"
    CONFIRMED = "confirmed"
    KEY_CONFIRMED = "key_confirmed"
    KEY_ENDED = "key_ended"
    LATE_TAKEN = "late_taken"
    HUB_CLOSED = "hub_closed"
    NUMBERS_HANDED = "numbers_handed"
    NUMBERS_TAKEN = "numbers_taken"
    IN_CHARGE = "in_charge"


KEYING = "keying"
"""What a keying is called where lines are told by kind."""
MARKS_OF_LEDGER = (Kind.HANDED_OUT, Kind.RETURNED, Kind.REFUSED, Kind.LOST, Kind.SPOILED)
"""What a clerk may mark on a form, and what a cancel may name."""


class PeriodKey(NamedTuple):
    """Issuer and code; the edition is not part of it. Written `01@2008-08-01/26Q3`."""

    issuer: UnitKey
    code: str

    def __str__(self) -> str:
        return f"{self.issuer}/{self.code}"

    @classmethod
    def parse(cls, text: str) -> PeriodKey:
        issuer, slash, code = text.partition("/")
        if not slash or not code:
            raise ValueError(text)
        return cls(UnitKey.parse(issuer), code)


class Stream(NamedTuple):
    """One station's facts about one unit in one period."""

    station: str
    unit: UnitKey
    period: PeriodKey

    def __str__(self) -> str:
        return f"{self.station} {self.unit} {self.period}"


class Ref(NamedTuple):
    """Names a line among the streams of one unit and period: `<station>:<n>`."""

    station: str
    n: int

    def __str__(self) -> str:
        return f"{self.station}:{self.n}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        station, _, n = text.rpartition(":")
        if not station:
            raise ValueError(text)
        return cls(station, int(n))


class Fact(NamedTuple):
    """One journal line.

    `serials` as `serials.compress` writes them, `by` is `<unit code>/<person>`, `at` ISO 8601,
    `body` canonical JSON (`canonical`).
    """

    station: str
    n: int
    kind: str
    serials: str
    by: str
    at: str
    body: str

    @property
    def ref(self) -> Ref:
        return Ref(self.station, self.n)

    def facts(self) -> Mapping[str, object]:
        """The body, read."""
        value = json.loads(self.body) if self.body else {}
        return value if isinstance(value, dict) else {}

    def line(self) -> str:
        """The text that enters the chain hash."""
        return SEPARATOR.join(("fact", str(self.n), self.kind, self.serials, self.by, self.at, self.body))


class Keying(NamedTuple):
    """One keying of one form.

    `coding` is the fingerprint of the questionnaire's coding; empty for a void (answers withdrawn from a form).
    `marks` one character per single-choice question; `rest` canonical JSON of the other coded answers;
    `texts` canonical JSON of question → salted digest of the free text. `settles` names the keyings it replaces
    (`<station>:<n>`, sorted, comma between): none for a first or blind second keying.
    """

    station: str
    n: int
    serial: str
    coding: str
    marks: str
    rest: str
    texts: str
    settles: str
    by: str
    at: str
    seconds: int

    @property
    def ref(self) -> Ref:
        return Ref(self.station, self.n)

    @property
    def is_void(self) -> bool:
        return not self.coding

    @property
    def coded(self) -> tuple[str, str, str]:
        """What must be equal for two keyings to agree; free text never makes a dispute."""
        return self.coding, self.marks, self.rest

    def settled(self) -> tuple[Ref, ...]:
        return tuple(map(Ref.parse, self.settles.split(","))) if self.settles else ()

    def line(self) -> str:
        """The text that enters the chain hash."""
        return SEPARATOR.join(
            (
                "keying",
                str(self.n),
                self.serial,
                self.coding,
                self.marks,
                self.rest,
                self.texts,
                self.settles,
                self.by,
                self.at,
                str(self.seconds),
            )
        )


Line = Fact | Keying


def canonical(value: Mapping[str, object]) -> str:
    """The canonical JSON of a line's body; empty text for nothing."""
    return canonical_json(value) if value else ""


def settles_text(refs: Iterable[Ref]) -> str:
    return ",".join(map(str, sorted(refs)))


def first_link(stream: Stream) -> bytes:
    """What the chain of a stream starts from."""
    return hashlib.sha256(str(stream).encode()).digest()


def chain(start: bytes, lines: Iterable[str]) -> Iterator[bytes]:
    """The chain hash after each line: SHA-256 over the hash before and the line's text."""
    link, sha256 = start, hashlib.sha256
    for line in lines:
        link = sha256(link + line.encode()).digest()
        yield link
