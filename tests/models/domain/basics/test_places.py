"""Days on which offices of a place work, and when a term is over that ends on another one."""

from __future__ import annotations

from datetime import date

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.places import Holiday, Place

TET = Holiday(date(2026, 2, 16), date(2026, 2, 20), False, "Tết")
VICTORY = Holiday(date(2025, 4, 30), date(2025, 5, 1), True, "30/4")
PLACE = Place(weekend=frozenset({5, 6}), holidays=(TET, VICTORY))


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 10, 30), date(2026, 10, 30)),
        (date(2026, 10, 31), date(2026, 11, 2)),
        (date(2026, 2, 14), date(2026, 2, 23)),
        (date(2027, 2, 16), date(2027, 2, 16)),
        (date(2026, 4, 30), date(2026, 5, 4)),
        (date(2027, 4, 30), date(2027, 5, 3)),
        (date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_term_that_ends_on_a_day_off_is_over_on_the_next_working_day(day: date, due: date) -> None:
    assert PLACE.due(day) == due


def test_without_days_off_every_day_is_a_working_day() -> None:
    assert Place().due(date(2026, 10, 31)) == date(2026, 10, 31)
    # nor does a place wait for ever that never works
    assert Place(weekend=frozenset(range(7))).due(date(2026, 10, 31)) == date(2026, 10, 31)


def test_the_built_in_pack_knows_the_days_off_of_its_place() -> None:
    off = [day for day in range(1, 32) if not BUILT_IN.place.is_working(date(2026, 1, day))]
    assert off == [1, 2, 3, 4, 10, 11, 17, 18, 24, 25, 31]
    assert BUILT_IN.place.due(date(2026, 9, 1)) == date(2026, 9, 3)
