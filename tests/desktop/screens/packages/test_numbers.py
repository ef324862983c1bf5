"""The tab of the book of numbers: where the book is, handing it on, and taking it over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.screens.packages.numbers.presenter import Presenter
from exports.packages.between_desks import send_to_desk
from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.receive import merge_packages
from models.services.office.numbers import NumbersElsewhere
from models.services.office.stations import add_station, found_from_file
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.exchange import section
from tests.builders.offices import Offices


@pytest.fixture
def desk(arrived: Offices, tmp_path: Path) -> Iterator[Station]:
    """A second desk of the hub, which has everything that the first one has."""
    add_station(arrived.hub, out=tmp_path / "2.json", name="2", act=act_of())
    with closing(found_from_file(tmp_path / "desk", file=tmp_path / "2.json", chance="desk2")) as made:
        campaign = write_campaign(arrived.hub, arrived.period, out=tmp_path, act=act_of())
        open_campaign(made, campaign.path, act=act_of())
        bring(arrived, made, tmp_path / "given")
        yield made


def bring(offices: Offices, to: Station, folder: Path) -> None:
    folder.mkdir()
    send_to_desk(offices.hub, offices.period, to=to.id, out=folder, act=act_of())
    merge_packages(to, [folder], act=act_of())


def test_the_book_is_where_the_office_was_founded(arrived: Offices, desk: Station) -> None:
    here, there = section(Presenter, arrived.hub), section(Presenter, desk)
    assert (here.is_here, here.waiting, there.is_here, there.waiting) == (True, 0, False, 0)
    assert here.rows() == [("this computer", "founded the office", "", "", "now")]
    assert there.standing().startswith(f"The book of numbers is at computer {arrived.hub.id[:8]}")
    assert here.standing().endswith("Known to be given in 26Q3: edition 1, campaign file 2.")


def test_the_book_is_handed_on_and_comes_with_the_next_packages(
    arrived: Offices, desk: Station, tmp_path: Path
) -> None:
    here = section(Presenter, arrived.hub)
    told: list[str] = []
    here.office.tell = told.append
    here.hand_over(desk.id)
    assert told[-1].startswith(f"The book of numbers is handed to {desk.id[:8]}")
    assert (here.is_here, here.can_hand) == (False, False)
    with pytest.raises(NumbersElsewhere):
        here.hand_over(desk.id)
    there = section(Presenter, desk)
    assert not there.is_here
    bring(arrived, desk, tmp_path / "again")
    there.refresh()
    assert there.is_here
    assert there.rows()[0][:2] == ("this computer", f"handed over by {arrived.hub.id[:8]}")
    assert there.rows()[0][4] == "now"


def test_the_book_is_taken_over_with_a_reason(desk: Station) -> None:
    there = section(Presenter, desk)
    assert "greater number" in there.what_taking_means()
    there.take_over("máy một hỏng", 7)
    assert there.is_here
    assert there.rows()[0][1] == "taken over: máy một hỏng"
    assert there.standing().endswith("nothing up to 7 any more.")
