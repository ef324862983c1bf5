"""Exact 95 % intervals for shares that were counted: the binomial one, and the one for what is left of a finite pile.

Sums are made of decimals with sixty digits, so every machine gives the same figure; ends are rounded outwards.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_DIGITS = Context(prec=60)
_TAIL = Decimal("0.025")
_GRID = 10**7


class ShareInterval(NamedTuple):
    """Both ends of a 95 % interval, as shares from 0 to 1."""

    low: Fraction
    high: Fraction


@lru_cache(maxsize=4096)
def binomial_interval(found: int, looked_at: int) -> ShareInterval:
    """Clopper and Pearson's interval for the share behind `found` of `looked_at`; 0 to 1 when nothing was looked at."""
    if not 0 <= found <= looked_at:
        raise ValueError(found, looked_at)
    if looked_at == 0:
        return ShareInterval(Fraction(0), Fraction(1))
    if 2 * found > looked_at:
        mirrored = binomial_interval(looked_at - found, looked_at)
        return ShareInterval(1 - mirrored.high, 1 - mirrored.low)
    low = 0
    if found:
        low = _last_true(_GRID, lambda place: _at_most(found - 1, looked_at, place) >= 1 - _TAIL)
    high = _last_true(_GRID, lambda place: _at_most(found, looked_at, place) > _TAIL) + 1
    return ShareInterval(Fraction(low, _GRID), Fraction(min(high, _GRID), _GRID))


@lru_cache(maxsize=256)
def poisson_most(expected: Fraction) -> int:
    """So many rare events and no more happen in 97.5 % of cases where `expected` of them happen on average."""
    if expected < 0:
        raise ValueError(expected)
    mean = _DIGITS.divide(Decimal(expected.numerator), Decimal(expected.denominator))
    chance = total = _DIGITS.exp(-mean)
    number = 0
    while total < 1 - _TAIL:
        number += 1
        chance = _DIGITS.divide(_DIGITS.multiply(chance, mean), Decimal(number))
        total = _DIGITS.add(total, chance)
    return number


@lru_cache(maxsize=256)
def left_interval(found: int, looked_at: int, of: int) -> tuple[int, int]:
    """How many more there may be among the `of - looked_at` not looked at, when chance chose what was looked at.

    The exact (hypergeometric) 95 % interval: fewest and most.
    """
    if not 0 <= found <= looked_at <= of:
        raise ValueError(found, looked_at, of)
    rest = of - looked_at
    fewest = 0
    if found:
        # more in all make few found ones less likely: the ends lie where that becomes too unlikely
        too_few = _last_true(
            rest, lambda more: _found_at_most(found - 1, looked_at, found + more, of) >= 1 - _TAIL, least=-1
        )
        fewest = too_few + 1
    most = _last_true(rest, lambda more: _found_at_most(found, looked_at, found + more, of) > _TAIL)
    return min(rest, fewest), most


def _last_true(most: int, is_so: Callable[[int], bool], *, least: int = 0) -> int:
    """The last place from `least` to `most` where a property that is lost on the way still holds."""
    low, step = least, 1
    while low + step <= most and is_so(low + step):
        low, step = low + step, step * 2
    high = min(most, low + step - 1)
    while low < high:
        middle = (low + high + 1) // 2
        if is_so(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _at_most(found: int, looked_at: int, place: int) -> Decimal:
    """The chance to find at most `found` of `looked_at` when the share is `place / _GRID`."""
    digits = _DIGITS
    share = Decimal(place) / _GRID
    if share == 1:
        return Decimal(found >= looked_at)
    odds = digits.divide(share, 1 - share)
    term = digits.power(1 - share, looked_at)
    total = term
    for more in range(1, found + 1):
        term = digits.divide(digits.multiply(digits.multiply(term, odds), Decimal(looked_at - more + 1)), Decimal(more))
        total = digits.add(total, term)
    return total


def _found_at_most(found: int, looked_at: int, there: int, of: int) -> Decimal:
    """The chance to find at most `found` when `looked_at` of `of` are drawn and `there` of them are hits."""
    digits = _DIGITS
    least = max(0, looked_at + there - of)
    if found < least:
        return Decimal(0)
    few, room = (there, of - looked_at) if least == 0 else (of - there, looked_at)
    term = Decimal(1)
    for place in range(few):
        term = digits.divide(digits.multiply(term, Decimal(room - place)), Decimal(of - place))
    total = term
    for hits in range(least + 1, min(found, there, looked_at) + 1):
        up = Decimal((there - hits + 1) * (looked_at - hits + 1))
        down = Decimal(hits * (of - there - looked_at + hits))
        term = digits.divide(digits.multiply(term, up), down)
        total = digits.add(total, term)
    return total
