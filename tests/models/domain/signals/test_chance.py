"""The tails of chance against exact sums and printed tables."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.signals.chance import (
    at_most_unlike,
    binomial_tail,
    chi_squared_tail,
    hypergeometric_tail,
    poisson_tail,
)


@given(st.integers(1, 60), st.fractions(0, 1, max_denominator=50), st.integers(0, 61))
def test_the_binomial_tail_is_the_exact_sum(trials: int, share: Fraction, least: int) -> None:
    exact = sum(
        (comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(least, trials + 1)), Fraction(0)
    )
    assert float(binomial_tail(trials, share, least)) == pytest.approx(float(exact), rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    ("mean", "least", "tail"), [(1, 1, 0.632120558829), (4, 8, 0.051133616), (10, 5, 0.970747312), (0, 1, 0), (3, 0, 1)]
)
def test_the_poisson_tail_is_the_tables(mean: int, least: int, tail: float) -> None:
    assert float(poisson_tail(Fraction(mean), least)) == pytest.approx(tail, rel=1e-7)


def test_a_far_poisson_tail_stays_small_and_finite() -> None:
    assert 0 < poisson_tail(Fraction(1, 1000), 20) < Fraction(1, 10**70)
    assert poisson_tail(Fraction(2), 2000) == 0


@pytest.mark.parametrize(
    ("value", "degrees", "tail"),
    [("3.841459", 1, 0.05), ("5.991465", 2, 0.05), ("16.918978", 9, 0.05), ("23.209251", 10, 0.01)],
)
def test_the_chi_squared_tail_is_the_tables(value: str, degrees: int, tail: float) -> None:
    assert float(chi_squared_tail(Fraction(value), degrees)) == pytest.approx(tail, rel=1e-5)


def test_the_tea_tasting_lady() -> None:
    assert hypergeometric_tail(8, 4, 4, 4) == Fraction(1, 70)
    assert hypergeometric_tail(8, 4, 4, 3) == Fraction(17, 70)


def test_few_differences_among_independent_comparisons() -> None:
    half = [Fraction(1, 2)] * 4
    assert at_most_unlike(half, 0) == Fraction(1, 16)
    assert at_most_unlike(half, 1) == Fraction(5, 16)
    assert at_most_unlike(half, 4) == 1
