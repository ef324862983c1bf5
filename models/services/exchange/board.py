"""The completeness board of a hub: who sent what of a period, how much of it is there, and who has been silent for how long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Stream
from models.domain.book.periods import Period
from models.progress import NO_PROGRESS, Progress
from models.services.exchange.clashes import clashes
from models.services.exchange.merging import books_told_twice
from models.services.exchange.notices import Notice, NoticeKind, key_notice, notice
from models.services.exchange.packages import packages
from models.services.figures.deriving import derived_all
from models.services.figures.results import units_here
from models.services.figures.standings import Derived
from models.services.office.charge import in_charge
from models.services.office.known_keys import CodeProof, Trust, known_keys
from models.services.office.numbers import numbers_of_office
from models.services.office.periods import campaign_of
from models.store import journal, stream_ends
from models.store.database import Station
from models.store.keys import stations_of
from models.store.packages import Package

_ARRIVING = ("returns", "exchange")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One office in one period.

    `campaign` is when the campaign file was written here, `first` and `last` when packages about the office were taken
    in (ISO 8601, empty: never), `last_day` the day of the last by the place's clocks. `counts` is the balance of its book of forms,
    `target` how many forms it is to bring in
    (0: none set), `is_asked` whether the period asks it. `receipts` were written for it, also at another computer that had the book of
    numbers. `silent` are the days since its last package, or since the campaign file when none came; None while neither is known. The
    hub's own office is never silent. `in_charge` are those of the hub who look after the office, as lines name them.
    """

    unit: UnitKey
    campaign: str
    first: str
    last: str
    last_day: date | None
    packages: int
    counts: Mapping[str, int]
    target: int
    is_closed: bool
    receipts: int
    silent: int | None
    notices: tuple[Notice, ...]
    is_asked: bool
    in_charge: tuple[str, ...] = ()

    @property
    def has_sent(self) -> bool:
        return self.packages > 0

    @property
    def urgent(self) -> tuple[Notice, ...]:
        """The notices that ask for something; a package that a later one stands for asks for nothing."""
        return tuple(each for each in self.notices if each.kind != NoticeKind.PACKAGES_MISSING)

    def is_on_time(self, due: date) -> bool:
        """Whether the office has closed, and all that came did so by this day."""
        return self.is_closed and self.last_day is not None and self.last_day <= due

    @property
    def is_complete(self) -> bool:
        """Whether as many valid forms are here as were wanted."""
        return self.target > 0 and self.counts.get("valid", 0) >= self.target


def board(station: Station, period: Period, *, today: date, progress: Progress = NO_PROGRESS) -> tuple[BoardRow, ...]:
    """A row for each office that is asked or has lines here, in the order of their keys.

    The hub itself has one only when it is asked or has forms: what it writes down about the period makes it no office.
    """
    known = [package for package in packages(station) if package.period == period.key]
    arrived: dict[UnitKey, list[Package]] = defaultdict(list)
    receipts: dict[UnitKey, int] = defaultdict(int)
    desks = stations_of(station.db, station.unit)
    for package in known:
        # what another desk of this office wrote about an office is none of its sending
        is_of_desk = package.station in desks and package.unit != station.unit
        if package.kind in _ARRIVING and not package.is_own and not is_of_desk:
            arrived[package.unit].append(package)
        elif package.kind == "receipt" and package.is_own:
            receipts[package.unit] += 1
    people = in_charge(station)
    given = numbers_of_office(station).given_in(period.key)
    campaign = min((each.at for each in known if each.kind == "campaign"), default="")
    targets: dict[UnitKey, int] = defaultdict(int)
    for target in campaign_of(station, period).targets:
        targets[target.unit] += target.forms
    streams = journal.streams(station.db, period=period.key)
    asked = period.asked(station.catalogue, by=station.unit)
    units = tuple(sorted({*asked, *arrived, *targets, *units_here(station, period)}))
    unheard = _unheard(station, streams.values())
    places = {(stream.unit, stream.station): number for number, stream in streams.items()}
    clashing: dict[UnitKey, int] = defaultdict(int)
    for clash in clashes(station):
        if clash.period == period.key and not clash.chosen:
            clashing[clash.unit] += 1
    books = books_told_twice(station, period.key)
    ends = stream_ends.ends(station.db, period.key)
    rows = []
    for found in derived_all(station, period, units, progress=progress):
        if found.unit == station.unit and found.unit not in asked and not found.standing.balance.get("issued"):
            continue
        of_unit = sorted(arrived[found.unit], key=lambda each: each.at)
        last = of_unit[-1].at if of_unit else ""
        last_day = _day(station, last)
        notices = (
            *(key_notice(station, *each) for each in unheard[found.unit]),
            *_of_packages(station, found.unit, of_unit, places, ends),
            *_of_facts(station, period, found, clashing[found.unit], books.get(found.unit, ())),
        )
        rows.append(
            BoardRow(
                unit=found.unit,
                campaign=campaign,
                first=of_unit[0].at if of_unit else "",
                last=last,
                last_day=last_day,
                packages=len(of_unit),
                counts=found.standing.balance,
                target=targets[found.unit],
                is_closed=bool(found.standing.closing),
                receipts=max(receipts[found.unit], given.receipts.get(found.unit, 0)),
                silent=None if found.unit == station.unit else _days(last_day or _day(station, campaign), today),
                notices=notices,
                is_asked=found.unit in asked,
                in_charge=people.get(found.unit, ()),
            )
        )
    return tuple(rows)


