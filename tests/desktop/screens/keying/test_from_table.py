"""A table is keyed from the window: every row is taken, here already, or listed with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.screens.keying.from_table import key_table
from desktop.screens.taken_in import TakenIn, account_rows
from models.services.forms.issuing import issue_forms
from models.services.office.stations import add_person, find_person
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.desks import office_at
from tests.builders.files import csv_file
from tests.builders.surveys import period_of, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    period_of(made)
    yield made
    made.close()


def test_rows_that_are_not_taken_are_listed_with_their_reason(station: Station, tmp_path: Path) -> None:
    office = office_at(station)
    by = find_person(station, None)
    one, two = map(str, issue_forms(station, office.chosen_period, variant="CN", count=2, act=act_of(by)).serials)
    file = csv_file(tmp_path / "keys.csv", ("serial", "TC1", "TC2"), (one, "4", "4"), (two, "9", "4"), ("x", "", ""))
    made: list[TakenIn] = []
    key_table(office, file, second=False, then=made.append)
    assert made[-1].said == "3 rows: 1 keyed, 0 here already, 2 refused."
    assert made[-1].more.startswith("Correct the rows")
    rows = account_rows(made[-1].account, office.language)
    assert [(row[0], row[2]) for row in rows] == [
        ("row 3", two), ("row 4", "x"), ("serial", "serial"), ("TC1", "TC1"), ("TC2", "TC2"),
    ]  # fmt: skip
    key_table(office, file, second=False, then=made.append)
    assert made[-1].said == "3 rows: 0 keyed, 1 here already, 2 refused."


def test_a_second_keying_is_that_of_the_person_at_the_desk(station: Station, tmp_path: Path) -> None:
    office = office_at(station)
    by = find_person(station, None)
    (one,) = map(str, issue_forms(station, office.chosen_period, variant="CN", count=1, act=act_of(by)).serials)
    file = csv_file(tmp_path / "keys.csv", ("serial", "TC1", "TC2"), (one, "4", "4"))
    made: list[TakenIn] = []
    key_table(office, file, second=False, then=made.append)
    office.choose_person(add_person(station, code="hoa", name="Lê Thị Hoa", act=act_of()))
    key_table(office, file, second=False, then=made.append)
    assert len(made[-1].account.refused) == 1
    key_table(office, file, second=True, then=made.append)
    assert made[-1].said == "1 rows: 1 keyed, 0 here already, 0 refused."
