"""A ward, a district and the city before 2025: originals go up as they were signed, rulings beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.descriptor import Receiver
from exports.packages.forward import ForwardToSelf, NothingToForward, forward
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.catalogue import BUILT_IN
from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.files import FolderMissing
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.keying.keying import rule
from models.services.office.periods import open_period
from models.services.office.stations import found_station
from models.store import journal
from models.store.database import Station
from tests.builders.acts import CITY, act_of, person
from tests.builders.forms import alike, key
from tests.builders.offices import confirm

DISTRICT = UnitKey("001", date(2008, 8, 1))
WARD = UnitKey("00001", date(2008, 8, 1))


@dataclass(frozen=True)
class Levels:
    city: Station
    district: Station
    ward: Station
    period: Period
    folder: Path


@pytest.fixture
def levels(tmp_path: Path) -> Iterator[Levels]:
    made = [
        found_station(
            tmp_path / name, unit=unit, name=name, person=Person(unit, "ha", "Hà"), chance=name, is_hub=is_hub
        )
        for name, unit, is_hub in (("city", CITY, True), ("district", DISTRICT, True), ("ward", WARD, False))
    ]
    period = open_period(
        made[0],
        code="25Q1",
        name="Quý I/2025",
        evaluated=(date(2025, 1, 1), date(2025, 3, 31)),
        survey=None,
        seed="s",
        units=(WARD,),
        act=act_of(),
    )
    campaign = write_campaign(made[0], period, out=tmp_path, act=act_of())
    for station in made[1:]:
        open_campaign(station, campaign.path, act=act_of())
    city, district, ward = made
    confirm(district, ward, period=period.key)
    confirm(city, ward, period=period.key)
    yield Levels(city, district, ward, period, tmp_path)
    for station in made:
        station.close()


def at_the_district(levels: Levels) -> None:
    """A form keyed twice unlike, ruled at the district."""
    ward, period = levels.ward, levels.period
    batch = issue_forms(ward, period, variant="CN", count=2, act=act_of(person(ward)))
    serial = next(iter(batch.serials))
    key(ward, serial, alike(ward, "4", period="25Q1"))
    to = Receiver("unit", str(DISTRICT))
    merge_packages(
        levels.district,
        [send_returns(ward, period, out=levels.folder, to=to, act=act_of()).path],
        act=act_of(),
    )
    key(ward, serial, alike(ward, "2", period="25Q1"), by="minh", second=True)
    merge_packages(
        levels.district,
        [send_returns(ward, period, out=levels.folder, to=to, act=act_of()).path],
        act=act_of(),
    )
    rule(
        levels.district,
        period,
        serial=serial,
        answers=alike(levels.district, "2", period="25Q1"),
        reason="paper",
        unit=WARD,
        act=act_of(person(levels.district, "vu"), salt="r"),
    )


def test_originals_and_own_lines_reach_the_level_above(levels: Levels, tmp_path: Path) -> None:
    at_the_district(levels)
    out = tmp_path / "up"
    out.mkdir()

    done = forward(levels.district, levels.period, out=out, act=act_of())
    assert (len(done.originals), len(done.own)) == (1, 1)
    taken = merge_packages(levels.city, [out], act=act_of())
    assert not any(package.is_refused for package in taken.packages)
    unheard = read_book(levels.city, levels.period, WARD)
    assert (unheard.ledger.totals["disputed"], unheard.unheard > 0) == (1, True)
    confirm(levels.city, levels.district)

    books = [read_book(place, levels.period, WARD).ledger for place in (levels.city, levels.district)]
    assert books[0].forms == books[1].forms
    assert books[0].totals["valid"] == 1
    assert State.VALID in {form.state for form in books[0].forms.values()}
    ruled = journal.facts_of_kinds(levels.city, levels.period.key, WARD, (Kind.RULED,))
    assert [fact.station for fact in ruled] == [levels.district.id]


def test_what_goes_up_is_the_signed_original(levels: Levels, tmp_path: Path) -> None:
    at_the_district(levels)
    forward(levels.district, levels.period, out=tmp_path, act=act_of())
    merge_packages(levels.city, list(tmp_path.glob("*25Q1-00001-returns-0002*")), act=act_of())
    sent = {path.name: path.read_bytes() for path in levels.ward.packages.glob("*returns-0002*")}
    assert sent
    assert {path.name: path.read_bytes() for path in levels.city.packages.glob("*returns-0002*")} == sent


def test_nothing_to_send_on_is_refused(levels: Levels) -> None:
    with pytest.raises(NothingToForward):
        forward(levels.district, levels.period, out=levels.folder, act=act_of())
    with pytest.raises(ForwardToSelf):
        forward(levels.city, levels.period, out=levels.folder, act=act_of())


def test_an_office_stands_under_its_district_and_its_city() -> None:
    assert BUILT_IN.is_below(WARD, DISTRICT)
    assert BUILT_IN.is_below(WARD, CITY)
    assert BUILT_IN.is_hub_below(DISTRICT, CITY)
    assert not BUILT_IN.is_hub_below(WARD, CITY)
    assert not BUILT_IN.is_below(CITY, WARD)
    assert not BUILT_IN.is_below(UnitKey("zz", date(2008, 8, 1)), CITY)


def test_a_stick_that_is_gone_while_sending_on_leaves_the_kept_originals_alone(levels: Levels) -> None:
    at_the_district(levels)
    before = {file.name: file.read_bytes() for file in levels.district.packages.glob("*.zip")}
    with pytest.raises(FolderMissing):
        forward(levels.district, levels.period, out=levels.folder / "gone", act=act_of())
    assert {file.name: file.read_bytes() for file in levels.district.packages.glob("*.zip")} == before
