from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.rounding import rounded
from models.domain.figures.satisfaction import grade, index, is_distinguishable, mean, mean_score, ranks, wilson

GRADES = (("Tốt", 90), ("Khá", 80), ("Trung bình", 65), ("Yếu", 0))


def test_an_index_without_answers_is_none_and_never_zero() -> None:
    assert index([(0, 0)]) is None
    assert mean_score((0, 0, 0, 0, 0)) is None
    assert mean([None, None]) is None


def test_an_empty_criterion_is_left_out_of_the_mean() -> None:
    assert mean([Fraction(80), None, Fraction(90)]) == 85


def test_pooling_weighs_by_answers() -> None:
    assert index([(413, 496), (83, 102)]) == Fraction(100 * 496, 598)
    assert rounded(index([(128, 150), (125, 150), (113, 150), (130, 148)]) or Fraction(0), 2).__str__() == "82.94"


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction("78.125"), 2, "78.13"),
        (Fraction("-0.005"), 2, "-0.01"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(100), 2, "100.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: Fraction, places: int, shown: str) -> None:
    assert str(rounded(value, places)) == shown


def test_equal_values_share_a_rank_and_the_next_is_skipped() -> None:
    values = [Fraction(80), None, Fraction(90), Fraction(80), Fraction(70)]
    assert ranks(values) == (2, None, 1, 2, 4)
    assert ranks([]) == ()


def test_a_grade_needs_its_threshold_before_rounding() -> None:
    assert grade(Fraction(90), GRADES) == "Tốt"
    assert grade(Fraction(89999, 1000), GRADES) == "Khá"
    assert grade(None, GRADES) == ""
    assert grade(Fraction(0), ()) == ""


def test_a_whole_population_has_no_sampling_error() -> None:
    assert wilson(80, 100, 100) == (Fraction(80), Fraction(80))


def test_no_interval_without_an_answer_or_with_an_impossible_population() -> None:
    assert wilson(0, 0, 100) is None
    assert wilson(5, 10, 9) is None


@given(st.integers(1, 400), st.data())
def test_the_interval_agrees_with_the_printed_formula(valid: int, data: st.DataObject) -> None:
    satisfied = data.draw(st.integers(0, valid))
    population = data.draw(st.integers(valid + 1, 100_000))
    found = wilson(satisfied, valid, population)
    assert found is not None
    n, p, z = valid * (population - 1) / (population - valid), satisfied / valid, 1.959963984540054
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    assert float(found.low) == pytest.approx(100 * max((middle - half) / scale, 0), abs=1e-6)
    assert float(found.high) == pytest.approx(100 * min((middle + half) / scale, 1), abs=1e-6)
    assert found.low <= Fraction(100 * satisfied, valid) <= found.high


BOUNDLESS = 10**15
"""So large a population that a sample has no correction for it."""


@pytest.mark.parametrize(
    ("one", "other", "lower"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10: the published lower bounds
        ((56, 70), (48, 80), 0.0524),
        ((9, 10), (3, 10), 0.1705),
        ((6, 7), (2, 7), 0.0582),
        ((5, 56), (0, 29), -0.0381),
        ((0, 10), (0, 20), -0.1611),
        ((10, 10), (0, 20), 0.6791),
    ],
)
def test_two_offices_differ_where_the_published_interval_of_the_difference_leaves_out_zero(
    one: tuple[int, int], other: tuple[int, int], lower: float
) -> None:
    found = []
    for satisfied, valid in (one, other):
        bounds = wilson(satisfied, valid, BOUNDLESS)
        assert bounds is not None
        found.append((Fraction(100 * satisfied, valid), bounds))
    assert is_distinguishable(*found) is (lower > 0)
    assert is_distinguishable(*reversed(found)) is (lower > 0)


@given(st.data())
def test_the_difference_of_two_offices_agrees_with_newcombes_formula_in_floats(data: st.DataObject) -> None:
    found, floats = [], []
    for _ in range(2):
        valid = data.draw(st.integers(1, 400))
        satisfied = data.draw(st.integers(0, valid))
        bounds = wilson(satisfied, valid, data.draw(st.integers(valid, 2_000)))
        assert bounds is not None
        found.append((Fraction(100 * satisfied, valid), bounds))
        floats.append((satisfied / valid, float(bounds.low) / 100, float(bounds.high) / 100))
    (low, _, low_top), (high, high_bottom, _) = sorted(floats)
    lower = high - low - sqrt((high - high_bottom) ** 2 + (low_top - low) ** 2)
    if abs(lower) > 1e-9:
        assert is_distinguishable(*found) is (lower > 0)
