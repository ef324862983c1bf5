"""Exact intervals against sums of whole fractions and against published values."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.figures.intervals import ShareInterval, binomial_interval, left_interval, poisson_most

TAIL = Fraction(1, 40)
GRID = Fraction(1, 10**7)


def at_most(found: int, looked_at: int, share: Fraction) -> Fraction:
    return sum(
        (comb(looked_at, i) * share**i * (1 - share) ** (looked_at - i) for i in range(found + 1)), start=Fraction(0)
    )


def drawn_at_most(found: int, looked_at: int, there: int, of: int) -> Fraction:
    ways = sum(comb(there, i) * comb(of - there, looked_at - i) for i in range(found + 1) if looked_at >= i)
    return Fraction(ways, comb(of, looked_at))


@pytest.mark.parametrize(
    ("found", "looked_at", "low", "high"),
    [(0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1.0),
     (3, 1000, 0.000619, 0.008742), (81, 263, 0.2527, 0.3676)],
)  # fmt: skip
def test_the_interval_has_the_published_ends(found: int, looked_at: int, low: float, high: float) -> None:
    ends = binomial_interval(found, looked_at)
    assert float(ends.low) == pytest.approx(low, abs=6e-5)
    assert float(ends.high) == pytest.approx(high, abs=6e-5)


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_stand_just_outside_where_the_tails_are_one_in_forty(case: tuple[int, int]) -> None:
    found, looked_at = case
    low, high = binomial_interval(found, looked_at)
    if found:
        assert 1 - at_most(found - 1, looked_at, low) <= TAIL
        assert 1 - at_most(found - 1, looked_at, low + GRID) > TAIL
    if found < looked_at:
        assert at_most(found, looked_at, high) <= TAIL
        assert at_most(found, looked_at, high - GRID) > TAIL
    assert low <= Fraction(found, looked_at) <= high


@given(st.integers(1, 30).flatmap(lambda of: st.integers(0, of).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n), st.just(of)))))  # fmt: skip
def test_what_is_left_is_what_the_tails_allow(case: tuple[int, int, int]) -> None:
    found, looked_at, of = case
    fewest, most = left_interval(found, looked_at, of)
    possible = [
        more
        for more in range(of - looked_at + 1)
        if drawn_at_most(found, looked_at, found + more, of) > TAIL
        and 1 - (drawn_at_most(found - 1, looked_at, found + more, of) if found else 0) > TAIL
    ]
    assert possible == list(range(fewest, most + 1))


def test_nothing_is_left_when_all_was_looked_at() -> None:
    assert left_interval(3, 1000, 1000) == (0, 0)
    assert binomial_interval(0, 0) == ShareInterval(Fraction(0), Fraction(1))


@pytest.mark.parametrize(
    ("expected", "most"),
    [(Fraction(0), 0), (Fraction(1, 100), 0), (Fraction(1, 10), 1), (Fraction(1), 3), (Fraction(20), 29)],
)
def test_rare_events_happen_at_most_so_often(expected: Fraction, most: int) -> None:
    assert poisson_most(expected) == most
