"""The bars that stand beside a table of results."""

from __future__ import annotations

from fractions import Fraction

from desktop.screens.results.tables import per_cent
from desktop.widgets.bars import PartedBar
from models.domain.figures.figures import Figures
from models.domain.figures.measures import Measure
from models.language import Language


def bars_of_measure(measure: Measure, language: Language) -> list[PartedBar]:
    """A bar for each factor with its criteria below it, and the general question last."""
    bars = []
    for factor in measure.factors:
        bars.append(_bar(factor.label, factor.index, language))
        bars += [_bar(each.number or each.code, each.index, language, is_weak=True) for each in factor.criteria]  # fmt: skip
    if measure.general is not None:
        bars.append(_bar(measure.general.number or measure.general.code, measure.general.index, language))
    return bars


def bars_of_units(figures: Figures, language: Language) -> list[PartedBar]:
    """A bar for each office by rank, with the plain mean of the offices marked."""
    mean = figures.mean
    return [
        _bar(line.unit.full_name, line.overall, language, target=None if mean is None else float(mean) / 100)
        for line in figures.lines
    ]


def _bar(
    label: str, index: Fraction | None, language: Language, *, is_weak: bool = False, target: float | None = None
) -> PartedBar:
    return PartedBar(label, 0.0 if index is None else float(index) / 100, per_cent(index, language), target, is_weak)
