"""How alike two persons keyed the same papers, and how many wrong answers the papers keyed once may still hold.

A field is one coded question of one paper that the paper asks or that somebody keyed; free text is no field.
The intervals take errors to fall on fields independently of each other. Errors that both persons made alike, and
rulings that are wrong, show nowhere: no figure counts them, and only their bound (`Agreement.unseen`) rests on an assumption.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.domain.figures.intervals import ShareInterval, binomial_interval, left_interval, poisson_most
from models.domain.questionnaire.answers import Answers, stored_codes
from models.domain.questionnaire.filters import Filters
from models.domain.questionnaire.questionnaire import Missing, Question

ROWS_TOGETHER = 10
"""So many rows of a page make one position in the sheet."""

WRONG_RULINGS = Fraction(1, 100)
"""At most so many rulings are taken to be wrong, for the bound of what two keyings cannot show."""


class KeyedTwice(NamedTuple):
    """One paper that two persons keyed without seeing each other; `final` is what was accepted, None while they differ."""

    filters: Filters
    first: Answers
    second: Answers
    final: Answers | None


class Position(NamedTuple):
    """Rows `first` to `last` of a page, counted from 1."""

    page: int
    first: int
    last: int


class Count(NamedTuple):
    """So many fields were keyed twice, so many of them alike."""

    compared: int = 0
    alike: int = 0

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.alike, self.compared) if self.compared else None

    @property
    def interval(self) -> ShareInterval:
        """The exact binomial 95 % interval of the share."""
        return binomial_interval(self.alike, self.compared)


@dataclass(frozen=True)
class Agreement:
    """What the second keyings made so far say.

    `twice` and `once` count papers keyed by two persons and by one, `fields_once` the fields of the latter. `wrong` are
    fields whose first keying was not what was accepted in the end; `unsettled` fields still in dispute.
    """

    fields: Count
    by_question: dict[tuple[str, str], Count]
    by_position: dict[Position, Count]
    twice: int
    once: int
    fields_once: int
    wrong: int
    unsettled: int

    @property
    def unchecked(self) -> Fraction | None:
        """The share of all keyed fields that only one person keyed."""
        total = self.fields.compared + self.fields_once
        return Fraction(self.fields_once, total) if total else None

    @property
    def rest(self) -> Fraction | None:
        """Wrong answers to be expected among all keyed fields: those of the papers keyed once.

        None when nothing is known: no paper is keyed twice, or every paper is and what is left cannot be measured.
        """
        unchecked = self.unchecked
        if unchecked is None or not self.fields.compared or not self.fields_once:
            return None
        return unchecked * Fraction(self.wrong, self.fields.compared)

    @property
    def unseen(self) -> int:
        """At most so many wrong fields of the papers keyed twice, in 97.5 % of cases, show nowhere.

        Assumed: either person slips at most half as often as the upper end of their unlikeness says and independently
        of the other, every common slip is alike, and at most `WRONG_RULINGS` of the fields that differ are ruled wrongly.
        """
        compared, alike = self.fields
        if not compared:
            return 0
        slips = binomial_interval(compared - alike, compared).high / 2
        return min(compared, poisson_most(compared * slips**2 + (compared - alike) * WRONG_RULINGS))

    @property
    def rest_interval(self) -> ShareInterval:
        """Where the share of wrong fields lies in 95 % of cases; fields in dispute and `unseen` ones widen it at the upper end."""
        compared, total = self.fields.compared, self.fields.compared + self.fields_once
        if not compared:
            return ShareInterval(Fraction(0), Fraction(1))
        fewest, _ = left_interval(self.wrong, compared, total)
        _, most = left_interval(self.wrong + self.unsettled, compared, total)
        return ShareInterval(Fraction(fewest, total), Fraction(min(total, most + self.unseen), total))


def agreement(pairs: Iterable[KeyedTwice], alone: Iterable[tuple[Filters, Answers]]) -> Agreement:
    """Measure the papers keyed twice; `alone` are the answers of those that one person keyed."""
    compared: Counter[tuple[str, str]] = Counter()
    alike: Counter[tuple[str, str]] = Counter()
    place_compared: Counter[Position] = Counter()
    place_alike: Counter[Position] = Counter()
    twice = wrong = unsettled = 0
    for pair in pairs:
        questionnaire = pair.filters.questionnaire
        twice += 1
        first, second = (stored_codes(questionnaire, each) for each in (pair.first, pair.second))
        final = stored_codes(questionnaire, pair.final) if pair.final is not None else None
        fields = fields_of(pair.filters, pair.first) | fields_of(pair.filters, pair.second)
        positions = positions_of(questionnaire.asked)
        for name in fields:
            key, position = (questionnaire.variant, name), positions[name]
            is_alike = first[name] == second[name]
            compared[key] += 1
            place_compared[position] += 1
            alike[key] += is_alike
            place_alike[position] += is_alike
            if final is not None:
                wrong += first[name] != final[name]
            else:
                unsettled += not is_alike
    once = fields_once = 0
    for own_filters, answers in alone:
        once += 1
        fields_once += len(fields_of(own_filters, answers))
    return Agreement(
        Count(compared.total(), alike.total()),
        {key: Count(count, alike[key]) for key, count in compared.items()},
        {place: Count(count, place_alike[place]) for place, count in sorted(place_compared.items())},
        twice,
        once,
        fields_once,
        wrong,
        unsettled,
    )


def fields_of(own_filters: Filters, answers: Answers) -> frozenset[str]:
    """The coded questions that the paper asks, given these answers, and those that were keyed all the same."""
    questionnaire = own_filters.questionnaire
    coded = {question.name for question in questionnaire.asked if question.shape.is_coded}
    unmet = own_filters.unmet(answers) if own_filters.filters else frozenset()
    if unmet:
        stored = stored_codes(questionnaire, answers)
        coded -= {name for name in unmet if stored.get(name, "") in ("", Missing.BLANK.value)}
    return frozenset(coded)


def positions_of(asked: Iterable[Question]) -> dict[str, Position]:
    """Where on the paper each question stands, its page in blocks of rows."""
    rows: Counter[int] = Counter()
    found = {}
    for question in asked:
        block = rows[question.page] // ROWS_TOGETHER * ROWS_TOGETHER
        rows[question.page] += 1
        found[question.name] = Position(question.page, block + 1, block + ROWS_TOGETHER)
    return found
