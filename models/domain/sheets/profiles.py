"""What a profile of an office stands on: its figures now and before, its place in its group, and the means of that group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.domain.figures.basis import Basis
from models.domain.figures.figures import Figures, OfficeLine
from models.domain.figures.judging import group_of
from models.domain.figures.satisfaction import mean

FEWEST = 3
"""Of fewer offices no mean of a criterion is told: one office could work out the other's."""


class GroupMeans(NamedTuple):
    """The plain means of the offices of a group that stand on enough: of the index, of factors and of criteria by code."""

    offices: int
    overall: Fraction | None
    factors: Mapping[str, Fraction]
    criteria: Mapping[str, Fraction]


@dataclass(frozen=True)
class Profile:
    """One office as a profile shows it.

    `before` are its figures of earlier periods in the order of time. Of a hub that ranks it: its `line` there, how many are ranked in
    its group (`ranked`), the means of the group, and the figures of the hub.
    """

    figures: Figures
    before: tuple[Figures, ...] = ()
    line: OfficeLine | None = None
    ranked: int = 0
    means: GroupMeans | None = None
    hub: Figures | None = None


def group_means(offices: Iterable[Figures]) -> dict[str, GroupMeans]:
    """The means by group, of each factor and criterion over the offices that tell it."""
    groups: dict[str, list[Figures]] = {}
    for each in offices:
        if each.ground is Basis.ENOUGH and not each.is_withheld:
            groups.setdefault(group_of(each.unit, each.method), []).append(each)
    return {group: _means(own) for group, own in groups.items()}


def _means(own: Sequence[Figures]) -> GroupMeans:
    overall = mean(each.overall for each in own)
    if len(own) < FEWEST:
        return GroupMeans(len(own), overall, {}, {})
    factors: dict[str, list[Fraction]] = {}
    criteria: dict[str, list[Fraction]] = {}
    for each in own:
        for factor in each.measure.factors:
            if factor.index is not None:
                factors.setdefault(factor.code, []).append(factor.index)
        for criterion in each.measure.criteria:
            if criterion.index is not None:
                criteria.setdefault(criterion.code, []).append(criterion.index)
    return GroupMeans(
        len(own),
        overall,
        {code: _plain(values) for code, values in factors.items() if len(values) >= FEWEST},
        {code: _plain(values) for code, values in criteria.items() if len(values) >= FEWEST},
    )


def _plain(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
