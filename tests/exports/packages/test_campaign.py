"""The campaign file on real folders: what a ward is told, and what it does not believe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from exports.packages.campaign import EVERYONE, HubKeyChanged, NotTheIssuer, open_campaign, write_campaign
from exports.packages.campaign_tables import campaign_tables
from exports.packages.checking import check_package
from exports.packages.descriptor import Asked, Descriptor
from exports.packages.findings import PackageRefused
from exports.packages.receive import merge_packages
from exports.packages.sealing import seal
from exports.proof.verifying import verify_station
from models.domain.basics.units import UnitKey
from models.domain.book.periods import DatesReversed, Target
from models.language import load
from models.progress import Cancelled
from models.services.exchange.packages import packages
from models.services.office.known_keys import certificates_of
from models.services.office.periods import (
    Campaign,
    CampaignContradicts,
    NothingEdited,
    OnlyTheIssuerEdits,
    campaign_of,
    edit_period,
    find_period,
    open_period,
    take_campaign,
)
from models.services.office.questionnaires import questionnaires_of
from models.services.office.stations import found_station
from models.store.database import Station
from tests.builders.acts import AT, CITY, HA, LAN, WARD, act_of
from tests.builders.offices import Offices, confirm


def test_a_campaign_file_carries_the_period_and_opens_again_without_change(offices: Offices) -> None:
    sent = write_campaign(offices.hub, offices.period, out=offices.folder, act=act_of())
    assert check_package(sent.path, station=offices.first).is_right
    assert open_campaign(offices.first, sent.path, act=act_of()) == find_period(offices.first, "26Q3")
    with pytest.raises(NotTheIssuer):
        write_campaign(offices.first, offices.period, out=offices.folder, act=act_of())
    report = merge_packages(offices.first, [sent.path], act=act_of())
    assert [finding.code for finding in report.packages[0].findings] == ["kind_other"]


def test_opening_a_campaign_file_can_be_stopped_and_changes_nothing(offices: Offices) -> None:
    class Stop:
        def step(self, done: int, total: int, what: str = "") -> None:
            if done == total - 1:
                raise Cancelled

    sent = write_campaign(offices.hub, offices.period, out=offices.folder, act=act_of())
    before = list(packages(offices.first))
    with pytest.raises(Cancelled):
        open_campaign(offices.first, sent.path, act=act_of(progress=Stop()))
    assert list(packages(offices.first)) == before


def test_a_campaign_of_a_stranger_under_the_hubs_name_is_refused(offices: Offices, tmp_path: Path) -> None:
    false_hub = found_station(tmp_path / "false", unit=CITY, name="x", person=HA, chance="false", is_hub=True)
    open_campaign(false_hub, write_campaign(offices.hub, offices.period, out=tmp_path, act=act_of()).path, act=act_of())
    period = replace(offices.period, edition=2, hub_station=false_hub.id, hub_key=false_hub.public_key)
    sent = write_campaign(false_hub, period, out=offices.folder, act=act_of())
    with pytest.raises(HubKeyChanged):
        open_campaign(offices.first, sent.path, act=act_of())
    damaged = offices.folder / "damaged.zip"
    damaged.write_bytes(sent.path.read_bytes()[:-1])
    with pytest.raises(PackageRefused):
        open_campaign(offices.first, damaged, act=act_of())


def signed_by(sender: Station, campaign: Campaign, known_at: Station) -> Path:
    """The campaign file that a changed program writes in its own name about a period of another office."""
    period = campaign.period
    asked = tuple(Asked(q.id, q.edition, q.coding, q.paper) for q in questionnaires_of(known_at, period))
    descriptor = Descriptor(
        kind="campaign",
        station=sender.id,
        sender_unit=sender.unit,
        key=sender.public_key,
        unit=sender.unit,
        period=period.key,
        receiver=EVERYONE,
        number=1,
        at=AT,
        heads={},
        questionnaires=asked,
        method=period.method.fingerprint,
        program="1",
        certificates=certificates_of(sender, frozenset()),
    )
    _, data = seal(descriptor, campaign_tables(campaign, sender.catalogue), sender.signer)
    path = sender.folder / f"{period.code}-campaign.zip"
    path.write_bytes(data)
    return path


def test_an_office_that_is_heard_speaks_in_the_name_of_no_other_one(offices: Offices, tmp_path: Path) -> None:
    """Neither in that of the hub nor in that of the ward whose own survey it would change."""
    neighbour = found_station(
        tmp_path / "neighbour", unit=UnitKey("00008", date(2025, 7, 1)), name="x", person=LAN, chance="n"
    )
    confirm(offices.first, neighbour, period=offices.period.key)
    own = open_period(
        offices.first,
        code="26K1",
        name="Khảo sát riêng",
        evaluated=(date(2026, 7, 1), date(2026, 9, 30)),
        survey=None,
        seed="s",
        act=act_of(),
    )
    for period in (offices.period, own):
        changed = replace(period, edition=2, name="!", hub_station=neighbour.id, hub_key=neighbour.public_key)
        path = signed_by(neighbour, replace(campaign_of(offices.first, period), period=changed), offices.first)
        with pytest.raises(HubKeyChanged):
            open_campaign(offices.first, path, act=act_of())
        assert find_period(offices.first, period.code) == period
    neighbour.close()


def test_targets_travel_and_a_newer_edition_brings_new_ones(offices: Offices) -> None:
    for edition, forms in ((2, 150), (3, 200)):
        period = replace(offices.period, edition=edition, name=f"Lần {edition}")
        known = campaign_of(offices.hub, offices.period)
        campaign = Campaign(period, known.questionnaires, (Target(WARD, "Hộ tịch", forms),))
        take_campaign(offices.hub, campaign, questionnaires_of(offices.hub, offices.period), act=act_of())
        sent = write_campaign(offices.hub, period, out=offices.folder, act=act_of())
        assert open_campaign(offices.first, sent.path, act=act_of()).name == f"Lần {edition}"
        assert campaign_of(offices.first, period).targets == (Target(WARD, "Hộ tịch", forms),)


def test_30_a_newer_edition_updates_what_may_change(offices: Offices) -> None:
    other = UnitKey("00008", date(2025, 7, 1))
    edited = edit_period(
        offices.hub,
        offices.period,
        name="Quý III (gia hạn)",
        survey_to=date(2027, 1, 31),
        units=(other,),
        targets=(Target(WARD, "", 120),),
        act=act_of(),
    )
    assert (edited.edition, edited.units) == (2, (WARD, other))
    newer = write_campaign(offices.hub, edited, out=offices.folder, act=act_of())
    older = next(path for path in offices.folder.glob("*-campaign-0001-*"))

    for path in (newer.path, older, newer.path):
        open_campaign(offices.first, path, act=act_of())

    known = find_period(offices.first, "26Q3")
    assert (known.edition, known.name, known.survey_to) == (2, "Quý III (gia hạn)", date(2027, 1, 31))
    assert campaign_of(offices.first, known).targets == (Target(WARD, "", 120),)


def test_30_what_may_not_change_is_refused_with_the_difference(offices: Offices) -> None:
    campaign = campaign_of(offices.hub, offices.period)
    changed = replace(offices.period, edition=2, share=Fraction(1, 3))
    with pytest.raises(CampaignContradicts) as refusal:
        take_campaign(offices.first, replace(campaign, period=changed), (), act=act_of())
    assert "0 → 1/3" in load("vi").problem(refusal.value)
    assert find_period(offices.first, "26Q3").share == 0


def test_30_only_the_issuer_edits_and_only_what_differs(offices: Offices) -> None:
    with pytest.raises(OnlyTheIssuerEdits):
        edit_period(offices.first, offices.period, name="x", act=act_of())
    with pytest.raises(NothingEdited):
        edit_period(offices.hub, offices.period, name=offices.period.name, act=act_of())
    with pytest.raises(DatesReversed):
        edit_period(offices.hub, offices.period, survey_to=date(2020, 1, 1), act=act_of())


def test_a_false_campaign_that_was_opened_first_gives_way_to_the_one_of_the_hub_whose_key_is_confirmed(
    tmp_path: Path,
) -> None:
    hub, stranger = (
        found_station(tmp_path / chance, unit=CITY, name="hub", person=HA, chance=chance, is_hub=True)
        for chance in ("hub0", "stranger")
    )
    ward = found_station(tmp_path / "ward", unit=WARD, name="1", person=LAN, chance="aaaa1")
    files = []
    for of, seed, share in ((hub, "s", "0"), (stranger, "t", "1/2")):
        period = open_period(
            of,
            code="26Q3",
            name=seed,
            evaluated=(date(2026, 7, 1), date(2026, 9, 30)),
            survey=None,
            seed=seed,
            units=(WARD,),
            share=Fraction(share),
            act=act_of(),
        )
        (tmp_path / seed).mkdir()
        files.append(write_campaign(of, period, out=tmp_path / seed, act=act_of()).path)
    true, false = files
    open_campaign(ward, false, act=act_of())
    with pytest.raises(HubKeyChanged):
        open_campaign(ward, true, act=act_of())
    confirm(ward, hub)
    opened = open_campaign(ward, true, act=act_of())
    assert (opened.hub_station, opened.seed, opened.share) == (hub.id, "s", Fraction(0))
    assert find_period(ward, "26Q3").seed == "s"
    with pytest.raises(HubKeyChanged):
        open_campaign(ward, false, act=act_of())
    assert verify_station(ward).problems == ()
    for station in (hub, stranger, ward):
        station.close()
