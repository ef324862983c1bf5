"""Which answers are asked about once before they are taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.catalogue.questionnaires import built_in
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.doubts import Why, doubts
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.questionnaire import Question, Shape

PAPER = next(each for each in built_in() if each.variant == "CN")
DAY = date(2026, 10, 5)


def found(**codes: str) -> list[tuple[str, Why]]:
    return [(each.question.name, each.why) for each in doubts(filters(PAPER, day=DAY), read_answers(PAPER, codes))]


def test_an_answer_against_its_constraint_is_doubted() -> None:
    question = Question("tuoi", "integer", Shape.DIGITS, "Tuổi", digits=3, constraint=". >= 15 and . <= 110")
    paper = replace(PAPER, questions=(question,))
    for keyed, doubted in (("34", False), ("7", True), ("?", False), ("", False)):
        told = doubts(filters(paper, day=DAY), read_answers(paper, {"tuoi": keyed}))
        assert [each.why for each in told] == [Why.CONSTRAINT] * doubted


def test_an_answer_to_a_question_that_was_not_asked_is_doubted() -> None:
    assert found(C6="1", C7="1", C8="1", PA1="4") == [("C7", Why.NOT_ASKED)]
    assert found(C6="1", C7="", C8="2") == []
    assert found(C6="1", C7="-") == []


def test_a_day_to_come_is_doubted() -> None:
    question = Question("ngay", "date", Shape.DIGITS, "Ngày nhận kết quả")
    paper = replace(PAPER, questions=(question,))
    for keyed, doubted in (("05/10/2026", False), ("06/10/2026", True), ("?", False), ("", False)):
        told = doubts(filters(paper, day=DAY), read_answers(paper, {"ngay": keyed}))
        assert bool(told) is doubted


def test_an_opinion_of_digits_and_answer_keys_alone_is_doubted_and_never_remembered_with_its_text() -> None:
    for written, doubted in (
        ("1415411122222554", True),
        ("5", True),
        ("12 * ? -", True),
        ("Nhanh, 2 ngày", False),
        ("", False),
    ):
        assert found(F=written) == ([("F", Why.DIGITS_ALONE)] if doubted else [])
    assert [why for why in Why if not why.may_be_kept] == [Why.DIGITS_ALONE]
