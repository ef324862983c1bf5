"""A hub's answers to a question are hidden where they would tell those of few people in one office."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in
from models.domain.figures.measures import Counted
from models.domain.figures.tallies import Tally
from models.domain.questionnaire.questionnaire import Missing
from models.domain.sheets.choices import Below, hidden_questions, perceptions
from tests.builders.derivability import Group, Kind, Solver

LEAST = 5


def office(answered: int) -> tuple[Counted, ...]:
    return (Counted(built_in()[0], 20, {"C2": Tally({"1": answered, Missing.BLANK.value: 20 - answered})}),)


def is_hidden(*parts: Below) -> bool:
    return hides_at([(Counted(built_in()[0], 60, {"C2": Tally({"1": 60})}),)], *parts)


def hides_at(offices: Iterable[tuple[Counted, ...]], *parts: Below) -> bool:
    """Whether the sum of `offices` hides how people answered."""
    asked = perceptions(each for of in offices for each in of)
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


offices_of_a_part = st.tuples(st.booleans(), st.lists(st.integers(0, 9), min_size=1, max_size=4))


@given(st.lists(offices_of_a_part, min_size=1, max_size=3))
def test_no_answers_of_few_follow_from_the_shown_sums(listed: list[tuple[bool, list[int]]]) -> None:
    parts: list[Below] = []
    kinds: list[Kind] = []
    shown: list[Group] = []
    voices: dict[Kind, int] = {}
    for has_report, answered in listed:
        own = [Kind(f"{len(parts)}-{n}", *("",) * 5) for n in range(len(answered))]
        voices |= dict(zip(own, answered, strict=True))
        offices = tuple(map(office, answered))
        shown += [
            frozenset((kind,)) for kind, number in zip(own, answered, strict=True) if number == 0 or number >= LEAST
        ]
        if has_report and not hides_at(offices, Below(offices)):
            shown.append(frozenset(own))
        parts.append(Below(offices, has_report=has_report))
        kinds += own
    if not hides_at([each for part in parts for each in part.offices], *parts):
        shown.append(frozenset(kinds))
    solver = Solver(kinds, shown)
    held_back = [kind for kind in kinds if 0 < voices[kind] < LEAST]
    for size in range(1, len(held_back) + 1):
        for few in combinations(held_back, size):
            if sum(voices[kind] for kind in few) < LEAST:
                assert not solver.tells(frozenset(few))
