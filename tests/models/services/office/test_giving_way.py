"""Whoever makes up a campaign with the code or the questionnaires of a true one keeps nobody from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exports.packages.campaign import open_campaign, write_campaign
from exports.proof.verifying import verify_station
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.office.giving_way import CampaignsClash, PeriodFromOther, is_aside
from models.services.office.periods import find_period, open_period, overlaps_of, periods
from models.services.office.questionnaires import add_questionnaire, find_questionnaire, questionnaires_of, sheets_of
from models.services.office.stations import found_station
from models.store.database import Station
from tests.builders.acts import CITY, HA, LAN, WARD, act_of, person
from tests.builders.forms import key
from tests.builders.offices import confirm

STRANGER, ANOTHER = (UnitKey(code, date(2025, 7, 1)) for code in ("00008", "00025"))


class Town:
    """A city, a ward, and a computer that somebody set up under the name of some office."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack
        self.city = self.founded("city", CITY, is_hub=True)
        self.ward = self.founded("ward", WARD)

    def founded(self, name: str, unit: UnitKey, *, is_hub: bool = False) -> Station:
        made = found_station(
            self.folder / name, unit=unit, name=name, person=LAN if unit == WARD else HA, chance=name, is_hub=is_hub
        )
        self._stack.callback(made.close)
        return made

    def campaign(self, of: Station, code: str = "26Q3") -> Path:
        period = open_period(
            of,
            code=code,
            name=of.name,
            evaluated=(date(2026, 7, 1), date(2026, 9, 30)),
            survey=None,
            seed=of.name,
            units=(WARD,),
            act=act_of(HA),
        )
        return write_campaign(of, period, out=self.folder, act=act_of(HA)).path


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with ExitStack() as stack:
        yield Town(tmp_path, stack)


def altered(station: Station, edition: str) -> None:
    """Another wording under the name and edition of a built-in questionnaire, or a later one of it."""
    sheets = sheets_of(station, find_questionnaire(station, "hailong_cn"))
    survey = tuple(
        replace(row, cells={name: f"{cell}!" if name == "label" and cell else cell for name, cell in row.cells.items()})
        for row in sheets.survey or ()
    )
    (settings, *others) = sheets.settings or ()
    cells = {**settings.cells, "version": edition}
    add_questionnaire(
        station, replace(sheets, survey=survey, settings=(replace(settings, cells=cells), *others)), act=act_of()
    )


def in_use(station: Station) -> list[Period]:
    return [each for each in periods(station) if not is_aside(station, each)]


def test_a_made_up_issuer_keeps_no_ward_from_the_campaign_of_its_city(town: Town) -> None:
    stranger = town.founded("stranger", STRANGER, is_hub=True)
    false, true = town.campaign(stranger), town.campaign(town.city)
    open_campaign(town.ward, false, act=act_of())
    opened = open_campaign(town.ward, true, act=act_of())
    assert opened.key.issuer == CITY
    assert find_period(town.ward, "26Q3") == opened
    assert in_use(town.ward) == [opened]
    # nothing is lost: the other one is named by its issuer and code
    assert find_period(town.ward, f"{STRANGER}/26Q3").name == "stranger"
    assert overlaps_of(town.ward, opened) == ()
    with pytest.raises(CampaignsClash):
        open_campaign(town.ward, false, act=act_of())
    assert verify_station(town.ward).problems == ()


def test_of_two_that_nobody_heard_the_telephone_decides(town: Town) -> None:
    one, other = (town.founded(name, unit, is_hub=True) for name, unit in (("one", STRANGER), ("other", ANOTHER)))
    files = town.campaign(one), town.campaign(other)
    open_campaign(town.ward, files[0], act=act_of())
    before = periods(town.ward)
    with pytest.raises(CampaignsClash) as refusal:
        open_campaign(town.ward, files[1], act=act_of())
    assert refusal.value.deed is not None
    assert periods(town.ward) == before
    confirm(town.ward, other)
    assert open_campaign(town.ward, files[1], act=act_of()).name == "other"
    assert [each.name for each in in_use(town.ward)] == ["other"]
    # two that are both heard are a matter for people, and the one that stands stays
    confirm(town.ward, one)
    with pytest.raises(PeriodFromOther):
        open_campaign(town.ward, files[0], act=act_of())
    assert [each.name for each in in_use(town.ward)] == ["other"]


