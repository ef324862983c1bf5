"""What every question type promises, and what each of them does with keyed codes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.questionnaire.questionnaire import MARKS, Choice, Missing, Question, Shape
from models.domain.questionnaire.questions import QUESTION_TYPES, TYPES_BY_CODE
from models.domain.questionnaire.questions.contract import (
    AnswerTooLong,
    ChoiceTwice,
    ImpossibleCode,
    NoSuchChoice,
    NotADay,
    NotADecimal,
    NotANumber,
    NothingToAnswer,
    QuestionType,
    TooManyChoices,
)

each_type = pytest.mark.parametrize("question_type", QUESTION_TYPES, ids=lambda each: each.code)


def question_of(question_type: QuestionType, *, choices: int = 12, most: int = 0) -> Question:
    question = Question("q1", question_type.code, question_type.shape, "How was it?", most=most)
    if not question_type.has_choices:
        return question
    return replace(question, choices=tuple(Choice(f"c{mark}", mark, mark) for mark in MARKS[:choices]))


def read(code: str, keyed: str, *, choices: int = 12, most: int = 0) -> str:
    question_type = TYPES_BY_CODE[code]
    return question_type.read(question_of(question_type, choices=choices, most=most), keyed)


keyed_codes = st.one_of(
    st.text(),
    st.text(alphabet="0123456789 *?k-./abyz", max_size=12),
    st.lists(st.integers(0, 40), max_size=5).map(lambda numbers: " ".join(map(str, numbers))),
    st.dates().map(lambda day: f"{day.day}/{day.month:02}/{day.year:04}"),
)


@each_type
@given(keyed=keyed_codes)
def test_what_is_shown_reads_to_the_same_stored_form(question_type: QuestionType, keyed: str) -> None:
    question = question_of(question_type)
    try:
        stored = question_type.read(question, keyed)
    except ImpossibleCode:
        return
    shown = question_type.show(question, stored)
    assert question_type.read(question, shown) == stored
    assert question_type.show(question, question_type.read(question, shown)) == shown


@pytest.mark.parametrize("question_type", [each for each in QUESTION_TYPES if each.shape is not Shape.WRITING_LINES])
def test_a_refused_code_is_told_with_its_question(question_type: QuestionType) -> None:
    with pytest.raises(ImpossibleCode) as refusal:
        question_type.read(question_of(question_type), "no code")
    assert (refusal.value.question, refusal.value.keyed) == ("q1", "no code")
    assert "no code" in str(refusal.value)


@each_type
def test_nothing_keyed_is_blank(question_type: QuestionType) -> None:
    question = question_of(question_type)
    blank = Missing.BLANK.value if question_type.shape is Shape.MARK_ROW else ""
    assert question_type.read(question, "") == question_type.read(question, " \t ") == blank
    assert question_type.show(question, blank) == ""
    assert question_type.value(question, blank) == ""


@each_type
def test_every_missing_mark_it_names_is_stored_as_itself_and_has_no_value(question_type: QuestionType) -> None:
    question = question_of(question_type, most=3)
    for missing in question_type.missing - {Missing.BLANK}:
        assert question_type.read(question, f" {missing.value} ") == missing.value
        assert question_type.value(question, missing.value) == ""


@each_type
def test_types_without_a_missing_mark_refuse_it_or_take_it_for_text(question_type: QuestionType) -> None:
    question = question_of(question_type)
    for missing in set(Missing) - question_type.missing - {Missing.BLANK}:
        if question_type.shape is Shape.WRITING_LINES:
            assert question_type.read(question, missing.value) == missing.value
        else:
            with pytest.raises(ImpossibleCode):
                question_type.read(question, missing.value)


def test_the_types_have_codes_of_their_own() -> None:
    assert len(TYPES_BY_CODE) == len(QUESTION_TYPES)


@pytest.mark.parametrize(("keyed", "mark"), [("1", "1"), (" 5 ", "5"), ("10", "a"), ("a", "a"), ("A", "a"), ("K", "k")])
def test_a_choice_is_keyed_by_its_place(keyed: str, mark: str) -> None:
    assert read("select_one", keyed) == mark


@pytest.mark.parametrize("keyed", ["0", "6", "15", ".", "x", "1 2", "²", "５", "-1", "1.0", "**"])
def test_a_place_without_a_choice_is_refused(keyed: str) -> None:
    with pytest.raises(NoSuchChoice):
        read("select_one", keyed, choices=5)


def test_several_choices_are_kept_in_order() -> None:
    assert read("select_multiple", "5  1 4") == "1 4 5"
    assert read("select_multiple", "10 9 2") == "2 9 a"


def test_the_value_of_several_choices_are_their_names() -> None:
    question_type = TYPES_BY_CODE["select_multiple"]
    assert question_type.value(question_of(question_type), "1 a") == "c1 ca"


@pytest.mark.parametrize(
    ("keyed", "problem"),
    [
        ("1 1", ChoiceTwice),
        ("1 2 3 4", TooManyChoices),
        ("1 ?", NoSuchChoice),
        ("7", NoSuchChoice),
        ("1,2", NoSuchChoice),
        (".", NoSuchChoice),
    ],
)
def test_impossible_combinations_of_choices_are_refused(keyed: str, problem: type[ImpossibleCode]) -> None:
    with pytest.raises(problem):
        read("select_multiple", keyed, choices=6, most=3)


def test_more_boxes_than_allowed_is_only_a_code_where_a_most_is_set() -> None:
    assert read("select_multiple", "*", most=3) == "*"
    with pytest.raises(NoSuchChoice):
        read("select_multiple", "*")


@pytest.mark.parametrize(("keyed", "stored"), [("34", "34"), ("007", "7"), ("000", "0"), (" 18 ", "18"), ("?", "?")])
def test_a_number_loses_its_leading_zeros(keyed: str, stored: str) -> None:
    assert read("integer", keyed) == stored


@pytest.mark.parametrize("keyed", ["1.5", "-3", "1 000", "1e3", "٣", "1234567890", "k", "*", "abc"])
def test_what_is_no_whole_number_is_refused(keyed: str) -> None:
    with pytest.raises(NotANumber):
        read("integer", keyed)


@pytest.mark.parametrize("keyed", ["07/08/2026", "7/8/2026", "7.8.2026", "07-08-2026", "2026-08-07"])
def test_a_day_is_read_day_first(keyed: str) -> None:
    assert read("date", keyed) == "2026-08-07"
    question_type = TYPES_BY_CODE["date"]
    assert question_type.show(question_of(question_type), "2026-08-07") == "07/08/2026"


@pytest.mark.parametrize("keyed", ["31/02/2026", "8/13/2026", "7/8/26", "07/08", "0/0/0000", "tomorrow", "46241"])
def test_what_is_no_day_is_refused(keyed: str) -> None:
    with pytest.raises(NotADay):
        read("date", keyed)


def test_text_is_composed_and_keeps_its_lines() -> None:
    assert read("text", "  Ho\u0300a \r\n nhã ") == "Hòa \n nhã"
    assert read("text", "=1+1") == "=1+1"
    assert read("text", "a\x00b\ud800c") == "a b c"


def test_text_longer_than_a_paper_can_hold_is_refused() -> None:
    with pytest.raises(AnswerTooLong) as refusal:
        read("text", "x" * 4001)
    assert len(refusal.value.keyed) < 50


def test_a_note_takes_no_answer() -> None:
    with pytest.raises(NothingToAnswer):
        read("note", "1")


@pytest.mark.parametrize(
    ("keyed", "stored"),
    [
        ("12,5", "12.5"),
        ("012,50", "12.5"),
        ("12", "12"),
        ("0,0", "0"),
        ("12.5", "12.5"),
        ("1.2345", "1.2345"),
        ("?", "?"),
    ],
)
def test_a_decimal_is_stored_without_zeros_that_say_nothing(keyed: str, stored: str) -> None:
    assert read("decimal", keyed) == stored


@pytest.mark.parametrize("keyed", ["1.500", "1,2,3", "-1,5", "1e3", ",5", "5,", "1234567890", "1,1234567", "k", "*"])
def test_what_is_no_decimal_or_could_be_two_is_refused(keyed: str) -> None:
    with pytest.raises(NotADecimal):
        read("decimal", keyed)


@given(st.integers(0, 999), st.integers(0, 99))
def test_digits_in_the_boxes_of_a_decimal_are_its_code(whole: int, hundredths: int) -> None:
    question = replace(question_of(TYPES_BY_CODE["decimal"]), digits=3, decimals=2)
    question_type = TYPES_BY_CODE["decimal"]
    boxes = question_type.boxes(question)
    stored = question_type.read(question, f"{whole},{hundredths:02}")
    assert question_type.read(question, boxes.code(f"{whole:03}{hundredths:02}")) == stored
    assert question_type.read(question, boxes.code(boxes.filled(question_type.show(question, stored)))) == stored
    assert question_type.value(question, stored) == stored
