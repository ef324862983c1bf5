"""Days are those of the place, whatever zone a moment was written in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.places import Place, zone_of


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
    assert BUILT_IN.place.day_of(at) == day


@pytest.mark.parametrize("zone", ["-05:00", "America/Bogota"])
def test_another_place_has_other_clocks(zone: str) -> None:
    assert Place(zone=zone_of(zone)).day_of("2026-10-05T04:59:59+00:00") == date(2026, 10, 4)


@pytest.mark.parametrize("text", ["7", "+7:00", "+15:00", "Hà Nội", "../etc/passwd"])
def test_what_names_no_clocks_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        zone_of(text)
