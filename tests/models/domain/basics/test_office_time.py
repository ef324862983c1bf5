"""Days are those of Hà Nội, whatever zone a moment was written in."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from models.domain.basics.days import day_in_hanoi


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-10-05T17:00:00+00:00", date(2026, 10, 6)),
        ("2026-10-05T16:59:59+00:00", date(2026, 10, 5)),
        ("2026-10-05T23:59:59+07:00", date(2026, 10, 5)),
        ("2026-10-06T01:00:00+09:00", date(2026, 10, 5)),
        ("2026-10-05T08:00:00", date(2026, 10, 5)),
        (datetime(2026, 10, 5, 20, tzinfo=UTC), date(2026, 10, 6)),
    ],
)
def test_the_day_of_a_moment_is_that_of_ha_noi(at: datetime | str, day: date) -> None:
    assert day_in_hanoi(at) == day
