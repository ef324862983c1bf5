"""Sending, checking and merging through the packages screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.screens.packages.presenter import Presenter
from exports.packages.receive import NoPackages
from models.services.backups import backups
from models.services.issuing import issue_forms
from models.store.database import Station
from tests.builders.desks import office_at
from tests.builders.offices import AT, Offices, key, make_offices, person


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = make_offices(tmp_path)
    batch = issue_forms(made.first, made.period, variant="CN", count=3, by=person(made.first, "lan"), at=AT)
    for serial in batch.serials:
        key(made.first, made.period, serial, "lan")
    yield made
    made.close()


def screen(station: Station) -> Presenter:
    made = Presenter(office_at(station))
    made.refresh()
    return made


def sent(offices: Offices) -> Path:
    ward = screen(offices.first)
    (offices.folder / "stick").mkdir()
    ward.send(offices.folder / "stick")
    assert ward.sent is not None
    return ward.sent.path


def test_a_sent_package_stands_in_the_list(offices: Offices) -> None:
    path = sent(offices)
    assert screen(offices.first).rows()[0][1:] == (
        "sent", "returns", "Phường Ba Đình", "26Q3", "1", path.name.removesuffix(".age")
    )  # fmt: skip


def test_a_merge_reports_every_line_and_keeps_a_backup(offices: Offices) -> None:
    hub = screen(offices.hub)
    hub.merge((sent(offices),))
    assert hub.done is not None
    report = hub.done.files[0]
    assert report.counts[0] == report.counts[1] > 0
    assert not report.is_refused
    assert [copy.reason for copy in backups(offices.hub)] == ["merge"]
    hub.merge((offices.folder / "stick",))
    assert hub.done.total(1) == 0
    assert hub.done.total(2) == report.counts[0]


def test_a_damaged_package_is_told_with_its_next_step_and_the_others_go_in(offices: Offices) -> None:
    path = sent(offices)
    (path.parent / "a-hong.zip").write_bytes(path.read_bytes()[:900])
    hub = screen(offices.hub)
    hub.merge((path.parent,))
    assert hub.done is not None
    assert [file.is_refused for file in hub.done.files] == [False, True]
    assert hub.done.refused == 1
    told = next(file.told for file in hub.done.files if file.is_refused)
    assert "again" in told[0]
    assert "2 packages" in hub.summary()


def test_checking_takes_nothing_in(offices: Offices) -> None:
    hub = screen(offices.hub)
    hub.check((sent(offices),))
    assert hub.done is not None
    assert not hub.done.is_merged
    assert [row[1] for row in hub.rows()] == ["sent"]


def test_an_exchange_goes_to_another_computer_of_the_office(offices: Offices) -> None:
    ward = screen(offices.first)
    ward.send_to_station(offices.folder, offices.second.id)
    assert ward.sent is not None
    assert ward.sent.receiver.kind == "station"
    other = screen(offices.second)
    other.merge((ward.sent.path,))
    assert other.done is not None
    assert other.done.total(1) > 0


def test_an_empty_folder_is_refused(offices: Offices, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    with pytest.raises(NoPackages):
        screen(offices.hub).merge((tmp_path / "leer",))
