"""A ward's stations, a district and a city that work, send, hear, restore and copy as they like, beside a liar and a thief with a key.

All bases come to the same in the end, and to what they would be without the lies.
"""

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
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Placed
from models.security import StationKeys, certified, fingerprint_words, to_text
from models.services.forms.ledger import read_book
from models.services.office.known_keys import confirm_key, note_sender
from models.services.office.periods import find_period
from models.services.office.questionnaires import questionnaire_for
from models.store import journal, keys
from models.store.database import Station, open_station
from models.store.periods import put_places
from models.store.relations import offices_above
from tests.builders.acts import CITY, WARD, act_of, person
from tests.builders.histories import ACTS, DISTRICT, OF_DISTRICT, OF_OTHER, OTHER, SETTLING_ACTS, Branches, Place, World
from tests.builders.offices import EARLIER, Offices, make_offices

NAMES = ("aaaa1", "bbbb2", "cccc3", "dddd4", "eeee5", "dist1", "hub1")


MEMORY = Path("/dev/shm")  # noqa: S108 - each history makes a folder of its own in it
"""Where there is a folder in memory, thousands of bases need no disk."""


class Town(World):
    """A world of as many stations as wanted; the last ones are a hub under the hub, and the hub."""

    def __init__(self, station: Station, count: int) -> None:
        questionnaire = questionnaire_for(station, find_period(station, "26Q3"), "CN")
        super().__init__(questionnaire.coding, len(questionnaire.singles), copied=False)
        self.places[2:] = [Place(name) for name in NAMES[2:]]
        del self.places[count - 2 : -2]
        self.liar, self.thief = Place("liar1"), Place("thief")
        self.names |= {place.station: place.name for place in (*self.places, self.liar)}

    def lie_on(self, step: tuple[object, ...]) -> None:
        """The liar does one step and sends; nobody hears it but the bases."""
        act, form, mark, by = step
        for sent in self.sent:
            for station, branches in sent.items():
                self.liar.heard[station] = self.liar.heard.get(station, frozenset()) | set(branches)
        self.places.append(self.liar)
        self.live_on((act, len(self.places) - 1, form, mark, by))
        self.places.pop()

    def steal(self, step: tuple[int, str], *, again: bool) -> None:
        """The thief copies the first computer, unless it has, and keys on."""
        if self.victim is None:
            self.victim = self.places[0]
            self.thief = Place(self.victim.name, self.victim.own, dict(self.victim.heard))
        form, mark = step
        self.places.append(self.thief)
        for act in ("key", "mark") if again else ("key",):
            self.live_on((act, len(self.places) - 1, form, mark, "lan"))
        self.places.pop()

    def packages_of(self, place: Place) -> list[bytes]:
        """The package that somebody sends whom only the bases hear."""
        before = len(self.packages)
        self._send(place)
        made, self.packages[before:] = self.packages[before:], []
        del self.sent[before:]
        return made

    def restore(self, who: int, backup: Branches) -> None:
        """The station is lost; a new one with a new name goes on from what the old one's backup held."""
        restored = Place(f"{self.places[who].name}r", (), {name: frozenset(held) for name, held in backup.items()})
        self.places[who] = restored
        self.names[restored.station] = restored.name

    def copy_folder(self, who: int, other: int) -> None:
        """Another computer goes on with a copy of the folder, under the same name: its next lines clash."""
        place = self.places[who]
        self.places[other] = Place(place.name, place.own, dict(place.heard))


