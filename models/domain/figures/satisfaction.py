"""From counts to indices: exact fractions of criteria, factors and the whole; rounded only where they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

NINETY_FIVE_PER_CENT = Decimal("1.959963984540054")
"""The two-sided quantile of the normal distribution that intervals use."""


class Interval(NamedTuple):
    """The bounds of an interval of 95 %, in per cent."""

    low: Fraction
    high: Fraction


def mean_score(levels: Sequence[int]) -> Fraction | None:
    """Mean of the levels that were marked; None without any answer."""
    valid = sum(levels)
    return Fraction(sum(level * n for level, n in enumerate(levels, 1)), valid) if valid else None


def mean(values: Iterable[Fraction | None]) -> Fraction | None:
    """Plain mean of what is there; what is None (nothing was answered) is left out, None when nothing is left."""
    there = [value for value in values if value is not None]
    return sum(there, Fraction(0)) / len(there) if there else None


def weighted_mean(parts: Iterable[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """Mean of values by weight, `parts` as (weight, value); what is None is left out with its weight."""
    there = [(weight, value) for weight, value in parts if value is not None]
    whole = sum((weight for weight, _ in there), Fraction(0))
    return sum((weight * value for weight, value in there), Fraction(0)) / whole if whole else None


def index(parts: Iterable[tuple[int, int]]) -> Fraction | None:
    """Share of satisfied answers among the valid ones, in per cent; None without any answer.

    `parts` are the (satisfied, valid) answers of one question, or of several that are pooled.
    """
    listed = tuple(parts)
    valid = sum(each for _, each in listed)
    return Fraction(100 * sum(satisfied for satisfied, _ in listed), valid) if valid else None


def wilson(satisfied: int, valid: int, population: int) -> Interval | None:
    """The interval of one proportion of a drawn sample from `population` (Wilson, finite population).

    `valid` answers count as n′ = n(N−1)/(N−n); a whole population has no sampling error. None without an answer.
    """
    if not valid or population < valid:
        return None
    share = Fraction(satisfied, valid)
    if population == valid:
        return Interval(100 * share, 100 * share)
    with localcontext(prec=40):
        n = _decimal(Fraction(valid * (population - 1), population - valid))
        p = _decimal(share)
        z = NINETY_FIVE_PER_CENT
        middle = p + z * z / (2 * n)
        half = z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
        scale = 1 + z * z / n
        low, high = Fraction((middle - half) / scale), Fraction((middle + half) / scale)
    return Interval(100 * min(max(low, Fraction(0)), share), 100 * max(min(high, Fraction(1)), share))


def is_distinguishable(one: tuple[Fraction, Interval], other: tuple[Fraction, Interval]) -> bool:
    """Whether two shares differ by more than chance, at 95 % (Newcombe's interval of the difference, from both Wilson's).

    Each is the share with its interval, in per cent.
    """
    (high, high_bounds), (low, low_bounds) = sorted((one, other), key=lambda each: each[0], reverse=True)
    # the lower bound of the difference is above zero; compared as squares, so that it stays exact
    return (high - low) ** 2 > (high - high_bounds.low) ** 2 + (low_bounds.high - low) ** 2


def grade(value: Fraction | None, grades: Iterable[tuple[str, int]]) -> str:
    """The name of the highest grade whose threshold `value` (not rounded) reaches; empty when there is none."""
    if value is None:
        return ""
    # as whole numbers: fractions take ten times as long to compare, and a city is graded on every screen
    reached = [(least, name) for name, least in grades if value.numerator >= least * value.denominator]
    return max(reached)[1] if reached else ""


def ranks(values: Sequence[Fraction | None]) -> tuple[int | None, ...]:
    """The rank of each value, the greatest first: equal values share a rank and the next one is skipped (1, 2, 2, 4).

    What is None has no rank.
    """
    # the nearest floating-point number never turns two fractions around, and is sooner compared
    ordered = sorted(
        (value for value in values if value is not None), key=lambda each: (float(each), each), reverse=True
    )
    first = {value: place for place, value in reversed(list(enumerate(ordered, 1)))}
    return tuple(None if value is None else first[value] for value in values)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
