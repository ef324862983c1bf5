"""A sample drawn again and again: somebody may have waited for one that pleased."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.signals.evidence import Evidence, Found

TITLE = N_("Sample drawn more than once")


def look(evidence: Evidence) -> tuple[Found, ...]:
    drawn = [draw for draw in evidence.draws if draw.is_drawn]
    rule = said(N_("Every draw after the first is counted; the last one is the sample. Ask why it was drawn again."))
    seeds = ", ".join(dict.fromkeys(draw.seed for draw in drawn)) if len(drawn) > 1 else ""
    return (Found("draws", TITLE, rule, max(0, len(drawn) - 1), len(drawn), about=seeds),)
