"""How likely two forms are alike, or one form is all of one level, when every question is answered on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import prod

from models.domain.signals.evidence import ValidForm


def shares(texts: Sequence[str]) -> list[Counter[str]]:
    """Per place of equally long texts how often each sign stands there."""
    return [Counter(column) for column in zip(*texts, strict=True)]


def same_sign(columns: Iterable[Counter[str]]) -> list[Fraction]:
    """Per place the probability that two forms, drawn with replacement, have the same sign."""
    return [Fraction(sum(n * n for n in column.values()), column.total() ** 2) for column in columns]


def all_of(columns: Sequence[Counter[str]], sign: str) -> Fraction:
    """The probability that a form has `sign` in every place."""
    return prod((Fraction(column[sign], column.total()) for column in columns), start=Fraction(1))


def whole(form: ValidForm) -> str:
    """All coded answers of a form as one text."""
    return f"{form.marks} {form.rest}"


def pairs(number: int) -> int:
    return number * (number - 1) // 2
