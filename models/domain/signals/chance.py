"""How likely a count is by chance alone: tails of the binomial, Poisson, hypergeometric and χ² distributions.

Formulas of Abramowitz and Stegun, Handbook of Mathematical Functions (1964): 26.1.20 (binomial), 26.1.22 (Poisson),
26.1.21 (hypergeometric) and 26.4.4–26.4.5 (χ² as a finite sum). Nothing here enters a figure of satisfaction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction


def binomial_tail(trials: int, share: Fraction, least: int) -> Fraction:
    """P(X ≥ least) of `trials` that each succeed with `share`."""
    if least <= 0:
        return Fraction(1)
    if share <= 0 or least > trials:
        return Fraction(0)
    if share >= 1:
        return Fraction(1)
    yes, no = _log(share), _log(1 - share)
    return _total(_log_choose(trials, k) + k * yes + (trials - k) * no for k in range(least, trials + 1))


def poisson_tail(expected: Fraction, least: int) -> Fraction:
    """P(X ≥ least) of a count that is `expected` on the mean."""
    if least <= 0:
        return Fraction(1)
    if expected <= 0:
        return Fraction(0)
    mean, rate = float(expected), _log(expected)
    if least <= mean:
        return 1 - _total(k * rate - mean - math.lgamma(k + 1) for k in range(least))
    k, term, terms = least, math.exp(least * rate - mean - math.lgamma(least + 1)), [0.0]
    while term > terms[0] * 1e-17:
        terms.append(term)
        terms[0] = max(terms[0], term)
        k += 1
        term *= mean / k
    return _share(math.fsum(terms[1:]))


def hypergeometric_tail(whole: int, marked: int, drawn: int, least: int) -> Fraction:
    """P(X ≥ least) marked ones among `drawn` of `whole`, of which `marked` are marked; exact (Fisher's test)."""
    ways = sum(
        math.comb(marked, k) * math.comb(whole - marked, drawn - k) for k in range(least, min(marked, drawn) + 1)
    )
    return Fraction(ways, math.comb(whole, drawn))


def chi_squared_tail(value: Fraction, degrees: int) -> Fraction:
    """P(χ² ≥ value) with `degrees` of freedom."""
    if degrees < 1 or value <= 0:
        return Fraction(1)
    half = float(value) / 2
    if degrees % 2 == 0:
        start, ks = 0.0, [float(k) for k in range(degrees // 2)]
    else:
        start, ks = math.erfc(math.sqrt(half)), [k + 0.5 for k in range(degrees // 2)]
    return _share(math.fsum([start, *(math.exp(k * math.log(half) - half - math.lgamma(k + 1)) for k in ks)]))


def at_most_unlike(likely: Sequence[Fraction], most: int) -> Fraction:
    """P(at most `most` of several comparisons come out unlike), the i-th alike with `likely[i]`, independent."""
    found = [1.0] + [0.0] * most
    for alike in map(float, likely):
        found = [found[k] * alike + (found[k - 1] * (1 - alike) if k else 0.0) for k in range(most + 1)]
    return _share(math.fsum(found))


def _log(value: Fraction) -> float:
    return math.log(value.numerator) - math.log(value.denominator)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _total(logs: Iterable[float]) -> Fraction:
    return _share(math.fsum(map(math.exp, logs)))


def _share(value: float) -> Fraction:
    return Fraction(min(max(value, 0.0), 1.0))
