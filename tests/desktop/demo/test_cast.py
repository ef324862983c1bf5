from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.demo.cast import BEST, IN_TIME, LATE, WORST, Part, cast
from desktop.demo.survey import CAMPAIGN, END, EXCHANGED, LAST_DAY, Demo, survey_of
from models.catalogue import BUILT_IN
from models.language import load

SIZES = [1, 2, 3, 4, 6, 14, 126]


def roles(wards: int, seed: str = "so-phieu") -> tuple[Part, ...]:
    return cast(survey_of(wards=wards, before_2025=False).wards, seed=seed)


@pytest.mark.parametrize("wards", SIZES)
def test_one_of_four_or_more_wards_is_silent(wards: int) -> None:
    assert sum(role.pace is None for role in roles(wards)) == (wards >= 4)


@pytest.mark.parametrize("wards", SIZES)
def test_of_three_or_more_wards_some_are_late_and_most_are_not(wards: int) -> None:
    late = sum(role.pace == LATE for role in roles(wards))
    assert bool(late) == (wards >= 3)
    assert late <= wards / 3
    assert roles(wards)[0].pace == IN_TIME


@pytest.mark.parametrize("wards", SIZES)
@pytest.mark.parametrize("seed", ["so-phieu", "7", ""])
def test_no_two_wards_serve_people_equally_well(wards: int, seed: str) -> None:
    services = sorted(role.service for role in roles(wards, seed))
    assert WORST <= services[0] <= services[-1] <= BEST
    assert all(better - worse > (BEST - WORST) / (3 * wards) for worse, better in pairwise(services))


def told(now: str) -> Demo:
    survey = survey_of(wards=1, before_2025=False)
    return Demo(Path(), survey, 4, load("en"), "7", datetime.fromisoformat(now).replace(tzinfo=BUILT_IN.place.zone))


def test_a_story_that_is_over_happened_in_the_weeks_after_its_quarter() -> None:
    demo = told("2027-03-01T10:00")
    assert demo.at(CAMPAIGN) == "2026-09-30T09:00:00+07:00"
    assert [day.isoformat() for day in demo.held] == ["2026-10-01", "2026-10-31"]


@pytest.mark.parametrize("now", ["2025-12-01T10:00", "2026-10-05T08:00", "2027-03-01T10:00"])
def test_nothing_happens_in_days_to_come_and_who_is_late_sends_after_the_last_day(now: str) -> None:
    demo = told(now)
    days = [CAMPAIGN, EXCHANGED, *IN_TIME, LAST_DAY, *LATE, END]
    moments = [datetime.fromisoformat(demo.at(day)) for day in days]
    assert moments == sorted(set(moments))
    assert moments[-1] <= demo.now
    assert BUILT_IN.place.day_of(demo.at(IN_TIME.merged)) <= demo.held[1] < BUILT_IN.place.day_of(demo.at(LATE.closed))
    assert demo.held[1] - demo.held[0] == timedelta(days=30)
