"""People, further computers, safe copies and proof that all is whole, from the settings screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.screens.settings.presenter import Presenter
from models.domain.basics.people import PersonCodeMalformed
from models.services.office.stations import found_from_file
from models.store.database import Station
from tests.builders.desks import office_at
from tests.builders.surveys import keyed, period_of, sample_rows, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    keyed(made, period_of(made), sample_rows()[:3])
    yield made
    made.close()


@pytest.fixture
def screen(station: Station) -> Presenter:
    made = Presenter(office_at(station))
    made.refresh()
    return made


def test_a_person_is_put_on_the_name_list(screen: Presenter) -> None:
    screen.add_person(code="hoa", name="Lê Thị Hoa")
    assert [person.code for person in screen.people] == ["lan", "hoa"]
    with pytest.raises(PersonCodeMalformed):
        screen.add_person(code="Hoà", name="Hòa")


def test_a_further_computer_is_set_up_from_its_file(screen: Presenter, tmp_path: Path) -> None:
    screen.add_station(out=tmp_path / "may-2.json", name="Máy 2")
    second = found_from_file(tmp_path / "second", file=tmp_path / "may-2.json", station_id="zweite")
    assert second.book == 2
    second.close()


def test_a_copy_made_now_is_listed_and_all_is_whole(screen: Presenter) -> None:
    assert screen.copies() == []
    screen.back_up()
    assert len(screen.copies()) == 1
    screen.verify()
    assert screen.is_whole
    assert "whole" in screen.verified[0]
