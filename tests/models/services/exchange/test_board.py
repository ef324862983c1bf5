"""The board of a hub: who sent, how much against the target, who is silent, and what deserves a call."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Stream
from models.services.exchange.board import BoardRow, board, silent_offices
from models.services.forms.issuing import issue_forms
from models.store.database import Station, open_station
from models.store.sql import rows
from tests.builders.acts import AT, WARD, act_of
from tests.builders.forms import alike, key
from tests.builders.offices import Offices
from tests.builders.streams import heard_stream

TODAY = date(2026, 10, 15)
OTHER = UnitKey("00008", date(2025, 7, 1))


def sent(station: Station, offices: Offices, *, forms: int = 1, mark: str = "4") -> Path:
    batch = issue_forms(station, offices.period, variant="CN", count=forms, act=act_of())
    for serial in batch.serials:
        key(station, serial, alike(station, mark))
    return send_returns(station, offices.period, out=offices.folder, act=act_of()).path


def row_of(offices: Offices) -> BoardRow:
    (row,) = board(offices.hub, offices.period, today=TODAY)
    return row


def test_an_office_that_sent_nothing_is_silent_since_the_campaign(offices: Offices) -> None:
    row = row_of(offices)
    assert (row.unit, row.has_sent, row.campaign, row.silent) == (WARD, False, AT, 10)
    assert silent_offices(offices.hub, [row]) == (row,)


def test_what_arrived_is_counted_against_the_target(offices: Offices) -> None:
    rows(offices.hub.db, "INSERT INTO target VALUES (?, ?, '', 3)", (str(offices.period.key), str(WARD)))
    merge_packages(offices.hub, [sent(offices.first, offices, forms=2)], act=act_of(at="2026-10-13T08:00:00+07:00"))
    row = row_of(offices)
    assert (row.packages, row.counts["valid"], row.target, row.is_complete, row.silent) == (1, 2, 3, False, 2)
    merge_packages(offices.hub, [sent(offices.first, offices)], act=act_of(at="2026-10-14T08:00:00+07:00"))
    row = row_of(offices)
    assert (row.first[:10], row.last[:10], row.is_complete) == ("2026-10-13", "2026-10-14", True)
    assert not row.notices
    assert not silent_offices(offices.hub, [row])


def test_a_package_that_never_came_and_an_older_state_are_noticed(offices: Offices, tmp_path: Path) -> None:
    backup = shutil.copytree(offices.first.folder, tmp_path / "backup")
    sent(offices.first, offices)
    merge_packages(offices.hub, [sent(offices.first, offices)], act=act_of())
    assert [notice.kind for notice in row_of(offices).notices] == ["gap"]
    older = open_station(backup)
    files = [sent(older, offices, mark="2") for _ in range(3)]
    merge_packages(offices.hub, files[2:], act=act_of())
    older.close()
    assert {notice.kind for notice in row_of(offices).notices} >= {"gap", "clash"}


def test_a_clock_that_was_ahead_makes_no_negative_silence(offices: Offices) -> None:
    merge_packages(offices.hub, [sent(offices.first, offices)], act=act_of(at="2062-01-01T00:00:00+07:00"))
    assert row_of(offices).silent == 0


def test_silence_is_counted_in_days_of_ha_noi(offices: Offices) -> None:
    merge_packages(offices.hub, [sent(offices.first, offices)], act=act_of(at="2026-10-13T20:00:00+00:00"))
    assert row_of(offices).silent == 1


def test_an_office_that_was_not_named_is_shown_when_it_sends(offices: Offices) -> None:
    assert OTHER not in offices.period.units
    heard_stream(offices.hub, Stream("x", OTHER, offices.period.key))
    assert [row.unit for row in board(offices.hub, offices.period, today=TODAY)] == [WARD, OTHER]
