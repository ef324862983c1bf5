"""Two computers of a ward and their hub, on real folders: send, check, merge, both ways round."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from exports.packages.checking import check_package
from exports.packages.descriptor import Receiver
from exports.packages.findings import PackageRefused
from exports.packages.quarantine import QUARANTINE
from exports.packages.receive import NoPackages, merge_packages
from exports.packages.send import NothingToSend, Sent, send_returns
from exports.proof.rebuilding import RebuildIncomplete, rebuild
from models.domain.basics.problems import Problem
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.serials import Serial
from models.files import FolderMissing
from models.language import load
from models.services.exchange.packages import packages
from models.services.forms.ledger import read_book
from models.services.keying.keying import amend, rule, void
from models.services.office.backups import backups
from models.services.office.closing import close_period
from models.store import journal
from models.store.database import Station, open_station
from tests.builders.acts import CITY, HA, WARD, act_of, person
from tests.builders.forms import alike, issued, key
from tests.builders.offices import EARLIER, Offices


def send(station: Station, offices: Offices, *, to: Receiver | None = None) -> Sent:
    return send_returns(station, offices.period, out=offices.folder, to=to, act=act_of())


def everything(station: Station) -> dict[str, object]:
    """All facts, contents and texts of a base about the period, however they came."""
    found: dict[str, object] = {}
    for number, stream in journal.all_streams(station.db).items():
        if stream.period == EARLIER:
            continue
        contents = journal.every_content(station.db, number, stream.station)
        lines = {n: sorted(line.line() for line in each) for n, each in contents.items()}
        if lines:
            found[str(stream)] = (lines, journal.texts_of(station.db, number))
    return found


def state(station: Station, offices: Offices, serial: Serial) -> State:
    return read_book(station, offices.period, WARD).ledger.forms[str(serial)].state


def test_a_package_brings_every_fact_once(offices: Offices) -> None:
    serials = issued(offices.first)
    for serial in serials:
        key(offices.first, serial, alike(offices.first, text="Cán bộ nhiệt tình\nđúng hẹn"))
    sent = send(offices.first, offices)

    report = merge_packages(offices.hub, [sent.path], act=act_of())

    assert (report.total("facts"), report.total("new"), report.total("refused")) == (5, 5, 0)
    assert everything(offices.hub) == everything(offices.first)
    again = merge_packages(offices.hub, [sent.path], act=act_of())
    assert (again.total("new"), again.total("already_here")) == (0, 5)
    assert not again.changed


def test_books_of_two_computers_meet_at_the_hub(offices: Offices) -> None:
    first, second = issued(offices.first, 2), issued(offices.second, 2)
    assert {serial.book for serial in first + second} == {1, 2}
    for place in (offices.first, offices.second):
        merge_packages(offices.hub, [send(place, offices).path], act=act_of())

    book = read_book(offices.hub, offices.period, WARD)

    assert book.ledger.totals["issued"] == 4
    assert not book.ledger.alarms


@pytest.mark.parametrize("turn", [1, -1], ids=["first computer first", "second computer first"])
@pytest.mark.parametrize(("mark", "expected"), [("4", State.VALID), ("2", State.DISPUTED)])
def test_one_form_keyed_on_both_computers(offices: Offices, turn: int, mark: str, expected: State) -> None:
    serial = issued(offices.first, 1)[0]
    key(offices.first, serial, alike(offices.first, "4"))
    key(offices.second, serial, alike(offices.second, mark), by="minh")
    files = [send(offices.first, offices).path, send(offices.second, offices).path][::turn]

    merge_packages(offices.hub, files, act=act_of())
    merge_packages(offices.first, files, act=act_of())
    merge_packages(offices.second, files, act=act_of())

    assert {state(station, offices, serial) for station in offices.stations} == {expected}
    assert everything(offices.hub) == everything(offices.first) == everything(offices.second)


def test_a_ruling_settles_the_dispute_everywhere(offices: Offices) -> None:
    serial = issued(offices.first, 1)[0]
    key(offices.first, serial, alike(offices.first, "4"))
    key(offices.second, serial, alike(offices.second, "2"), by="minh")
    merge_packages(offices.first, [send(offices.second, offices).path], act=act_of())
    rule(
        offices.first,
        offices.period,
        serial=serial,
        answers=alike(offices.first, "4"),
        reason="paper",
        act=act_of(person(offices.first, "hoa"), salt="r"),
    )
    sent = send(offices.first, offices)
    for station in (offices.hub, offices.second):
        merge_packages(station, [sent.path], act=act_of())

    assert {state(station, offices, serial) for station in offices.stations} == {State.VALID}


def test_amending_and_voiding_travel_as_facts(offices: Offices) -> None:
    one, other = issued(offices.first, 2)
    for serial in (one, other):
        key(offices.first, serial)
    merge_packages(offices.hub, [send(offices.first, offices).path], act=act_of())
    lan = person(offices.first, "lan")
    changed = alike(offices.first, "1")
    amend(offices.first, offices.period, serial=one, answers=changed, act=act_of(lan, salt="a"))
    void(offices.first, offices.period, serial=other, act=act_of(lan))

    report = merge_packages(offices.hub, [send(offices.first, offices).path], act=act_of())

    assert (report.total("new"), report.total("already_here")) == (2, 4)
    forms = read_book(offices.hub, offices.period, WARD).ledger.forms
    accepted = forms[str(one)].settled.accepted
    assert accepted is not None
    assert set(accepted.marks) == {"1"}
    assert forms[str(other)].state is State.IN_STOCK


def test_an_older_package_after_a_newer_one_changes_nothing(offices: Offices) -> None:
    serials = issued(offices.first, 2)
    key(offices.first, serials[0])
    older = send(offices.first, offices)
    key(offices.first, serials[1])
    newer = send(offices.first, offices)
    merge_packages(offices.hub, [newer.path], act=act_of())
    here = everything(offices.hub)

    report = merge_packages(offices.hub, [older.path], act=act_of())

    assert report.total("new") == 0
    assert everything(offices.hub) == here
    assert not report.packages[0].notices


def test_facts_after_the_closing_are_taken_and_counted_as_late(offices: Offices) -> None:
    serials = issued(offices.first, 2)
    key(offices.first, serials[0])
    close_period(offices.first, offices.period, act=act_of(person(offices.first, "hoa")))
    key(offices.second, serials[1], by="minh")
    first = merge_packages(offices.hub, [send(offices.first, offices).path], act=act_of())

    second = merge_packages(offices.hub, [send(offices.second, offices).path], act=act_of())

    assert first.total("late") == 0
    assert (second.total("new"), second.total("late")) == (1, 1)
    assert [notice.kind for notice in second.packages[0].notices] == ["closed"]


def test_a_copied_station_folder_loses_nothing_and_is_named(offices: Offices, tmp_path: Path) -> None:
    one, other = issued(offices.first, 2)
    offices.first.close()
    shutil.copytree(offices.first.folder, tmp_path / "copy")
    copy = open_station(tmp_path / "copy")
    key(offices.first, one, alike(offices.first, "4"))
    key(copy, other, alike(copy, "2", text="bản sao"), by="minh")
    files = [
        send(offices.first, offices).path,
        send_returns(copy, offices.period, out=tmp_path, act=act_of()).path,
    ]
    copy.close()

    for station, order in ((offices.hub, files), (offices.second, files[::-1])):
        report = merge_packages(station, order, act=act_of())
        assert (report.total("new"), report.total("already_here"), report.total("clashing")) == (3, 2, 1)
        assert "fork" in {notice.kind for notice in report.packages[1].notices}
        book = read_book(station, offices.period, WARD).ledger
        assert {book.forms[str(serial)].state for serial in (one, other)} == {State.IN_STOCK}
        assert merge_packages(station, order, act=act_of()).total("new") == 0
    assert everything(offices.hub) == everything(offices.second)

    carried = send(offices.second, offices)
    assert check_package(carried.path, station=offices.hub).is_right
    merge_packages(offices.first, [carried.path], act=act_of())
    assert everything(offices.first) == everything(offices.hub)


def test_a_package_for_another_office_is_a_notice_when_checked_and_refused_when_merged(offices: Offices) -> None:
    issued(offices.first, 1)
    other = Receiver("unit", "00008@2025-07-01")
    sent = send(offices.first, offices, to=other)

    notices = check_package(sent.path, station=offices.hub).notices
    assert [notice.kind for notice in notices] == ["foreign_receiver"]
    report = merge_packages(offices.hub, [sent.path], act=act_of())

    assert [finding.code for finding in report.packages[0].findings] == ["receiver_other"]
    assert (report.total("facts"), report.total("refused"), report.total("new")) == (2, 2, 0)
    assert everything(offices.hub) == {}
    kept = list((offices.hub.packages / QUARANTINE).glob("*.zip"))
    assert [each.read_bytes() for each in kept] == [sent.path.read_bytes()]
    assert kept[0].with_suffix(".json").exists()


def test_computers_of_one_office_take_each_others_returns(offices: Offices) -> None:
    issued(offices.first, 1)
    returns = send(offices.first, offices)
    exchange = send(offices.first, offices, to=Receiver("station", offices.second.id))

    for sent in (returns, exchange):
        assert merge_packages(offices.second, [sent.path], act=act_of()).total("refused") == 0
    refused = merge_packages(offices.hub, [exchange.path], act=act_of()).packages[0]
    assert [finding.code for finding in refused.findings] == ["sealed"]


def test_packages_are_numbered_for_each_receiver_and_a_missing_one_is_a_notice(offices: Offices) -> None:
    issued(offices.first, 1)
    sent = [send(offices.first, offices) for _ in range(3)]
    exchange = send(offices.first, offices, to=Receiver("station", offices.second.id))
    assert [each.number for each in sent] == [1, 2, 3]
    assert exchange.number == 1

    merge_packages(offices.hub, [sent[0].path], act=act_of())
    report = merge_packages(offices.hub, [sent[2].path], act=act_of())

    assert [(notice.kind, notice.sentence.values["missing"]) for notice in report.packages[0].notices] == [
        ("gap", (2,))
    ]


def test_a_preview_counts_and_keeps_nothing(offices: Offices) -> None:
    issued(offices.first, 2)
    sent = send(offices.first, offices)

    preview = merge_packages(offices.hub, [sent.path], preview=True, act=replace(act_of(), backs_up=True))

    assert preview.total("new") == 2
    assert everything(offices.hub) == {}
    assert not any(package.kind == "returns" for package in packages(offices.hub))
    assert not backups(offices.hub)
    merge_packages(offices.hub, [sent.path, sent.path], act=replace(act_of(), backs_up=True))
    assert [copy.reason for copy in backups(offices.hub)] == ["merge"]


def test_a_folder_is_merged_whole_and_bad_files_in_it_stop_nothing(offices: Offices, tmp_path: Path) -> None:
    issued(offices.first, 1)
    issued(offices.second, 1)
    stick = tmp_path / "stick"
    stick.mkdir()
    for station in (offices.first, offices.second):
        send_returns(station, offices.period, out=stick, act=act_of())
    (stick / "0-empty.zip").touch()
    (stick / "1-no.zip").write_bytes(b"PK nothing")
    (stick / "readme.txt").write_text("x", encoding="utf-8")

    report = merge_packages(offices.hub, [stick], act=act_of())

    assert [package.is_refused for package in report.packages] == [True, True, False, False]
    assert report.total("new") == 4
    with pytest.raises(NoPackages):
        merge_packages(offices.hub, [tmp_path / "second"], act=act_of())


def test_rebuilding_from_the_kept_packages_gives_the_same_base(offices: Offices) -> None:
    serial = issued(offices.first, 1)[0]
    key(offices.first, serial, alike(offices.first, text="x"))
    key(offices.second, serial, alike(offices.second, "1", text="y"), by="minh")
    merge_packages(offices.first, [send(offices.second, offices).path], act=act_of())
    merge_packages(offices.hub, [send(offices.first, offices).path], act=act_of())
    for station in (offices.hub, offices.first):
        before = everything(station)
        rebuilt = rebuild(station, act=act_of())
        assert rebuilt.facts >= 1
        assert everything(station) == before


@pytest.mark.in_a_file
def test_a_rebuild_that_would_lose_a_line_is_refused(offices: Offices) -> None:
    issued(offices.first, 1)
    merge_packages(offices.hub, [send(offices.first, offices).path], act=act_of())
    before = everything(offices.hub)
    for file in offices.hub.packages.glob("*returns*.zip"):
        file.write_bytes(file.read_bytes()[:-1])

    with pytest.raises(RebuildIncomplete) as refusal:
        rebuild(offices.hub, act=act_of())

    told = refusal.value
    assert len(told.lacking) == 1
    assert "does not read any more" in str(told.lacking[0])
    assert offices.first.id not in str(told)
    assert everything(offices.hub) == before


def test_lines_of_an_unknown_period_are_taken_with_a_notice(offices: Offices, tmp_path: Path) -> None:
    from models.services.office.stations import found_station

    issued(offices.first, 1)
    sent = send_returns(offices.first, offices.period, out=offices.folder, is_sealed=False, act=act_of())
    stranger = found_station(tmp_path / "late hub", unit=CITY, name="x", person=HA, chance="hub1", is_hub=True)
    report = merge_packages(stranger, [sent.path], act=act_of())
    stranger.close()
    assert report.total("new") == 2
    assert [notice.kind for notice in report.packages[0].notices] == ["key_unconfirmed", "unknown_period"]


def test_an_empty_period_and_a_missing_folder_are_refused_and_leave_nothing(offices: Offices) -> None:
    with pytest.raises(NothingToSend):
        send(offices.first, offices)
    issued(offices.first, 1)
    with pytest.raises(FolderMissing):
        send_returns(offices.first, offices.period, out=offices.folder / "none", act=act_of())
    assert [package.kind for package in packages(offices.first)] == ["campaign"]
    assert not list(offices.first.packages.glob("*returns*"))
    assert send(offices.first, offices).number == 1


@pytest.mark.parametrize("code", ["vi", "en"])
def test_findings_and_notices_are_told_in_both_languages(offices: Offices, code: str) -> None:
    language = load(code)
    issued(offices.first, 1)
    sent = send(offices.first, offices, to=Receiver("unit", "00008@2025-07-01"))
    empty = offices.folder / "none.zip"
    empty.write_bytes(b"")
    report = merge_packages(offices.hub, [sent.path, empty], act=act_of())
    for package in report.packages:
        for finding in package.findings:
            assert "{" not in language.sentence(finding)
    notice = check_package(sent.path, station=offices.hub).notices[0]
    assert "{" not in language.sentence(notice.sentence)
    assert isinstance(PackageRefused("x", ()), Problem)


def test_a_closing_names_the_heads_that_the_package_proves(offices: Offices) -> None:
    issued(offices.first, 1)
    close_period(offices.first, offices.period, act=act_of(person(offices.first, "hoa")))
    merge_packages(offices.hub, [send(offices.first, offices).path], act=act_of())
    closed = journal.facts_of_kinds(offices.hub, offices.period.key, WARD, (Kind.CLOSED,))
    assert len(closed) == 1
    assert read_book(offices.hub, offices.period, WARD).closings[0].heads[offices.first.id][0] == 2
