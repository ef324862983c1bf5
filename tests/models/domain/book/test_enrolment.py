"""Law 37: an enrolment code is typed as words or digits, and what it says holds for one key, office and period alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.problems import Problem
from models.domain.basics.spoken_words import WORDS
from models.domain.basics.units import UnitKey
from models.domain.book.enrolment import (
    CODE_BYTES,
    EnrolmentDigitsCount,
    EnrolmentDigitsWrong,
    EnrolmentWordsCount,
    EnrolmentWordUnknown,
    code_of,
    digits_of,
    grouped,
    is_mac,
    mac_of,
    read_code,
    root_of,
    words_of,
)
from models.domain.book.facts import PeriodKey
from models.security import certified, introducer, keys_made_of
from tests.builders.acts import CITY, WARD

PERIOD, OTHER_PERIOD = PeriodKey(CITY, "26Q3"), PeriodKey(CITY, "26Q4")
OTHER_WARD = UnitKey.parse("00008@2025-07-01")
KEY, OTHER_KEY = "A" * 43, "B" * 43
codes = st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES)


@given(codes, st.sampled_from(("", "\u0301", "\u0323")), st.sampled_from((" ", ", ", "-", "  \n")))
def test_a_code_reads_back_from_its_words_with_or_without_tones(code: bytes, tone: str, between: str) -> None:
    words = [word[:2] + tone + word[2:] for word in words_of(code).split()]
    typed = unicodedata.normalize("NFC", between.join(words))
    assert read_code(typed) == read_code(typed.upper()) == code


@given(codes)
def test_a_code_reads_back_from_its_digits_in_groups_and_as_scanned(code: bytes) -> None:
    digits = digits_of(code)
    assert len(digits) == 27
    assert read_code(digits) == read_code(grouped(digits)) == code


@given(codes, st.integers(0, 26), st.integers(1, 9))
def test_every_wrong_digit_is_found(code: bytes, place: int, by: int) -> None:
    digits = digits_of(code)
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    with pytest.raises(EnrolmentDigitsWrong):
        read_code(wrong)


@given(codes, st.integers(0, 25))
def test_two_neighbouring_digits_that_changed_places_are_found(code: bytes, place: int) -> None:
    digits = digits_of(code)
    wrong = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if wrong != digits:
        with pytest.raises(EnrolmentDigitsWrong):
            read_code(wrong)


@given(codes, st.integers(0, CODE_BYTES - 1), st.sampled_from((*WORDS, "xin", "trăng", "7")))
def test_every_wrong_word_is_refused_or_another_code_that_proves_nothing(code: bytes, place: int, word: str) -> None:
    words = words_of(code).split()
    if word == words[place]:
        return
    wrong = " ".join((*words[:place], word, *words[place + 1 :]))
    if word not in WORDS:
        with pytest.raises(EnrolmentWordUnknown) as refusal:
            read_code(wrong)
        assert refusal.value.place == place + 1
    else:
        assert not is_mac(mac_of(code, PERIOD, WARD, KEY), read_code(wrong), PERIOD, WARD, KEY)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", EnrolmentWordsCount),
        ("ba ba ba ba ba ba ba ba ba", EnrolmentWordsCount),
        ("ba " * 11, EnrolmentWordsCount),
        ("123", EnrolmentDigitsCount),
        ("9" * 25 + "01", EnrolmentDigitsWrong),
        ("0" * 25 + "01", EnrolmentDigitsWrong),
        ("٣" * 27, EnrolmentWordUnknown),
    ],
)
def test_what_no_code_is_is_refused_with_what_is_wrong(typed: str, refusal: type[Problem]) -> None:
    with pytest.raises(refusal):
        read_code(typed)


@given(codes)
def test_what_a_code_says_holds_for_one_key_office_and_period_alone(code: bytes) -> None:
    mac = mac_of(code, PERIOD, WARD, KEY)
    assert is_mac(mac, code, PERIOD, WARD, KEY)
    for period, unit, key in ((OTHER_PERIOD, WARD, KEY), (PERIOD, OTHER_WARD, KEY), (PERIOD, WARD, OTHER_KEY)):
        assert not is_mac(mac, code, period, unit, key)


def test_every_office_and_period_has_a_code_of_its_own_and_always_the_same() -> None:
    made = {code_of(secret, period, unit) for secret in (b"1" * 32, b"2" * 32)
            for period in (PERIOD, OTHER_PERIOD) for unit in (WARD, OTHER_WARD)}  # fmt: skip
    assert len(made) == 8
    assert code_of(b"1" * 32, PERIOD, WARD) in made


def test_the_root_of_a_further_computer_is_that_of_the_first_and_one_certified_from_above_has_none() -> None:
    first, hub, third = keys_made_of("first"), keys_made_of("hub"), keys_made_of("third")
    by_file = introducer(first, 2)
    further = keys_made_of("second")
    root = certified(WARD, first.public, by=first)
    of_further = certified(WARD, further.public, by=by_file)
    of_third = certified(WARD, third.public, by=hub)
    everything = (
        root,
        certified(WARD, by_file.public, by=first),
        of_further,
        of_third,
        certified(CITY, hub.public, by=hub),
    )
    assert root_of(everything, root.station, WARD) == root
    assert root_of(everything, of_further.station, WARD) == root
    assert root_of(everything, of_third.station, WARD) is None
    assert root_of(everything, root.station, OTHER_WARD) is None
