"""Killed processes, full disks, pulled sticks, wrong clocks and two at once: each package is in or out, whole."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from exports.packages import batches
from exports.packages.checking import check_package
from exports.packages.quarantine import QUARANTINE
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from exports.proof.verifying import verify_station
from models.domain.basics.problems import Problem
from models.services.exchange.packages import packages
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.office.periods import find_period
from models.store import journal, originals
from models.store.database import BASE_FILE, Station, open_station
from models.store.sql import rows
from tests.builders.acts import WARD, act_of
from tests.builders.faults import DONE, REFUSED, UNTOUCHED, WENT_WRONG, Saboteur, begin, in_child, limit_files, wait_for
from tests.builders.forms import alike, key
from tests.builders.holders import another_holds
from tests.builders.offices import make_offices

if sys.platform == "win32":
    pytest.skip("processes are born by fork, killed by a signal and limited in size", allow_module_level=True)

pytestmark = pytest.mark.in_a_file
SOME_STEPS = 11
"""Every so many steps are tried each day, all of them at night."""


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two packages a transaction, so that the four of these tests are several."""
    monkeypatch.setattr(batches, "BATCH", 2)


class Places:
    """The folders of an office and a hub before anything arrived, three packages, and copies to spoil."""

    def __init__(self, folder: Path) -> None:
        offices = make_offices(folder)
        self.ward, self.hub = offices.first.folder, offices.hub.folder
        self.files: list[Path] = []
        for number in range(3):
            batch = issue_forms(offices.first, offices.period, variant="CN", count=2, act=act_of())
            for serial in batch.serials:
                key(offices.first, serial, alike(offices.first, text=f"góp ý {number}"))
            self.files.append(send_returns(offices.first, offices.period, out=folder, act=act_of()).path)
        key(offices.second, batch.serials[0], alike(offices.second, "2"), by="minh")
        self.files.append(send_returns(offices.second, offices.period, out=folder, act=act_of()).path)
        offices.close()
        self._folder, self._count = folder, 0

    def copy(self, folder: Path) -> Path:
        self._count += 1
        return Path(shutil.copytree(folder, self._folder / f"copy{self._count}"))


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return Places(tmp_path_factory.mktemp("places"))


def state_of(folder: Path) -> tuple[object, ...]:
    """Lines, accepted answers, book of packages and kept originals; the base must be sound."""
    station = open_station(folder)
    try:
        assert rows(station.db, "PRAGMA integrity_check") == [("ok",)]
        assert not rows(station.db, "PRAGMA foreign_key_check")
        lines = {
            str(stream): sorted(line for each in journal.every_content(station.db, number, stream.station).values() for line in each)
            for number, stream in journal.all_streams(station.db).items()
        }  # fmt: skip
        book = read_book(station, find_period(station, "26Q3"), WARD).ledger
        known = {package.file: package.number for package in packages(station)}
        kept = {name: (station.packages / name).read_bytes() for name in known}
        assert {file.name for file in station.packages.glob("*.zip")} == set(kept)
        return {name: found for name, found in lines.items() if found}, book, known, kept
    finally:
        station.close()


def merge(folder: Path, files: list[Path], prepare: Callable[[Station], object] = lambda _: None) -> int:
    station = open_station(folder)
    prepare(station)
    merge_packages(station, files, act=act_of())
    station.close()
    return DONE


def send(folder: Path, out: Path, prepare: Callable[[Station], object] = lambda _: None) -> int:
    station = open_station(folder)
    prepare(station)
    send_returns(station, find_period(station, "26Q3"), out=out, act=act_of())
    station.close()
    return DONE


def spoiled_merge(folder: Path, files: list[Path], saboteur: Saboteur) -> int:
    merge(folder, files, saboteur.install)
    return saboteur.verdict()


def limited_merge(folder: Path, files: list[Path], most: int, *, kill: bool) -> int:
    return merge(folder, files, lambda _: limit_files(most, kill=kill))


def cut_before_the_end(act: Callable[[], int]) -> int:
    """Do `act`, cut off when the files of its packages are on the disk and nothing of its transaction is."""
    write_all = vars(originals)["write_all"]

    def write_and_die(folder: Path, contents: Mapping[str, bytes]) -> None:
        write_all(folder, contents)
        assert all((folder / name).is_file() for name in contents)
        os.kill(os.getpid(), signal.SIGKILL)

    vars(originals)["write_all"] = write_and_die
    return act()


def spoiled_sending(folder: Path, out: Path, saboteur: Saboteur) -> int:
    send(folder, out, saboteur.install)
    return saboteur.verdict()


def wholes(places: Places) -> list[tuple[object, ...]]:
    """What a hub may hold: nothing, or what any beginning of the files brought, whole."""
    found = []
    for count in range(len(places.files) + 1):
        hub = places.copy(places.hub)
        merge(hub, places.files[:count]) if count else None
        found.append(state_of(hub))
    return found


def steps(every: int) -> Iterator[int]:
    step = 0
    while True:
        yield step
        step += every


DAYS = [SOME_STEPS, pytest.param(1, marks=pytest.mark.nightly)]


@pytest.mark.parametrize("every", DAYS)
def test_a_merge_killed_at_any_step_leaves_whole_packages_and_goes_on(places: Places, every: int) -> None:
    allowed = wholes(places)
    for step in steps(every):
        hub = places.copy(places.hub)
        code = in_child(partial(spoiled_merge, hub, places.files, Saboteur(step)))
        assert state_of(hub) in allowed, step
        merge(hub, places.files)
        assert state_of(hub) == allowed[-1], step
        if code == UNTOUCHED:
            break
        assert code == -signal.SIGKILL
    assert step > 20


