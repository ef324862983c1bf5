"""Bursts: far more forms keyed within ten minutes than the same person keys at other times."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.signals.chance import poisson_tail
from models.domain.signals.evidence import STRIKING, Evidence, Found

TITLE = N_("Bursts of keying")
MINUTES = 10


def look(evidence: Evidence) -> tuple[Found, ...]:
    """Each person's ten minutes against the others of the same person in which anything was keyed."""
    rule = said(
        N_("Forms in {minutes} minutes against the same person's mean; chance is over all stretches together."),
        minutes=MINUTES,
    )
    stretches: dict[str, dict[int, list[str]]] = {}
    for keying in evidence.keyed:
        if keying.at is not None and keying.seconds > 0:
            stretches.setdefault(keying.by, {}).setdefault(_stretch(keying.at), []).append(keying.serial)
    tests = sum(map(len, stretches.values()))
    found = []
    for by, counted in sorted(stretches.items()):
        total = Counter({stretch: len(serials) for stretch, serials in counted.items()})
        if len(total) < 2:
            continue
        for stretch, number in sorted(total.items()):
            mean = Fraction(total.total() - number, len(total) - 1)
            chance = min(Fraction(1), tests * poisson_tail(mean, number))
            if chance < STRIKING:
                serials = tuple(sorted(counted[stretch]))
                found.append(Found("bursts", TITLE, rule, number, total.total(), mean, chance, by, serials))
    return tuple(found) or (
        Found("bursts", TITLE, rule, 0, sum(sum(map(len, c.values())) for c in stretches.values())),
    )


def _stretch(at: datetime) -> int:
    return int(at.timestamp()) // (60 * MINUTES)
