"""Who is in charge of which office: said row by row or from a list, the same at every desk that exchanged, and no right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from exports.packages.between_desks import send_to_desk
from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.receive import merge_packages
from models.acts import Act
from models.domain.basics.people import Person
from models.domain.basics.tables import Table
from models.domain.basics.units import UnitKey
from models.services.exchange.board import board, of_person
from models.services.exchange.receipts import receipt_states
from models.services.office.asked_offices import NobodyNamed, read_office_table
from models.services.office.charge import NoPeriodToCharge, OnlyHubsPutInCharge, in_charge, put_in_charge
from models.services.office.stations import add_person, add_station, found_from_file, people
from models.store.database import Station
from tests.builders.acts import WARD, act_of, person
from tests.builders.exchange import arrived_offices
from tests.builders.offices import Offices

OTHER = UnitKey("00008", date(2025, 7, 1))
DAY = date(2026, 9, 30)


@dataclass
class Desks:
    offices: Offices
    first: Station
    second: Station
    folder: Path
    sent: int = 0

    def exchange(self) -> None:
        for giver, taker in ((self.first, self.second), (self.second, self.first)):
            self.sent += 1
            folder = self.folder / f"stick{self.sent}"
            folder.mkdir()
            send_to_desk(giver, self.offices.period, to=taker.id, out=folder, act=act_of())
            merge_packages(taker, [folder], act=act_of())


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    offices = arrived_offices(tmp_path / "offices")
    add_person(offices.hub, code="minh", name="Trần Văn Minh", act=act_of())
    add_station(offices.hub, out=tmp_path / "2.json", name="2", act=act_of())
    with closing(found_from_file(tmp_path / "desk", file=tmp_path / "2.json", chance="desk2")) as second:
        campaign = write_campaign(offices.hub, offices.period, out=tmp_path, act=act_of())
        open_campaign(second, campaign.path, act=act_of())
        yield Desks(offices, offices.hub, second, tmp_path)
    offices.close()


def by(desk: Station) -> Act:
    return act_of(person(desk, "ha"))


def named(station: Station, code: str) -> Person:
    return next(each for each in people(station) if each.code == code)


def test_nobody_is_in_charge_of_anything_until_it_is_said(desks: Desks) -> None:
    assert in_charge(desks.first) == {}
    assert [row.in_charge for row in board(desks.first, desks.offices.period, today=DAY)] == [()]


def test_who_is_in_charge_is_the_same_at_every_desk_that_exchanged(desks: Desks) -> None:
    minh, founder = named(desks.first, "minh"), people(desks.first)[0]
    assert put_in_charge(desks.first, [(WARD, minh), (OTHER, founder)], act=by(desks.first)) == 2
    assert put_in_charge(desks.first, [(WARD, minh)], act=by(desks.first)) == 0
    desks.exchange()
    assert in_charge(desks.first) == in_charge(desks.second) == {WARD: (minh.author,), OTHER: (founder.author,)}
    put_in_charge(desks.second, [(WARD, None)], act=by(desks.second))
    desks.exchange()
    assert in_charge(desks.first) == in_charge(desks.second) == {OTHER: (founder.author,)}


def test_two_desks_that_named_unlike_people_show_both_until_one_says_it_anew(desks: Desks) -> None:
    minh, founder = named(desks.first, "minh"), people(desks.first)[0]
    put_in_charge(desks.first, [(WARD, minh)], act=by(desks.first))
    put_in_charge(desks.second, [(WARD, founder)], act=by(desks.second))
    desks.exchange()
    both = tuple(sorted((minh.author, founder.author)))
    assert in_charge(desks.first) == in_charge(desks.second) == {WARD: both}
    put_in_charge(desks.second, [(WARD, minh)], act=by(desks.second))
    desks.exchange()
    assert in_charge(desks.first) == {WARD: (minh.author,)}


def test_it_is_a_filter_and_owes_nobody_a_receipt(desks: Desks) -> None:
    minh, period = named(desks.first, "minh"), desks.offices.period
    before = receipt_states(desks.first, period.key)
    put_in_charge(desks.first, [(WARD, minh)], act=by(desks.first))
    assert receipt_states(desks.first, period.key) == before
    rows = board(desks.first, period, today=DAY)
    assert [row.unit for row in of_person(rows, minh.author)] == [WARD]
    assert of_person(rows, "") == ()
    assert of_person(rows, "01/khac") == ()


def test_a_list_says_who_is_in_charge_by_name_or_by_code(desks: Desks) -> None:
    table = Table(
        "",
        (
            ("Mã", "Đơn vị", "Chỉ tiêu", "Người phụ trách"),
            ("00004", "Phường Ba Đình", "40", "Trần Văn Minh"),
            ("00008", None, "30", "MINH"),
            ("00025", None, None, "Lê Lạ"),
            ("00082", None, None, None),
        ),
    )
    listed = people(desks.first)
    read = read_office_table(desks.first.catalogue, [table], day=DAY, people=listed)
    assert [(unit.key.code, person.code) for unit, person in read.persons] == [("00004", "minh"), ("00008", "minh")]
    assert [str(each.why) for each in read.account.refused] == [
        "Nobody on the name list is called “Lê Lạ”.",
        "Nobody is named in this row.",
    ]
    assert [(each.name, each.state.value) for each in read.account.columns] == [
        ("Mã", "used"), ("Đơn vị", "used"), ("Chỉ tiêu", "known"), ("Người phụ trách", "used"),
    ]  # fmt: skip
    # the list of a period is read as before
    assert read_office_table(desks.first.catalogue, [table], day=DAY).targets[0].forms == 40
    with pytest.raises(NobodyNamed):
        read_office_table(desks.first.catalogue, [Table("", (("Mã",), ("00004",)))], day=DAY, people=listed)


def test_only_a_hub_with_a_period_says_who_is_in_charge(desks: Desks, tmp_path: Path) -> None:
    with pytest.raises(OnlyHubsPutInCharge):
        put_in_charge(desks.offices.first, [(WARD, None)], act=act_of())
    add_station(desks.first, out=tmp_path / "3.json", name="3", act=act_of())
    with (
        closing(found_from_file(tmp_path / "third", file=tmp_path / "3.json", chance="3")) as third,
        pytest.raises(NoPeriodToCharge),
    ):
        put_in_charge(third, [(WARD, None)], act=act_of())
