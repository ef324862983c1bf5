"""The reference forms: names, order, choices and filters that everything else counts on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from models.catalogue.questionnaires import BUILT_IN_IDS, built_in, further_questionnaires
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.questionnaire import Questionnaire, Shape
from models.domain.questionnaire.xlsform import Sheets, read_questionnaire

CN, TC = built_in()
CRITERIA = [
    *[f"TC{n}" for n in range(1, 5)],
    *[f"TT{n}" for n in range(1, 6)],
    *[f"CC{n}" for n in range(1, 7)],
    *[f"KQ{n}" for n in range(1, 4)],
    *[f"PA{n}" for n in range(1, 5)],
]


def choice_counts(questionnaire: Questionnaire) -> dict[str, int]:
    return {q.name: len(q.choices) for q in questionnaire.asked if q.choices and q.name not in CRITERIA}


def test_there_is_one_form_for_individuals_and_one_for_organisations() -> None:
    assert [(q.id, q.variant) for q in built_in()] == [("hailong_cn", "CN"), ("hailong_tc", "TC")]
    assert tuple(q.id for q in built_in()) == BUILT_IN_IDS
    assert all(q.is_reference and q.introduction and q.how_to_mark for q in built_in())


def test_five_factors_and_22_criteria_have_the_names_of_the_decision() -> None:
    for questionnaire in built_in():
        assert [factor.name for factor in questionnaire.factors] == ["TC", "TT", "CC", "KQ", "PA"]
        assert [question.name for question in questionnaire.criteria] == CRITERIA
        assert [question.number for question in questionnaire.criteria] == [str(n) for n in range(1, 23)]
        assert all(question.name.startswith(question.group) for question in questionnaire.criteria)
        assert questionnaire.overall is questionnaire.by_name["D0"]
        assert all(question.required for question in questionnaire.criteria)


def test_every_criterion_has_the_five_levels() -> None:
    levels = ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]
    for questionnaire in built_in():
        for name in [*CRITERIA, "D0"]:
            choices = questionnaire.by_name[name].choices
            assert [choice.label for choice in choices] == levels
            assert [choice.mark for choice in choices] == list("12345")


def test_the_other_questions_have_as_many_choices_as_keying_expects() -> None:
    same = {"C1": 5, "C2": 5, "C3": 2, "C4": 3, "C5": 3, "C6": 3, "C7": 4, "C8": 2, "D0": 5, "E": 9}
    assert choice_counts(CN) == {"A1": 2, "A2": 5, "A3": 2, "A4": 6, "A5": 6, "A6": 3, **same}
    assert choice_counts(TC) == {"A1": 7, "A2": 4, "A3": 4, **same}
    assert {name for name in CN.by_name if CN.by_name[name].shape is Shape.SEVERAL_MARKS} == {"C1", "E"}
    assert (CN.by_name["E"].most, CN.by_name["C1"].most, CN.by_name["F"].lines) == (3, 0, 3)


def test_c7_waits_for_a_late_result_and_the_fifth_factor_for_c8() -> None:
    for questionnaire in built_in():
        filtered = {q.name: q.relevant for q in questionnaire.questions if q.relevant}
        assert filtered == {"C7": "${C6} = '3'", **dict.fromkeys(["PA1", "PA2", "PA3", "PA4"], "${C8} = '1'")}


def test_individuals_and_organisations_pool_all_but_what_they_are() -> None:
    twins = {question.name: TC.by_name[question.name] for question in CN.asked if question.name in TC.by_name}
    pooled = {name for name, twin in twins.items() if question_coding(twin) == question_coding(CN.by_name[name])}
    assert pooled == {question.name for question in CN.asked if not question.name.startswith("A")}


def test_both_pages_are_used_in_order() -> None:
    for questionnaire in built_in():
        pages = [question.page for question in questionnaire.questions]
        assert pages == sorted(pages)
        assert set(pages) == {1, 2}


EVERY = (*built_in(), *further_questionnaires())
OF_OTHERS = {
    "CN": re.compile(r"tổ chức(?! thực hiện)|doanh nghiệp", re.IGNORECASE),
    "TC": re.compile(r"người dân|cá nhân|gia đình|công dân", re.IGNORECASE),
}
"""Words of the respondents whom a form is not for; "tổ chức thực hiện" is to carry out."""


def words_on_paper(questionnaire: Questionnaire) -> Iterator[str]:
    """What who answers reads, but for what people say of themselves: where somebody works is no word about organisations."""
    yield from (questionnaire.title, questionnaire.introduction, questionnaire.how_to_mark)
    yield from (words for _, words in questionnaire.words.said)
    yield from (group.label for group in questionnaire.groups)
    for question in questionnaire.questions:
        yield from (question.label, question.hint, question.constraint_message)
        if question not in questionnaire.describing:
            yield from (choice.label for choice in question.boxes)


@pytest.mark.parametrize("questionnaire", EVERY, ids=lambda each: each.id)
def test_no_form_speaks_of_respondents_of_another_kind(questionnaire: Questionnaire) -> None:
    strange = [words for words in words_on_paper(questionnaire) if OF_OTHERS[questionnaire.variant].search(words)]
    assert strange == []


@pytest.mark.parametrize("questionnaire", EVERY, ids=lambda each: each.id)
def test_no_form_has_abbreviations_or_a_name_that_the_desk_had_before(questionnaire: Questionnaire) -> None:
    assert not [words for words in words_on_paper(questionnaire) if re.search(r"TN&TKQ|TTHC|nội thành", words)]


@pytest.mark.parametrize("pair", [("hailong_cn", "hailong_tc"), ("hailong26_cn", "hailong26_tc")])
def test_what_both_kinds_are_asked_has_one_name_in_tables_and_is_counted_together(pair: tuple[str, str]) -> None:
    own, other = (next(each for each in EVERY if each.id == id_) for id_ in pair)
    both = [each for each in own.asked if each.name in other.by_name and each not in own.describing]
    assert [each.told for each in both] == [other.by_name[each.name].told for each in both]
    assert [each.told for each in own.factors] == [each.told for each in other.factors]
    assert [question_coding(each) for each in both] == [question_coding(other.by_name[each.name]) for each in both]


@pytest.mark.parametrize("questionnaire", EVERY, ids=lambda each: each.id)
def test_tables_do_not_speak_to_who_answered_or_name_a_condition_of_the_paper(questionnaire: Questionnaire) -> None:
    told = [
        *(each.told for each in questionnaire.asked),
        *(each.told for each in questionnaire.groups if each.is_factor),
    ]
    assert not [words for words in told if re.search(r"Ông/Bà|trả lời nếu", words)]


def test_they_are_read_once_for_all_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Sheets] = []

    def counted(sheets: Sheets) -> Questionnaire:
        read.append(sheets)
        return read_questionnaire(sheets)

    monkeypatch.setattr("models.catalogue.questionnaires.read_questionnaire", counted)
    built_in.cache_clear()
    assert built_in() is built_in()
    assert len(read) == len(BUILT_IN_IDS)
