"""Sums over several offices: what they are without the offices that show theirs is never a group of one to four people."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from models.domain.disclosure.small_offices import left_out
from models.domain.figures.breakdowns import GroupSize

LEAST = 5


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.integers(0, 4)), max_size=9))
def test_no_sum_of_a_hub_or_of_a_part_less_the_shown_offices_is_of_few_people(
    offices: Sequence[tuple[str, int, int]],
) -> None:
    few = {n: GroupSize(forms, min(forms, answers)) for n, (_, forms, answers) in enumerate(offices)}
    areas = {n: area for n, (area, _, _) in enumerate(offices)}
    out = left_out(few, areas, least=LEAST)
    assert out <= few.keys()
    for within in ("abc", *"abc"):
        left = [size for n, size in few.items() if n not in out and areas[n] in within]
        assert not left or sum(size.forms for size in left) >= LEAST
        assert not left or sum(size.answers for size in left) >= LEAST


def test_offices_that_are_enough_together_stay_in_the_sum_of_their_part_alone() -> None:
    few = {"a": GroupSize(3, 3), "b": GroupSize(2, 2), "c": GroupSize(4, 4)}
    assert left_out(few, dict.fromkeys(few, ""), least=LEAST) == frozenset()
    assert left_out(few, {"a": "x", "b": "x", "c": "y"}, least=LEAST) == {"c"}
    assert left_out({"a": GroupSize(6, 3)}, {"a": ""}, least=LEAST) == {"a"}
