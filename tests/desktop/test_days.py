"""Days as people type them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.days import DayNotUnderstood, read_day


@pytest.mark.parametrize("typed", ["5/7/2026", "05/07/2026", "05.07.2026", "5-7-2026", "05072026", " 5 7 2026 "])
def test_day_comes_first(typed: str) -> None:
    assert read_day(typed) == date(2026, 7, 5)


@pytest.mark.parametrize("typed", ["", "31/02/2026", "2026-07-05", "5/7/26", "0/1/2026", "٥/٧/٢٠٢٦"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(DayNotUnderstood):
        read_day(typed)


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused(typed: str) -> None:
    with suppress(DayNotUnderstood):
        assert read_day(typed).year > 0
