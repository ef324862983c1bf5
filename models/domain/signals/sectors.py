"""Whether the valid forms are spread over the sectors as the frame is (χ² test)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from models.domain.basics.folding import folded
from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.signals.chance import chi_squared_tail
from models.domain.signals.evidence import Evidence, Found

TITLE = N_("Sectors unlike the frame")
LEAST = 5
"""Sectors with fewer expected forms are put together, as the test demands."""


def look(evidence: Evidence) -> tuple[Found, ...]:
    rule = said(
        N_(
            "Valid forms by sector against the dossiers of the sampling record (χ²); the sector with most too many is named."
        )
    )
    record = next((draw for draw in reversed(evidence.draws) if draw.is_drawn), None)
    if record is None:
        return (Found("sectors", TITLE, rule, 0, 0),)
    frame = {folded(stratum.sector): stratum.dossiers for stratum in record.strata}
    names = {folded(stratum.sector): stratum.sector for stratum in record.strata}
    forms = [form for form in evidence.answered if folded(form.sector) in frame]
    counted = Counter(folded(form.sector) for form in forms)
    total = sum(frame.values())
    expected = {key: Fraction(len(forms) * dossiers, total) for key, dossiers in frame.items()} if total else {}
    large = {key for key, number in expected.items() if number >= LEAST}
    cells = [(counted[key], expected[key]) for key in sorted(large)]
    rest = (
        sum(counted[key] for key in expected.keys() - large),
        sum((expected[key] for key in expected.keys() - large), Fraction(0)),
    )
    if rest[1]:
        cells.append(rest)
    if len(cells) < 2:
        return (Found("sectors", TITLE, rule, 0, len(forms)),)
    value = sum(((number - mean) ** 2 / mean for number, mean in cells), Fraction(0))
    chance = chi_squared_tail(value, len(cells) - 1)
    most = max(sorted(expected), key=lambda key: counted[key] - expected[key])
    serials = tuple(sorted(form.serial for form in forms if folded(form.sector) == most))
    return (Found("sectors", TITLE, rule, counted[most], len(forms), expected[most], chance, names[most], serials),)
