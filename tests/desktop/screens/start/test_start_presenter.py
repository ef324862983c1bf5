"""Setting up a computer: from the catalogue, from a station file, from a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desktop.office import Office
from desktop.screens.start.presenter import NoNameGiven, NoOfficeChosen, Presenter
from desktop.tasks import ImmediateTasks
from exports.packages.campaign import write_campaign
from kit.province import province_pack
from models.catalogue.pack_files import packed
from models.language import load
from models.services.office.backups import back_up
from models.services.office.stations import add_station
from tests.builders.acts import AT, act_of
from tests.builders.surveys import period_of, ward


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(
        folder=tmp_path / "new",
        language=load("vi"),
        clock=lambda: datetime.fromisoformat(AT),
        tasks=ImmediateTasks(),
        chance=lambda: "c" * 32,
    )
    yield made
    if made.station is not None:
        made.station.close()


@pytest.fixture
def screen(office: Office) -> Presenter:
    made = Presenter(office)
    made.refresh()
    return made


def place(screen: Presenter, code: str) -> int:
    return next(number for number, unit in enumerate(screen.units) if unit.key.code == code)


def test_a_ward_is_set_up_with_the_person_who_does_it(screen: Presenter, office: Office) -> None:
    screen.choose(place(screen, "00004"))
    screen.name = "  Nguyễn Thị  Lan "
    screen.set_up()
    assert (office.here.name, office.here.is_hub, office.here.book) == ("UBND phường Ba Đình", False, 1)
    assert (office.who.code, office.who.name) == ("lan", "Nguyễn Thị Lan")


def test_the_city_is_a_hub_by_its_level(screen: Presenter, office: Office) -> None:
    screen.choose(place(screen, "01"))
    assert screen.must_be_hub
    screen.name = "Hòa"
    screen.set_up()
    assert office.here.is_hub


def test_an_office_and_a_name_are_needed(screen: Presenter, office: Office) -> None:
    with pytest.raises(NoOfficeChosen):
        screen.set_up()
    screen.choose(place(screen, "00004"))
    with pytest.raises(NoNameGiven):
        screen.set_up()
    assert not office.folder.exists()


def test_offices_of_the_past_are_listed_on_demand(screen: Presenter) -> None:
    today = len(screen.rows())
    screen.show_former(former=True)
    assert len(screen.rows()) > today * 3


def test_a_further_computer_is_set_up_from_the_file_of_the_first(
    screen: Presenter, office: Office, tmp_path: Path
) -> None:
    with closing(ward(tmp_path / "first")) as first:
        add_station(first, out=tmp_path / "second.json", name="Máy 2", act=act_of())
    screen.set_up_from(tmp_path / "second.json")
    assert office.here.book == 2


def test_a_backup_is_gone_on_from_with_its_periods(screen: Presenter, office: Office, tmp_path: Path) -> None:
    with closing(ward(tmp_path / "old")) as old:
        period_of(old)
        copy = back_up(old, reason="manual", act=act_of())
    screen.restore_from(copy)
    assert office.chosen_period.code == "26Q3"
    assert office.here.book == 9


def test_another_province_is_chosen_from_its_pack_and_a_campaign_file_sets_its_ward_up(
    screen: Presenter, office: Office, tmp_path: Path
) -> None:
    pack = tmp_path / "da-nang.zip"
    pack.write_bytes(packed(province_pack(48)))
    screen.take_catalogue(pack)
    assert [row[1] for row in screen.rows()][-1].startswith("UBND")
    assert not any("Hà Nội" in cell for row in screen.rows() for cell in row)
    screen.choose(place(screen, "48"))
    screen.name = "Hòa"
    screen.set_up()
    period = period_of(office.here)
    campaign = write_campaign(office.here, period, out=tmp_path, act=act_of(office.who)).path
    other = replace(office, folder=tmp_path / "ward", station=None, prepared=None, period=None, person=None)
    ward_screen = Presenter(other)
    ward_screen.refresh()
    ward_screen.take_campaign(campaign)
    assert len(ward_screen.rows()) == 94
    ward_screen.choose(place(ward_screen, "20242"))
    ward_screen.name = "Lan"
    ward_screen.set_up()
    assert (other.here.name, other.chosen_period.key) == ("UBND phường Hải Châu", period.key)
    other.here.close()
