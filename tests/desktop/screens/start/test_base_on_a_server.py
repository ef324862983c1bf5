"""The first screen of a computer that is to work in a base on a server: whatever it finds there, and whatever it is told wrongly."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from desktop.office import Office
from desktop.screens.settings.presenter import Presenter as Settings
from desktop.screens.start.presenter import Presenter
from desktop.tasks import ImmediateTasks
from models.language import load
from models.services.office.backups import back_up, restore
from models.services.office.joining import ToJoin
from models.services.office.stations import add_station
from models.store.address import AddressMalformed, PasswordInAddress, kept_address
from models.store.city_problems import BaseBroughtBack, BaseOutOfReach
from models.store.database import BASE_FILE, StationExists, open_station
from tests.builders.acts import AT, act_of
from tests.builders.cities import Server
from tests.builders.surveys import period_of, ward

pytestmark = pytest.mark.in_a_file


class Room:
    """A new computer whose window shows the first screen."""

    def __init__(self, folder: Path, chance: str) -> None:
        self.office = Office(
            folder=folder,
            language=load("vi"),
            clock=lambda: datetime.fromisoformat(AT),
            tasks=ImmediateTasks(),
            chance=lambda: chance * 32,
        )
        self.screen = Presenter(self.office)
        self.screen.refresh()

    def found(self) -> None:
        codes = [unit.key.code for unit in self.screen.units]
        self.screen.choose(codes.index("01"))
        self.screen.name = "Hà"
        self.screen.set_up()

    def close(self) -> None:
        if self.office.station is not None:
            self.office.station.close()


def the_second(settings: Settings) -> str:
    """What is told of the second computer, once the server has noticed that its program was closed."""
    patience = time.monotonic() + 10
    while True:
        settings.refresh()
        told = settings.desks[1]
        if "đang mở" not in told or time.monotonic() > patience:
            return told


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Room]:
    with closing(Room(tmp_path / "first", "a")) as made:
        yield made


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Room]:
    with closing(Room(tmp_path / "second", "b")) as made:
        yield made


def test_two_computers_are_set_up_in_one_base_and_see_each_other(
    server: Server, first: Room, second: Room, tmp_path: Path
) -> None:
    address = str(server.new_base())
    first.screen.look_at(f"  {address} ")
    assert first.screen.found is not None
    assert first.screen.found.joining is ToJoin.FIRST
    first.found()
    assert (first.office.here.is_desk, first.office.here.folder) == (True, tmp_path / "first")

    second.screen.look_at(address)
    assert second.screen.found is not None
    assert second.screen.found[2:] == (ToJoin.FURTHER, first.office.here.name)
    add_station(first.office.here, out=tmp_path / "m2.json", name="Máy 2", act=act_of(first.office.who))
    second.screen.set_up_from(tmp_path / "m2.json")
    assert (second.office.here.is_desk, second.office.here.book) == (True, 2)

    settings = Settings(first.office)
    settings.refresh()
    assert settings.desks == (
        f"“{first.office.here.name}”, quyển 1: đang mở chương trình",
        "“Máy 2”, quyển 2: đang mở chương trình",
    )
    second.office.here.close()
    assert the_second(settings) == "“Máy 2”, quyển 2"


def test_a_computer_that_works_there_is_opened_by_the_address_alone(
    server: Server, first: Room, tmp_path: Path
) -> None:
    address = str(server.new_base())
    first.screen.look_at(address)
    first.found()
    first.office.here.close()
    with closing(Room(tmp_path / "first", "c")) as again:
        again.screen.look_at(address)
        assert again.office.here.id == first.office.here.id


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("postgresql://lan:bimat@may-chu/sophieu", PasswordInAddress),
        ("may-chu/sophieu", AddressMalformed),
        ("lan:bimat@may-chu/sophieu", AddressMalformed),
        ("postgresql://lan@/sophieu?host=/nowhere", BaseOutOfReach),
    ],
)
def test_what_is_no_address_or_does_not_answer_is_refused_and_leaves_nothing(
    first: Room, typed: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem) as refused:
        first.screen.look_at(typed)
    assert "bimat" not in str(refused.value)
    assert not first.office.folder.exists()
    assert first.screen.address is None


def test_without_an_address_the_data_stay_on_this_computer_again(server: Server, first: Room) -> None:
    first.screen.look_at(str(server.new_base()))
    assert first.screen.address is not None
    first.screen.look_at("  ")
    assert first.screen.address is None
    first.found()
    assert (first.office.folder / BASE_FILE).is_file()


def test_a_folder_with_data_of_its_own_gets_no_base_on_a_server(server: Server, tmp_path: Path) -> None:
    ward(tmp_path / "ward").close()
    with closing(Room(tmp_path / "ward", "c")) as room:
        with pytest.raises(StationExists):
            room.screen.look_at(str(server.new_base()))
        assert kept_address(room.office.folder) is None


def test_a_computer_whose_base_came_back_from_a_copy_goes_on_as_a_new_one_from_the_first_screen(
    server: Server, first: Room, second: Room, tmp_path: Path
) -> None:
    address = str(server.new_base())
    first.screen.look_at(address)
    first.found()
    add_station(first.office.here, out=tmp_path / "m2.json", name="Máy 2", act=act_of(first.office.who))
    second.screen.look_at(address)
    second.screen.set_up_from(tmp_path / "m2.json")
    before = second.office.here.id
    second.office.here.close()
    copy = back_up(first.office.here, reason="asked", act=act_of(first.office.who))
    first.office.here.close()
    restore(first.office.folder, file=copy, chance="r", at=AT).close()

    with closing(Room(second.office.folder, "d")) as again:
        with pytest.raises(BaseBroughtBack):
            open_station(again.office.folder)
        again.screen.look_at(str(again.screen.address))
        found = again.screen.found
        assert found is not None
        assert found.joining is ToJoin.BROUGHT_BACK
        again.screen.renew(found)
        assert again.office.here.id != before
        assert again.office.here.book == 8


def test_the_data_of_a_hub_go_to_a_server_and_come_home_from_the_settings(server: Server, first: Room) -> None:
    first.found()
    period_of(first.office.here)
    own = first.office.here.id
    settings = Settings(first.office)
    settings.move_to(str(server.new_base()))
    assert (first.office.here.id, first.office.here.is_desk, settings.place) == (own, True, settings.place)
    assert settings.place
    assert first.office.chosen_period.code == "26Q3"
    settings.leave()
    assert (first.office.here.id, first.office.here.is_desk, settings.place) == (own, False, "")
    assert first.office.chosen_period.code == "26Q3"
    # where the move is refused, the data that are here stay open
    with pytest.raises(BaseOutOfReach):
        settings.move_to("postgresql://lan@/sophieu?host=/nowhere")
    assert (first.office.here.id, first.office.here.is_desk) == (own, False)
