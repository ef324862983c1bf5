"""Two to six stations that work, send, hear, restore and copy as they like: all bases come to the same in the end."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from exports.packages.receive import merge_packages
from models.domain.book.facts import Line
from models.security import load_keys
from models.services.forms.ledger import read_book
from models.services.office.known_keys import note_key, pin_key
from models.services.office.periods import find_period
from models.services.office.questionnaires import questionnaire_for
from models.store import journal
from models.store.database import Station, open_station
from tests.builders.acts import CITY, WARD, act_of
from tests.builders.histories import ACTS, Place, World
from tests.builders.offices import make_offices

NAMES = ("aaaa1", "bbbb2", "cccc3", "dddd4", "eeee5", "hub0")


MEMORY = Path("/dev/shm")  # noqa: S108 - each history makes a folder of its own in it
"""Where there is a folder in memory, thousands of bases need no disk."""


class Town(World):
    """A world of as many stations as wanted; the last one is the hub."""

    def __init__(self, station: Station, count: int) -> None:
        questionnaire = questionnaire_for(station, find_period(station, "26Q3"), "CN")
        super().__init__(load_keys(station.keys), questionnaire.coding, len(questionnaire.singles), copied=False)
        self.places[2:] = [Place(name) for name in NAMES[2:]]
        del self.places[count - 1 : -1]

    def restore(self, who: int, backup: frozenset[Line]) -> None:
        """The station is lost; a new one with a new name goes on from what the old one's backup held."""
        place = self.places[who]
        self.places[who] = Place(f"{place.station}r", set(backup))

    def copy_folder(self, who: int, other: int) -> None:
        """Another computer goes on with a copy of the folder, under the same name: its next lines clash."""
        self.places[other] = Place(self.places[who].station, set(self.places[who].lines))


class Stations(RuleBasedStateMachine):
    """Acts of stations, and two real bases that are handed the packages in orders of their own."""

    empty: ClassVar[Path]
    hub: ClassVar[Path]

    @initialize(count=st.integers(2, 6))
    def begin(self, count: int) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else self.empty))
        self.bases = []
        for name in ("one", "other"):
            shutil.copytree(self.hub, self.folder / name)
            self.bases.append(open_station(self.folder / name))
        self.town = Town(self.bases[0], count)
        self.count = count
        self.files: list[Path] = []
        self.backups: dict[int, frozenset[Line]] = {}

    @rule(
        act=st.sampled_from(ACTS),
        who=st.integers(0, 5),
        form=st.integers(0, 2),
        mark=st.sampled_from("24"),
        by=st.sampled_from(("lan", "hoa")),
    )
    def act(self, act: str, who: int, form: int, mark: str, by: str) -> None:
        self.town.live_on((act, who % self.count, form, mark, by))

    @rule(who=st.integers(0, 5))
    def send(self, who: int) -> None:
        self.town.live_on(("send", who % self.count))
        for package in self.town.packages[len(self.files) :]:
            self.files.append(self.folder / f"{len(self.files)}.zip")
            self.files[-1].write_bytes(package)

    @precondition(lambda self: self.files)
    @rule(who=st.integers(0, 5), package=st.integers(0, 50))
    def hear(self, who: int, package: int) -> None:
        self.town.live_on(("hear", who % self.count, package))

    @rule(who=st.integers(0, 5))
    def back_up(self, who: int) -> None:
        self.backups[who % self.count] = frozenset(self.town.places[who % self.count].lines)

    @precondition(lambda self: self.backups)
    @rule(who=st.integers(0, 5))
    def restore(self, who: int) -> None:
        place = sorted(self.backups)[who % len(self.backups)]
        self.town.restore(place, self.backups.pop(place))
        restored = self.town.places[place]
        for base in self.bases if restored.home == CITY else ():
            with base.transaction():
                note_key(base, sender=restored.station, unit=CITY, key=base.public_key)
                pin_key(base, restored.station, base.public_key, act=act_of())

    @rule(who=st.integers(0, 5), other=st.integers(0, 5))
    def copy_folder(self, who: int, other: int) -> None:
        self.town.copy_folder(who % self.count, other % self.count)

    @precondition(lambda self: self.files)
    @rule(base=st.integers(0, 1), first=st.integers(0, 50), count=st.integers(1, 3))
    def arrive(self, base: int, first: int, count: int) -> None:
        place = first % len(self.files)
        self._merge(self.bases[base], self.files[place : place + count])

    def _merge(self, base: Station, files: list[Path]) -> None:
        # who restored an empty backup has nothing to send
        if not files:
            return
        for package in merge_packages(base, files, act=act_of()).packages:
            assert not package.findings
            assert package.facts == package.new + package.already_here + package.clashing + package.set_aside

    def teardown(self) -> None:
        try:
            for who in range(self.count):
                self.send(who)
            one, other = self.bases
            self._merge(one, self.files)
            self._merge(other, self.files[::-1])
            assert _seen(one) == _seen(other)
            if self.files:
                assert merge_packages(one, self.files, act=act_of()).total("new") == 0
        finally:
            for base in self.bases:
                base.close()
            shutil.rmtree(self.folder)


def _seen(station: Station) -> object:
    """All contents of all lines, and the book with and without late ones."""
    lines = {
        str(stream): {line for each in journal.every_content(station.db, number, stream.station).values() for line in each}
        for number, stream in journal.all_streams(station.db).items()
    }  # fmt: skip
    books = [read_book(station, find_period(station, "26Q3"), WARD, late=late) for late in (False, True)]
    return {name: found for name, found in lines.items() if found}, [
        (book.ledger, book.closings, book.late) for book in books
    ]


def _live(folder: Path, histories: int) -> None:
    made = make_offices(folder / "offices", share="1/3")
    made.close()
    machine = type("Machine", (Stations,), {"empty": folder, "hub": made.hub.folder})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=histories, stateful_step_count=25, deadline=None, print_blob=True)
    )


def test_stations_that_do_as_they_like_come_to_the_same(tmp_path: Path) -> None:
    """A few histories, others at each run; the thousands are lived at night."""
    _live(tmp_path, 30)


@pytest.mark.nightly
@pytest.mark.parametrize("portion", range(40))
def test_twenty_thousand_histories_come_to_the_same(tmp_path: Path, portion: int) -> None:
    """In portions, each of which ends well before a test counts as hanging."""
    _live(tmp_path / str(portion), 500)
