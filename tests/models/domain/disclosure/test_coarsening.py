from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from models.domain.disclosure.coarsening import GROUPED, coarsened

ROWS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("12345"), st.sampled_from("xyz")), max_size=60)


CLASSES: tuple[dict[str, str], ...] = ({}, {"1": "~1", "2": "~1", "3": "~2", "4": "~2"}, {"x": "~1", "y": "~1"})


@given(ROWS)
def test_no_combination_is_rarer_than_five(rows: list[tuple[str, ...]]) -> None:
    found = coarsened(rows, CLASSES)
    assert len(found) == len(rows)
    for new, old in zip(found, rows, strict=True):
        for cell, before, classes in zip(new, old, CLASSES, strict=True):
            assert cell in (before, classes.get(before, GROUPED), GROUPED)
    if len(rows) >= 5:
        assert min(Counter(found).values()) >= 5
    else:
        assert all(set(row) == {GROUPED} for row in found)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, ...]], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert Counter(zip(shuffled, coarsened(shuffled, CLASSES), strict=True)) == Counter(
        zip(rows, coarsened(rows, CLASSES), strict=True)
    )


def test_common_combinations_stay_whole() -> None:
    common = [("nữ", "30-39")] * 5
    found = coarsened([*common, ("nam", "60+"), ("nam", "18-29"), ("nam", "18-29"), ("nam", "40-49"), ("nam", "50-59")])
    assert found[:5] == common
    assert found[5:] == [("nam", GROUPED)] * 5


def test_a_rare_value_is_told_as_its_class_before_it_is_left_out() -> None:
    ages = ("18-24",) * 3 + ("25-34",) * 4 + ("60+",) * 9
    found = coarsened([(age,) for age in ages], [{"18-24": "~1", "25-34": "~1"}])
    assert found == [("~1",)] * 7 + [("60+",)] * 9


def test_a_lonely_rest_takes_the_smallest_other_group_along() -> None:
    found = coarsened([("a",)] * 9 + [("b",)] * 6 + [("c",)])
    assert Counter(found) == {("a",): 9, (GROUPED,): 7}
