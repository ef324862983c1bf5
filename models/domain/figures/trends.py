"""Figures of several periods side by side: only what was asked and computed alike may stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.units import Unit, UnitKey
from models.domain.figures.basis import Basis
from models.domain.figures.figures import Figures, OfficeLine
from models.domain.figures.measures import FactorResult, Measure
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_tree import IndexNode
from models.domain.questionnaire.questionnaire import Score

NOT_COMPARABLE = "≠"


class SameOffices(NamedTuple):
    """The offices that stand in the figures of a period and in those of the last one: their figures before and after.

    `joined` stand in the last one alone, `left` in the earlier one alone. Offices of few people are in neither figure.
    """

    offices: int
    before: Measure
    after: Measure
    joined: tuple[Unit, ...]
    left: tuple[Unit, ...]


@dataclass(frozen=True)
class TrendPoint:
    """The figures of one period; `codings` says per scored question how it was coded.

    `consolidated` is a hub's index where its method weights it otherwise than by answers. `lines` are the offices of the
    figures, `same` those that can be compared with the last period where these are not all.
    """

    code: str
    measure: Measure
    method: Method
    codings: Mapping[str, frozenset[str]]
    consolidated: Fraction | None = None
    lines: tuple[OfficeLine, ...] = ()
    same: SameOffices | None = None

    @property
    def forms(self) -> int:
        """The valid forms, also those of an office of which no figure is told."""
        withheld = len(self.lines) == 1 and self.lines[0].is_withheld
        return self.lines[0].forms if withheld else self.measure.forms


def trend_point(figures: Figures) -> TrendPoint:
    """What a trend needs of the figures of a period."""
    codings: dict[str, set[str]] = {}
    for variant in figures.variants:
        for question in variant.questionnaire.singles:
            if question.score is not Score.NONE:
                codings.setdefault(question.name, set()).add(question_coding(question))
    frozen = {name: frozenset(found) for name, found in codings.items()}
    consolidated = None
    if figures.is_ranking and figures.method.consolidation != "answers":
        consolidated = figures.overall
    return TrendPoint(figures.period, figures.measure, figures.method, frozen, consolidated, figures.lines)


def counted_offices(figures: Figures) -> frozenset[UnitKey]:
    """The offices whose answers stand in figures."""
    out = {unit.key for unit in figures.left_out}
    return frozenset(line.unit.key for line in figures.lines if line.forms and line.unit.key not in out)


def is_judged_over_time(point: TrendPoint, now: TrendPoint) -> bool:
    """Whether a change between two periods of one office stands on enough in both; several offices are not judged."""
    alone = [*point.lines, *now.lines] if len(point.lines) == len(now.lines) == 1 else []
    return all(line.ground is Basis.ENOUGH for line in alone)


def criterion_then(point: TrendPoint, now: TrendPoint, code: str) -> Fraction | str | None:
    if not _is_alike(point, now, (code,)):
        return NOT_COMPARABLE
    return next((each.index for each in point.measure.criteria if each.code == code), None)


def factor_then(point: TrendPoint, now: TrendPoint, factor: FactorResult) -> Fraction | str | None:
    own = next((each for each in point.measure.factors if each.code == factor.code), None)
    codes = tuple(each.code for each in factor.criteria)
    if own is None or tuple(each.code for each in own.criteria) != codes or not _is_alike(point, now, codes):
        return NOT_COMPARABLE
    then, since = (
        next((node for node in _tree(each.method) if node.code == factor.code), each.method.factor_index)
        for each in (point, now)
    )
    return own.index if then == since else NOT_COMPARABLE


def overall_then(point: TrendPoint, now: TrendPoint) -> Fraction | str | None:
    if point.measure.overall_from != now.measure.overall_from:
        return NOT_COMPARABLE
    if now.measure.overall_from == "question":
        general, own = now.measure.general, point.measure.general
        is_same = general is not None and own is not None and general.code == own.code
        alike = is_same and general is not None and _is_alike(point, now, (general.code,))
        return point.measure.overall if alike else NOT_COMPARABLE
    factors = [factor_then(point, now, factor) for factor in now.measure.factors]
    is_same = len(point.measure.factors) == len(factors) and NOT_COMPARABLE not in factors
    is_same = is_same and _tree(point.method) == _tree(now.method)
    return point.measure.overall if is_same else NOT_COMPARABLE


def consolidated_then(point: TrendPoint, now: TrendPoint) -> Fraction | str | None:
    is_same = point.consolidated is not None and point.method.consolidation == now.method.consolidation
    return point.consolidated if is_same and overall_then(point, now) != NOT_COMPARABLE else NOT_COMPARABLE


def _tree(method: Method) -> tuple[IndexNode, ...]:
    """The tree as it makes figures: whom offices are ranked with changes none."""
    return tuple(replace(node, groups=()) for node in method.tree)


def _is_alike(point: TrendPoint, now: TrendPoint, codes: Sequence[str]) -> bool:
    then, since = (
        (
            each.method.satisfied,
            [(node.code, node.satisfied) for node in each.method.tree if node.satisfied],
            # where forms count under some indices alone, what stands under each decides which
            [(node.code, node.parts, node.question, node.valid_share) for node in each.method.tree]
            if each.method.has_shares
            else (),
        )
        for each in (point, now)
    )
    return then == since and all(
        code in point.codings and point.codings[code] == now.codings.get(code) for code in codes
    )