def silent_offices(station: Station, rows: Iterable[BoardRow]) -> tuple[BoardRow, ...]:
    """The offices to telephone: those from which nothing came, without the hub's own; the longest silence first."""
    waiting = (row for row in rows if row.is_asked and not row.has_sent and row.unit != station.unit)
    return tuple(sorted(waiting, key=lambda row: (-(row.silent or 0), row.unit)))


def of_person(rows: Iterable[BoardRow], author: str) -> tuple[BoardRow, ...]:
    """The offices that somebody is in charge of, in their order; of nobody (an empty `author`) those that are nobody's."""
    return tuple(row for row in rows if (author in row.in_charge if author else not row.in_charge))


class SentCount(NamedTuple):
    """How many offices are asked, and of these how many have sent."""

    asked: int
    sent: int


def sent_count(rows: Iterable[BoardRow]) -> SentCount:
    """Count the offices that are asked; an office that sent without being asked is in its row alone."""
    asked = [row for row in rows if row.is_asked]
    return SentCount(len(asked), sum(row.has_sent for row in asked))


def _days(last: date | None, today: date) -> int | None:
    """Whole days from a day to `today`; a clock that was ahead counts as today."""
    return max(0, (today - last).days) if last else None


def _day(station: Station, at: str) -> date | None:
    return station.catalogue.place.day_of(at) if at else None


def _unheard(station: Station, streams: Iterable[Stream]) -> dict[UnitKey, list[tuple[str, UnitKey, Trust, CodeProof]]]:
    """Per office the computers that wrote about it and are not heard here, each with its own office."""
    waiting = (Trust.SEEN, Trust.CHANGED)
    known = {each.station: each for each in known_keys(station) if each.trust in waiting}
    found: dict[UnitKey, list[tuple[str, UnitKey, Trust, CodeProof]]] = defaultdict(list)
    for stream in streams:
        if stream.station in known:
            key = known[stream.station]
            found[stream.unit].append((key.station, key.unit, key.trust, key.proof))
    return found


def _of_packages(
    station: Station,
    unit: UnitKey,
    arrived: Iterable[Package],
    places: Mapping[tuple[UnitKey, str], int],
    ends: Mapping[int, int],
) -> Iterator[Notice]:
    """Packages that never came, and stations that sent less than they had before."""
    by_sender: dict[tuple[str, str], dict[int, Package]] = defaultdict(dict)
    for package in arrived:
        by_sender[(package.station, package.receiver)][package.number] = package
    for (sender, _), numbers in by_sender.items():
        newest = numbers[max(numbers)]
        missing = tuple(number for number in range(1, max(numbers)) if number not in numbers)[:20]
        if missing:
            told = station.catalogue.office_told(unit)
            yield notice(NoticeKind.PACKAGES_MISSING, missing=missing, station=sender, unit=told)
        number, sent = places.get((unit, sender)), newest.heads.get(sender)
        here = ends[number] if number is not None else 0
        if sent is not None and here > sent:
            told = station.catalogue.office_told(unit)
            yield notice(NoticeKind.WENT_BACK, station=sender, unit=told, sent=sent, known=here)


def _of_facts(
    station: Station, period: Period, found: Derived, clashing: int, books: Iterable[int]
) -> Iterator[Notice]:
    unit = station.catalogue.office_told(found.unit)
    if clashing:
        yield notice(NoticeKind.CLASHING, count=clashing, unit=unit)
    if found.standing.without_effect:
        yield notice(NoticeKind.WITHOUT_EFFECT, count=found.standing.without_effect, unit=unit)
    if found.standing.late:
        yield notice(NoticeKind.LATE, count=found.standing.late, unit=unit, period=period.code)
    if found.standing.keyed_not_issued:
        yield notice(NoticeKind.NEVER_ISSUED, count=found.standing.keyed_not_issued, unit=unit)
    if found.standing.alarms:
        yield notice(NoticeKind.CONTRADICTING, count=found.standing.alarms, unit=unit)
    for book in books:
        yield notice(NoticeKind.BOOK_GIVEN_TWICE, book=book, unit=unit)
