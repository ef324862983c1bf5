"""What both doors say of the book of numbers: who has it, how it came there, and what is known to be given."""

from __future__ import annotations

from datetime import datetime

from models.domain.basics.problems import N_
from models.domain.book.number_book import Given, NumberBook, NumberTurn
from models.language import Language
from models.services.office.numbers import SHOWN, has_book
from models.services.office.stations import name_of
from models.store.database import Station


def holder_told(station: Station, book: NumberBook, language: Language) -> str:
    """Where the book of numbers is, in a sentence."""
    say = language.say
    if not station.is_hub:
        return say(N_("This office merges nobody's packages and needs no book of numbers."))
    if station.is_desk and has_book(station, book):
        said = N_(
            "The book of numbers is with the desks of this base: each of them opens periods, writes campaigns and receipts, and closes "
            "figures, one at a time."
        )
        return say(said)
    if book.holder == station.id:
        return say(
            N_(
                "The book of numbers is at this computer: it opens periods, writes campaigns and receipts, and closes figures."
            )
        )
    if book.holder is not None:
        said = N_(
            "The book of numbers is at computer {computer}: it alone opens periods, writes campaigns and receipts, and closes figures."
        )
        return say(said, computer=book.holder[:SHOWN])
    if book.holders:
        said = N_(
            "THE BOOK OF NUMBERS IS HELD BY SEVERAL: {computers}. None of them numbers until one has handed it to the other."
        )
        return say(said, computers=", ".join(each[:SHOWN] for each in book.holders))
    return say(N_("Nobody is known to have the book of numbers. Take it over here."))


def computer_shown(station: Station, id_: str, language: Language) -> str:
    """A computer by the beginning of its id; this one by that word."""
    return language.say(N_("this computer")) if id_ == station.id else id_[:SHOWN]


def how_told(turn: NumberTurn, station: Station, language: Language) -> str:
    """How the book came to somebody."""
    if turn.giver:
        return language.say(N_("handed over by {computer}"), computer=computer_shown(station, turn.giver, language))
    return (
        language.say(N_("taken over: {reason}"), reason=turn.reason)
        if turn.at
        else language.say(N_("founded the office"))
    )


def turn_told(station: Station, turn: NumberTurn, language: Language) -> str:
    """One turn at the book: the computer, how it came there, who did it and when."""
    parts = [computer_shown(station, turn.holder, language), how_told(turn, station, language)]
    if turn.at:
        parts += [name_of(station, turn.by), language.day(datetime.fromisoformat(turn.at))]
    return " · ".join(parts)


def given_told(given: Given, language: Language) -> str:
    """The last numbers that are known to be given in a period."""
    say, number = language.say, language.number
    told = [
        (N_("edition {number}"), given.campaign),
        (N_("campaign file {number}"), given.file),
        (N_("closing {number}"), given.closing),
        (N_("receipts up to {number}"), max(given.receipts.values(), default=0)),
        (N_("nothing up to {number} any more"), given.above),
    ]
    return ", ".join(say(words, number=number(count)) for words, count in told if count) or say(N_("nothing yet"))
