"""A hub's answers to a question are hidden where they would tell those of few people in one office."""

from __future__ import annotations

import pytest

from models.catalogue.questionnaires import built_in
from models.domain.choice_tables import Below, hidden_questions, perceptions
from models.domain.questionnaire import Missing
from models.domain.results import Counted
from models.domain.tallies import Tally

LEAST = 5


def office(answered: int) -> tuple[Counted, ...]:
    return (Counted(built_in()[0], 20, {"C2": Tally({"1": answered, Missing.BLANK.value: 20 - answered})}),)


def is_hidden(*parts: Below) -> bool:
    asked = perceptions([Counted(built_in()[0], 60, {"C2": Tally({"1": 60})})])
    return any(name == "C2" for name, _ in hidden_questions(asked, parts, least=LEAST))


@pytest.mark.parametrize(
    ("answered", "hides"), [((3, 20), True), ((1, 2, 20), True), ((3, 4, 20), False), ((9, 20), False)]
)
def test_an_office_that_hides_its_answers_alone_hides_those_of_the_hub(
    answered: tuple[int, ...], *, hides: bool
) -> None:
    assert is_hidden(Below(tuple(office(number) for number in answered))) == hides


def test_the_offices_of_a_part_that_shows_its_sum_shelter_nobody_outside_of_it() -> None:
    first, second = (office(3), office(4), office(20)), (office(3), office(20))
    assert not is_hidden(Below((*first, *second)))
    assert is_hidden(Below(first, has_report=True), Below(second, has_report=True))
