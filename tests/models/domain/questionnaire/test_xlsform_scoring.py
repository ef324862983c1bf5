"""Which questions make up the index: by the column `score`, or by the scale of satisfaction."""

from __future__ import annotations

import pytest

from models.domain.questionnaire.questionnaire import Score
from models.domain.questionnaire.xlsform import read_questionnaire
from tests.models.domain.questionnaire.xlsform_samples import (
    LISTS,
    SCALE,
    cells,
    choices,
    read,
    settings,
    sheets,
    survey,
)

SCORES = "type,name,label,score"


def test_the_scale_of_satisfaction_makes_criteria_factors_and_the_general_question() -> None:
    questionnaire = read(
        "begin_group,g,G,,", "select_one s,a,A,,", "select_one yn,x,X,,", "select_one s,b,B,,", "end_group,,,,",
        "begin_group,h,H,,", "select_one yn,y,Y,,", "end_group,,,,",
        "select_one s,all,All,,",
    )  # fmt: skip
    assert [question.name for question in questionnaire.criteria] == ["a", "b"]
    assert [group.name for group in questionnaire.factors] == ["g"]
    assert questionnaire.overall is questionnaire.by_name["all"]


def test_without_a_scale_nothing_is_scored() -> None:
    questionnaire = read("select_one yn,a,A,,")
    assert (questionnaire.criteria, questionnaire.factors, questionnaire.overall) == ((), (), None)


def test_the_column_score_overrules_the_scale() -> None:
    questionnaire = read(
        "begin_group,g,G,factor", "select_one s,a,A,criterion", "select_one s,b,B,", "end_group,,,",
        "select_one s,c,C,none", "select_one s,d,D,overall", header=SCORES,
    )  # fmt: skip
    assert [question.score for question in questionnaire.questions] == [
        *[Score.CRITERION, Score.NONE, Score.NONE, Score.OVERALL]
    ]


@pytest.mark.parametrize(
    ("lines", "row", "reason"),
    [
        (("begin_group,g,G,", "select_one s,a,A,criterion", "end_group,,,"), 3, "score_without_factor"),
        (("begin_group,g,G,factor", "select_one s,a,A,", "end_group,,,"), 2, "factor_without_criteria"),
        (("select_one s,a,A,overall", "select_one s,b,B,overall"), 3, "overall_twice"),
        (("select_multiple yn,a,A,overall",), 2, "score_needs_scale"),
        (("integer,a,A,overall",), 2, "score_needs_scale"),
        (("select_one s,a,A,factor",), 2, "score_misplaced"),
        (("select_one s,a,A,best",), 2, "value_unknown"),
        (("begin_group,g,G,overall", "select_one s,a,A,", "end_group,,,"), 2, "score_misplaced"),
        (("select_one s,a,A,", "select_one s,b,B,", "select_one s,c,C,none"), 0, ""),
    ],
)
def test_contradictions_in_scoring_are_refused(lines: tuple[str, ...], row: int, reason: str) -> None:
    rows = survey(*lines, header=SCORES)
    if not reason:
        assert read_questionnaire(sheets(rows, LISTS, settings())).criteria == ()
    else:
        assert cells(sheets(rows, LISTS, settings())) == [("survey", row, "score", reason)]


def test_a_scale_outside_of_groups_asks_for_a_group() -> None:
    found = cells(sheets(survey("select_one s,a,A,,", "select_one s,b,B,,", "text,t,T,,"), LISTS, settings()))
    assert found == [("survey", 2, "score", "score_without_factor")]


def test_criteria_on_unlike_scales_are_refused() -> None:
    lists = choices(*SCALE, *(f"z,{n},Mức {n}" for n in range(1, 6)))
    lines = ("begin_group,g,G,factor", "select_one s,a,A,criterion", "select_one z,b,B,criterion", "end_group,,,")
    assert cells(sheets(survey(*lines, header=SCORES), lists, settings())) == [("survey", 4, "score", "scales_differ")]


def test_a_scale_that_begins_with_the_most_satisfied_is_refused() -> None:
    lists = choices("s,3,Hài lòng", "s,2,Bình thường", "s,1,Không hài lòng")
    lines = ("begin_group,g,G,,", "select_one s,a,A,,", "end_group,,,,")
    assert cells(sheets(survey(*lines), lists, settings())) == [("survey", 3, "score", "scale_direction")]


@pytest.mark.parametrize("levels", [2, 7, 10, 11])
def test_a_scale_that_a_score_names_has_two_to_eleven_levels_in_any_words(levels: int) -> None:
    lists = choices(*(f"n,{level},{level}" for level in range(levels)))
    rows = survey(
        "begin_group,g,G,factor",
        "select_one n,a,A,criterion",
        "end_group,,,",
        "select_one n,b,B,overall",
        header=SCORES,
    )
    questionnaire = read_questionnaire(sheets(rows, lists, settings()))
    assert [len(question.choices) for question in (*questionnaire.criteria, questionnaire.overall) if question] == [
        levels
    ] * 2


def test_a_scale_of_twelve_levels_is_refused() -> None:
    lists = choices(*(f"n,{level},{level}" for level in range(12)))
    assert [
        each[3] for each in cells(sheets(survey("select_one n,a,A,overall", header=SCORES), lists, settings()))
    ] == ["score_needs_scale"]


def test_two_boxes_in_words_of_satisfaction_are_no_scale_unless_a_score_says_so() -> None:
    lists = choices("d,1,Không hài lòng", "d,2,Hài lòng")
    read_form = read_questionnaire(sheets(survey("select_one d,a,A,,"), lists, settings()))
    assert (read_form.criteria, read_form.overall) == ((), None)
