"""Several programs at once on one folder: one after the other does its work, or says why not; nothing is done twice."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from desktop import cli
from models.services.forms.ledger import read_book
from models.services.office.backups import back_up
from models.store.database import BASE_FILE, Station, open_station
from tests.builders.acts import act_of
from tests.builders.commands import PERIOD
from tests.builders.faults import begin, wait_for
from tests.builders.surveys import period_26q3

pytestmark = pytest.mark.skipif(os.name != "posix", reason="another program is a process born by fork here")


def together(*commands: Sequence[object]) -> list[int]:
    """The exit codes of commands that are given at once, each to a process of its own."""
    return [wait_for(child) for child in [begin(partial(cli.main, [*map(str, words)])) for words in commands]]


def test_of_several_that_set_up_one_folder_one_does(tmp_path: Path) -> None:
    folder = tmp_path / "station"
    codes = together(*[("init", "--unit", "00004", "--name", "Lan", "--data", folder)] * 4)
    assert sorted(codes) == [0, 1, 1, 1]
    assert cli.main(["verify", "--data", str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == ["backups", "keys", "packages"]


def test_of_two_that_bring_a_copy_back_each_is_a_station_of_its_own_book(station: Station) -> None:
    copy = back_up(station, reason="asked", act=act_of())
    folder = station.folder
    station.close()
    codes = together(*[("backup", "restore", copy, "--data", folder)] * 2)
    assert codes == [0, 0]
    last = open_station(folder)
    assert last.book == 8
    last.close()
    books = set()
    for aside in folder.glob(f"before-restore-*/{BASE_FILE}"):
        former = open_station(aside.parent)
        books.add(former.book)
        former.close()
    assert books == {1, 9}


def test_of_many_that_issue_no_number_comes_twice(station: Station) -> None:
    folder = station.folder
    station.close()
    codes = together(*[("forms", "issue", *PERIOD, "--variant", "CN", "--count", 5, "--data", folder)] * 4)
    assert codes == [0] * 4
    opened = open_station(folder)
    assert read_book(opened, period_26q3(opened), opened.unit).ledger.totals["issued"] == 20
    opened.close()
