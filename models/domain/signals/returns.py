"""A return rate too good to be true: of many forms that went out, not one stayed away."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.signals.chance import binomial_tail
from models.domain.signals.evidence import Evidence, Found

TITLE = N_("Return rate too good")
LOSS = Fraction(1, 50)


def look(evidence: Evidence) -> tuple[Found, ...]:
    rule = said(
        N_(
            "Forms returned and valid of those handed out. Chance: one of {forms} stays out, is refused, lost or not usable."
        ),
        forms=LOSS.denominator,
    )
    out, valid = evidence.totals.get("handed_out", 0), evidence.totals.get("valid", 0)
    chance = binomial_tail(out, 1 - LOSS, valid) if out else Fraction(1)
    return (Found("returns", TITLE, rule, valid, out, out * (1 - LOSS), chance),)
