"""What few people answered stands in no figure of an office, and does not follow from those that stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in
from models.domain.disclosure.held_back import held_back, held_factors, without_held_back
from models.domain.disclosure.node_rankings import node_indices
from models.domain.figures.figures import Figures, Reach, Variant
from models.domain.figures.measures import Counted, Measure, measure
from models.domain.figures.tallies import Tally
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_tree import ROOT, IndexNode, IndexPart
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Score
from tests.builders.figures import figures_with

DAY = date(2026, 9, 30)
FORMS, LEAST = 40, 5
CITIZENS = built_in()[0]
SCORED = tuple(each for each in CITIZENS.singles if each.score is not Score.NONE)
FACTORS = tuple(dict.fromkeys(each.group for each in SCORED if each.score is not Score.OVERALL))


def _node(code: str, *parts: str) -> IndexNode:
    return IndexNode(code, code, "mean", tuple(map(IndexPart, parts)))


METHODS = {
    "a question": Method(),
    "its factors": Method(overall_index="factors"),
    "contents": Method(
        overall_index="tree",
        tree=(_node("overall", "X", "Y"), _node("X", *FACTORS[:2]), _node("Y", *FACTORS[2:])),
    ),
    "a content of one": Method(
        overall_index="tree",
        tree=(_node("overall", "X", "Y"), _node("X", FACTORS[0]), _node("Y", *FACTORS[1:])),
    ),
    "contents in contents": Method(
        overall_index="tree",
        tree=(
            _node("overall", "X", FACTORS[4]),
            _node("X", "Y", "Z"),
            _node("Y", *FACTORS[:2]),
            _node("Z", *FACTORS[2:4]),
        ),
    ),
}


def figures(answered: Mapping[str, int], satisfied: Mapping[str, int], method: Method) -> Figures:
    """The figures of an office with so many answers, and so many satisfied ones, to each scored question."""
    counts = {name: _tally(CITIZENS.by_name[name], answered[name], satisfied[name]) for name in answered}
    counted = [Counted(CITIZENS, FORMS, counts)]
    whole = measure(counted, method)
    return figures_with(whole, [Variant(CITIZENS, whole, counts)], method)


def _tally(question: Question, answered: int, satisfied: int) -> Tally:
    top, low = question.choices[len(question.choices) - 1].mark, question.choices[0].mark
    values = {top: satisfied, low: answered - satisfied, ".": FORMS - answered}
    return Tally({value: number for value, number in values.items() if number})


Office = tuple[Mapping[str, int], Mapping[str, int], str]
"""Answers and satisfied ones by question, and the name of a method."""


@st.composite
def offices(draw: st.DrawFn) -> Office:
    method = draw(st.sampled_from(sorted(METHODS)))
    answered: dict[str, int] = {}
    for factor in FACTORS:
        own = [each.name for each in SCORED if each.group == factor]
        usual = draw(st.sampled_from([[FORMS], [FORMS, 3], [0], [3, 4], [0, 1, 4, 5, 20]]))
        answered |= {name: draw(st.sampled_from(usual)) for name in own}
        answered[own[0]] = draw(st.sampled_from([FORMS, 3, 4, 0]))
    general = next(each.name for each in SCORED if each.score is Score.OVERALL)
    answered[general] = FORMS
    satisfied = {name: draw(st.integers(0, number)) for name, number in answered.items()}
    return answered, satisfied, method


@given(offices())
def test_no_figure_of_few_people_stands_in_an_office_or_follows_from_others(office: Office) -> None:
    answered, satisfied, name = office
    whole = figures(answered, satisfied, METHODS[name])
    told = without_held_back(whole)
    few = {each.code for each in whole.measure.criteria if 0 < each.valid < LEAST}
    assert few <= held_back(told)
    assert not any(each.levels != (0,) * len(each.levels) for each in told.measure.criteria if each.code in few)
    shown = list(_sums(told.measure, whole.method))
    for code in few:
        assert not _follows(shown, {code: Fraction(1)})
    for index in _of_few_alone(whole):
        assert not _follows(shown, index)


@given(offices())
def test_what_many_answered_keeps_its_figure_unless_it_shelters(office: Office) -> None:
    answered, satisfied, name = office
    whole = figures(answered, satisfied, METHODS[name])
    told = without_held_back(whole)
    few = {each.code for each in whole.measure.criteria if 0 < each.valid < LEAST}
    assert held_back(told) == frozenset() if not few else len(held_back(told) - few) <= len(FACTORS)
    for before, after in zip(whole.measure.criteria, told.measure.criteria, strict=True):
        assert after.is_held_back or after == before
    for factor, kept in zip(whole.measure.factors, told.measure.factors, strict=True):
        assert kept.is_held_back or kept.index == factor.index
    assert told.measure.overall == whole.measure.overall


def _sums(told: Measure, method: Method) -> Iterable[Mapping[str, Fraction]]:
    """What is shown, as sums over the indices of criteria that somebody answered."""
    answered = {each.code for each in told.criteria if each.index is not None or each.is_held_back}
    of: dict[str, dict[str, Fraction]] = {}
    for factor in told.factors:
        own = [each.code for each in factor.criteria if each.code in answered]
        if own:
            of[factor.code] = {code: Fraction(1, len(own)) for code in own}
            if not factor.is_held_back:
                yield of[factor.code]
    for criterion in told.criteria:
        if criterion.index is not None:
            yield {criterion.code: Fraction(1)}
    if told.overall_from == "question":
        if told.factors_mean is not None:
            yield _mean(of.values())
        return
    if not method.tree:
        yield _mean(of.values())
        return
    for node in method.tree:
        if node.code == ROOT or any(each.code == node.code and each.index is not None for each in told.contents):
            yield _made(node, method, of)


def _of_few_alone(figures: Figures) -> Iterable[Mapping[str, Fraction]]:
    """The factors and contents that nobody but few people answered, as sums over the indices of criteria.

    None where the overall index is made from nothing else: of valid forms at least half of the criteria are answered.
    """
    whole, method = figures.measure, figures.method
    of: dict[str, dict[str, Fraction]] = {}
    most: dict[str, int] = {}
    for factor in whole.factors:
        own = [each.code for each in factor.criteria if each.valid]
        if own:
            of[factor.code] = {code: Fraction(1, len(own)) for code in own}
            most[factor.code] = max(each.valid for each in factor.criteria)
    if all(number < LEAST for number in most.values()):
        return
    yield from (of[code] for code, number in most.items() if number < LEAST)
    nodes = {each.code: each for each in method.tree}
    for content in whole.contents:
        if 0 < max(most.get(code, 0) for code in content.factors) < LEAST:
            yield _made(nodes[content.code], method, of)


def _made(node: IndexNode, method: Method, of: Mapping[str, Mapping[str, Fraction]]) -> Mapping[str, Fraction]:
    nodes = {each.code: each for each in method.tree}
    parts = (
        _made(nodes[each.code], method, of) if each.code in nodes else of.get(each.code, {}) for each in node.parts
    )
    return _mean(part for part in parts if part)


def _mean(parts: Iterable[Mapping[str, Fraction]]) -> Mapping[str, Fraction]:
    listed = list(parts)
    found: dict[str, Fraction] = {}
    for part in listed:
        for code, weight in part.items():
            found[code] = found.get(code, Fraction(0)) + weight / len(listed)
    return found


def _follows(shown: Iterable[Mapping[str, Fraction]], secret: Mapping[str, Fraction]) -> bool:
    """Whether a sum can be made from those that are shown, solved by fractions."""
    rows: dict[str, Mapping[str, Fraction]] = {}

    def rest(of: Mapping[str, Fraction]) -> dict[str, Fraction]:
        left = {code: weight for code, weight in of.items() if weight}
        while lead := next((code for code in sorted(left) if code in rows), ""):
            factor, row = left[lead], rows[lead]
            left = {code: left.get(code, Fraction(0)) - factor * row.get(code, Fraction(0)) for code in {*left, *row}}
            left = {code: weight for code, weight in left.items() if weight}
        return left

    for each in shown:
        left = rest(each)
        if left:
            lead = min(left)
            rows[lead] = {code: weight / left[lead] for code, weight in left.items()}
    return not rest(secret)


@pytest.mark.parametrize("name", ["a question", "its factors", "contents"])
def test_a_factor_that_few_alone_answered_has_no_index_and_the_content_over_it_keeps_its_own(name: str) -> None:
    method = METHODS[name]
    answered = {each.name: 3 if each.group == FACTORS[0] else FORMS for each in SCORED}
    told = without_held_back(figures(answered, dict.fromkeys(answered, 1), method))
    assert FACTORS[0] in held_factors(told)
    assert told.measure.factors_mean is None
    assert (len(held_factors(told)) == 1) is (told.measure.overall_from == "question")
    assert all(each.index is not None for each in told.measure.contents)


def test_a_content_of_one_factor_that_few_answered_is_held_back_and_another_shelters_it() -> None:
    method = METHODS["a content of one"]
    answered = {each.name: 3 if each.group == FACTORS[0] else FORMS for each in SCORED}
    told = without_held_back(figures(answered, dict.fromkeys(answered, 1), method))
    assert [each.is_held_back for each in told.measure.contents] == [True, True]
    assert told.measure.overall is not None


def test_a_content_of_several_factors_that_few_people_alone_answered_is_held_back_and_another_shelters_it() -> None:
    method = METHODS["contents"]
    for group, is_few in ((FACTORS[:2], True), (FACTORS[:1], False)):
        answered = {each.name: 3 if each.group in group else FORMS for each in SCORED}
        told = without_held_back(figures(answered, dict.fromkeys(answered, 1), method))
        assert [each.is_held_back for each in told.measure.contents] == [is_few, is_few]
        assert told.measure.overall is not None


def test_an_office_is_not_ranked_by_a_content_that_its_sheet_holds_back() -> None:
    plain = METHODS["a content of one"]
    tree = tuple(
        replace(node, groups=(("Phường", ("commune",)),)) if node.code in "XY" else node for node in plain.tree
    )
    method = replace(plain, tree=tree)
    for group, is_held_back in ((FACTORS[0], True), (FACTORS[1], False)):
        answered = {each.name: 3 if each.group == group else FORMS for each in SCORED}
        (variant,) = figures(answered, answered, method).variants
        indices = node_indices([Counted(CITIZENS, FORMS, variant.counts)], method)
        assert [each.is_held_back for each in indices] == [is_held_back, is_held_back]


def test_one_criterion_of_few_is_sheltered_by_the_smallest_of_its_factor_which_keeps_its_index() -> None:
    names = [each.name for each in SCORED if each.group == FACTORS[1]]
    answered = {each.name: FORMS for each in SCORED} | {names[0]: 3, names[2]: 20}
    told = without_held_back(figures(answered, dict.fromkeys(answered, 1), Method()))
    assert held_back(told) == {names[0], names[2]}
    assert not held_factors(told)


def test_offices_together_hold_back_what_few_of_all_answered() -> None:
    answered = {each.name: FORMS for each in SCORED} | {SCORED[0].name: LEAST}
    hub = replace(figures(answered, dict.fromkeys(answered, 1), Method()), reach=Reach.HUB)
    assert without_held_back(hub) is hub
    answered[SCORED[0].name] = LEAST - 1
    hub = replace(figures(answered, dict.fromkeys(answered, 1), Method()), reach=Reach.HUB)
    assert SCORED[0].name in held_back(without_held_back(hub))


def test_every_scored_question_was_tried() -> None:
    questionnaire: Questionnaire = CITIZENS
    assert len(SCORED) > 10
    assert {each.group for each in SCORED} >= set(FACTORS)
    assert questionnaire.by_name[SCORED[-1].name].score is Score.OVERALL


def test_a_content_that_is_a_question_of_few_is_held_back_and_its_factors_are_told() -> None:
    asked = IndexNode("X", "X", "question", tuple(map(IndexPart, FACTORS[:2])), SCORED[-1].name)
    method = Method(overall_index="tree", tree=(_node("overall", "X", *FACTORS[2:]), asked))
    for people, is_few in ((3, True), (LEAST, False)):
        answered = {each.name: FORMS for each in SCORED} | {SCORED[-1].name: people}
        told = without_held_back(figures(answered, dict.fromkeys(answered, 1), method)).measure
        assert [each.is_held_back for each in told.contents] == [is_few]
        # the overall index would tell it, were all of the others told
        held = held_factors(without_held_back(figures(answered, dict.fromkeys(answered, 1), method)))
        assert len(held) == int(is_few)
        assert not held.intersection(FACTORS[:2])