@pytest.mark.parametrize("every", DAYS)
@pytest.mark.parametrize("harm", ["killed", "full disk"])
def test_a_merge_whose_writes_end_within_the_base_leaves_it_whole(places: Places, harm: str, every: int) -> None:
    """No file may grow beyond some size: it strikes inside the base's own log, at every page of it."""
    allowed = wholes(places)
    size, step = (places.hub / BASE_FILE).stat().st_size, 4096 * every

    codes = set()
    for most in range(0, size + 100 * 4096, step):
        hub = places.copy(places.hub)
        codes.add(
            code := in_child(partial(limited_merge, hub, places.files, most, kill=harm == "killed"), refusals=Problem)
        )
        assert code != WENT_WRONG
        assert state_of(hub) in allowed, most
        merge(hub, places.files)
        assert state_of(hub) == allowed[-1], most
        if code == DONE:
            break
    assert codes == {DONE, -signal.SIGXFSZ if harm == "killed" else REFUSED}


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["full disk", "pulled stick"])
def test_an_error_at_any_call_is_a_sentence_and_leaves_whole_packages(places: Places, error: int, every: int) -> None:
    allowed = [found[:2] for found in wholes(places)]
    for step in steps(every):
        hub = places.copy(places.hub)
        code = in_child(partial(spoiled_merge, hub, places.files, Saboteur(step, error)), refusals=Problem)
        assert code in (DONE, REFUSED, UNTOUCHED), step
        # a file that could not be read is left out and named; the others are in
        is_unread = any((hub / "packages" / QUARANTINE).glob("*.json"))
        assert state_of(hub)[:2] in allowed or is_unread, step
        merge(hub, places.files)
        assert state_of(hub)[:2] == allowed[-1], step
        if code == UNTOUCHED:
            break
    assert step > 10


@pytest.mark.parametrize("every", DAYS)
def test_a_sending_killed_at_any_step_leaves_no_half_package(places: Places, tmp_path: Path, every: int) -> None:
    before = state_of(places.ward)
    for step in steps(every):
        ward, stick = places.copy(places.ward), tmp_path / str(step)
        stick.mkdir()
        code = in_child(partial(spoiled_sending, ward, stick, Saboteur(step)))
        assert state_of(ward)[:2] == before[:2], step
        assert all(check_package(path).is_right for path in stick.glob("*.zip")), step
        send(ward, stick)
        assert all(check_package(path).is_right for path in stick.glob("*.zip")), step
        if code == UNTOUCHED:
            break
        assert code == -signal.SIGKILL
    assert step > 20


@pytest.mark.parametrize("act", ["merge", "send"])
def test_a_kept_file_that_the_book_does_not_name_yet_goes_with_the_next_start(
    places: Places, tmp_path: Path, act: str
) -> None:
    folder = places.copy(places.hub if act == "merge" else places.ward)
    work = partial(merge, folder, places.files) if act == "merge" else partial(send, folder, tmp_path)
    before = state_of(folder)
    assert in_child(partial(cut_before_the_end, work)) == -signal.SIGKILL
    left = {file.name for file in (folder / "packages").glob("*.zip")}
    station = open_station(folder)
    noted = {package.file for package in packages(station)}
    problems = verify_station(station).problems
    station.close()
    assert left - noted
    assert not problems
    assert state_of(folder) == before
    assert work() == DONE
    after = state_of(folder)
    assert after != before
    # what the book names stays with every further start
    assert state_of(folder) == after


def test_what_is_being_kept_by_another_program_stays(places: Places) -> None:
    hub = places.copy(places.hub)
    in_child(partial(cut_before_the_end, partial(merge, hub, places.files)))
    left = {file.name for file in (hub / "packages").glob("*.zip")}
    with another_holds(hub):
        open_station(hub).close()
        assert {file.name for file in (hub / "packages").glob("*.zip")} == left
    open_station(hub).close()
    assert {file.name for file in (hub / "packages").glob("*.zip")} < left


def test_two_merges_at_once_come_to_the_same_as_one(places: Places) -> None:
    one, both = places.copy(places.hub), places.copy(places.hub)
    merge(one, places.files)
    orders = (places.files, places.files[::-1], places.files[1:])
    children = [begin(partial(merge, both, files)) for files in orders]
    assert [wait_for(child) for child in children] == [DONE] * 3
    assert state_of(both) == state_of(one)


@pytest.mark.parametrize("clock", ["1980-01-01T00:00:00Z", "2062-12-31T23:59:59+07:00"], ids=["back", "years ahead"])
def test_a_wrong_clock_changes_no_fact_and_no_figure(places: Places, tmp_path: Path, clock: str) -> None:
    ward, hub, other = places.copy(places.ward), places.copy(places.hub), places.copy(places.hub)
    merge(hub, places.files)
    station = open_station(ward)
    sent = send_returns(station, find_period(station, "26Q3"), out=tmp_path, act=act_of(at=clock))
    station.close()
    taker = open_station(other)
    report = merge_packages(taker, [sent.path, *places.files[::-1]], act=act_of(at=clock))
    taker.close()
    assert state_of(other)[:2] == state_of(hub)[:2]
    assert sent.number == 4
    assert not report.total("clashing")