class Stations(RuleBasedStateMachine):
    """Acts of stations, and two real bases that are handed the packages in orders of their own."""

    empty: ClassVar[Path]
    hub: ClassVar[Path]

    @initialize(count=st.integers(3, 7))
    def begin(self, count: int) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else self.empty))
        self.bases = []
        for name in ("one", "other", "honest"):
            shutil.copytree(self.hub, self.folder / name)
            self.bases.append(open_station(self.folder / name))
        self.town = Town(self.bases[0], count)
        self.count = count
        self.files: list[Path] = []
        self.lies: list[Path] = []
        self.backups: dict[int, Branches] = {}

    @rule(
        act=st.sampled_from(ACTS),
        who=st.integers(0, 6),
        form=st.integers(0, 2),
        mark=st.sampled_from("24"),
        by=st.sampled_from(("lan", "hoa")),
    )
    def act(self, act: str, who: int, form: int, mark: str, by: str) -> None:
        self.town.live_on((act, who % self.count, form, mark, by))

    @rule(
        act=st.sampled_from((*ACTS, *SETTLING_ACTS)),
        form=st.integers(0, 2),
        mark=st.sampled_from("24"),
        by=st.sampled_from(("lan", "hoa")),
    )
    def lie(self, act: str, form: int, mark: str, by: str) -> None:
        """Another ward, whose key is confirmed, says something about this one, of what it knows from packages, and sends it."""
        liar = self.town.liar
        self.town.lie_on((act, form, mark, by))
        self._lies(liar)

    @rule(form=st.integers(0, 2), mark=st.sampled_from("24"), again=st.booleans())
    def steal(self, form: int, mark: str, *, again: bool) -> None:
        """Somebody has a copy of the first computer with its key, and writes on from where that one stood."""
        if self.town.victim is None:
            self.send(0)
        self.town.steal((form, mark), again=again)
        self._lies(self.town.thief)

    @precondition(lambda self: self.town.victim is not None and not self.town.is_ended)
    @rule()
    def end(self) -> None:
        """The hub ends the stolen key at the head that the office itself names."""
        self.town.live_on(("end", self.count - 1, 0, "4", "ha"))

    def _lies(self, place: Place) -> None:
        for package in self.town.packages_of(place):
            self.lies.append(self.folder / f"lie-{len(self.lies)}.zip")
            self.lies[-1].write_bytes(package)

    @rule(who=st.integers(0, 6))
    def send(self, who: int) -> None:
        self.town.live_on(("send", who % self.count))
        for package in self.town.packages[len(self.files) :]:
            self.files.append(self.folder / f"{len(self.files)}.zip")
            self.files[-1].write_bytes(package)

    @precondition(lambda self: self.files)
    @rule(who=st.integers(0, 6), package=st.integers(0, 50))
    def hear(self, who: int, package: int) -> None:
        self.town.live_on(("hear", who % self.count, package))

    @rule(who=st.integers(0, 6))
    def back_up(self, who: int) -> None:
        self.backups[who % self.count] = self.town.places[who % self.count].streams()

    @precondition(lambda self: self.backups)
    @rule(who=st.integers(0, 6))
    def restore(self, who: int) -> None:
        place = sorted(self.backups)[who % len(self.backups)]
        self.town.restore(place, self.backups.pop(place))

    @rule(who=st.integers(0, 6), other=st.integers(0, 6))
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
            assert package.facts == package.new + package.already_here + package.clashing

    def teardown(self) -> None:
        try:
            for who in range(self.count):
                self.send(who)
            one, other, honest = self.bases
            self._merge(one, [*self.files, *self.lies])
            self._merge(other, [*self.lies[::-1], *self.files[::-1]])
            self._merge(honest, self.files)
            assert _seen(one) == _seen(other)
            if self.town.victim is None or (keys.ended(one.db) and self._has_all_before_the_ends(honest)):
                assert _books(one) == _books(honest)
            if self.files:
                assert merge_packages(one, self.files, act=act_of()).total("new") == 0
        finally:
            for base in self.bases:
                base.close()
            shutil.rmtree(self.folder)

    def _has_all_before_the_ends(self, honest: Station) -> bool:
        """Whether the honest lines up to the ended heads were sent; a thief who writes the very same brings them too."""
        return all(
            head.n <= len(journal.every_content(honest.db, number, head.stream.station))
            for heads in keys.ended(self.bases[0].db).values()
            for head in heads
            for number in [journal.find_stream(honest.db, head.stream) or 0]
        )


def _seen(station: Station) -> object:
    """All contents of all lines, and the book with and without late ones."""
    lines = {
        str(stream): {line for each in journal.every_content(station.db, number, stream.station).values() for line in each}
        for number, stream in journal.all_streams(station.db).items()
    }  # fmt: skip
    return {name: found for name, found in lines.items() if found}, _books(station)


def _books(station: Station) -> object:
    """What counts, without how many lines have no effect."""
    books = [read_book(station, find_period(station, "26Q3"), WARD, late=late) for late in (False, True)]
    return [(book.ledger, book.closings, book.late) for book in books]


def _hear(offices: Offices, unit: UnitKey, keys_of_unit: StationKeys) -> None:
    """The hub has compared the key of an office."""
    key = to_text(keys_of_unit.public)
    root = certified(unit, keys_of_unit.public, by=keys_of_unit)
    with offices.hub.transaction():
        note_sender(
            offices.hub, sender=root.station, unit=unit, key=key, sealing="age1", period=EARLIER, certificates=(root,)
        )
    words = fingerprint_words(keys_of_unit.public)
    confirm_key(offices.hub, root.station, words=words, act=act_of(person(offices.hub, "ha")))


def _machine(folder: Path) -> type[Stations]:
    made = make_offices(folder / "offices", share="1/3")
    with made.hub.transaction():
        put_places(made.hub.db, made.period.key, [Placed(WARD, DISTRICT)])
    for unit, of in ((OTHER, OF_OTHER), (DISTRICT, OF_DISTRICT)):
        _hear(made, unit, of)
    assert offices_above(made.hub, WARD, made.period.key) == (DISTRICT, CITY)
    made.close()
    return type("Machine", (Stations,), {"empty": folder, "hub": made.hub.folder})


def _live(folder: Path, histories: int) -> None:
    run_state_machine_as_test(
        _machine(folder),
        settings=settings(max_examples=histories, stateful_step_count=25, deadline=None, print_blob=True),
    )


def test_the_end_of_a_key_that_clashes_with_a_keying_counts_in_no_order_of_arrival(tmp_path: Path) -> None:
    history = _machine(tmp_path)()
    history.begin(count=3)
    history.steal(again=False, form=0, mark="2")
    history.copy_folder(other=0, who=5)
    history.act(act="key", by="lan", form=0, mark="2", who=0)
    history.end()
    history.teardown()


def test_stations_that_do_as_they_like_come_to_the_same(tmp_path: Path) -> None:
    """A few histories, others at each run; the thousands are lived at night."""
    _live(tmp_path, 30)


@pytest.mark.nightly
@pytest.mark.parametrize("portion", range(160))
def test_twenty_thousand_histories_come_to_the_same(tmp_path: Path, portion: int) -> None:
    """In portions, each of which ends well before a test counts as hanging."""
    _live(tmp_path / str(portion), 125)
