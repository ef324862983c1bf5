"""What two keyings of the same papers say about each other, field by field."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from models.catalogue.questionnaires import built_in
from models.domain.book.agreement import Agreement, Count, KeyedTwice, Position, agreement, fields_of, positions_of
from models.domain.figures.intervals import ShareInterval
from models.domain.questionnaire.answers import Answers, read_answers
from models.domain.questionnaire.filters import filters

PAPER = next(each for each in built_in() if each.variant == "CN")
FILTERS = filters(PAPER, day=date(2026, 10, 5))


def keyed(**codes: str) -> Answers:
    return read_answers(
        PAPER, {question.name: "1" for question in PAPER.criteria[:18]} | {"C6": "1", "C8": "2"} | codes
    )


def measured(*pairs: tuple[Answers, Answers, Answers | None], alone: int = 0) -> Agreement:
    return agreement((KeyedTwice(FILTERS, *pair) for pair in pairs), [(FILTERS, keyed())] * alone)


def test_a_field_is_what_the_paper_asks_or_somebody_keyed() -> None:
    asked = fields_of(FILTERS, keyed())
    assert "C7" not in asked
    assert "F" not in asked
    assert fields_of(FILTERS, keyed(C7="1")) == asked | {"C7"}
    assert fields_of(FILTERS, keyed(C6="3")) == asked | {"C7"}


def test_fields_are_counted_by_question_and_by_position() -> None:
    found = measured((keyed(), keyed(TC1="2"), keyed()), (keyed(), keyed(F="x"), keyed()))
    size = len(fields_of(FILTERS, keyed()))
    assert found.fields == Count(2 * size, 2 * size - 1)
    assert found.by_question["CN", "TC1"] == Count(2, 1)
    assert found.by_question["CN", "TC2"] == Count(2, 2)
    place = positions_of(PAPER.asked)["TC1"]
    assert place == Position(1, 11, 20)
    assert found.by_position[place].compared - found.by_position[place].alike == 1
    assert sum(count.compared for count in found.by_position.values()) == found.fields.compared


def test_a_first_keying_is_wrong_when_something_else_was_accepted() -> None:
    found = measured(
        (keyed(TC1="3"), keyed(), keyed()), (keyed(), keyed(TC2="3"), keyed()), (keyed(), keyed(TC3="*"), None), alone=7
    )
    size = len(fields_of(FILTERS, keyed()))
    assert (found.wrong, found.unsettled, found.twice, found.once) == (1, 1, 3, 7)
    assert found.unchecked == Fraction(7, 10)
    assert found.rest == Fraction(7, 10) * Fraction(1, 3 * size)
    low, high = found.rest_interval
    assert low <= found.rest <= high
    settled = measured((keyed(TC1="3"), keyed(), keyed()), *[(keyed(), keyed(), keyed())] * 2, alone=7)
    assert high > settled.rest_interval.high


def test_without_second_keyings_nothing_is_known_and_with_all_the_rest_cannot_be_measured() -> None:
    assert measured(alone=3).rest is None
    assert measured(alone=3).rest_interval == ShareInterval(Fraction(0), Fraction(1))
    whole = measured((keyed(TC1="3"), keyed(), keyed()))
    assert (whole.rest, whole.unchecked) == (None, Fraction(0))
    assert whole.rest_interval.high == Fraction(whole.unseen, whole.fields.compared)


def test_where_every_paper_was_keyed_twice_what_nobody_can_see_is_bounded_and_never_nothing() -> None:
    alike = measured(*[(keyed(), keyed(), keyed())] * 2)
    unlike = measured(*[(keyed(TC1="3"), keyed(), keyed())] * 60)
    assert unlike.rest_interval.low == 0 < unlike.rest_interval.high
    assert alike.rest is None
    assert alike.unseen >= 1
    assert measured().unchecked is None
