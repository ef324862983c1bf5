"""Form numbers that should not be: keyed without having been issued, or issued twice."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.signals.evidence import Evidence, Found

NOT_ISSUED = N_("Numbers outside what was issued")
TWICE = N_("Numbers issued twice")


def look(evidence: Evidence) -> tuple[Found, ...]:
    of = evidence.totals.get("issued", 0)
    outside, twice = evidence.keyed_not_issued, evidence.issued_twice
    rule = said(N_("Something was recorded for a number that no issue covers; it counts in no figure."))
    again = said(N_("Two issues name the same number; the form is disputed until somebody rules."))
    return (
        Found("numbers", NOT_ISSUED, rule, len(outside), of, serials=outside),
        Found("twice", TWICE, again, len(twice), of, serials=twice),
    )
