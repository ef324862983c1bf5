"""A part of a hub (quận, huyện) is looked at as if it were the hub; it splits no forms, and its figures can be proven."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.screens.results.presenter import Presenter
from models.catalogue import BUILT_IN
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Stream, canonical
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, SerialRange
from models.domain.figures.figures import Reach
from models.domain.sheets import filled_sheets, makeup, sectors
from models.services.figures.comments import comments_of
from models.services.figures.explaining import Leaving, explain, footing_as_printed, remember
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of, units_here
from models.services.figures.signals import signals_of
from models.services.office.periods import open_period
from models.services.office.questionnaires import questionnaire_for
from models.store import journal
from models.store.database import Station
from models.store.sql import many, rows
from tests.builders.acts import AT, act_of
from tests.builders.desks import office_at
from tests.builders.streams import speaking_for
from tests.builders.surveys import of_hub, of_office, of_part, ward

DAY = date(2024, 9, 30)
CITY, DISTRICT, OTHER = (BUILT_IN.find_unit(code, DAY).key for code in ("01", "001", "002"))


class City(NamedTuple):
    station: Station
    period: Period
    offices: tuple[UnitKey, ...]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """A city of 2024 to which two wards of one district and one of another have sent."""
    station = ward(tmp_path / "city", unit=CITY, is_hub=True)
    offices = (
        *(unit.key for unit in BUILT_IN.answering_under(DISTRICT, DAY)[:2]),
        BUILT_IN.answering_under(OTHER, DAY)[0].key,
    )
    period = open_period(
        station, code="24Q3", name="Quý III", evaluated=(date(2024, 7, 1), DAY), survey=None, seed="x",
        units=(*offices, BUILT_IN.answering_under(OTHER, DAY)[1].key),
        act=act_of(),
    )  # fmt: skip
    for office, mark in zip(offices, "523", strict=True):
        _sent(station, period, office, mark)
    yield City(station, period, offices)
    station.close()


def _sent(station: Station, period: Period, office: UnitKey, mark: str) -> None:
    questionnaire = questionnaire_for(station, period, "CN")
    first = Serial(period.code, office.code, "CN", 100_001)
    serials = SerialRange(first, first._replace(number=100_010))
    issue = {"questionnaire": questionnaire.id, "coding": questionnaire.coding, "sector": "Hộ tịch"}
    with station.transaction():
        stream = journal.stream_id(
            station.db, Stream(speaking_for(station, office, f"may-{office.code}").id, office, period.key)
        )
        line = (
            stream,
            1,
            0,
            "issued",
            str(serials),
            f"{office.code}/lan",
            AT,
            canonical(issue | {"agency": office.code}),
        )
        rows(station.db, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", line)
        many(
            station.db,
            "INSERT INTO keying VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (stream, n, 0, str(serial), questionnaire.coding, mark * len(questionnaire.singles), "{}", "", "", f"{office.code}/lan",
                 AT, 60)
                for n, serial in enumerate(serials, 2)
            ),
        )  # fmt: skip


def test_the_figures_of_a_district_are_those_of_its_wards_alone(city: City) -> None:
    whole = figures_of(city.station, city.period, of_hub(city.station))
    part = figures_of(city.station, city.period, of_part(DISTRICT))
    assert part.unit.key == DISTRICT
    assert {line.unit.key for line in part.lines} == set(city.offices[:2])
    assert part.measure.forms == part.balance["issued"] == 20
    assert part.not_sent == ()
    assert part.mean == 50
    other = figures_of(city.station, city.period, of_part(OTHER))
    assert [len(each.not_sent) for each in (whole, other)] == [1, 1]
    assert [each.measure.forms for each in (whole, other)] == [30, 10]
    assert figures_of(city.station, city.period, of_hub(city.station)) == whole


def test_a_district_is_a_part_only_while_it_is_no_office_itself(city: City) -> None:
    here = units_here(city.station, city.period)
    assert BUILT_IN.is_part(DISTRICT, here)
    assert not BUILT_IN.is_part(city.offices[0], here)
    assert not BUILT_IN.is_part(DISTRICT, (*here, DISTRICT))
    assert not BUILT_IN.is_below(city.offices[0], OTHER)


def test_the_report_of_a_district_splits_no_forms(city: City) -> None:
    split = {makeup.CODE, sectors.CODE}
    part = report_of(city.station, city.period, of_part(DISTRICT))
    found = {each.sheet.code: each for each in filled_sheets(part)}
    assert split <= found.keys()
    assert not any(table.rows for code in split for table in found[code].tables)
    whole = {
        each.sheet.code: each for each in filled_sheets(report_of(city.station, city.period, of_hub(city.station)))
    }
    assert all(any(table.rows for table in whole[code].tables) for code in split)


def test_the_figures_of_a_district_are_made_again_after_more_has_come(city: City) -> None:
    part = figures_of(city.station, city.period, of_part(DISTRICT))
    remember(city.station, (Leaving(city.period, part),), language="vi", at=AT)
    _sent(city.station, city.period, BUILT_IN.answering_under(DISTRICT, DAY)[2].key, "4")
    assert figures_of(city.station, city.period, of_part(DISTRICT)).fingerprint != part.fingerprint
    found = explain(city.station, part.fingerprint)
    assert found.is_proven
    assert {head.unit for head in found.printed.heads} == set(city.offices[:2])
    again = report_of(
        city.station, city.period, of_part(DISTRICT), footing=footing_as_printed(city.station, found.printed)
    )
    assert again.figures.fingerprint == part.fingerprint


def test_figures_of_a_district_that_were_never_noted_are_found_again(city: City) -> None:
    part = figures_of(city.station, city.period, of_part(DISTRICT))
    assert explain(city.station, part.fingerprint).is_proven


def test_comments_and_signals_of_a_district_are_those_of_its_wards(city: City) -> None:
    assert {each.unit.key for each in signals_of(city.station, city.period, of_part(DISTRICT)).offices} == set(
        city.offices[:2]
    )
    assert comments_of(city.station, city.period, of_part(OTHER)).forms == 10


def test_choosing_a_district_in_the_tree_shows_its_figures(city: City) -> None:
    screen = Presenter(office_at(city.station))
    screen.refresh()
    assert [node.unit for node in screen.tree if node.is_part] == [DISTRICT, OTHER]
    screen.choose_unit(DISTRICT)
    assert screen.shown is not None
    assert screen.shown.reach is Reach.PART
    assert screen.shown.unit.key == screen.part == DISTRICT
    assert screen.is_ranking
    screen.refresh()
    assert screen.unit == DISTRICT
    assert screen.recontact() is None
    screen.print_sheet()
    assert screen.paper is not None
    screen.choose_unit(city.offices[0])
    assert screen.part is None
    assert (
        report_of(city.station, city.period, of_office(city.offices[0])).figures.unit == screen.report.figures.unit
        if screen.report
        else False
    )
