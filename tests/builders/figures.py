"""Figures that are made up from counts, without a base."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.catalogue import BUILT_IN
from models.domain.figures.figures import Figures, Reach, Variant
from models.domain.figures.measures import Measure
from models.domain.questionnaire.method import Method

DAY = date(2026, 9, 30)


def figures_with(
    measure: Measure, variants: Iterable[Variant], method: Method, *, unit: str = "00004", reach: Reach = Reach.OFFICE
) -> Figures:
    """Figures of which nothing else is told than this."""
    return Figures(
        unit=BUILT_IN.find_unit(unit, DAY),
        reach=reach,
        period="26Q3",
        method=method,
        measure=measure,
        variants=tuple(variants),
        lines=(),
        not_sent=(),
        branches=(),
        balance={},
        fingerprint="",
        is_reference=True,
        with_late=False,
    )
