"""Figures of several periods side by side: only what was asked and computed alike may stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.domain.figures.figures import Figures
from models.domain.figures.measures import FactorResult, Measure
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Score

NOT_COMPARABLE = "≠"


@dataclass(frozen=True)
class TrendPoint:
    """The figures of one period; `codings` says per scored question how it was coded.

    `consolidated` is a hub's index where its method weights it otherwise than by answers.
    """

    code: str
    measure: Measure
    method: Method
    codings: Mapping[str, frozenset[str]]
    consolidated: Fraction | None = None


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
    return TrendPoint(figures.period, figures.measure, figures.method, frozen, consolidated)


def criterion_then(point: TrendPoint, now: TrendPoint, code: str) -> Fraction | str | None:
    if not _is_alike(point, now, (code,)):
        return NOT_COMPARABLE
    return next((each.index for each in point.measure.criteria if each.code == code), None)


def factor_then(point: TrendPoint, now: TrendPoint, factor: FactorResult) -> Fraction | str | None:
    own = next((each for each in point.measure.factors if each.code == factor.code), None)
    codes = tuple(each.code for each in factor.criteria)
    if own is None or tuple(each.code for each in own.criteria) != codes or not _is_alike(point, now, codes):
        return NOT_COMPARABLE
    return own.index if point.method.factor_index == now.method.factor_index else NOT_COMPARABLE


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
    return point.measure.overall if is_same else NOT_COMPARABLE


def consolidated_then(point: TrendPoint, now: TrendPoint) -> Fraction | str | None:
    is_same = point.consolidated is not None and point.method.consolidation == now.method.consolidation
    return point.consolidated if is_same and overall_then(point, now) != NOT_COMPARABLE else NOT_COMPARABLE


def _is_alike(point: TrendPoint, now: TrendPoint, codes: Sequence[str]) -> bool:
    return point.method.satisfied == now.method.satisfied and all(
        code in point.codings and point.codings[code] == now.codings.get(code) for code in codes
    )
