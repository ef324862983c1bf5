"""Keyed codes become the answers of one form, and back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in
from models.domain.questionnaire.answers import (
    Answers,
    AnswersRefused,
    QuestionUnknown,
    read_answers,
    show_codes,
    stored_codes,
)
from models.domain.questionnaire.questions.contract import NoSuchChoice, TooManyChoices
from models.language import load

SAMPLE = Path(__file__).parents[3] / "data" / "tra-loi-mau.csv"
CN, TC = built_in()


def sample_rows() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_sample_is_read_and_shown_as_it_was_keyed() -> None:
    rows = sample_rows()
    assert len(rows) == 150
    for row in rows:
        answers = read_answers(CN, row)
        assert len(answers.marks) == len(CN.singles)
        shown = show_codes(CN, answers)
        assert read_answers(CN, shown) == answers
        assert {name: code for name, code in shown.items() if name != "F"} == {
            name: code.strip() for name, code in row.items() if name != "F"
        }


def test_marks_stand_in_the_order_of_the_paper() -> None:
    answers = read_answers(CN, {"A1": "2", "TC1": "5", "D0": "k", "E": "9 1", "C1": "", "F": " tốt "})
    place = {question.name: number for number, question in enumerate(CN.singles)}
    marks = {"A1": "2", "TC1": "5", "D0": "k"}
    assert all(answers.marks[place[name]] == mark for name, mark in marks.items())
    assert answers.marks.count(".") == len(CN.singles) - 3
    assert answers.rest == (("E", "1 9"),)
    assert answers.rest_json == '{"E":"1 9"}'
    assert answers.texts == (("F", "tốt"),)


def test_a_question_without_a_code_is_blank() -> None:
    blank = read_answers(CN, {})
    assert blank == Answers("." * len(CN.singles))
    assert set(stored_codes(CN, blank).values()) == {"", "."}


def test_all_problems_of_a_form_are_told_at_once() -> None:
    with pytest.raises(AnswersRefused) as refusal:
        read_answers(CN, {"A1": "3", "E": "1 2 3 4", "A9": "1", "TC1": "5"})
    first, second, third = refusal.value.problems
    assert isinstance(first, NoSuchChoice)
    assert isinstance(second, TooManyChoices)
    assert isinstance(third, QuestionUnknown)
    assert (first.question, second.question, third.question) == ("A1", "E", "A9")


def test_codes_that_are_impossible_in_the_same_way_are_told_in_one_sentence_that_names_each() -> None:
    keyed = {"A1": "3", "A2": "9", "TC1": "7", "E": "1 2 3 4", "A9": "1", "B9": "1"}
    with pytest.raises(AnswersRefused) as refusal:
        read_answers(CN, keyed)
    told = load("en").problem(refusal.value)
    assert "A1 “3” (1–2), A2 “9” (1–5), TC1 “7” (1–5)" in told
    assert "E: “1 2 3 4” has more than 3 choices" in told
    assert "has none of the questions A9, B9." in told
    assert told.count("Compare them with the paper and key them again.") == 1
    vietnamese = load("vi").problem(refusal.value)
    assert [vietnamese.count(f"{name} “") for name in ("A1", "A2", "TC1")] == [1, 1, 1]
    assert vietnamese.count("Hãy đối chiếu") == 2


def test_two_keyings_are_compared_without_their_texts() -> None:
    one, other = read_answers(CN, {"TC1": "5", "F": "a"}), read_answers(CN, {"TC1": "5", "F": "b"})
    assert one != other
    assert one.coded == other.coded


def test_stored_answers_come_back() -> None:
    answers = read_answers(CN, {"TC1": "5", "C1": "1 4", "F": "a"})
    assert Answers.from_stored(marks=answers.marks, rest_json=answers.rest_json, texts=answers.texts) == answers


@pytest.mark.parametrize("text", ["[]", "1", "{", "nul"])
def test_a_rest_that_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Answers.from_stored(marks="", rest_json=text)


@given(st.dictionaries(st.sampled_from([q.name for q in CN.questions]) | st.text(max_size=4), st.text(max_size=8)))
def test_any_codes_are_read_or_refused(codes: dict[str, str]) -> None:
    try:
        answers = read_answers(CN, codes)
    except AnswersRefused:
        return
    assert read_answers(CN, show_codes(CN, answers)) == answers
