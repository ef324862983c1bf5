"""The next edition of a period is thought of first and recorded at one key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.screens.periods.editing import Editing
from models.catalogue import UnitUnknown
from models.services.office.periods import NothingEdited, campaign_of, find_period
from tests.builders.desks import office_at
from tests.builders.offices import Offices, make_offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = make_offices(tmp_path)
    yield made
    made.close()


def test_names_days_offices_and_targets_are_one_edition(offices: Offices) -> None:
    office = office_at(offices.hub)
    editing = Editing(office)
    editing.set_target(0, 120)
    editing.add(" 00008 ")
    editing.add("00008")
    assert [row[0] for row in editing.rows()] == ["00004", "00008"]
    assert [row[2] for row in editing.rows()] == ["120", "–"]
    assert find_period(offices.hub, "26Q3").edition == 1
    editing.record(name="Quý III", survey=(None, date(2027, 1, 31)), basis="Kế hoạch số 15/KH")
    edited = find_period(offices.hub, "26Q3")
    assert edited.basis == "Kế hoạch số 15/KH"
    assert (edited.edition, edited.name, edited.survey_to) == (2, "Quý III", date(2027, 1, 31))
    assert [unit.code for unit in edited.units] == ["00004", "00008"]
    assert [(aim.unit.code, aim.forms) for aim in campaign_of(offices.hub, edited).targets] == [("00004", 120)]
    assert office.chosen_period.edition == 2


def test_a_target_is_taken_away_by_nought(offices: Offices) -> None:
    first = Editing(office_at(offices.hub))
    first.set_target(0, 120)
    first.record()
    again = Editing(office_at(offices.hub))
    assert again.rows()[0][2] == "120"
    again.set_target(0, 0)
    again.record()
    assert campaign_of(offices.hub, find_period(offices.hub, "26Q3")).targets == ()


def test_nothing_changed_is_no_edition_and_an_unknown_office_is_refused(offices: Offices) -> None:
    editing = Editing(office_at(offices.hub))
    with pytest.raises(UnitUnknown):
        editing.add("99999")
    with pytest.raises(NothingEdited):
        editing.record()
