"""Overview, board, results and paper count the same offices as asked, with a list and without one, before and after the reform."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from desktop.screens.home.presenter import Presenter
from models.catalogue import BUILT_IN
from models.domain.book.periods import Period
from models.language import load
from models.services.exchange.board import board, silent_offices
from models.services.figures.results import figures_of
from models.services.office.periods import open_period
from models.store.database import Station
from printing.sheets.result_sheet import print_result_sheet
from printing.silent_list import print_silent
from tests.builders.acts import AT, act_of
from tests.builders.desks import office_at
from tests.builders.surveys import of_hub, ward

NOW, THEN = (date(2026, 7, 1), date(2026, 9, 30)), (date(2024, 7, 1), date(2024, 9, 30))


class Asked(NamedTuple):
    """Which hub asks in which days, which codes it lists, and how many offices that makes."""

    hub: str
    days: tuple[date, date]
    listed: tuple[str, ...]
    offices: int


CASES = {
    "the city after the reform": Asked("01", NOW, (), 126),
    "the city before the reform, districts between": Asked("01", THEN, (), 579),
    "a district": Asked("001", THEN, (), 14),
    "three wards by a list": Asked("01", NOW, ("00004", "00008", "00025"), 3),
    "a list with the hub itself on it": Asked("001", THEN, ("001", "00001"), 2),
}


@pytest.fixture(params=CASES)
def asked(request: pytest.FixtureRequest) -> Asked:
    return CASES[request.param]


@pytest.fixture(params=[False, True], ids=["as opened", "taken from an older file without a list"])
def hub(asked: Asked, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Station, Period]]:
    unit = BUILT_IN.find_unit(asked.hub, asked.days[1]).key
    with closing(ward(tmp_path / "hub", unit=unit, is_hub=True)) as station:
        # a station that is no hub writes no list
        opener = replace(station, is_hub=False) if request.param else station
        units = tuple(BUILT_IN.find_unit(code, asked.days[1]).key for code in asked.listed)
        period = open_period(
            opener,
            code="26Q3",
            name="Quý III",
            evaluated=asked.days,
            survey=None,
            seed="hat-giong",
            units=units,
            act=act_of(),
        )
        assert bool(period.units) is not (request.param and not units)
        yield station, period


def test_all_who_count_offices_count_the_same(hub: tuple[Station, Period], asked: Asked) -> None:
    station, period = hub
    expected = set(period.asked(station.catalogue, by=station.unit))
    figures = figures_of(station, period, of_hub(station))
    screen = Presenter(office_at(station))
    screen.refresh()
    assert len(expected) == asked.offices
    assert {unit.key for unit in figures.not_sent} == expected
    assert figures.asked == asked.offices
    assert {code for code, _, _ in screen.standing.offices} == {unit.code for unit in expected}
    rows = board(station, period, today=period.survey_to)
    assert {row.unit for row in rows} == expected
    assert {row.unit for row in silent_offices(station, rows)} == expected - {station.unit}


def test_paper_counts_them_too(hub: tuple[Station, Period], asked: Asked) -> None:
    station, period = hub
    language, out = load("en"), io.BytesIO()
    figures = figures_of(station, period, of_hub(station))
    print_result_sheet(station, period, figures, language=language, to=out, at=AT)
    with closing(pypdfium2.PdfDocument(out.getvalue())) as document:
        text = " ".join(document[0].get_textpage().get_text_range().split())
    assert f"Offices asked: {asked.offices}; sent: 0; not sent: {asked.offices}." in text
    rows = board(station, period, today=period.survey_to)
    silent, to = silent_offices(station, rows), io.BytesIO()
    printed = print_silent(station, period, silent, today=period.survey_to, language=language, to=to)
    assert printed == asked.offices - (station.unit in {row.unit for row in rows})


def test_a_hub_without_a_list_asks_no_office_that_merges(hub: tuple[Station, Period], asked: Asked) -> None:
    station, period = hub
    if not asked.listed:
        levels = {
            station.catalogue.unit_named(key).level.code for key in period.asked(station.catalogue, by=station.unit)
        }
        assert levels == {"commune"}


def test_a_hub_below_the_issuer_asks_those_under_itself(tmp_path: Path) -> None:
    city, district = (BUILT_IN.find_unit(code, THEN[1]).key for code in ("01", "001"))
    with closing(ward(tmp_path / "city", unit=city, is_hub=True)) as station:
        period = open_period(
            station, code="24Q3", name="Quý III", evaluated=THEN, survey=None, seed="hat-giong", act=act_of()
        )
    under = period.asked(BUILT_IN, by=district)
    assert under == BUILT_IN.those_below(period.asked(BUILT_IN, by=city), district)
    assert len(under) == CASES["a district"].offices
