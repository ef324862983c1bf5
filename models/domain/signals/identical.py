"""Identical forms: all coded answers are the same, the demographic ones too."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.signals.alike import pairs, same_sign, shares, whole
from models.domain.signals.chance import poisson_tail
from models.domain.signals.evidence import Evidence, Found, ValidForm

TITLE = N_("Forms with all answers the same")


def look(evidence: Evidence) -> tuple[Found, ...]:
    rule = said(N_("Pairs of forms alike in every coded answer. Chance: every question answered on its own."))
    number = of = 0
    expected = Fraction(0)
    serials: list[str] = []
    for forms in evidence.by_coding.values():
        groups: dict[str, list[ValidForm]] = {}
        for form in forms:
            groups.setdefault(whole(form), []).append(form)
        of += pairs(len(forms))
        number += sum(pairs(len(group)) for group in groups.values())
        expected += pairs(len(forms)) * prod(same_sign(shares([form.marks for form in forms])), start=Fraction(1))
        serials += [form.serial for group in groups.values() if len(group) > 1 for form in group]
    chance = poisson_tail(expected, number)
    return (Found("identical", TITLE, rule, number, of, expected, chance, serials=tuple(sorted(serials))),)
