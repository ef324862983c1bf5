"""What is hidden cannot be worked out again from what is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.domain.disclosure.suppression import Groups, hidden, hidden_below
from models.domain.figures.breakdowns import GroupSize

BASES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: GroupSize(max(pair), min(pair))), max_size=9
)
LEAST = 5


def test_a_small_group_takes_the_next_smallest_with_it() -> None:
    assert hidden([GroupSize(60, 60), GroupSize(3, 3), GroupSize(20, 20), GroupSize(9, 9)], LEAST) == {1, 3}


def test_small_groups_that_are_many_enough_together_hide_nobody_else() -> None:
    assert hidden([GroupSize(60, 60), GroupSize(3, 3), GroupSize(4, 4)], LEAST) == {1, 2}


def test_two_small_groups_whose_sum_is_still_small_hide_a_third() -> None:
    """Their sum is the total minus the rest: it would tell of three people."""
    assert hidden([GroupSize(60, 60), GroupSize(1, 1), GroupSize(2, 2), GroupSize(30, 30)], LEAST) == {1, 2, 3}


def test_few_answers_of_many_people_are_a_small_base_too() -> None:
    assert hidden([GroupSize(60, 60), GroupSize(10, 2), GroupSize(20, 20)], LEAST) == {1, 2}


def test_nothing_is_hidden_without_a_small_group() -> None:
    assert hidden([GroupSize(60, 60), GroupSize(5, 5), GroupSize(0, 0)], LEAST) == frozenset()
    assert hidden([], LEAST) == frozenset()


def test_the_parts_of_a_hidden_group_are_hidden() -> None:
    above, below = hidden_below(
        Groups([GroupSize(3, 3), GroupSize(7, 7), GroupSize(40, 40)]),
        [
            Groups([GroupSize(3, 3)]),
            Groups([GroupSize(7, 7)]),
            Groups([GroupSize(20, 20), GroupSize(4, 4), GroupSize(16, 16)]),
        ],
        LEAST,
    )
    assert above == {0, 1}
    assert below == (frozenset({0}), frozenset({0}), frozenset({1, 2}))


def test_those_who_did_not_say_hide_nobody_and_are_hidden_first() -> None:
    assert hidden([GroupSize(60, 60), GroupSize(80, 80), GroupSize(2, 2)], LEAST, unknown=frozenset({2})) == frozenset()
    assert hidden([GroupSize(60, 60), GroupSize(3, 3), GroupSize(2, 2)], LEAST, unknown=frozenset({2})) == {1, 2}


@given(BASES)
def test_the_total_minus_what_is_shown_never_tells_of_fewer_than_the_least(groups: list[GroupSize]) -> None:
    """Unless nothing at all is shown, so that only the total of the office is known."""
    places = hidden(groups, LEAST)
    shown = [base for place, base in enumerate(groups) if place not in places]
    assert all(base.forms == 0 or (base.forms >= LEAST and base.answers in (0, *range(LEAST, 41))) for base in shown)
    if places and any(base.forms for base in shown):
        together = [groups[place] for place in places]
        forms, answers = sum(base.forms for base in together), sum(base.answers for base in together)
        assert len(places) > 1
        assert forms >= LEAST
        assert answers == 0 or answers >= LEAST
