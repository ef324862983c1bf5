"""Sending on: a hub hands the originals to the level above, as they were signed, with its own lines beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exports.packages.descriptor import Receiver
from exports.packages.send import Sent, put_out, send_returns
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.services.exchange.packages import packages
from models.services.office.allowing import allow
from models.services.office.known_keys import recipients_in
from models.store import journal, stations
from models.store.database import Station
from models.store.originals import bring_originals
from models.store.packages import MERGED, Package


@dataclass(eq=False)
class NothingToForward(Problem):
    """No package of another office has arrived for the period."""

    period: str
    code = "nothing_to_forward"
    says = N_(
        "No package of another office has arrived for period {period} yet, so there is nothing to send on. "
        "Take in what the offices have sent first."
    )


@dataclass(eq=False)
class ForwardToSelf(Problem):
    """The level above is this office itself."""

    unit: str
    code = "forward_to_self"
    says = N_("{unit} is this office itself. Name the office above it.")


@dataclass(frozen=True)
class Forwarded:
    """What was written: the originals, and the packages with this hub's own lines."""

    originals: tuple[Path, ...]
    own: tuple[Sent, ...]


def forward(
    station: Station,
    period: Period,
    *,
    out: Path,
    act: Act,
    to: UnitKey | None = None,
) -> Forwarded:
    """Write what the office `to` (default: the issuer) needs of every office below into the folder `out`.

    The signed content of the originals is not touched: whoever made a line is proven at every level. They are sealed anew
    when the key of `to` is known. Refuses when nothing has arrived, and a receiver that is this office.
    """
    allow(station, act, Duty.SEND)
    to = to or period.key.issuer
    if to == station.unit:
        raise ForwardToSelf(station.catalogue.office_told(to))
    chosen = originals_of(station, period)
    if not chosen:
        raise NothingToForward(period.code)
    recipients = recipients_in(station, to, pinned=period.hub_key)
    originals = []
    for number, package in enumerate(chosen):
        act.progress.step(number, len(chosen))
        data = (station.packages / package.file).read_bytes()
        originals.append(put_out(out / package.file, data, to=recipients)[0])
    act.progress.step(len(chosen), len(chosen))
    streams = journal.streams(station.db, period=period.key)
    own_stations = tuple(sorted(stations.desks(station.db, station.id)))
    units = sorted(
        {
            stream.unit
            for number, stream in streams.items()
            if stream.station in own_stations and stream.unit != station.unit and journal.last_n(station.db, number)
        }
    )
    own = [
        send_returns(station, period, out=out, to=Receiver("unit", str(to)), unit=unit, only=own_stations, act=act)
        for unit in units
    ]
    return Forwarded(tuple(originals), tuple(own))


def originals_of(station: Station, period: Period) -> list[Package]:
    """The fewest received packages that hold everything that arrived; all of them where a station's folder was copied."""
    bring_originals(station)
    received = [
        package
        for package in packages(station)
        if package.state == MERGED
        and package.period == period.key
        and package.unit != station.unit
        and package.kind == "returns"
        and (station.packages / package.file).is_file()
    ]
    chosen: list[Package] = []
    for unit in sorted({package.unit for package in received}):
        of_unit = sorted(
            (package for package in received if package.unit == unit), key=lambda each: (-each.number, each.id)
        )
        if journal.told(station, period=period.key, unit=unit, kinds=(), serials=()).clashing:
            chosen.extend(of_unit)
            continue
        reached: dict[str, int] = {}
        for package in of_unit:
            if any(n > reached.get(place, 0) for place, n in package.heads.items()):
                chosen.append(package)
                reached |= {place: max(n, reached.get(place, 0)) for place, n in package.heads.items()}
    return chosen
