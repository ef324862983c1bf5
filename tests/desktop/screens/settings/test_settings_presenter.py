"""Further computers, safe copies and proof that all is whole, from the settings screen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop.screens.settings.presenter import Presenter
from models.services.forms.ledger import read_book
from models.services.office.stations import found_from_file
from models.store.database import BASE_FILE, SCHEMA, Station, open_station
from tests.builders.desks import office_at
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import period_of, ward


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


def test_a_further_computer_is_set_up_from_its_file(screen: Presenter, tmp_path: Path) -> None:
    screen.add_station(out=tmp_path / "may-2.json", name="Máy 2")
    second = found_from_file(tmp_path / "second", file=tmp_path / "may-2.json", chance="zweite")
    assert second.book == 2
    second.close()


def test_a_copy_made_now_is_listed_and_all_is_whole(screen: Presenter) -> None:
    assert screen.copies() == []
    screen.back_up()
    assert len(screen.copies()) == 1
    screen.verify()
    assert screen.is_whole
    assert "whole" in screen.verified[0]


@pytest.mark.in_a_file
def test_the_copy_of_a_base_that_an_older_program_left_is_listed_by_its_name_alone(tmp_path: Path) -> None:
    ward(tmp_path / "old").close()
    with closing(sqlite3.connect(tmp_path / "old" / BASE_FILE)) as base:
        base.execute("DROP TABLE told")
        base.execute(f"PRAGMA user_version = {SCHEMA - 1}")
        base.commit()
    with closing(open_station(tmp_path / "old")) as station:
        screen = Presenter(office_at(station))
        screen.refresh()
        (told,) = screen.copies()
    assert told.split() == ["–", f"before-shape-{SCHEMA}-migration.sqlite"]


def test_the_base_is_made_again_with_the_same_forms_after_a_copy(screen: Presenter, station: Station) -> None:
    period = screen.office.chosen_period
    before = read_book(station, period, station.unit).ledger.totals
    told: list[str] = []
    screen.office.tell = told.append
    screen.rebuild()
    assert told[-1].startswith("The base is made again")
    assert read_book(station, period, station.unit).ledger.totals == before
    assert [copy.reason for copy in screen.backups] == ["rebuild"]


def test_units_of_the_offices_own_are_known_from_then_on(screen: Presenter, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(
        "code,name,label,level,agency,parent,valid_from\nB9001,Tư pháp,phòng,department,Phòng Tư pháp,01,2026-01-01\n",
        encoding="utf-8",
    )
    screen.add_to_catalogue(file)
    assert screen.office.catalogue.find_unit("B9001", date(2026, 9, 1)).name == "Tư pháp"
