"""Where the forms of a period stand on their way from the stock to the hub's receipt, altogether and by sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from models.domain.basics.folding import alphabetical
from models.domain.book.ledger import RETURNED_STATES, Form, State, balance
from models.domain.book.periods import Period
from models.progress import NO_PROGRESS, Progress
from models.services.exchange.packages import packages
from models.services.exchange.receipts import confirmed_by
from models.services.figures.deriving import standings_of
from models.services.figures.results import units_here
from models.services.forms.ledger import Book
from models.services.forms.sampling import sampling_record
from models.services.office.periods import campaign_of
from models.store.database import Station


class FormPlace(Enum):
    """One place on the way; every issued form is at exactly one."""

    IN_STOCK = "in_stock"
    OUT = "out"
    RETURNED = "returned"
    KEYED = "keyed"
    VERIFIED = "verified"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    GONE = "gone"


_OF_STATE = {
    State.IN_STOCK: FormPlace.IN_STOCK,
    State.STILL_OUT: FormPlace.OUT,
    State.NOT_KEYED: FormPlace.RETURNED,
    State.AWAITING_SECOND: FormPlace.KEYED,
    State.DISPUTED: FormPlace.KEYED,
    State.VALID: FormPlace.VERIFIED,
    State.INVALID: FormPlace.VERIFIED,
    State.REFUSED: FormPlace.GONE,
    State.LOST: FormPlace.GONE,
    State.SPOILED: FormPlace.GONE,
}


class SectorLine(NamedTuple):
    """One sector: forms issued, returned and valid, and the `target`: what the hub asked, else the people drawn; 0 unknown."""

    sector: str
    issued: int
    returned: int
    valid: int
    target: int


def whereabouts(station: Station, period: Period, book: Book) -> dict[FormPlace, int]:
    """How many forms of the own office are at each place; they add up to the forms issued.

    Sent is a form whose answers as they stand now are in a package for the period's issuer, acknowledged one whose
    answers its receipts confirm. A form answered anew after sending is verified again and not sent.
    """
    sent: dict[str, int] = {}
    for package in packages(station):
        if (
            package.is_own
            and package.kind == "returns"
            and (package.unit, package.period) == (station.unit, period.key)
        ):
            for place, n in package.heads.items():
                sent[place] = max(n, sent.get(place, 0))
    confirmed = confirmed_by(station, unit=station.unit, period=period.key, hub=period.key.issuer)
    found = Counter(_place(form, sent, confirmed) for form in book.ledger.forms.values())
    return {place: found[place] for place in FormPlace}


def whereabouts_of_all(station: Station, period: Period, *, progress: Progress = NO_PROGRESS) -> dict[str, int]:
    """At a hub: the books of all offices of which something is here, added up under the words of the balance."""
    totals: Counter[str] = Counter(dict.fromkeys(balance(()), 0))
    for standing in standings_of(station, period, units_here(station, period), progress=progress):
        totals.update(standing.balance)
    return dict(totals)


def by_sector(station: Station, period: Period, book: Book) -> tuple[SectorLine, ...]:
    """The sectors of the forms and of the target, the largest target first; forms for whoever comes under the empty name."""
    issued: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    valid: Counter[str] = Counter()
    for form in book.ledger.forms.values():
        sector = form.issue.sector if form.issue else ""
        issued[sector] += 1
        returned[sector] += form.state in RETURNED_STATES
        valid[sector] += form.state is State.VALID
    targets = _targets(station, period, book)
    lines = [
        SectorLine(name, issued[name], returned[name], valid[name], targets.get(name, 0))
        for name in issued.keys() | targets.keys()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.target, -line.issued, alphabetical(line.sector))))


def _targets(station: Station, period: Period, book: Book) -> Mapping[str, int]:
    asked = {aim.sector: aim.forms for aim in campaign_of(station, period).targets
             if aim.unit == station.unit and aim.sector}  # fmt: skip
    if asked:
        return asked
    record = sampling_record(list(book.facts))
    return {stratum.sector: stratum.drawn for stratum in record.strata} if record is not None else {}


def _place(form: Form, sent: Mapping[str, int], confirmed: Mapping[str, int]) -> FormPlace:
    place = _OF_STATE[form.state]
    if place is not FormPlace.VERIFIED:
        return place
    heads = form.settled.heads
    if all(head.n <= confirmed.get(head.station, 0) for head in heads):
        return FormPlace.ACKNOWLEDGED
    return FormPlace.SENT if all(head.n <= sent.get(head.station, 0) for head in heads) else FormPlace.VERIFIED
