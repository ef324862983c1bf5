"""What a hub confirms to have and to whom it owes a receipt, and what a ward knows to be confirmed.

Only a receipt turns sent into received.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.activity import Span
from models.domain.book.facts import PeriodKey, Ref, first_link
from models.services.exchange.outgoing import OutgoingStream, outgoing
from models.services.office.known_keys import known_keys
from models.services.office.numbers import numbers_of_office
from models.store import journal, packages, stations, stream_ends
from models.store.database import Station
from models.store.packages import ACKNOWLEDGED, SENT, packages_as_they_came


class TakenUpTo(NamedTuple):
    """How far a hub has one stream: the last n before the first hole, the chain hash there, and the n behind it that lack."""

    station: str
    last: int
    chain: str
    missing: tuple[Span, ...] = ()


class Account(NamedTuple):
    """All that a receipt says to one unit about one period."""

    taken: tuple[TakenUpTo, ...]
    streams: tuple[OutgoingStream, ...]


@dataclass(frozen=True)
class Acknowledged:
    """How much of what a unit recorded its hub has confirmed: lines, and forms that were keyed."""

    lines: int
    lines_received: int
    forms: int
    forms_received: int

    @property
    def is_all(self) -> bool:
        return self.lines == self.lines_received


def account_for(station: Station, *, unit: UnitKey, period: PeriodKey) -> Account:
    """What this hub tells `unit`: how far it has every stream, its own lines whole, and lines the unit may have lost.

    Those are the lines beyond what the last package of each of the unit's stations covered; a forked stream goes whole.
    """
    covered = _covered_by_unit(station, unit, period)
    taken: list[TakenUpTo] = []
    streams: list[OutgoingStream] = []
    own = stations.desks(station.db, station.id)
    for each in outgoing(station, unit=unit, period=period):
        is_own = each.stream.station in own
        if not is_own:
            taken.extend(_taken(each))
        known = 0 if is_own or len(each.branches) > 1 else min(covered.get(each.stream.station, 0), each.last)
        if each.last > known:
            streams.append(each._replace(known=known, texts=[text for text in each.texts if text.n > known]))
    return Account(tuple(sorted(taken)), tuple(streams))


def acknowledge(
    station: Station, *, unit: UnitKey, period: PeriodKey, hub: UnitKey, by: str, taken: Iterable[TakenUpTo]
) -> None:
    """Remember what the computer `by` of a hub confirmed, within a running transaction; an older receipt takes nothing back.

    It tells nothing here as long as that computer is not heard.
    """
    reached = [(each.station, each.last) for each in taken]
    packages.acknowledge(station.db, unit=unit, period=period, hub=hub, by=by, taken=reached)
    settle_receipts(station, unit=unit, period=period, hub=hub)


def settle_receipts(station: Station, *, unit: UnitKey, period: PeriodKey, hub: UnitKey) -> None:
    """Mark the packages that a hub which is heard here has confirmed whole, within a running transaction."""
    confirmed = confirmed_by(station, unit=unit, period=period, hub=hub)
    for package in packages.packages(station.db):
        if (
            package.state == SENT
            and (package.unit, package.period, package.receiver) == (unit, period, f"unit:{hub}")
            and all(confirmed.get(place, 0) >= n for place, n in package.heads.items())
        ):
            packages.set_state(station.db, package.id, ACKNOWLEDGED)


def settle_all_receipts(station: Station) -> None:
    """`settle_receipts` of every hub that sent one: its key may have been confirmed since."""
    for unit, period, hub in packages.receipts_here(station.db):
        settle_receipts(station, unit=unit, period=period, hub=hub)


def confirmed_by(station: Station, *, unit: UnitKey, period: PeriodKey, hub: UnitKey) -> Mapping[str, int]:
    """Per station up to which n this hub has confirmed the lines of a unit."""
    return packages.confirmed_by(station.db, unit=unit, period=period, hub=hub)


def acknowledged(station: Station, period: PeriodKey, *, hub: UnitKey | None = None) -> Acknowledged:
    """How much of what the own unit recorded in a period `hub` (default: the issuer) has confirmed.

    Lines that people of other offices wrote (a ruling of the hub) do not count: they came from there.
    """
    confirmed = confirmed_by(station, unit=station.unit, period=period, hub=hub or period.issuer)
    told = journal.told(station, period=period, unit=station.unit)
    home = f"{station.unit.code}/"
    own = {fact.ref for fact in told.facts if fact.by.startswith(home)}
    forms: dict[str, bool] = {}
    for keying in told.keyings:
        if keying.by.startswith(home):
            own.add(keying.ref)
            forms[keying.serial] = forms.get(keying.serial, True) and _is_in(keying.ref, confirmed)
    own |= {ref for ref, lines in told.clashing.items() if lines[0].by.startswith(home)}
    return Acknowledged(len(own), sum(_is_in(ref, confirmed) for ref in own), len(forms), sum(forms.values()))


def _is_in(ref: Ref, confirmed: Mapping[str, int]) -> bool:
    return ref.n <= confirmed.get(ref.station, 0)


def _taken(out: OutgoingStream) -> Iterable[TakenUpTo]:
    """One row for each branch of the stream; holes are told as spans, however wide they are."""
    missing: list[Span] = []
    last = out.last
    for n in sorted(each for each in out.contents if each > out.last):
        if n > last + 1:
            missing.append(Span(out.stream.station, last + 1, n - 1))
        last = n
    ends = [(each.branch.last, each.branch.chain) for each in out.branches] or [(0, first_link(out.stream).hex())]
    return [TakenUpTo(out.stream.station, n, link, tuple(missing)) for n, link in sorted(ends)]


def _covered_by_unit(station: Station, unit: UnitKey, period: PeriodKey) -> dict[str, int]:
    """Per stream the n up to which every station of the unit knew it when it last sent; none without a package.

    The last is what came last: a folder put back from an older copy counts its packages anew. That one taken for it
    which merely came late makes the receipt longer and harms nothing.
    """
    own = {known.station for known in known_keys(station) if known.unit == unit}
    arrived = packages_as_they_came(station.db, period, unit)
    latest = {each.station: each.heads for each in arrived if not each.is_own and each.station in own}
    heads = list(latest.values())
    return {place: min(each.get(place, 0) for each in heads) for place in set().union(*heads)}


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """One office in one period: its packages here, and the last receipt for it (number 0: none).

    `has_sent` says that a package came after that receipt, `has_ruled` that this hub wrote lines about the office since,
    `is_heard` whether one of its computers is heard: to nobody else a receipt is given. `is_elsewhere`: the last receipt was written at
    another computer of this office, and what it covers is not known here.
    """

    unit: UnitKey
    packages: int
    last_package: str
    number: int
    last_receipt: str
    has_sent: bool = False
    has_ruled: bool = False
    is_heard: bool = True
    is_elsewhere: bool = False

    @property
    def is_due(self) -> bool:
        return self.is_heard and (self.has_sent or self.has_ruled)


def receipt_states(station: Station, period: PeriodKey) -> tuple[ReceiptState, ...]:
    """Every office from which a package of the period arrived, those owed a receipt first. No clock decides what is owed."""
    states: dict[UnitKey, ReceiptState] = {}
    told: dict[UnitKey, Mapping[str, int]] = {}
    for package in packages_as_they_came(station.db, period):
        unit = package.unit
        if unit == station.unit:
            continue
        before = states.get(unit, ReceiptState(unit, 0, "", 0, ""))
        if package.kind == "receipt" and package.is_own:
            states[unit] = replace(before, number=package.number, last_receipt=package.at, has_sent=False)
            told[unit] = package.heads
        elif package.kind in ("returns", "exchange") and not package.is_own:
            states[unit] = replace(before, packages=before.packages + 1, last_package=package.at, has_sent=True)
    given = numbers_of_office(station).given_in(period).receipts
    heard = {known.unit for known in known_keys(station) if known.is_heard}
    ruled = _ruled(station, period)
    here = [
        replace(
            state,
            # a line that its last receipt did not tell
            has_ruled=any(n > told.get(unit, {}).get(place, 0) for place, n in ruled[unit].items()),
            is_heard=unit in heard,
            number=max(state.number, given.get(unit, 0)),
            is_elsewhere=given.get(unit, 0) > state.number,
        )
        for unit, state in states.items()
        if state.packages
    ]
    return tuple(sorted(here, key=lambda state: (not state.is_due, state.unit)))


def _ruled(station: Station, period: PeriodKey) -> dict[UnitKey, dict[str, int]]:
    """By unit how far the streams go in which this office wrote about it, by station."""
    desks, ends = stations.desks(station.db, station.id), stream_ends.ends(station.db, period)
    found: dict[UnitKey, dict[str, int]] = defaultdict(dict)
    for number, stream in journal.streams(station.db, period=period).items():
        if stream.station in desks:
            found[stream.unit][stream.station] = ends[number]
    return found
