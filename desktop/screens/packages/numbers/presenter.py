"""What the section of the book of numbers knows and does: who has it and had it, handing it to another computer, taking it over."""

from __future__ import annotations

from desktop.number_book_words import computer_shown, given_told, holder_told, how_told
from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.packages.words import moment
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_
from models.domain.book.number_book import NOTHING_GIVEN, NumberBook
from models.services.office.number_turns import desks, hand_numbers, take_numbers
from models.services.office.numbers import SHOWN, NumbersElsewhere, given_here, has_book, numbers_of_office, refusal
from models.services.office.stations import name_of


class Presenter(SectionPresenter[None]):
    """The turns at the book, the latest first; what stands open waits on the tab."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._book = NumberBook((), (), (), {})

    def glance(self) -> None:
        station = self.office.here
        self._book = numbers_of_office(station)
        self.waiting = int(not self.is_here and not isinstance(refusal(station, self._book), NumbersElsewhere))

    @property
    def is_here(self) -> bool:
        """Whether this computer numbers."""
        return has_book(self.office.here, self._book)

    @property
    def can_hand(self) -> bool:
        """Whether this computer has the book, or holds it beside another one."""
        return self.office.here.id in self._book.holders

    def standing(self) -> str:
        """Who has the book, and what is known to be given in the chosen period."""
        office = self.office
        told = holder_told(office.here, self._book, office.language)
        if office.period is None:
            return told
        given = given_here(office.here, self._book).get(office.period.key, NOTHING_GIVEN)
        known = office.say(N_("Known to be given in {period}: {numbers}."), period=office.period.code,
                           numbers=given_told(given, office.language))  # fmt: skip
        return f"{told} {known}"

    def rows(self) -> list[tuple[str, ...]]:
        """Computer, how the book came to it, by whom, when, and whether it is there now."""
        office, last = self.office, {turn.name for turn in self._book.last}
        return [
            (
                computer_shown(office.here, turn.holder, office.language),
                how_told(turn, office.here, office.language),
                name_of(office.here, turn.by) if turn.by else "",
                moment(turn.at, office.language) if turn.at else "",
                office.say(N_("now")) if turn.name in last else "",
            )
            for turn in reversed(self._book.turns)
        ]

    def computers(self) -> tuple[str, ...]:
        """The ids of the other computers of this office that are heard here."""
        return tuple(each.station for each in desks(self.office.here))

    def hand_over(self, computer: str) -> None:
        """Hand the book to this computer; refuses as `hand_numbers` does."""
        office = self.office
        with office.act(Duty.NUMBERS) as act:
            turn = hand_numbers(office.here, to=computer, act=act)
        self.look_again()
        said = N_(
            "The book of numbers is handed to {computer}. Write the packages for it now (tab “Send”, F3): they bring the book."
        )
        office.tell(office.say(said, computer=turn.holder[:SHOWN]))

    def what_taking_means(self) -> str:
        """What is asked before the book is taken over."""
        said = N_(
            "Take the book of numbers over? Do this when the computer that had it is lost, or when several hold it. Numbers go on above "
            "all that are known here to be given; what the lost computer numbered last and never passed on is not known here. If any "
            "paper shows a greater number, type it below. Why is it taken over?"
        )
        return self.office.say(said)

    def take_over(self, reason: str, above: int) -> None:
        """Take the book over for a reason; refuses as `take_numbers` does."""
        office = self.office
        with office.act(Duty.NUMBERS) as act:
            take_numbers(office.here, reason=reason, above=above, act=act)
        self.look_again()
        office.tell(office.say(N_("This computer has the book of numbers now.")))
