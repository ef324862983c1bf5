"""What an office should know before it closes a period: whose computers were not merged, and which forms are not settled."""

from __future__ import annotations

from models.domain.basics.problems import N_, Sentence
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.services.exchange.packages import packages
from models.services.forms.ledger import read_book
from models.services.office.known_keys import known_keys
from models.services.office.stations import other_computer
from models.store import journal, stations
from models.store.database import Station

UNSETTLED = {
    State.STILL_OUT: N_("{forms} forms are still out; what comes back after closing is late."),
    State.NOT_KEYED: N_("{forms} returned forms are not keyed."),
    State.AWAITING_SECOND: N_("{forms} forms wait for a second keying and count in nothing until then."),
    State.DISPUTED: N_("{forms} forms are disputed and count in nothing until somebody rules."),
}
NEVER_MERGED = N_(
    "Nothing of {computer} has been taken in here: what was keyed there would come late. Take its package in first."
)
LAST_MERGED = N_(
    "The last package of {computer} was taken in on {at}; what was keyed there since would come late. Take its newest package in "
    "first."
)


def before_closing(station: Station, period: Period) -> tuple[Sentence, ...]:
    """What stands open at this office in a period, the other computers first; nothing when it can be closed without a thought."""
    totals = read_book(station, period, station.unit, late=True).ledger.totals
    unsettled = [
        Sentence(words, {"forms": totals[state.value]}) for state, words in UNSETTLED.items() if totals.get(state.value)
    ]
    return (*_other_computers(station, period), *unsettled)


def _other_computers(station: Station, period: Period) -> list[Sentence]:
    """The other computers of the office with the day on which something of them was last taken in."""
    here = stations.stations_of_base(station.db)
    allotted = {
        body.get("book"): fact.station
        for fact in journal.facts_of_kinds(station, period.key, station.unit, (Kind.BOOK_ALLOTTED,))
        for body in [fact.facts()]
    }
    # a computer is called by its name where its book was given out here, and by its id where it was only heard of
    named = {allotted.get(book, ""): name for book, name in stations.given_out(station.db)}
    never_heard = [(book, name) for book, name in stations.given_out(station.db) if book not in allotted]
    known = {key.station for key in known_keys(station) if key.unit == station.unit} | set(allotted.values())
    arrived: dict[str, str] = {}
    for package in packages(station):
        if package.period == period.key and package.unit == station.unit and not package.is_own:
            arrived[package.station] = max(package.at, arrived.get(package.station, ""))
    told = [
        Sentence(NEVER_MERGED, {"computer": other_computer(station, name, book=book)}) for book, name in never_heard
    ]
    for place in sorted(known - here):
        computer = other_computer(station, named.get(place, ""), id_=place)
        if at := arrived.get(place):
            told.append(Sentence(LAST_MERGED, {"computer": computer, "at": at}))
        else:
            told.append(Sentence(NEVER_MERGED, {"computer": computer}))
    return told
