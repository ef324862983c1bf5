"""What a method makes of counted answers: every choice of it, with known answers, and an independent way to the overall index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in
from models.domain.figures.measures import Counted, Overall, measure, overall_of
from models.domain.figures.satisfaction import wilson
from models.domain.figures.tallies import Tally
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Missing, Question, Questionnaire, Score

METHOD = Method()
KEPT = ("TC1", "TC2", "TT1", "D0")


def paper(variant: str, *, without: tuple[str, ...] = (), scores: Mapping[str, Score] | None = None) -> Questionnaire:
    """A short paper: two criteria of one factor, one of another, and the general question."""
    whole = next(each for each in built_in() if each.variant == variant)
    kept = [each for each in whole.questions if each.name in KEPT and each.name not in without]
    return replace(
        whole,
        questions=tuple(replace(each, score=(scores or {}).get(each.name, each.score)) for each in kept),
    )


def counted(questionnaire: Questionnaire, forms: int, **levels: tuple[int, int, int, int, int]) -> Counted:
    """Forms with these answers per level; who gave none left the question blank."""
    tallies = {
        name: Tally(dict(zip("12345", of, strict=True)) | {Missing.BLANK.value: forms - sum(of)})
        for name, of in levels.items()
    }
    return Counted(questionnaire, forms, tallies)


CN, TC = paper("CN"), paper("TC")
ANSWERS = {"TC1": (1, 0, 1, 4, 4), "TC2": (0, 0, 1, 1, 0), "TT1": (0, 5, 0, 0, 5), "D0": (0, 1, 0, 6, 1)}


def people(**other: tuple[int, int, int, int, int]) -> Counted:
    return counted(CN, 10, **(ANSWERS | other))


def test_factors_are_means_of_their_criteria_and_the_whole_is_the_general_question() -> None:
    found = measure([people()], METHOD)
    assert [criterion.index for criterion in found.criteria] == [80, 50, 50, Fraction(700, 8)]
    assert {factor.code: factor.index for factor in found.factors} == {"TC": Fraction(65), "TT": Fraction(50)}
    assert (found.forms, found.overall, found.overall_from) == (10, Fraction(700, 8), "question")
    assert found.factors_mean == Fraction(115, 2)


def test_pooled_factors_weigh_their_criteria_by_answers() -> None:
    found = measure([people()], replace(METHOD, factor_index="pooled"))
    assert [factor.index for factor in found.factors] == [Fraction(100 * 9, 12), 50]


def test_a_method_may_pass_over_the_general_question() -> None:
    found = measure([people()], replace(METHOD, overall_index="factors"))
    assert (found.overall, found.overall_from) == (Fraction(115, 2), "factors")
    assert found.general is not None
    assert found.criteria[-1] is found.general


def test_a_paper_without_a_general_question_takes_the_mean_of_factors() -> None:
    found = measure([counted(paper("CN", without=("D0",)), 10, TC1=ANSWERS["TC1"], TT1=ANSWERS["TT1"])], METHOD)
    assert (found.general, found.overall, found.overall_from) == (None, Fraction(65), "factors")


def test_a_general_question_that_nobody_answered_gives_no_overall_index() -> None:
    found = measure([people(D0=(0, 0, 0, 0, 0))], METHOD)
    assert (found.overall, found.overall_from) == (None, "question")
    assert found.empty == ("D0",)


def test_an_empty_criterion_is_left_out_of_its_factor_and_named() -> None:
    found = measure([people(TC2=(0, 0, 0, 0, 0))], METHOD)
    assert (found.factors[0].index, found.factors[0].empty) == (Fraction(80), ("TC2",))
    nobody = measure([people(TT1=(0, 0, 0, 0, 0))], replace(METHOD, overall_index="factors"))
    assert (nobody.factors[1].index, nobody.overall) == (None, Fraction(65))


@pytest.mark.parametrize(("top", "index"), [((5,), 40), ((4, 5), 80), ((3, 4, 5), 90), ((1, 2, 3, 4, 5), 100)])
def test_the_method_names_the_levels_that_satisfy(top: tuple[int, ...], index: int) -> None:
    assert measure([people()], replace(METHOD, satisfied=((5, top),))).criteria[0].index == index


def test_the_mean_score_stands_on_all_levels() -> None:
    assert measure([people()], METHOD).criteria[0].mean == Fraction(1 + 3 + 4 * 4 + 4 * 5, 10)


def test_questionnaires_are_pooled_by_question() -> None:
    organisations = counted(TC, 5, TC1=(5, 0, 0, 0, 0), TT1=(0, 0, 0, 0, 5), D0=(0, 0, 0, 0, 2))
    found = measure([people(), organisations], METHOD)
    assert (found.forms, found.not_pooled) == (15, ())
    assert [criterion.valid for criterion in found.criteria] == [15, 2, 15, 10]
    assert [criterion.index for criterion in found.criteria] == [Fraction(800, 15), 50, Fraction(1000, 15), 90]


def unlike(question: Question) -> Question:
    return replace(question, choices=question.choices[:4])


def test_questions_that_are_coded_unlike_stand_in_no_common_figure() -> None:
    shorter = replace(TC, questions=tuple(unlike(each) if each.name == "TC1" else each for each in TC.questions))
    organisations = counted(shorter, 5, TC1=(5, 0, 0, 0, 0), TT1=(0, 0, 0, 0, 5))
    found = measure([people(), organisations], METHOD)
    assert found.not_pooled == ("TC1",)
    assert [criterion.code for criterion in found.criteria] == ["TC2", "TT1", "D0"]
    alone = measure([people(), organisations._replace(forms=0)], METHOD)
    assert (alone.not_pooled, alone.criteria[0].index) == ((), Fraction(80))


def test_a_question_of_one_questionnaire_alone_stands_with_its_own_answers() -> None:
    organisations = counted(paper("TC", without=("TC2", "D0")), 5, TC1=(0, 0, 0, 0, 5), TT1=(0, 0, 0, 0, 5))
    found = measure([organisations, people()], METHOD)
    assert [(each.code, each.valid) for each in found.criteria] == [("TC1", 15), ("TC2", 2), ("TT1", 15), ("D0", 8)]
    assert [[each.code for each in factor.criteria] for factor in found.factors] == [["TC1", "TC2"], ["TT1"]]


def test_without_a_form_every_question_stands_empty() -> None:
    found = measure([counted(CN, 0), counted(TC, 0)], METHOD)
    assert (found.forms, found.overall, found.empty) == (0, None, ("TC1", "TC2", "TT1", "D0"))


def test_only_a_drawn_sample_has_intervals_and_only_a_single_question_one_of_the_whole() -> None:
    assert measure([people()], METHOD).overall_interval is None
    drawn = measure([people()], METHOD, population=400)
    assert drawn.criteria[0].interval == wilson(8, 10, 400)
    assert drawn.overall_interval == wilson(7, 8, 400)
    by_factors = measure([people()], replace(METHOD, overall_index="factors"), population=400)
    assert by_factors.criteria[-1].interval == wilson(7, 8, 400)
    assert by_factors.overall_interval is None


def test_a_paper_that_scores_the_general_question_as_a_criterion_is_measured_like_any_other() -> None:
    """The short way to the overall index must see it too."""
    strange = paper("TC", scores={"D0": Score.CRITERION})
    listed = [people(), counted(strange, 5, D0=(5, 0, 0, 0, 0))]
    for order in (listed, listed[::-1]):
        whole = measure(order, METHOD, population=400)
        assert overall_of(order, METHOD, population=400) == Overall(
            whole.overall, whole.overall_interval, whole.overall_answers
        )


levels = st.tuples(*[st.integers(0, 4)] * 5)
papers = st.sampled_from(
    [CN, TC, paper("CN", without=("D0",)), paper("TC", without=("TC1", "TC2")), paper("TC", scores={"TC1": Score.NONE}),
     replace(TC, questions=tuple(unlike(each) if each.name in {"TC1", "D0"} else each for each in TC.questions))]
)  # fmt: skip


@st.composite
def counts(draw: st.DrawFn) -> Counted:
    chosen = draw(papers)
    told = {
        question.name: draw(levels)[: len(question.choices)] + (0,) * (5 - len(question.choices))
        for question in chosen.singles
    }
    forms = draw(st.sampled_from((0, 20)))
    return counted(chosen, 20, **told)._replace(forms=forms) if forms else counted(chosen, 0)


@given(
    st.lists(counts(), min_size=1, max_size=3),
    st.sampled_from(("question", "factors")),
    st.sampled_from(("mean", "pooled")),
    st.sampled_from((None, 300)),
)
def test_the_short_way_to_the_overall_index_agrees_with_the_whole_measure(
    listed: list[Counted], overall: str, factor: str, population: int | None
) -> None:
    method = replace(METHOD, overall_index=overall, factor_index=factor)
    whole = measure(listed, method, population=population)
    assert overall_of(listed, method, population=population) == Overall(
        whole.overall, whole.overall_interval, whole.overall_answers
    )
