"""What tests of the keying screen share: a ward, the person who keys there, and the desk on the `office` of the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.office import Office
from desktop.screens.keying.presenter import Presenter
from models.domain.basics.people import Person
from models.store.database import Station
from tests.builders.desks import keying_at
from tests.builders.surveys import ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    yield made
    made.close()


@pytest.fixture
def lan(station: Station) -> Person:
    return Person(station.unit, "lan", "Nguyễn Thị Lan")


@pytest.fixture
def desk(office: Office) -> Iterator[Presenter]:
    made = keying_at(office)
    yield made
    made.let_go()