def test_what_was_worked_under_a_false_campaign_stays_and_counts_in_nothing_of_the_true_one(town: Town) -> None:
    stranger = town.founded("stranger", STRANGER, is_hub=True)
    false, true = town.campaign(stranger), town.campaign(town.city)
    before = open_campaign(town.ward, false, act=act_of())
    person(town.ward)
    serial = next(iter(issue_forms(town.ward, before, variant="CN", count=1, act=act_of()).serials))
    key(town.ward, serial)
    opened = open_campaign(town.ward, true, act=act_of())
    assert not read_book(town.ward, opened, WARD).facts
    assert read_book(town.ward, before, WARD).ledger.totals["valid"] == 1
    assert verify_station(town.ward).problems == ()


def test_a_made_up_issuer_keeps_no_hub_from_its_own_period(town: Town) -> None:
    stranger = town.founded("stranger", STRANGER, is_hub=True)
    open_campaign(town.city, town.campaign(stranger), act=act_of(HA))
    sent = town.campaign(town.city)
    assert [each.name for each in in_use(town.city)] == ["city"]
    assert open_campaign(town.ward, sent, act=act_of()).key.issuer == CITY
    with pytest.raises(CampaignsClash):
        open_campaign(town.ward, next(town.folder.glob("*-00008-campaign-*")), act=act_of())
    with pytest.raises(PeriodFromOther):
        open_campaign(town.city, next(town.folder.glob("*-00008-campaign-*")), act=act_of(HA))


def test_somebody_under_the_hubs_own_name_keeps_it_from_no_code_and_changes_nothing_of_it(town: Town) -> None:
    false_city = town.founded("false", CITY, is_hub=True)
    open_campaign(town.city, town.campaign(false_city, "26Q3"), act=act_of(HA))
    town.campaign(town.city, "26Q3")
    own = find_period(town.city, "26Q3")
    assert (own.name, own.hub_station) == ("city", town.city.id)


@pytest.mark.parametrize("code", ["26Q3", "26Q4"], ids=["same code", "other code"])
def test_a_false_questionnaire_under_a_known_name_keeps_nobody_from_the_true_one(town: Town, code: str) -> None:
    stranger = town.founded("stranger", STRANGER, is_hub=True)
    edition = find_questionnaire(town.city, "hailong_cn").edition
    altered(stranger, edition)
    false, true = town.campaign(stranger, code), town.campaign(town.city)
    before = open_campaign(town.ward, false, act=act_of())
    words = questionnaires_of(town.ward, before)[0].questions
    confirm(town.ward, town.city, period=before.key)
    opened = open_campaign(town.ward, true, act=act_of())
    assert questionnaires_of(town.ward, opened) == questionnaires_of(town.city, opened)
    kept = find_period(town.ward, str(before.key))
    assert questionnaires_of(town.ward, kept)[0].questions == words
    assert words != questionnaires_of(town.ward, opened)[0].questions
    assert verify_station(town.ward).problems == ()


def test_no_period_of_ones_own_takes_the_questionnaire_of_a_stranger_unasked(town: Town) -> None:
    stranger = town.founded("stranger", STRANGER, is_hub=True)
    true = find_questionnaire(town.city, "hailong_cn")
    altered(stranger, "9999")
    open_campaign(town.city, town.campaign(stranger, "26Q4"), act=act_of(HA))
    assert find_questionnaire(town.city, "hailong_cn") == true
    assert find_questionnaire(town.city, "hailong_cn", "9999").edition == "9999"
