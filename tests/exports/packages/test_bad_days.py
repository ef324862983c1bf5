"""Full disks, failing sticks and work that stops in between: the base is whole, each package is in or out."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.basics.problems import Problem
from models.files import DiskFull
from models.progress import Cancelled
from models.services.exchange.packages import packages
from models.services.forms.issuing import issue_forms
from models.store import journal
from models.store.database import BaseNotWritable, Station
from models.store.sql import rows
from tests.builders.acts import act_of
from tests.builders.forms import alike, key
from tests.builders.offices import Offices, make_offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = make_offices(tmp_path)
    batch = issue_forms(made.first, made.period, variant="CN", count=3, act=act_of())
    for serial in batch.serials:
        key(made.first, serial, alike(made.first, text="góp ý " * 2000))
    yield made
    made.close()


class FailingDisk:
    """Every fsync works but the n-th one, which finds the disk full."""

    def __init__(self, fails: int) -> None:
        self._sync, self._left = os.fsync, fails

    def __call__(self, file: int) -> None:
        self._left -= 1
        if self._left == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._sync(file)

    @property
    def was_reached(self) -> bool:
        return self._left <= 0


def state_of(station: Station, *folders: Path) -> object:
    """Lines, book of packages, and every file in the folders but the base's own."""
    lines = {
        str(stream): journal.every_content(station.db, number, stream.station)
        for number, stream in journal.all_streams(station.db).items()
    }
    files = {
        path.name: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "sqlite" not in path.name
    }
    return {name: content for name, content in lines.items() if content}, packages(station), files


@pytest.mark.parametrize("fails", range(1, 7))
def test_sending_to_a_full_disk_leaves_nothing(
    offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    before = state_of(offices.first, stick, offices.first.packages)
    disk = FailingDisk(fails)
    monkeypatch.setattr(os, "fsync", disk)
    try:
        send_returns(offices.first, offices.period, out=stick, act=act_of())
    except DiskFull:
        monkeypatch.undo()
        assert state_of(offices.first, stick, offices.first.packages) == before
    else:
        assert not disk.was_reached


@pytest.mark.parametrize("fails", range(1, 4))
def test_merging_on_a_full_disk_leaves_nothing(offices: Offices, monkeypatch: pytest.MonkeyPatch, fails: int) -> None:
    sent = send_returns(offices.first, offices.period, out=offices.folder, act=act_of())
    before = state_of(offices.hub, offices.hub.packages)
    disk = FailingDisk(fails)
    monkeypatch.setattr(os, "fsync", disk)
    try:
        merge_packages(offices.hub, [sent.path], act=act_of())
    except DiskFull:
        monkeypatch.undo()
        assert state_of(offices.hub, offices.hub.packages) == before
        assert merge_packages(offices.hub, [sent.path], act=act_of()).total("new") == 5
    else:
        assert not disk.was_reached


@pytest.mark.in_a_file
def test_a_base_that_cannot_grow_takes_nothing(offices: Offices) -> None:
    sent = send_returns(offices.first, offices.period, out=offices.folder, act=act_of())
    before = state_of(offices.hub, offices.hub.packages)
    pages = rows(offices.hub.db, "PRAGMA page_count")[0][0]
    rows(offices.hub.db, f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Problem) as refusal:
        merge_packages(offices.hub, [sent.path], act=act_of())
    assert isinstance(refusal.value, BaseNotWritable)
    assert state_of(offices.hub, offices.hub.packages) == before


def test_a_merge_that_is_stopped_keeps_what_was_whole(offices: Offices) -> None:
    sent = [send_returns(offices.first, offices.period, out=offices.folder, act=act_of()).path for _ in range(3)]

    class Stop:
        def step(self, done: int, total: int, what: str = "") -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        merge_packages(offices.hub, sent, act=act_of(progress=Stop()))
    assert [package.number for package in packages(offices.hub) if not package.is_own] == [1]
    assert merge_packages(offices.hub, sent, act=act_of()).total("already_here") == 15


def test_sending_back_to_a_folder_that_is_read_only_is_refused(offices: Offices, tmp_path: Path) -> None:
    """A file where a folder should be stands for every place that takes nothing (this test may run with all rights)."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem):
        send_returns(offices.first, offices.period, out=tmp_path / "file", act=act_of())
    assert not [package for package in packages(offices.first) if package.kind == "returns"]
