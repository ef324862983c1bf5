"""A form counts when enough of the mandatory criteria have a level."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in
from models.domain.figures.validity import answered_enough, mandatory_places
from models.domain.questionnaire.questionnaire import MARKS, Missing, Question, Questionnaire, Score

WHOLE = built_in()[0]
HALF = Fraction(1, 2)
SIGNS = "12345" + "".join(missing.value for missing in Missing)


def paper(*required: bool, filtered: int = 0) -> Questionnaire:
    """A question about the respondent, criteria that are mandatory or not, then ones that only some are asked."""
    criterion = WHOLE.criteria[0]
    about = next(each for each in WHOLE.singles if each.score is Score.NONE)
    asked = [replace(criterion, name=f"X{n}", required=each, relevant="") for n, each in enumerate(required)]
    some: list[Question] = [
        replace(criterion, name=f"Y{n}", required=True, relevant="${X0} = '1'") for n in range(filtered)
    ]
    return replace(WHOLE, questions=(about, *asked, *some))


def is_enough(questionnaire: Questionnaire, marks: str, *, least: Fraction = HALF) -> bool:
    """Whether a form with these marks, and nothing marked behind them, counts."""
    (found,) = answered_enough(questionnaire, least=least)([marks.ljust(len(questionnaire.singles), ".")])
    return found


def test_only_criteria_that_everybody_must_answer_are_mandatory() -> None:
    assert mandatory_places(paper(True, False, True, filtered=2)) == (1, 3)


@pytest.mark.parametrize(
    ("marks", "counts"),
    [
        (".1234", True),
        (".11..", True),
        (".1...", False),
        ("1.*.?", False),
        ("..k55", True),
        (".-k*5", False),
        (".555", True),
        ("", False),
    ],
)
def test_at_least_half_of_four_need_a_level(marks: str, *, counts: bool) -> None:
    assert is_enough(paper(True, True, True, True), marks) is counts


@pytest.mark.parametrize(("least", "needed"), [("0", 0), ("1/3", 1), ("1/2", 2), ("2/3", 2), ("0.67", 3), ("1", 3)])
def test_a_share_that_does_not_come_out_even_is_rounded_up(least: str, needed: int) -> None:
    are_enough = answered_enough(paper(True, True, True), least=Fraction(least))
    assert are_enough(["." + "5" * answered + "." * (3 - answered) for answered in range(4)]) == [
        answered >= needed for answered in range(4)
    ]


def test_a_single_mandatory_criterion_has_to_be_answered() -> None:
    are_enough = answered_enough(paper(True, False), least=HALF)
    assert are_enough([".5.", "..5", ".*5", "5.."]) == [True, False, False, False]


def test_where_nothing_is_mandatory_nothing_is_missing() -> None:
    assert is_enough(paper(False, False), "...", least=Fraction(1))


@given(
    st.lists(st.booleans(), min_size=1, max_size=8),
    st.text(SIGNS, max_size=9),
    st.fractions(0, 1, max_denominator=12),
)
def test_counting_one_by_one_says_the_same(required: list[bool], marks: str, least: Fraction) -> None:
    questionnaire = paper(*required)
    places = [place for place, is_required in enumerate(required, 1) if is_required]
    answered = sum(marks[place : place + 1] in set(MARKS[:5]) - {""} for place in places)
    assert is_enough(questionnaire, marks[: len(questionnaire.singles)], least=least) is (
        answered >= least * len(places)
    )


@pytest.mark.parametrize("marks", ["9", "a", "b"])
def test_the_levels_beyond_nine_are_levels(marks: str) -> None:
    assert is_enough(paper(True), f".{marks}")
    assert is_enough(paper(True, True, True), f".{marks}{marks}.")


@given(st.lists(st.text(f"{SIGNS}ế€", max_size=4), max_size=20))
def test_many_forms_at_once_count_as_each_alone_and_those_of_another_paper_not(marks: list[str]) -> None:
    are_enough = answered_enough(paper(True, True), least=HALF)
    assert are_enough(marks) == [len(each) == 3 and are_enough([each]) == [True] for each in marks]


def test_a_paper_may_have_more_mandatory_criteria_than_a_byte_counts() -> None:
    many = 600
    are_enough = answered_enough(paper(*[True] * many), least=HALF)
    marks = ["." * (1 + lacking) + "5" * (many - lacking) for lacking in (0, 255, 256, 300, 301, 511, 600)]
    assert are_enough(marks) == [True, True, True, True, False, False, False]
