"""What a hub writes to an office: what came, what is missing, and what to do, according to where the office stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop.reminders import reminder_of
from exports.packages.campaign import write_campaign
from exports.packages.receive import merge_packages
from models.domain.book.periods import NO_END, Target
from models.language import load
from models.services.exchange.board import board
from models.services.office.closing import close_period
from models.services.office.periods import edit_period, find_period, is_campaign_behind, open_period
from tests.builders.acts import WARD, act_of, person
from tests.builders.exchange import keyed_offices, send
from tests.builders.offices import Offices

TODAY = date(2026, 10, 9)


def told(town: Offices) -> str:
    period = find_period(town.hub, "26Q3")
    row = next(each for each in board(town.hub, period, today=TODAY) if each.unit == WARD)
    return reminder_of(row, period, town.hub.catalogue, load("vi"), hub=town.hub.unit)


def test_a_reminder_says_what_came_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    town = keyed_offices(tmp_path)
    ha = act_of(person(town.hub, "ha"))
    edit_period(town.hub, town.period, targets=(Target(WARD, "", 5),), act=ha)
    assert "chưa nhận được dữ liệu của đơn vị" in told(town)
    merge_packages(town.hub, [send(town)], act=ha)
    assert "đã nhận 3 phiếu hợp lệ" in told(town)
    assert "còn thiếu 2 phiếu" in told(town)
    assert "đóng kỳ và gửi gói dữ liệu chậm nhất ngày 31/12/2026" in told(town)
    close_period(town.first, town.period, act=act_of())
    merge_packages(town.hub, [send(town)], act=ha)
    assert "Muốn bổ sung phiếu, hãy mở lại kỳ" in told(town)
    town.close()


def test_an_edited_period_that_was_not_written_again_is_told(tmp_path: Path) -> None:
    town = keyed_offices(tmp_path)
    ha = act_of(person(town.hub, "ha"))
    write_campaign(town.hub, town.period, out=tmp_path, act=ha)
    assert not is_campaign_behind(town.hub, find_period(town.hub, "26Q3"))
    edited = edit_period(town.hub, town.period, targets=(Target(WARD, "", 5),), act=ha)
    assert is_campaign_behind(town.hub, edited)
    write_campaign(town.hub, edited, out=tmp_path, act=ha)
    assert not is_campaign_behind(town.hub, edited)
    assert not is_campaign_behind(town.first, edited)
    town.close()


def test_a_reminder_of_a_period_without_an_end_names_no_last_day(tmp_path: Path) -> None:
    town = keyed_offices(tmp_path)
    period = open_period(
        town.hub, code="26G", name="", evaluated=(date(2026, 7, 1), NO_END), survey=None, seed="1", units=(WARD,),
        act=act_of(person(town.hub, "ha")),
    )  # fmt: skip
    row = next(each for each in board(town.hub, period, today=TODAY) if each.unit == WARD)
    text = reminder_of(row, period, town.hub.catalogue, load("vi"), hub=town.hub.unit)
    assert "từ 01/07/2026 đến khi có thông báo." in text
    assert "hạn" not in text
    town.close()
