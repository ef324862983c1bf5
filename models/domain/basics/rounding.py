"""Exact figures become decimals once, where people read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def rounded(value: Fraction, places: int) -> Decimal:
    """`value` with `places` decimals, rounded once, halves away from zero; no zero is negative."""
    scale = 10**places
    units = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    return Decimal(f"{-units if value < 0 else units}E-{places}")
