"""What is held back of the questions of an office: where few people were asked or answered, how they did is told nowhere.

Figures are cut once (`without_held_back`), when they are made: no table, screen or file can then show what is held back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from models.domain.disclosure.suppression import hidden, is_enough
from models.domain.figures.breakdowns import GroupSize
from models.domain.figures.contents import ContentResult
from models.domain.figures.figures import Figures
from models.domain.figures.measures import CriterionResult, FactorResult, Measure
from models.domain.figures.tallies import NOTHING
from models.domain.questionnaire.filters import asked_of_described
from models.domain.questionnaire.method import Method


def held_back(figures: Figures) -> frozenset[str]:
    """The questions of figures that were cut whose answers are not told, scored ones and others."""
    return asked_of_few(figures) | {each.code for each in figures.measure.criteria if each.is_held_back}


def held_factors(figures: Figures) -> frozenset[str]:
    """The factors of figures that were cut whose index is not told."""
    return frozenset(each.code for each in figures.measure.factors if each.is_held_back)


def asked_of_few(figures: Figures) -> frozenset[str]:
    """The questions that a few people alone were asked, or all but a few, because of what they say of themselves.

    With what came after closing, and of several offices together, it is all that are asked so: less the closed figures, or those of the
    other offices, they would tell of few.
    """
    asked: dict[str, tuple[int, int]] = {}
    for variant in figures.variants:
        for name in asked_of_described(variant.questionnaire):
            tally = variant.counts.get(name)
            if tally is not None:
                others = tally.not_applicable + tally.behind_filter
                met, unmet = asked.get(name, (0, 0))
                asked[name] = met + tally.forms - others, unmet + others
    least = figures.method.suppress_under
    if figures.is_ranking or (figures.with_late and figures.late):
        return frozenset(asked)
    return frozenset(name for name, sizes in asked.items() if any(0 < size < least for size in sizes))


def held_nodes(measure: Measure, method: Method) -> frozenset[str]:
    """The factors and contents of an office whose index its sheet does not tell.

    It is for methods and questionnaires in which nobody is asked because of what they say of themselves.
    """
    held = _held(measure, frozenset(), method)
    return held.factors | held.contents


def without_held_back(figures: Figures) -> Figures:
    """The figures without what is held back of them: such a criterion, factor or content has no numbers and says so.

    A criterion that few were asked, or few answered, is held back. Its factor is told where another criterion of it is held
    back for shelter; else it would tell, and is held back too. Where indices are made from factors, another factor of the same content
    shelters such a one, and the content is told; without another one the content is held back as well.
    """
    held = _held(figures.measure, asked_of_few(figures), figures.method)
    if not held.criteria and not held.factors:
        return figures
    variants = tuple(each._replace(measure=_cut(each.measure, held)) for each in figures.variants)
    return replace(figures, measure=_cut(figures.measure, held), variants=variants)


class _Held(NamedTuple):
    """The codes of what is held back."""

    criteria: frozenset[str]
    factors: frozenset[str]
    contents: frozenset[str]


def _held(measure: Measure, described: frozenset[str], method: Method) -> _Held:
    """What is held back where these questions are asked of `described` people."""
    least = method.suppress_under
    criteria = {each.code for each in measure.criteria if each.code in described}
    factors = {factor.code for factor in measure.factors if any(each.code in described for each in factor.criteria)}
    for factor in measure.factors:
        few, is_told = _few(factor.criteria, least)
        criteria |= few
        factors |= set() if is_told else {factor.code}
    if measure.general is not None and 0 < measure.general.valid < least:
        criteria.add(measure.general.code)
    nodes = method.nodes.nodes
    few_contents = tuple(
        each for each in measure.contents if _is_of_few(measure, each, nodes[each.code].question, least)
    )
    contents = {each.code for each in few_contents}
    if (factors or few_contents) and measure.overall_from != "question":
        shelters, sheltering = _shelters(measure, factors, few_contents, method.nodes.parent)
        contents |= sheltering
        factors |= {each.code for each in shelters}
        criteria |= {_smallest(each) for each in shelters}
    return _Held(frozenset(criteria), frozenset(factors), frozenset(contents))


def _is_of_few(measure: Measure, content: ContentResult, question: str, least: int) -> bool:
    """Whether few people alone answered what a content is made from, be it a `question`: it would be their own index."""
    asked = next((each.valid for each in measure.criteria if each.code == question), 0)
    if asked:
        return asked < least
    under = (factor for factor in measure.factors if factor.code in content.factors)
    most = max((each.valid for factor in under for each in factor.criteria), default=0)
    return 0 < most < least


def _shelters(
    measure: Measure,
    factors: AbstractSet[str],
    few_contents: Sequence[ContentResult],
    parents: Mapping[str, str],
) -> tuple[list[FactorResult], set[str]]:
    """What is held back besides `factors` and `few_contents`, so that none of them follows from an index over it and the other ones."""
    by_size = sorted(measure.factors, key=lambda factor: (sum(each.valid for each in factor.criteria), factor.code))
    others = [factor for factor in by_size if factor.code not in factors and factor.index is not None]
    shelters: list[FactorResult] = []
    # what stands in a content of few is told by no index of that; of each such content one factor stands for all
    inside = {code for content in few_contents for code in content.factors}
    outermost = [each for each in few_contents if not any(each.is_inside(other) for other in few_contents)]
    alone = [content.factors[0] for content in outermost if content.factors]
    for code in sorted(factors - inside):
        if sum(parents.get(each) == parents.get(code) for each in factors) == 1:
            beside = next((each for each in others if parents.get(each.code) == parents.get(code)), None)
            shelters += [] if beside is None else [beside]
            alone += [code] if beside is None else []
    told_by = list(alone)
    if len(alone) == 1:
        # the overall index and the other contents would tell of the one that is held back
        second = next((code for code in sorted(factors - inside) if code not in alone), None)
        outside = [factor for factor in others if factor.code not in inside]
        if second is None and outside:
            shelters.append(outside[0])
            second = outside[0].code
        told_by += [] if second is None else [second]
    return shelters, {content.code for content in measure.contents if set(content.factors).intersection(told_by)}


def _smallest(factor: FactorResult) -> str:
    return min((each for each in factor.criteria if each.valid), key=lambda each: (each.valid, each.code)).code


def _few(criteria: Sequence[CriterionResult], least: int) -> tuple[set[str], bool]:
    """The criteria of a factor that few answered, with those that shelter them; and whether its index tells nothing of these."""
    sizes = [GroupSize(each.valid, each.valid) for each in criteria]
    places = hidden(sizes, least)
    if not places:
        return set(), True
    is_sheltered = (
        is_enough([sizes[place] for place in places], least) and max(each.valid for each in criteria) >= least
    )
    return {criteria[place].code for place in places}, is_sheltered


def _cut(measure: Measure, held: _Held) -> Measure:
    def criterion(each: CriterionResult) -> CriterionResult:
        if each.code not in held.criteria:
            return each
        nothing = (0,) * len(each.levels)
        return replace(
            each, levels=nothing, tally=NOTHING, index=None, mean=None, interval=None, satisfied=0, is_held_back=True
        )

    def factor(each: FactorResult) -> FactorResult:
        own = replace(each, criteria=tuple(map(criterion, each.criteria)))
        return replace(own, index=None, is_held_back=True) if each.code in held.factors else own

    def content(each: ContentResult) -> ContentResult:
        return replace(each, index=None, is_held_back=True) if each.code in held.contents else each

    return replace(
        measure,
        factors=tuple(map(factor, measure.factors)),
        general=criterion(measure.general) if measure.general is not None else None,
        contents=tuple(map(content, measure.contents)),
    )
