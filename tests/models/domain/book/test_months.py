"""Months as they are typed, told and put together: no span ever tells of fewer people than a group must have."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.book.months import (
    MonthNotUnderstood,
    MonthSpan,
    is_month,
    month_of,
    month_told,
    read_month,
    spans_with_enough,
)


@pytest.mark.parametrize(
    ("typed", "month"), [("2026-10", "2026-10"), (" 10/2026 ", "2026-10"), ("9/2026", "2026-09"), ("", ""), ("  ", "")]
)
def test_a_month_is_understood_as_offices_write_it(typed: str, month: str) -> None:
    assert read_month(typed) == month


@pytest.mark.parametrize("typed", ["2026", "13/2026", "2026-00", "10-2026", "tháng 10", "1/10/2026", "２０２６-10"])
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(MonthNotUnderstood):
        read_month(typed)
    assert not is_month(typed)


def test_a_month_is_told_as_it_is_read() -> None:
    assert month_of(date(2026, 10, 31)) == "2026-10"
    assert read_month(month_told("2026-10")) == "2026-10"
    assert MonthSpan(("2026-10",)).told == "10/2026"
    assert MonthSpan(("", "2026-10", "2026-12")).told == "10/2026 – 12/2026"
    assert MonthSpan(("",)).told == ""


MONTHS = tuple(f"2026-{number:02}" for number in range(1, 8))
OFFICES = st.lists(
    st.dictionaries(st.sampled_from(["", *MONTHS]), st.integers(1, 12), max_size=6), min_size=1, max_size=4
)


@given(OFFICES, st.sampled_from([2, 5]))
def test_every_office_has_enough_or_nothing_in_every_span(offices: list[dict[str, int]], least: int) -> None:
    spans = spans_with_enough(offices, least=least)
    every = sorted({month for each in offices for month in each})
    assert [month for span in spans for month in span.months] == every, "each month stands in one span, in order"

    def is_enough(months: tuple[str, ...]) -> bool:
        totals = [sum(each.get(month, 0) for month in months) for each in offices]
        return all(total == 0 or total >= least for total in totals)

    assert len(spans) < 2 or all(is_enough(span.months) for span in spans)
    for span in spans[:-1]:
        for n in range(1, len(span.months)):
            assert not is_enough(span.months[:n]), "no span could be parted sooner"
    for one, after in pairwise(spans):
        assert one.months[-1] < after.months[0]


def test_too_little_at_the_end_joins_the_month_before() -> None:
    forms = {"2026-08": 9, "2026-09": 7, "2026-10": 3}
    assert [span.months for span in spans_with_enough([forms], least=5)] == [("2026-08",), ("2026-09", "2026-10")]
    assert [span.months for span in spans_with_enough([{"2026-08": 3}], least=5)] == [("2026-08",)]
    assert spans_with_enough([], least=5) == ()


def test_one_office_with_few_forms_puts_months_together_for_all() -> None:
    one, other = {"2026-08": 30, "2026-09": 30}, {"2026-08": 2, "2026-09": 6}
    assert [span.months for span in spans_with_enough([one, other], least=5)] == [("2026-08", "2026-09")]
