"""Law 29: receipts are cumulative and numbered, carry the hub's stream, and bring lost lines home."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exports.packages.campaign import open_campaign
from exports.packages.checking import check_package
from exports.packages.receipt import NothingReceived, OwnReceipt, ReceiptForStranger, write_receipt
from exports.packages.receive import merge_packages
from exports.packages.send import Sent, send_returns
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Stream
from models.domain.book.ledger import State
from models.security import SealedForOther, unseal_with
from models.services.exchange.merging import take_lines
from models.services.exchange.notices import NoticeKind
from models.services.exchange.packages import packages
from models.services.exchange.receipts import Acknowledged, acknowledged, receipt_states
from models.services.exchange.withdrawing import propose_withdrawal, withdraw
from models.services.forms.ledger import read_book
from models.services.keying.keying import rule
from models.services.office.backups import back_up, restore
from models.services.office.stations import found_station
from models.store import journal
from models.store.database import Station
from models.store.packages import ACKNOWLEDGED, SENT
from tests.builders.acts import AT, CITY, LAN, WARD, act_of, person
from tests.builders.exchange import refounded
from tests.builders.forms import alike, issued, key
from tests.builders.offices import EARLIER, Offices, confirm
from tests.builders.streams import piece

OTHER = UnitKey("00008", date(2025, 7, 1))


def sent_to_hub(station: Station, offices: Offices) -> Sent:
    sent = send_returns(station, offices.period, out=offices.folder, act=act_of())
    assert not any(package.is_refused for package in merge_packages(offices.hub, [sent.path], act=act_of()).packages)
    return sent


def receipt(offices: Offices) -> Sent:
    return write_receipt(offices.hub, unit=WARD, period=offices.period.key, out=offices.folder, act=act_of())


def states_of_sent(station: Station) -> list[str]:
    return [package.state for package in sorted(packages(station), key=lambda each: each.number) if package.is_own]


def everything(station: Station) -> set[str]:
    return {
        f"{stream}: {line.line()}"
        for number, stream in journal.all_streams(station.db).items()
        if stream.period != EARLIER
        for lines in journal.every_content(station.db, number, stream.station).values()
        for line in lines
    }


def test_29_only_a_receipt_turns_sent_into_acknowledged(offices: Offices) -> None:
    serials = issued(offices.first)
    for serial in serials[:2]:
        key(offices.first, serial)
    sent_to_hub(offices.first, offices)
    assert states_of_sent(offices.first) == [SENT]
    assert acknowledged(offices.first, offices.period.key) == Acknowledged(4, 0, 2, 0)

    report = merge_packages(offices.first, [receipt(offices).path], act=act_of())

    assert not report.packages[0].findings
    assert [notice.kind for notice in report.packages[0].notices] == ["acknowledged"]
    assert "2 of 2 keyed forms" in str(report.packages[0].notices[0].sentence)
    assert acknowledged(offices.first, offices.period.key) == Acknowledged(4, 4, 2, 2)
    assert states_of_sent(offices.first) == [ACKNOWLEDGED]
    key(offices.first, serials[2])
    assert acknowledged(offices.first, offices.period.key) == Acknowledged(5, 4, 3, 2)


def test_29_an_older_receipt_takes_no_confirmation_back(offices: Offices) -> None:
    serials = issued(offices.first, 2)
    key(offices.first, serials[0])
    sent_to_hub(offices.first, offices)
    older = receipt(offices)
    key(offices.first, serials[1])
    sent_to_hub(offices.first, offices)
    newer = receipt(offices)
    assert (older.number, newer.number) == (1, 2)

    merge_packages(offices.first, [newer.path], act=act_of())
    merge_packages(offices.first, [older.path], act=act_of())

    assert acknowledged(offices.first, offices.period.key).is_all
    assert states_of_sent(offices.first) == [ACKNOWLEDGED, ACKNOWLEDGED]


def test_29_a_receipt_carries_the_rulings_and_withdrawals_of_the_hub(offices: Offices) -> None:
    one, other = issued(offices.first, 2)
    key(offices.first, one, alike(offices.first, "4"))
    sent_to_hub(offices.first, offices)
    key(offices.second, one, alike(offices.second, "2"), by="minh")
    key(offices.second, other, by="minh")
    second = sent_to_hub(offices.second, offices)
    rule(
        offices.hub,
        offices.period,
        serial=one,
        answers=alike(offices.hub, "2"),
        reason="paper",
        unit=WARD,
        act=act_of(person(offices.hub, "ha"), salt="r"),
    )
    proposal = propose_withdrawal(offices.hub, second.id)
    withdraw(offices.hub, proposal, reason="máy nhập thử", act=act_of(person(offices.hub, "ha")))
    report = receipt(offices)
    assert check_package(report.path, station=offices.first).is_right

    for station in (offices.first, offices.second):
        merge_packages(station, [report.path], act=act_of())

    for station in offices.stations:
        forms = read_book(station, offices.period, WARD).ledger.forms
        assert [forms[str(serial)].state for serial in (one, other)] == [State.VALID, State.IN_STOCK]
    assert everything(offices.hub) == everything(offices.first)


def test_29_a_ward_restored_from_an_old_backup_gets_its_lost_lines_home(offices: Offices) -> None:
    serials = issued(offices.first)
    key(offices.first, serials[0])
    backup = back_up(offices.first, reason="asked", act=act_of())
    for serial in serials[1:]:
        key(offices.first, serial, alike(offices.first, text="sau khi sao lưu"))
    sent_to_hub(offices.first, offices)
    before = read_book(offices.hub, offices.period, WARD).ledger
    offices.first.close()
    restored = restore(offices.first.folder, file=backup, chance="cccc3", at=AT)
    try:
        assert read_book(restored, offices.period, WARD).ledger.totals["valid"] == 1
        issued(restored, 1)
        sent_to_hub(restored, offices)

        home = receipt(offices)
        report = merge_packages(restored, [home.path], act=act_of())

        assert (home.facts, home.keyings, home.texts) == (report.total("facts"), 2, 2)
        assert home.facts >= 2
        assert (report.total("new"), report.total("refused")) == (2, 0)
        book = read_book(restored, offices.period, WARD).ledger
        assert {serial: form.state for serial, form in before.forms.items()}.items() <= {
            serial: form.state for serial, form in book.forms.items()
        }.items()
        assert book.totals["valid"] == 3
        assert everything(restored) == everything(offices.hub)
        assert acknowledged(restored, offices.period.key).is_all
        assert sent_to_hub(restored, offices).facts == 7
    finally:
        restored.close()


def test_29_lost_lines_also_come_home_from_the_kept_packages(offices: Offices) -> None:
    serials = issued(offices.first, 2)
    backup = back_up(offices.first, reason="asked", act=act_of())
    key(offices.first, serials[0])
    sent_to_hub(offices.first, offices)
    offices.first.close()
    restored = restore(offices.first.folder, file=backup, chance="cccc3", at=AT)
    report = merge_packages(restored, sorted(restored.packages.glob("*returns*.zip")), act=act_of())
    assert (report.total("new"), report.total("refused")) == (1, 0)
    assert everything(restored) == everything(offices.hub)
    restored.close()


def test_29_a_hole_at_the_hub_is_asked_for_again(offices: Offices) -> None:
    serials = issued(offices.first, 4)
    for serial in serials:
        key(offices.first, serial)
    sent_to_hub(offices.first, offices)
    stream = Stream(offices.first.id, WARD, offices.period.key)
    number = journal.find_stream(offices.hub.db, stream)
    assert number is not None
    lines = journal.lines_of(offices.hub.db, number, stream.station)
    with offices.hub.transaction():
        journal.drop_lines(offices.hub.db, number)
        ends = [piece(stream, lines, first, last, by=offices.first.signer) for first, last in ((1, 2), (4, 4), (6, 6))]
        take_lines(offices.hub, ends)

    report = merge_packages(offices.first, [receipt(offices).path], act=act_of())

    notices = {notice.kind: str(notice.sentence) for notice in report.packages[0].notices}
    assert f"{stream.station}:3..3, {stream.station}:5..5" in notices[NoticeKind.LINES_WANTED]
    assert acknowledged(offices.first, offices.period.key) == Acknowledged(6, 2, 4, 0)


def test_a_receipt_for_the_own_office_or_one_that_sent_nothing_is_refused(offices: Offices) -> None:
    with pytest.raises(NothingReceived):
        receipt(offices)
    with pytest.raises(OwnReceipt):
        write_receipt(offices.hub, unit=CITY, period=offices.period.key, out=offices.folder, act=act_of())


def test_a_receipt_is_read_by_the_computers_that_are_heard_and_by_no_stranger(offices: Offices) -> None:
    """Neither where one of the office is heard already, nor where nobody of that office is."""
    issued(offices.first)
    sent_to_hub(offices.first, offices)
    stranger = refounded(offices.first)
    issued(stranger)
    sent_to_hub(stranger, offices)
    sealed = receipt(offices).path.read_bytes()
    assert unseal_with(sealed, offices.first.signer)
    assert unseal_with(sealed, offices.hub.signer)
    with pytest.raises(SealedForOther):
        unseal_with(sealed, stranger.signer)
    stranger.close()


def test_an_office_of_which_nobody_is_heard_is_owed_no_receipt_and_keeps_no_other_from_its_own(
    offices: Offices, tmp_path: Path
) -> None:
    stranger = found_station(tmp_path / "stranger", unit=OTHER, name="x", person=LAN, chance="stranger")
    open_campaign(stranger, next(offices.folder.glob("*-campaign-*.zip")), act=act_of())
    for station in (offices.first, stranger):
        issued(station)
        sent_to_hub(station, offices)
    states = {state.unit: state for state in receipt_states(offices.hub, offices.period.key)}
    assert (states[WARD].is_due, states[OTHER].is_due) == (True, False)
    before = list(offices.folder.iterdir())
    with pytest.raises(ReceiptForStranger):
        write_receipt(offices.hub, unit=OTHER, period=offices.period.key, out=offices.folder, act=act_of())
    assert list(offices.folder.iterdir()) == before
    confirm(offices.hub, stranger)
    assert {state.unit for state in receipt_states(offices.hub, offices.period.key) if state.is_due} == {WARD, OTHER}
    written = write_receipt(offices.hub, unit=OTHER, period=offices.period.key, out=offices.folder, act=act_of())
    assert unseal_with(written.path.read_bytes(), stranger.signer)
    stranger.close()
