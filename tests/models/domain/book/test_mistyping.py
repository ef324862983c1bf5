"""Slips of typing a form number lead back to the number that was meant."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.domain.book.mistyping import fitting, near_misses, typed_digits
from models.domain.book.serials import Serial, SerialMistyped, parse_typed

SERIALS = st.builds(Serial, st.just("26Q3"), st.just("00004"), st.sampled_from(["CN", "TC"]),
                    st.integers(100_001, 999_999))  # fmt: skip

KINDS = ("CN", "TC")


def digits_of(serial: Serial) -> str:
    return serial.short.replace("-", "")


@given(SERIALS, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_leads_back_to_the_number(serial: Serial, place: int, by: int) -> None:
    digits = digits_of(serial)
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert serial in near_misses(wrong, period="26Q3", unit="00004", kinds=KINDS)


@given(SERIALS, st.integers(0, 6))
def test_two_swapped_neighbours_lead_back_to_the_number(serial: Serial, place: int) -> None:
    digits = digits_of(serial)
    assume(digits[place] != digits[place + 1])
    wrong = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert serial in near_misses(wrong, period="26Q3", unit="00004", kinds=KINDS)


@given(SERIALS)
def test_every_near_miss_is_a_number_that_can_be_typed(serial: Serial) -> None:
    for near in near_misses(digits_of(serial), period="26Q3", unit="00004", kinds=KINDS):
        assert parse_typed(near.short, period="26Q3", unit="00004", kinds=KINDS).short == near.short


def test_paper_of_another_office_is_recognised_by_its_check_digits() -> None:
    serial = Serial("26Q3", "00025", "CN", 100_007)
    with pytest.raises(SerialMistyped):
        parse_typed(serial.short, period="26Q3", unit="00004", kinds=KINDS)
    places = [("26Q3", "00025"), ("26Q3", "00070"), ("26Q2", "00004")]
    assert ("26Q3", "00025") in fitting(digits_of(serial), places, kinds=KINDS)
    assert ("26Q3", "00070") not in fitting(digits_of(serial), places, kinds=KINDS)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("100123-48", "10012348"), (" 100123 48 ", "10012348"), ("26Q3-00004-CN-100123-48", "10012348"),
     ("012345-48", ""), ("1001-48", ""), ("", "")],
)  # fmt: skip
def test_the_digits_stand_at_the_end_of_what_was_typed(text: str, digits: str) -> None:
    assert typed_digits(text) == digits
