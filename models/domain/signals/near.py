"""Nearly identical forms: they differ in one or two answers only, as copies do on which somebody changed a little."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from operator import ne

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.signals.alike import pairs, same_sign, shares, whole
from models.domain.signals.chance import at_most_unlike, poisson_tail
from models.domain.signals.evidence import Evidence, Found, ValidForm

TITLE = N_("Forms that differ in hardly anything")
MOST = 2
LEAST = 15
"""With fewer questions two differences are many."""


def look(evidence: Evidence) -> tuple[Found, ...]:
    rule = said(
        N_("Pairs of forms that differ in 1 to {most} of at least {least} answers. Chance: each answered on its own."),
        most=MOST,
        least=LEAST,
    )
    number = of = 0
    expected = Fraction(0)
    serials: set[str] = set()
    for forms in evidence.by_coding.values():
        if len(forms[0].marks) < LEAST:
            continue
        of += pairs(len(forms))
        likely = same_sign(shares([form.marks for form in forms]))
        expected += pairs(len(forms)) * (at_most_unlike(likely, MOST) - at_most_unlike(likely, 0))
        found = _near(forms)
        number += len(found)
        serials.update(form.serial for pair in found for form in pair)
    chance = poisson_tail(expected, number)
    return (Found("near", TITLE, rule, number, of, expected, chance, serials=tuple(sorted(serials))),)


def _near(forms: Sequence[ValidForm]) -> list[tuple[ValidForm, ValidForm]]:
    """The pairs with 1 to `MOST` differences; such a pair agrees wholly in one of `MOST` + 1 stretches of the marks."""
    width = len(forms[0].marks)
    bounds = [width * part // (MOST + 1) for part in range(MOST + 2)]
    candidates: set[tuple[int, int]] = set()
    for start, end in pairwise(bounds):
        groups: dict[str, list[int]] = {}
        for place, form in enumerate(forms):
            groups.setdefault(form.marks[start:end], []).append(place)
        candidates.update(
            (first, second) for group in groups.values() for n, first in enumerate(group) for second in group[n + 1 :]
        )
    return [
        (forms[first], forms[second])
        for first, second in sorted(candidates)
        if sum(map(ne, forms[first].marks, forms[second].marks)) <= MOST and whole(forms[first]) != whole(forms[second])
    ]
