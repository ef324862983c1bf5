"""Two desks of a city in a base of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.services.office.stations import add_station, found_from_file, found_station
from models.store.address import Address, note_address
from models.store.database import Station
from tests.builders.acts import CITY, HA, act_of
from tests.builders.cities import Server
from tests.builders.surveys import period_of


@pytest.fixture
def address(server: Server) -> Address:
    return server.new_base()


@pytest.fixture
def first(address: Address, tmp_path: Path) -> Iterator[Station]:
    """The first desk of a city, with the open period 26Q3."""
    note_address(tmp_path / "first", address)
    desk = found_station(tmp_path / "first", unit=CITY, name="Bàn 1", person=HA, chance="first", is_hub=True)
    period_of(desk)
    yield desk
    desk.close()


@pytest.fixture
def second(first: Station, address: Address, tmp_path: Path) -> Iterator[Station]:
    """A further desk, set up from a station file of the first."""
    add_station(first, out=tmp_path / "second.json", name="Bàn 2", act=act_of(HA))
    note_address(tmp_path / "second", address)
    desk = found_from_file(tmp_path / "second", file=tmp_path / "second.json", chance="second")
    yield desk
    desk.close()
