"""Keys are confirmed once and then pinned; packages are sealed for who may read them; what waits is tried again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exports.packages.campaign import HubKeyChanged, open_campaign, write_campaign
from exports.packages.checking import check_package
from exports.packages.descriptor import Receiver
from exports.packages.merged import MergeReport
from exports.packages.quarantine import QUARANTINE, waiting_packages
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages, retry_packages
from exports.packages.send import Sent, send_returns
from models.security import fingerprint_words, from_text, is_sealed, new_keys, to_text
from models.services.office.backups import back_up, restore
from models.services.office.known_keys import (
    FingerprintDiffers,
    SenderUnknown,
    Trust,
    confirm_key,
    known_keys,
    trust_of,
    unconfirmed_hub,
)
from models.services.office.stations import add_station, found_from_file
from models.store.database import Station, open_station
from tests.builders.acts import AT, WARD, act_of, person
from tests.builders.forms import issued, key
from tests.builders.offices import Offices, confirm, make_offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = make_offices(tmp_path)
    issued(made.first, 2)
    yield made
    made.close()


def send(station: Station, offices: Offices, *, to: Receiver | None = None, is_sealed: bool = True) -> Sent:
    return send_returns(station, offices.period, out=offices.folder, to=to, is_sealed=is_sealed, act=act_of())


def merge(offices: Offices, sent: Sent) -> MergeReport:
    return merge_packages(offices.hub, [sent.path], act=act_of())


def with_other_keys(station: Station) -> Station:
    shutil.rmtree(station.keys)
    return replace(station, public_key=to_text(new_keys(station.keys)))


def kinds(report: MergeReport) -> list[str]:
    return [notice.kind for notice in report.packages[0].notices]


def test_the_first_package_of_a_station_asks_for_its_words_once(offices: Offices) -> None:
    assert kinds(merge(offices, send(offices.first, offices))) == ["key_unconfirmed"]
    assert trust_of(offices.hub, "aaaa1", offices.first.public_key) is Trust.SEEN
    assert kinds(merge(offices, send(offices.first, offices))) == []

    confirm(offices.hub, offices.first)

    known = next(known for known in known_keys(offices.hub) if known.station == "aaaa1")
    assert (known.trust, known.by, known.at) == (Trust.CONFIRMED, "01/ha", AT)


def test_a_ward_confirms_its_hub_by_the_code_of_the_office(offices: Offices) -> None:
    unconfirmed = unconfirmed_hub(offices.first, offices.period)
    assert unconfirmed is not None
    said = unconfirmed.words.upper().replace(" ", ", ")
    confirm_key(offices.first, "01", words=said, act=act_of())
    assert unconfirmed_hub(offices.first, offices.period) is None


def test_words_of_another_key_confirm_nothing(offices: Offices) -> None:
    merge(offices, send(offices.first, offices))
    with pytest.raises(FingerprintDiffers):
        confirm_key(offices.hub, "aaaa1", words="ba bai bam ban bang banh", act=act_of(person(offices.hub, "ha")))
    with pytest.raises(SenderUnknown):
        confirm_key(offices.hub, "zzzz9", words="ba", act=act_of(person(offices.hub, "ha")))
    assert trust_of(offices.hub, "aaaa1", offices.first.public_key) is Trust.SEEN


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_a_changed_key_waits_in_quarantine_until_it_is_confirmed(offices: Offices, *, is_confirmed: bool) -> None:
    merge(offices, send(offices.first, offices))
    if is_confirmed:
        confirm(offices.hub, offices.first)
    changed = with_other_keys(offices.first)
    key(changed, issued(changed, 2)[0])
    sent = send(changed, offices)

    report = merge(offices, sent)

    assert [finding.code for finding in report.packages[0].findings] == ["key_changed"]
    assert report.total("new") == 0
    assert report.packages[0].refused == report.packages[0].facts == 4
    assert [n.kind for n in check_package(sent.path, station=offices.hub).notices] == ["key_changed"]
    assert len(waiting_packages(offices.hub)) == 1
    assert not retry_packages(offices.hub, act=act_of()).packages

    confirm(offices.hub, changed)
    again = retry_packages(offices.hub, act=act_of())

    assert (again.total("new"), waiting_packages(offices.hub)) == (2, ())
    assert not list((offices.hub.packages / QUARANTINE).iterdir())
    assert trust_of(offices.hub, "aaaa1", offices.first.public_key) is (
        Trust.CONFIRMED if is_confirmed else Trust.CHANGED
    )


def test_what_waits_is_tried_again_with_the_next_merge(offices: Offices) -> None:
    merge(offices, send(offices.first, offices))
    changed = with_other_keys(offices.first)
    issued(changed, 2)
    merge(offices, send(changed, offices))
    confirm(offices.hub, changed)
    issued(offices.second, 2)

    report = merge(offices, send(offices.second, offices))

    assert [package.station for package in report.packages] == ["bbbb2", "aaaa1"]
    assert report.total("refused") == 0


def test_a_station_vouches_for_another_of_its_office(offices: Offices) -> None:
    issued(offices.second, 2)
    merge(offices, send(offices.second, offices))
    assert trust_of(offices.hub, "aaaa1", offices.first.public_key) is Trust.SEEN
    confirm(offices.hub, offices.second)
    assert trust_of(offices.hub, "aaaa1", offices.first.public_key) is Trust.VOUCHED
    assert kinds(merge(offices, send(offices.first, offices))) == []


def test_nobody_vouches_for_a_changed_key(offices: Offices) -> None:
    merge(offices, send(offices.first, offices))
    issued(offices.second, 2)
    merge(offices, send(offices.second, offices))
    confirm(offices.hub, offices.second)
    changed = with_other_keys(offices.first)
    report = merge(offices, send(changed, offices))
    assert [finding.code for finding in report.packages[0].findings] == ["key_changed"]


def test_the_station_file_pins_the_first_computer(offices: Offices) -> None:
    assert trust_of(offices.second, "aaaa1", offices.first.public_key) is Trust.CONFIRMED


def test_a_station_file_without_keys_still_sets_a_computer_up(offices: Offices, tmp_path: Path) -> None:
    file = tmp_path / "third.json"
    add_station(offices.first, out=file, name="3")
    body = json.loads(file.read_bytes())
    del body["key"], body["sealing"]
    file.write_text(json.dumps(body), encoding="utf-8")
    third = found_from_file(tmp_path / "third", file=file, station_id="dddd4")
    assert not known_keys(third)
    third.close()


def test_packages_are_sealed_for_the_receiver_and_the_own_office(offices: Offices) -> None:
    sent = send(offices.first, offices)
    assert sent.path.name.endswith(".zip.age")
    assert is_sealed(sent.path.read_bytes())
    for station in offices.stations:
        assert check_package(sent.path, station=station).is_right
    assert [finding.code for finding in check_package(sent.path).findings] == ["sealed"]
    kept = next(offices.first.packages.glob("*-returns-*.zip"))
    assert check_package(kept).id == sent.id


def test_a_package_for_another_computer_is_named_and_kept_as_it_came(offices: Offices, tmp_path: Path) -> None:
    other = make_offices(tmp_path / "other", town="elsewhere")
    sent = send(offices.first, offices)
    report = merge_packages(other.hub, [sent.path], act=act_of())
    assert [finding.code for finding in report.packages[0].findings] == ["sealed"]
    kept = next((other.hub.packages / QUARANTINE).glob("*.age"))
    assert kept.read_bytes() == sent.path.read_bytes()
    other.close()


def test_every_changed_byte_of_a_sealed_package_is_found(offices: Offices, tmp_path: Path) -> None:
    sent = send(offices.first, offices)
    data = sent.path.read_bytes()
    file = tmp_path / "flipped.zip.age"
    for place in range(0, len(data), 97):
        file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert not check_package(file, station=offices.hub).is_right, place
    for size in (0, 10, len(data) // 2, len(data) - 1):
        file.write_bytes(data[:size])
        assert not check_package(file, station=offices.hub).is_right, size


def test_a_receipt_is_sealed_for_every_computer_of_the_office(offices: Offices) -> None:
    merge(offices, send(offices.first, offices))
    receipt = write_receipt(offices.hub, unit=WARD, period=offices.period.key, out=offices.folder, act=act_of())
    assert receipt.path.name.endswith(".zip.age")
    for station in offices.stations:
        assert check_package(receipt.path, station=station).is_right


def test_an_unsealed_package_stays_readable(offices: Offices) -> None:
    sent = send(offices.first, offices, is_sealed=False)
    assert sent.path.name.endswith(".zip")
    assert merge(offices, sent).total("new") == 2


def test_a_restored_station_opens_what_was_sealed_for_its_office(offices: Offices) -> None:
    merge(offices, send(offices.first, offices))
    receipt = write_receipt(offices.hub, unit=WARD, period=offices.period.key, out=offices.folder, act=act_of())
    backup = back_up(offices.first, reason="asked", at=AT)
    offices.first.close()
    restored = restore(offices.first.folder, file=backup, station_id="cccc3", at=AT)
    assert check_package(receipt.path, station=restored).is_right
    restored.close()


def test_7_a_restored_station_whose_book_is_free_needs_no_yes(offices: Offices) -> None:
    merge(offices, send(offices.first, offices))
    backup = back_up(offices.first, reason="asked", at=AT)
    offices.first.close()
    restored = restore(offices.first.folder, file=backup, station_id="cccc3", at=AT)
    assert issued(restored, 2)[0].book == 9
    assert not merge(offices, send(restored, offices)).packages[0].is_refused
    restored.close()


def test_7_the_first_package_of_a_restored_station_waits_for_a_yes_when_its_book_is_taken(
    offices: Offices, tmp_path: Path
) -> None:
    merge(offices, send(offices.first, offices))
    backup = back_up(offices.first, reason="asked", at=AT)
    twins = [restore(tmp_path / name, file=backup, station_id=name, at=AT) for name in ("cccc3", "dddd4")]
    reports = []
    for twin in twins:
        issued(twin, 2)
        reports.append(merge(offices, send(twin, offices, is_sealed=False)))
    assert [finding.code for finding in reports[0].packages[0].findings] == []
    assert [finding.code for finding in reports[1].packages[0].findings] == ["book_taken"]

    confirm(offices.hub, twins[1])
    again = retry_packages(offices.hub, act=act_of())

    assert [package.is_refused for package in again.packages] == [False]
    assert [notice.kind for notice in again.packages[0].notices] == ["book_twice"]
    for twin in twins:
        twin.close()


def test_a_campaign_with_another_key_is_not_opened_until_it_is_confirmed(offices: Offices) -> None:
    hub = with_other_keys(open_station(offices.hub.folder))
    again = write_campaign(hub, offices.period, out=offices.folder, act=act_of())
    with pytest.raises(HubKeyChanged) as refusal:
        open_campaign(offices.first, again.path, act=act_of())
    assert refusal.value.now == fingerprint_words(from_text(hub.public_key))
    confirm(offices.first, hub)
    assert open_campaign(offices.first, again.path, act=act_of()).code == "26Q3"
    hub.close()
