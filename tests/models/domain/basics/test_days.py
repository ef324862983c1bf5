"""Days as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.commands.session import DAY
from models.domain.basics.days import IN_LISTS, DayNotUnderstood, read_day, require_day
from models.domain.questionnaire.questionnaire import Question, Shape
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.questions.contract import ImpossibleCode

written = st.one_of(
    st.text(max_size=12),
    st.tuples(st.dates(), st.sampled_from(("%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d"))).map(
        lambda made: made[0].strftime(made[1])
    ),
)


@pytest.mark.parametrize(
    "typed", ["5/7/2026", "05/07/2026", "05.07.2026", "5-7-2026", "05072026", " 5 7 2026 ", "2026-07-05", "2026-7-5"]
)
def test_day_comes_first_unless_the_year_does(typed: str) -> None:
    assert require_day(typed) == date(2026, 7, 5)


@pytest.mark.parametrize("typed", ["", "31/02/2026", "20260705", "5/7/26", "0/1/2026", "٥/٧/٢٠٢٦", "5/7/2026 8:00"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(DayNotUnderstood):
        require_day(typed)


@pytest.mark.parametrize("text", ["05072026", "5 7 2026", "5/7-2026"])
def test_what_a_person_types_for_a_day_is_none_in_a_list_of_numbers(text: str) -> None:
    assert read_day(text) == date(2026, 7, 5)
    assert read_day(text, IN_LISTS) is None


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused(typed: str) -> None:
    with suppress(DayNotUnderstood):
        assert require_day(typed).year > 0


@given(written)
def test_a_typed_day_is_the_same_in_window_command_and_answer(typed: str) -> None:
    day = read_day(typed)
    question, date_type = Question("q", "date", Shape.DIGITS, "Ngày"), TYPES_BY_CODE["date"]
    if day is None:
        with pytest.raises(click.BadParameter):
            DAY.convert(typed, None, None)
        if typed.strip() not in ("", "?", "-"):
            with pytest.raises(ImpossibleCode):
                date_type.read(question, typed)
    else:
        assert DAY.convert(typed, None, None) == day
        assert date_type.read(question, typed) == day.isoformat()
