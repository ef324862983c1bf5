"""`sophieu package numbers|hand-over|take-over`: which computer of a hub numbers receipts, campaign editions and closings."""

from __future__ import annotations

import click

from desktop.commands.session import Session, office_command
from desktop.number_book_words import given_told, holder_told, turn_told
from models.domain.basics.problems import N_
from models.domain.book.number_book import NOTHING_GIVEN
from models.services.office.number_turns import hand_numbers, take_numbers
from models.services.office.numbers import SHOWN, given_here, has_book, numbers_of_office


@click.command("numbers")
@office_command
def show_numbers(session: Session) -> None:
    """Say which computer of this office has the book of numbers, how it came there, and what is known to be given."""
    station, language = session.station, session.language
    book = numbers_of_office(station)
    given = given_here(station, book)
    lines = [holder_told(station, book, language)]
    if station.is_hub:
        lines += [f"    {turn_told(station, turn, language)}" for turn in book.turns]
        lines += [f"    {period.code}: {given_told(numbers, language)}" for period, numbers in sorted(given.items())]
    session.answer(
        "\n".join(lines),
        holder=book.holder,
        here=has_book(station, book),
        holders=list(book.holders),
        turns=[
            {"computer": turn.holder, "from": turn.giver or None, "by": turn.by, "at": turn.at, "reason": turn.reason}
            for turn in book.turns
        ],
        given=[
            {
                "period": period,
                "edition": numbers.campaign,
                "campaign_file": numbers.file,
                "closing": numbers.closing,
                "above": numbers.above,
                "receipts": {str(unit): number for unit, number in sorted(numbers.receipts.items())},
            }
            for period, numbers in sorted(given.items())
            if numbers != NOTHING_GIVEN
        ],
    )


@click.command("hand-over")
@click.argument("computer", metavar="STATION")
@office_command
def hand_over(session: Session, computer: str) -> None:
    """Hand the book of numbers to another computer of this office; it comes with the next packages for that computer."""
    turn = hand_numbers(session.station, to=computer, act=session.act())
    said = N_(
        "The book of numbers is handed to computer {computer}; this computer numbers nothing from now on. Write the packages for that "
        "computer: they bring the book."
    )
    session.answer(session.say(said, computer=turn.holder[:SHOWN]), computer=turn.holder)


@click.command("take-over")
@click.option("--reason", required=True, help="What became of the computer that had it.")
@click.option(
    "--above",
    type=click.IntRange(0, 99_999),
    default=0,
    help="The greatest number on any receipt, campaign or sheet of the office; nothing is numbered up to there.",
)
@office_command
def take_over(session: Session, reason: str, above: int) -> None:
    """Take the book of numbers over here, from a computer that is lost or for several that each took it."""
    turn = take_numbers(session.station, reason=reason, above=above, act=session.act())
    said = N_(
        "This computer has the book of numbers now and numbers above all that are known to be given. If the computer that had it is "
        "found again, it must not number: end its key, or let it take in a package of this one first."
    )
    session.answer(session.say(said), computer=turn.holder)
