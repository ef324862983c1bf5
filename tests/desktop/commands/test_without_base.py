"""The command line on folders whose base is gone, full, fixed or held by another program."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from desktop import cli
from desktop.terminal import quoted
from models.services.office.stations import find_person
from models.store.database import BASE_FILE, open_station
from tests.builders.commands import PERIOD, Run, done, refused
from tests.builders.faults import begin, limit_files, wait_for

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is limited where it can be forked")


def lose_base(office: Path) -> None:
    for file in office.glob(f"{BASE_FILE}*"):
        file.unlink()


@pytest.mark.parametrize("words", [("verify",), ("rebuild",), ("results", *PERIOD), ("init", "--unit", "00004")])
def test_where_the_base_is_gone_the_way_back_is_the_latest_backup(
    run: Run, office: Path, words: tuple[str, ...]
) -> None:
    done(run("backup", "now"))
    copy = next((office / "backups").glob("*.sqlite"))
    lose_base(office)
    ran = refused(run(*words, "--json"), "base_lost")
    assert f"sophieu backup restore {quoted(str(copy), sys.platform)}" in ran.answer["message"]
    assert "init" not in ran.answer["message"]
    assert not (office / BASE_FILE).exists()
    assert copy.name in run("backup", "list").out
    done(run("backup", "restore", str(copy)))
    done(run("verify"))


@pytest.mark.parametrize("words", [("verify",), ("init", "--unit", "00004")])
def test_no_new_station_is_made_over_the_rest_of_another(run: Run, office: Path, words: tuple[str, ...]) -> None:
    lose_base(office)
    refused(run(*words, "--json"), "base_and_copies_lost")
    shutil.rmtree(office / "packages")
    shutil.rmtree(office / "backups")
    refused(run(*words, "--json"), "base_and_copies_lost")
    assert not (office / BASE_FILE).exists()


@FORKS
def test_a_set_up_without_room_leaves_no_folder(tmp_path: Path) -> None:
    def act() -> int:
        limit_files(20_000, kill=False)
        return cli.main(["init", "--unit", "00004", "--data", str(tmp_path / "new" / "station")])

    assert wait_for(begin(act)) == 1
    assert list(tmp_path.iterdir()) == []


@FORKS
def test_a_demonstration_without_room_leaves_no_folder(tmp_path: Path) -> None:
    def act() -> int:
        limit_files(20_000, kill=False)
        return cli.main(["demo", str(tmp_path / "demo"), "--wards", "1", "--forms", "4"])

    assert wait_for(begin(act)) == 1
    assert list(tmp_path.iterdir()) == []


def test_who_waits_for_another_program_is_told(run: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.store.sqlite.SILENT_MILLISECONDS", 20)
    with closing(sqlite3.connect(office / BASE_FILE, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.2, other.execute, ["ROLLBACK"])
        release.start()
        began = time.monotonic()
        ran = run("person", "add", "minh", "--name", "Minh")
        assert time.monotonic() - began > 0.1
        release.join()
    assert ran.code == 0
    assert "đang chờ" in ran.err
    station = open_station(office)
    assert find_person(station, "minh").name == "Minh"
    station.close()


def test_nobody_is_told_of_waiting_where_there_is_none(run: Run) -> None:
    assert done(run("person", "add", "minh", "--name", "Minh")).err == ""
