"""The book of numbers of a hub: one of its computers numbers receipts, campaign editions and closings, and hands the book on.

An office with one computer has it there and hears nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.activity import counting
from models.domain.book.facts import Fact, Kind, PeriodKey
from models.domain.book.number_book import (
    NOTHING_GIVEN,
    NUMBER_KINDS,
    Given,
    NumberBook,
    all_given,
    number_book,
)
from models.domain.book.periods import Period
from models.services.office.editions import all_editions
from models.store import journal, keys, stations, stream_ends
from models.store import packages as store
from models.store.database import Station
from models.store.periods import periods

SHOWN = 8
"""How many digits tell the computers of an office apart."""


@dataclass(eq=False)
class NumbersElsewhere(Problem):
    """Another computer of the office has the book of numbers."""

    computer: str
    code = "numbers_elsewhere"
    says = N_(
        "Computer {computer} has the book of numbers of this office: it alone opens and changes periods, writes campaign files and "
        "receipts and closes the figures of all offices, so that no number is given twice. Nothing was written. Ask it to hand the "
        "book over; the book comes with its next packages. If that computer is lost, take the book over here."
    )
    deed = Deed.SHOW_NUMBERS


@dataclass(eq=False)
class NumbersLeft(Problem):
    """The computer that has the book cannot work any more: its key was ended, or this base is a copy of it that was brought back."""

    computer: str
    code = "numbers_left"
    says = N_(
        "The book of numbers of this office was last at computer {computer}, which is not in use any more. Nothing was written. Take "
        "the book over here, with the reason; numbers then go on above all that are known to be given."
    )
    deed = Deed.SHOW_NUMBERS


@dataclass(eq=False)
class NumbersDisputed(Problem):
    """Several computers took the book without knowing of each other."""

    computers: tuple[str, ...]
    code = "numbers_disputed"
    says = N_(
        "The computers {computers} each hold the book of numbers of this office, so that they could give the same number twice. Nothing "
        "was written; none of them numbers until one has handed the book to the other, or somebody takes it over for all."
    )
    deed = Deed.SHOW_NUMBERS


@dataclass(eq=False)
class NumbersBehind(Problem):
    """Whoever had the book before gave numbers to what has not come here yet."""

    period: str
    code = "numbers_behind"
    says = N_(
        "What was last numbered in period {period} at the computer that handed the book over has not come here yet. Take in everything it "
        "wrote for this computer, and open the campaign file beside it; then go on."
    )
    deed = Deed.MERGE_PACKAGE


def numbers_of_office(station: Station) -> NumberBook:
    """Who has the book of numbers of this office, as far as that is known here, and what it says."""
    facts = facts_of_office(station, (*NUMBER_KINDS, Kind.CHOSEN))
    speaking = keys.stations_of(station.db, station.unit)
    founders = {
        each.station
        for each in keys.certificates(station.db)
        if each.station == each.signer and each.unit == station.unit and each.station in speaking
    }
    return number_book(facts, founders=founders, ended=keys.ended(station.db))


def facts_of_office(station: Station, kinds: tuple[Kind, ...]) -> list[tuple[PeriodKey, Fact]]:
    """The lines of these kinds about the own office that count, of all periods."""
    found = []
    for unit, period in stream_ends.places(station.db):
        if unit == station.unit:
            told = journal.told(station, period=period, unit=unit, kinds=kinds, serials=())
            found += [(period, fact) for fact in counting(told).facts]
    return found


def require_numbers(station: Station, period: Period | None = None) -> NumberBook:
    """Refuse to number on a computer of a hub that has not the book alone; answers the book.

    Refuses with `NumbersElsewhere`, `NumbersLeft`, `NumbersDisputed`; in a `period` also (`NumbersBehind`) while what was numbered
    before the book came is not here. Where nobody's packages are merged nothing is asked.
    """
    book = numbers_of_office(station)
    if not station.is_hub:
        return book
    if not has_book(station, book):
        raise refusal(station, book)
    if period is not None:
        before = all_given(turn.given for turn in book.last if turn.giver).get(period.key, NOTHING_GIVEN)
        closings = all_editions(station, period)
        if period.edition < before.campaign or max((each.number for each in closings), default=0) < before.closing:
            raise NumbersBehind(period.code)
    return book


def has_book(station: Station, book: NumberBook) -> bool:
    """Whether this computer numbers. The desks of one base have the book together: its one writer at a time gives no number twice."""
    if station.is_desk:
        return bool(book.holders) and stations.own_stations(station.db).issuperset(book.holders)
    return book.holder == station.id


def refusal(station: Station, book: NumberBook) -> Problem:
    """Why this computer does not number: another one has the book, had it and is gone, or several have it."""
    before = stations.lineage(station.db)
    others = [each for each in book.holders if each != station.id]
    if len(others) == len(book.holders) == 1 and others[0] not in before and not keys.has_ended(station.db, others[0]):
        return NumbersElsewhere(others[0][:SHOWN])
    if len(book.holders) > 1 and not set(others).issubset(before):
        return NumbersDisputed(tuple(each[:SHOWN] for each in book.holders))
    return NumbersLeft(", ".join(each[:SHOWN] for each in others) or "–")


def given_here(station: Station, book: NumberBook) -> dict[PeriodKey, Given]:
    """The last numbers that are known here to be given, by period: what lines tell, and what stands in the book of packages."""
    office = keys.stations_of(station.db, station.unit)
    known: list[Mapping[PeriodKey, Given]] = [book.given]
    for package in store.packages(station.db):
        if package.is_own or package.station in office:
            if package.kind == "receipt":
                known.append({package.period: Given(receipts={package.unit: package.number})})
            elif package.kind == "campaign":
                known.append({package.period: Given(file=package.number)})
    for period in periods(station.db):
        closings = max((each.number for each in all_editions(station, period)), default=0)
        edition = period.edition if period.key.issuer == station.unit else 0
        known.append({period.key: Given(campaign=edition, closing=closings)})
    return all_given(known)


def next_receipt(station: Station, book: NumberBook, *, unit: UnitKey, period: PeriodKey) -> int:
    """The number of the next receipt for an office in a period."""
    return max(book.given_in(period).receipt(unit), _last_number(station, "receipt", period, unit)) + 1


def next_campaign_file(station: Station, book: NumberBook, period: PeriodKey) -> int:
    """The number of the next campaign file of a period."""
    given = book.given_in(period)
    return max(given.file, given.above, _last_number(station, "campaign", period, station.unit)) + 1


def _last_number(station: Station, kind: str, period: PeriodKey, unit: UnitKey) -> int:
    """The greatest number of packages of a kind about an office that this office wrote, at whatever computer; 0 without any."""
    office = keys.stations_of(station.db, station.unit)
    written = (
        package.number
        for package in store.packages_as_they_came(station.db, period, unit)
        if package.kind == kind and (package.is_own or package.station in office)
    )
    return max(written, default=0)


def next_edition(book: NumberBook, period: Period) -> int:
    """The next edition of a period that this office opened."""
    given = book.given_in(period.key)
    return max(period.edition, given.campaign, given.above) + 1


def next_closing(station: Station, book: NumberBook, period: Period) -> int:
    """The number of the next closing of the figures of all offices."""
    given = book.given_in(period.key)
    closings = max((each.number for each in all_editions(station, period)), default=0)
    return max(closings, given.closing, given.above) + 1
