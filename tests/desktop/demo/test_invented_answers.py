from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from desktop.demo.answers import invent_codes, mistyped
from desktop.demo.cast import BEST, WORST
from desktop.demo.chance import Chance
from desktop.demo.likely import LEANINGS, LIKELY
from models.catalogue.questionnaires import built_in
from models.domain.questionnaire.questionnaire import Questionnaire, Score, Shape

DAY = date(2026, 9, 30)
INDIVIDUALS = built_in()[0]
HARASSED, PAID_MORE = "C4", "C5"
both = pytest.mark.parametrize("questionnaire", built_in(), ids=lambda each: each.variant)


def invent(questionnaire: Questionnaire, service: float, count: int) -> list[dict[str, str]]:
    chance = Chance(f"{questionnaire.id} {service}")
    return [invent_codes(questionnaire, service=service, chance=chance, day=DAY) for _ in range(count)]


@cache
def papers(place: int, service: float) -> list[dict[str, str]]:
    return invent(built_in()[place], service, 250)


def share(of: list[dict[str, str]], question: str, *codes: str) -> float:
    """The share of papers with one of these codes among those with an answer, in per cent."""
    counted = Counter(paper[question] for paper in of if paper[question].isdecimal())
    return 100 * sum(counted[code] for code in codes) / counted.total()


def mixed(questionnaire: Questionnaire) -> list[dict[str, str]]:
    place = built_in().index(questionnaire)
    return papers(place, WORST) + papers(place, BEST)


@both
@pytest.mark.parametrize("question", [HARASSED, PAID_MORE])
def test_harassment_and_extra_payments_are_told_by_a_few_in_a_hundred(
    questionnaire: Questionnaire, question: str
) -> None:
    assert 0 < share(mixed(questionnaire), question, "1") < 6


@both
def test_most_people_are_content_and_more_so_where_they_are_served_better(questionnaire: Questionnaire) -> None:
    place = built_in().index(questionnaire)
    general = questionnaire.overall
    assert general is not None
    worst, best = (share(papers(place, service), general.name, "4", "5") for service in (WORST, BEST))
    assert 70 < worst < 82
    assert 88 < best < 97
    assert 80 < share(mixed(questionnaire), general.name, "4", "5") < 90


@both
def test_the_figures_speak_of_every_question_that_is_no_level(questionnaire: Questionnaire) -> None:
    asked = {
        question.name: len(question.choices)
        for question in questionnaire.asked
        if question.shape in (Shape.MARK_ROW, Shape.SEVERAL_MARKS) and question.score is Score.NONE
    }
    figures = LIKELY[questionnaire.id]
    assert {name: len(likely.well) for name, likely in figures.items()} == asked
    assert {name: len(likely.badly) for name, likely in figures.items()} == asked
    assert {group.name for group in questionnaire.factors} == set(LEANINGS)


@both
def test_the_shares_of_a_question_are_of_a_hundred(questionnaire: Questionnaire) -> None:
    for likely in LIKELY[questionnaire.id].values():
        assert sum(likely.well) == pytest.approx(100)
        assert sum(likely.badly) == pytest.approx(100)


def test_a_questionnaire_of_which_nothing_is_known_is_answered_evenly() -> None:
    found = invent(replace(INDIVIDUALS, id="own"), BEST, 100)
    assert 30 < share(found, HARASSED, "1") < 70


def test_no_more_boxes_are_ticked_than_the_paper_allows() -> None:
    ticked = [paper["E"].split() for paper in mixed(INDIVIDUALS)]
    assert {len(boxes) for boxes in ticked} == {1, 2, 3}
    assert all(len(set(boxes)) == len(boxes) for boxes in ticked)


def test_a_slip_of_the_keyboard_changes_one_criterion_and_needs_one() -> None:
    codes = papers(0, BEST)[0]
    slipped = mistyped(INDIVIDUALS, codes)
    assert [name for name in codes if codes[name] != slipped[name]] == ["TC1"]
    assert mistyped(INDIVIDUALS, {"TC1": "*", "TC2": ""}) == {"TC1": "*", "TC2": ""}
