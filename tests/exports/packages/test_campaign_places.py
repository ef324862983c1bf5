"""Law 34: a campaign tells under which offices its units stand and whose work they have taken over, once its hub is heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from exports.packages.campaign import open_campaign, write_campaign
from exports.proof.verifying import verify_station
from models.catalogue import BUILT_IN
from models.domain.basics.people import Person
from models.domain.basics.units import Unit, UnitKey
from models.domain.book.certificates import station_of
from models.domain.book.facts import Fact, Kind, PeriodKey, Stream, canonical
from models.domain.book.periods import Placed
from models.security import certified, keys_made_of, to_text
from models.services.office.known_keys import is_heard, settle_keys
from models.services.office.periods import open_period, periods
from models.services.office.stations import found_station
from models.store.database import Station, open_station
from models.store.keys import put_certificates
from models.store.periods import put_places
from models.store.relations import Relations, offices_above
from tests.builders.acts import AT, CITY, HA, act_of
from tests.builders.offices import confirm
from tests.builders.streams import write_signed

LEVELS = BUILT_IN.levels
OLD, NEW = UnitKey("B0001", date(2025, 7, 1)), UnitKey("B0002", date(2026, 7, 1))
MIDDLE = UnitKey("B0009", date(2025, 7, 1))
ADDED = (
    Unit(MIDDLE, "Khu", "", LEVELS["district"], "Khu", parent=CITY),
    Unit(OLD, "Cũ", "Phường", LEVELS["commune"], "UBND phường Cũ", valid_to=date(2026, 6, 30), parent=MIDDLE),
    Unit(NEW, "Mới", "Phường", LEVELS["commune"], "UBND phường Mới", parent=MIDDLE, predecessors=(OLD,)),
)
PERIOD = PeriodKey(CITY, "26Q3")


@dataclass
class Two:
    """A hub that added units to its catalogue, and the ward of one of them, whose catalogue does not know it."""

    hub: Station
    ward: Station
    file: Path


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    hub = found_station(tmp_path / "hub", unit=CITY, name="hub", person=HA, chance="hub0", is_hub=True)
    hub = replace(hub, catalogue=BUILT_IN.with_own(ADDED))
    period = open_period(
        hub,
        code="26Q3",
        name="Q",
        evaluated=(date(2026, 7, 1), date(2026, 9, 30)),
        survey=None,
        seed="s",
        units=(NEW,),
        act=act_of(),
    )
    ward = found_station(tmp_path / "ward", unit=NEW, name="1", person=Person(NEW, "lan", "Lan"), chance="aaaa1")
    file = write_campaign(hub, period, out=tmp_path, act=act_of()).path
    yield Two(hub, ward, file)
    hub.close()
    ward.close()


def test_34_a_ward_of_an_added_unit_knows_who_stands_above_it_once_the_key_of_the_hub_is_confirmed(two: Two) -> None:
    open_campaign(two.ward, two.file, act=act_of())
    assert offices_above(two.ward, NEW, PERIOD) == (CITY,)
    confirm(two.ward, two.hub)
    assert offices_above(two.ward, NEW, PERIOD) == (MIDDLE, CITY)
    assert offices_above(two.hub, NEW, PERIOD) == (MIDDLE, CITY)


def test_34_a_successor_speaks_about_the_office_whose_work_it_took_over_at_ward_and_hub(two: Two) -> None:
    open_campaign(two.ward, two.file, act=act_of())
    assert Relations(two.ward, PERIOD).speaker(OLD, NEW).steps is None
    confirm(two.ward, two.hub)
    assert Relations(two.ward, PERIOD).speaker(OLD, NEW).steps == 0
    assert Relations(two.hub, PERIOD).speaker(OLD, NEW).steps == 0


@pytest.mark.parametrize("over", [CITY, UnitKey("00004", date(2025, 7, 1))])
def test_a_hub_puts_neither_those_above_it_nor_those_beside_it_under_itself(
    two: Two, tmp_path: Path, over: UnitKey
) -> None:
    """Else it would say which key is theirs."""
    home = UnitKey("00008", date(2025, 7, 1))
    liar = found_station(
        tmp_path / "liar", unit=home, name="hub", person=Person(home, "lan", "Lan"), chance="l", is_hub=True
    )
    liar_period = open_period(
        liar,
        code="26Q4",
        name="Q",
        evaluated=(date(2026, 7, 1), date(2026, 9, 30)),
        survey=None,
        seed="s",
        units=(NEW,),
        act=act_of(),
    )
    (tmp_path / "liar's").mkdir()
    open_campaign(two.ward, write_campaign(liar, liar_period, out=tmp_path / "liar's", act=act_of()).path, act=act_of())
    confirm(two.ward, liar)
    thief = keys_made_of("thief")
    told = canonical({"unit": str(over), "key": to_text(thief.public)})
    stream = Stream(liar.id, over, liar_period.key)
    with two.ward.transaction():
        put_places(two.ward.db, liar_period.key, [Placed(over, home, ())])
        put_certificates(two.ward.db, [certified(over, thief.public, by=thief)])
        write_signed(
            two.ward, stream, [Fact(liar.id, 1, Kind.KEY_CONFIRMED, "", "00008/lan", AT, told)], by=liar.signer
        )
        settle_keys(two.ward)
    assert is_heard(two.ward, liar.id, home)
    assert not is_heard(two.ward, station_of(thief.public), over)
    liar.close()


def test_what_is_kept_of_a_campaign_is_held_to_its_signature(two: Two) -> None:
    open_campaign(two.ward, two.file, act=act_of())
    assert not [each for each in verify_station(two.ward).problems if each.code == "period_otherwise"]
    with two.ward.transaction():
        two.ward.db.execute_sql("UPDATE related SET other = '00008@2025-07-01' WHERE kind = 'parent'")
    assert [each.code for each in verify_station(two.ward).problems if each.code == "period_otherwise"]


def test_a_newer_edition_puts_other_superiors_in_the_place_of_the_former(two: Two, tmp_path: Path) -> None:
    open_campaign(two.ward, two.file, act=act_of())
    confirm(two.ward, two.hub)
    moved = replace(two.hub, catalogue=BUILT_IN.with_own([ADDED[0], replace(ADDED[2], parent=CITY, predecessors=())]))
    (period,) = periods(moved)
    (tmp_path / "2").mkdir()
    file = write_campaign(moved, replace(period, edition=2), out=tmp_path / "2", act=act_of()).path
    open_campaign(two.ward, file, act=act_of())
    assert offices_above(two.ward, NEW, PERIOD) == (CITY,)
    assert Relations(two.ward, PERIOD).speaker(OLD, NEW).steps is None
    reopened = open_station(two.ward.folder)
    assert offices_above(reopened, NEW, PERIOD) == (CITY,)
    reopened.close()
