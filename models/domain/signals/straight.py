"""Straight-lining: every criterion of a form carries the same level."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.questionnaire.questionnaire import are_levels
from models.domain.signals.alike import all_of, shares
from models.domain.signals.chance import binomial_tail
from models.domain.signals.evidence import Evidence, Found

TITLE = N_("The same level on every line")
LEAST = 8
"""With fewer criteria one level throughout says nothing."""


def look(evidence: Evidence) -> tuple[Found, ...]:
    rule = said(
        N_("Forms with at least {least} criteria, all of one level. Chance: every criterion answered on its own."),
        least=LEAST,
    )
    number = of = 0
    expected = Fraction(0)
    serials: list[str] = []
    for forms in evidence.by_coding.values():
        complete = [form for form in forms if len(form.scored) >= LEAST and are_levels(form.scored)]
        of += len(complete)
        if not complete:
            continue
        columns = shares([form.scored for form in complete])
        signs = {sign for column in columns for sign in column}
        expected += len(complete) * sum((all_of(columns, sign) for sign in signs), Fraction(0))
        serials += [form.serial for form in complete if len(set(form.scored)) == 1]
    number = len(serials)
    chance = binomial_tail(of, expected / of, number) if of else Fraction(1)
    return (Found("straight", TITLE, rule, number, of, expected, chance, serials=tuple(sorted(serials))),)
