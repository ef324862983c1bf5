"""What sending would hand over now: how much of it is new, to whom, how it is closed, and what was confirmed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.domain.basics.units import UnitKey
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.services.exchange.packages import packages
from models.services.exchange.receipts import Acknowledged, acknowledged
from models.services.forms.ledger import read_book
from models.services.office.known_keys import KnownKey, recipients_in, unconfirmed_hub
from models.store import stream_ends
from models.store.database import Station
from models.store.packages import Package

UNFINISHED = (State.NOT_KEYED, State.DISPUTED, State.AWAITING_SECOND, State.STILL_OUT)
"""The states of forms on which work is left when a package is sent."""


@dataclass(frozen=True)
class Outlook:
    """The next package of the own office for `receiver`.

    `lines` are all it would carry, `new` those beyond `last`, the package sent there before (None: the first one).
    `totals` is the balance of the book of forms. `unconfirmed` is the key of the receiver while nobody compared it.
    """

    receiver: UnitKey
    lines: int
    new: int
    totals: Mapping[str, int]
    last: Package | None
    is_sealed: bool
    unconfirmed: KnownKey | None
    acknowledged: Acknowledged

    @property
    def is_unfinished(self) -> bool:
        """Whether returned forms wait for somebody here; forms that are still out wait for others."""
        return any(state is not State.STILL_OUT for state in self.unfinished)

    @property
    def unfinished(self) -> Mapping[State, int]:
        """How many forms stand in a state on which work is left; states without any are left out."""
        return {state: self.totals[state.value] for state in UNFINISHED if self.totals.get(state.value)}


def outlook(station: Station, period: Period) -> Outlook:
    """What sending the period to its issuer would hand over now; changes nothing."""
    receiver = period.key.issuer
    heads = stream_ends.heads(station.db, period=period.key, unit=station.unit)
    before = last_sent(station, period)
    known = before.heads if before else {}
    return Outlook(
        receiver=receiver,
        lines=sum(n for n, _ in heads.values()),
        new=sum(max(0, n - known.get(place, 0)) for place, (n, _) in heads.items()),
        totals=read_book(station, period, station.unit, late=True).ledger.totals,
        last=before,
        is_sealed=bool(recipients_in(station, receiver, pinned=period.hub_key)),
        unconfirmed=unconfirmed_hub(station, period),
        acknowledged=acknowledged(station, period.key),
    )


def last_sent(station: Station, period: Period) -> Package | None:
    """The newest package of this computer about the own office for the issuer of the period."""
    sent = (
        package
        for package in packages(station)
        if package.is_own
        and (package.kind, package.unit, package.period) == ("returns", station.unit, period.key)
        and package.receiver == f"unit:{period.key.issuer}"
    )
    return max(sent, key=lambda package: package.number, default=None)
