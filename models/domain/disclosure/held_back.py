"""What is held back of the questions of an office: where few people were asked or answered, how they did is told nowhere.

Figures are cut once (`without_held_back`), when they are made: no table, screen or file can then show what is held back.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

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
    _, kept = _closed(measure, frozenset(), method)
    return kept | {content.code for content in measure.contents if kept.intersection(content.factors)}


def without_held_back(figures: Figures) -> Figures:
    """The figures without what is held back of them: such a criterion, factor or content has no numbers and says so.

    A criterion that few were asked, or few answered, is held back. Its factor is told where another criterion of it is held
    back for shelter; else it would tell, and is held back too. So are the contents over it, and where the overall index is made from
    factors a second one.
    """
    closed, kept = _closed(figures.measure, asked_of_few(figures), figures.method)
    if not closed and not kept:
        return figures
    variants = tuple(each._replace(measure=_cut(each.measure, closed, kept)) for each in figures.variants)
    return replace(figures, measure=_cut(figures.measure, closed, kept), variants=variants)


def _closed(measure: Measure, described: frozenset[str], method: Method) -> tuple[frozenset[str], frozenset[str]]:
    """The criteria and the factors that are held back, among them the `described` ones."""
    least = method.suppress_under
    closed = {each.code for each in measure.criteria if each.code in described}
    kept = {factor.code for factor in measure.factors if any(each.code in described for each in factor.criteria)}
    for factor in measure.factors:
        few, is_told = _few(factor.criteria, least)
        closed |= few
        kept |= set() if is_told else {factor.code}
    if measure.general is not None and 0 < measure.general.valid < least:
        closed.add(measure.general.code)
    others = [factor for factor in measure.factors if factor.code not in kept and factor.index is not None]
    if len(kept) == 1 and others and measure.overall_from != "question":
        # from the overall index and the other factors the one that is held back would follow
        other = min(others, key=lambda factor: (sum(each.valid for each in factor.criteria), factor.code))
        kept.add(other.code)
        closed.add(min((each for each in other.criteria if each.valid), key=lambda each: (each.valid, each.code)).code)
    return frozenset(closed), frozenset(kept)


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


def _cut(measure: Measure, closed: Collection[str], kept: Collection[str]) -> Measure:
    def criterion(each: CriterionResult) -> CriterionResult:
        if each.code not in closed:
            return each
        nothing = (0,) * len(each.levels)
        return replace(
            each, levels=nothing, tally=NOTHING, index=None, mean=None, interval=None, satisfied=0, is_held_back=True
        )

    def factor(each: FactorResult) -> FactorResult:
        own = replace(each, criteria=tuple(map(criterion, each.criteria)))
        return replace(own, index=None, is_held_back=True) if each.code in kept else own

    def content(each: ContentResult) -> ContentResult:
        return replace(each, index=None, is_held_back=True) if set(each.factors) & {*kept} else each

    return replace(
        measure,
        factors=tuple(map(factor, measure.factors)),
        general=criterion(measure.general) if measure.general is not None else None,
        contents=tuple(map(content, measure.contents)),
    )
