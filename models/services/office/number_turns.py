"""Handing the book of numbers of a hub to another of its computers, and taking it over from one that is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Kind
from models.domain.book.number_book import Given, NumberTurn, numbers_body
from models.domain.book.periods import Period
from models.services.office.allowing import allow
from models.services.office.known_keys import KnownKey, known_keys
from models.services.office.numbers import given_here, numbers_of_office, refusal
from models.services.office.periods import is_campaign_behind, periods
from models.store import packages as store
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class NumbersHere(Problem):
    """This computer has the book already."""

    code = "numbers_here"
    says = N_("This computer has the book of numbers already; there is nothing to take over.")


@dataclass(eq=False)
class NothingToNumber(Problem):
    """The office has no period yet."""

    code = "nothing_to_number"
    says = N_("No period is here yet, so nothing was numbered and there is no book to hand over. Open a period first.")


@dataclass(eq=False)
class OnlyHubsNumber(Problem):
    """An office that merges nobody's packages has no book of numbers."""

    code = "only_hubs_number"
    says = N_(
        "Only an office that other offices send to has a book of numbers; the computers of this office need none. Send packages as "
        "before."
    )


@dataclass(eq=False)
class CampaignUnwritten(Problem):
    """A period was opened or changed and its campaign file not written since, so the other computer could not learn of it."""

    period: str
    code = "campaign_unwritten"
    says = N_(
        "Period {period} was opened or changed, and its campaign file was not written since: the other computer could not go on with "
        "it. Write the campaign file first, then hand the book over."
    )


@dataclass(eq=False)
class DeskUnknown(Problem):
    """No other computer of this office that is heard here has this name, and it is no whole id."""

    name: str
    code = "desk_unknown"
    says = N_(
        "No other computer of this office is known here as “{name}”. Name it by its id of 32 digits, as its settings show it; the "
        "beginning is enough once something has come from it."
    )
    deed = Deed.SHOW_KEYS


@dataclass(eq=False)
class TakeOverReasonNeeded(Problem):
    """The book is taken over for a reason, which stays in it."""

    code = "take_over_reason_needed"
    says = N_(
        "Say in a few words why the book of numbers is taken over, for example that the other computer was stolen."
    )


_is_id = re.compile("[0-9a-f]{32}").fullmatch


def desks(station: Station) -> tuple[KnownKey, ...]:
    """The other computers of this office that are heard here, to whom the book can go."""
    return tuple(each for each in known_keys(station) if each.unit == station.unit and each.is_heard)


def hand_numbers(station: Station, *, to: str, act: Act) -> NumberTurn:
    """Hand the book of numbers to another computer of this office, named by its id; of one that is heard here the beginning is enough.

    It counts there when that computer has taken in this one's next packages. Also gives way to one that took the book too. Refuses
    whoever has not got it, what names no other computer (`DeskUnknown`), and as long as a period was changed and its campaign file not
    written since (`CampaignUnwritten`).
    """
    allow(station, act, Duty.NUMBERS)
    _require_hub(station)
    with station.transaction():
        book = numbers_of_office(station)
        if station.id not in book.holders:
            raise refusal(station, book)
        receiver = _desk(station, to)
        for period in periods(station):
            if period.key.issuer == station.unit and _is_unwritten(station, period):
                raise CampaignUnwritten(period.code)
        mine = [turn for turn in book.last if turn.holder == station.id]
        _pen(station, act).fact(
            Kind.NUMBERS_HANDED, body=numbers_body(mine, given_here(station, book), station=receiver)
        )
        return _begun(station, receiver)


def take_numbers(station: Station, *, reason: str, act: Act, above: int = 0) -> NumberTurn:
    """Take the book of numbers over here: the computer that had it is lost, or several hold it.

    Numbers go on above all that are known here to be given, and above `above`: the greatest that any paper shows. Refuses without a
    reason, and (`NumbersHere`) where this computer alone has the book.
    """
    allow(station, act, Duty.NUMBERS)
    _require_hub(station)
    if not reason.strip():
        raise TakeOverReasonNeeded
    with station.transaction():
        book = numbers_of_office(station)
        if book.holder == station.id and all(turn.holder == station.id for turn in book.last):
            raise NumbersHere
        known = given_here(station, book)
        if above:
            known = {period: given.with_all(Given(above=above)) for period, given in known.items()}
        _pen(station, act).fact(Kind.NUMBERS_TAKEN, body=numbers_body(book.last, known, reason=reason))
        return _begun(station, station.id)


def _begun(station: Station, holder: str) -> NumberTurn:
    return next(turn for turn in reversed(numbers_of_office(station).turns) if turn.holder == holder)


def _require_hub(station: Station) -> None:
    if not station.is_hub:
        raise OnlyHubsNumber


def _desk(station: Station, name: str) -> str:
    wanted = name.strip().lower()
    known = {each.station: each for each in known_keys(station)}
    found = [each.station for each in desks(station) if wanted and each.station.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    # a computer that was set up from a station file and has not sent anything is not known here yet
    if not _is_id(wanted) or wanted == station.id or wanted in known:
        raise DeskUnknown(name)
    return wanted


def _is_unwritten(station: Station, period: Period) -> bool:
    has_file = any((each.kind, each.period) == ("campaign", period.key) for each in store.packages(station.db))
    return not has_file or is_campaign_behind(station, period)


def _pen(station: Station, act: Act) -> Pen:
    known = periods(station)
    if not known:
        raise NothingToNumber
    return Pen(station, station.unit, known[0].key, act=act)
