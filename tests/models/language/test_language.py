"""Sentences, numbers and dates as both languages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.duties import Duty, RoleLacking
from models.domain.basics.problems import N_
from models.domain.book.serials import parse_serial
from models.files import FileEmpty
from models.language import LANGUAGES, LanguageUnknown, load
from models.progress import Cancelled

VIETNAMESE = load("vi")
ENGLISH = load("en")


def test_a_problem_is_told_in_both_languages_with_its_facts() -> None:
    problem = FileEmpty(Path("phiếu.xlsx"))
    assert VIETNAMESE.problem(problem).startswith("Tệp phiếu.xlsx trống.")
    assert ENGLISH.problem(problem).startswith("The file phiếu.xlsx is empty.")
    assert VIETNAMESE.problem(Cancelled()).startswith("Đã dừng")


def test_facts_that_are_words_of_the_code_are_translated_and_words_of_people_are_not() -> None:
    stopped = N_("Stopped at your request; nothing was changed.")
    assert VIETNAMESE.say("{reason}", reason=stopped).startswith("Đã dừng")
    assert VIETNAMESE.say("{reasons}", reasons=(stopped,)).startswith("Đã dừng")
    assert VIETNAMESE.say("{reason}", reason=str(stopped)).startswith("Stopped")


def test_a_sentence_without_translation_stays_english() -> None:
    sentence = "No catalogue " + "knows {what}."
    assert VIETNAMESE.say(sentence, what="this") == "No catalogue knows this."


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageUnknown, match="fr"):
        load("fr")


@pytest.mark.parametrize("code", LANGUAGES)
def test_days_and_moments_in_a_sentence_are_written_day_first(code: str) -> None:
    message = "{day} | {moment} | {year} | {names}"
    said = (
        load(code)
        .at(timezone(timedelta(hours=7)))
        .say(
            message,
            day=date(2025, 7, 1),
            moment=datetime(2025, 7, 1, 7, 5, tzinfo=UTC),
            year=2025,
            names=("An", "Bình"),
        )
    )
    assert said == "01/07/2025 | 01/07/2025 14:05 | 2025 | An, Bình"


def test_a_form_number_in_a_sentence_is_written_as_on_paper() -> None:
    serial = parse_serial("26Q3-00004-CN-100123-48")
    assert VIETNAMESE.say("{one} | {all}", one=serial, all=[serial]) == f"{serial} | {serial}"


def test_a_moment_without_zone_is_shown_as_it_is() -> None:
    assert VIETNAMESE.datetime(datetime(2025, 7, 1, 7, 5)) == "01/07/2025 07:05"  # noqa: DTZ001 -- that is the case


def test_facts_may_be_called_message_or_self() -> None:
    assert ENGLISH.say("{message}{self}", message="a", self="b") == "ab"


@pytest.mark.parametrize(
    ("value", "places", "vietnamese", "english"),
    [
        (1234567, 0, "1.234.567", "1,234,567"),
        (Fraction(2469, 2), 0, "1.235", "1,235"),
        (Fraction(5, 2), 0, "3", "3"),
        (Fraction(-5, 2), 0, "−3", "−3"),
        (Fraction(-1, 1000), 2, "0,00", "0.00"),
        (Decimal("81.045"), 2, "81,05", "81.05"),
        (Fraction(2, 3), 4, "0,6667", "0.6667"),
        (0, 1, "0,0", "0.0"),
    ],
)
def test_numbers_are_rounded_once_with_halves_away_from_zero(
    value: Fraction | int | Decimal, places: int, vietnamese: str, english: str
) -> None:
    assert VIETNAMESE.number(value, places) == vietnamese
    assert ENGLISH.number(value, places) == english


@given(st.integers(-(10**12), 10**12), st.integers(0, 4), st.sampled_from(LANGUAGES))
def test_numbers_look_as_babel_writes_them(units: int, places: int, code: str) -> None:
    value = Decimal(units).scaleb(-places)
    pattern = "#,##0." + "0" * places if places else "#,##0"
    usual = format_decimal(value + 0, pattern, locale=code)
    assert load(code).number(value, places) == usual.replace("-", "−")


def test_sentences_in_a_sentence_stand_one_after_the_other() -> None:
    told = VIETNAMESE.say("{all}", all=(Cancelled(), Cancelled()))
    assert ".," not in told
    assert told.count("Đã dừng") == 2


def test_words_that_are_translated_are_listed_with_commas() -> None:
    told = load("vi").problem(RoleLacking.of("Trần Minh", Duty.QUESTIONNAIRE))
    assert "lãnh đạo phụ trách, cán bộ tổng hợp." in told


def test_the_day_of_a_moment_is_that_of_the_place() -> None:
    zone = timezone(timedelta(hours=7))
    assert VIETNAMESE.at(zone).day(datetime(2026, 11, 23, 20, 10, tzinfo=UTC)) == "24/11/2026"
    assert VIETNAMESE.at(zone).day_of("2026-11-23T20:10:00+00:00") == date(2026, 11, 24)
