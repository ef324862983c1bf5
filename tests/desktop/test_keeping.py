"""Copies, the second place and the weekly trial come by themselves while the window is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.keeping import FIRST_MS, TRIAL_MS, WHILE_KEYING_MS, Keeper
from desktop.office import Office
from desktop.screens.home.presenter import Presenter as Home
from desktop.screens.settings.presenter import Presenter as Settings
from exports.proof.rehearsing import REHEARSAL_FOLDER
from models.services.forms.frames import KEPT_AFTER_CLOSING, delete_list_by
from models.services.office.backups import backups
from models.services.office.closing import close_period
from models.services.office.second_place import choose_second_place
from models.services.office.stations import add_person
from models.store.backups import last_rehearsal, second_place
from models.store.database import Station
from tests.builders.acts import AT, act_of
from tests.builders.desks import Clock, office_at
from tests.builders.forms import issued, key
from tests.builders.surveys import period_26q3


class Hands:
    """What the window would call later, called when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, Callable[[], None]]] = []

    def after(self, milliseconds: int, call: Callable[[], None]) -> None:
        self.waiting.append((milliseconds, call))

    def pass_(self, milliseconds: int) -> None:
        due = [call for when, call in self.waiting if when == milliseconds]
        self.waiting = [(when, call) for when, call in self.waiting if when != milliseconds]
        for call in due:
            call()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(station: Station, clock: Clock) -> Office:
    return office_at(station, clock=clock)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def wrong() -> Iterator[list[Exception]]:
    found: list[Exception] = []
    yield found
    assert found == []


@pytest.fixture
def keeper(desk: Office, hands: Hands, wrong: list[Exception]) -> Keeper:
    return Keeper(desk, hands.after, wrong.append)


def reasons(station: Station) -> list[str]:
    return [copy.reason for copy in backups(station)]


@pytest.mark.usefixtures("keeper")
def test_a_copy_comes_at_the_start_of_a_day_and_while_something_new_is_keyed(
    station: Station, hands: Hands, clock: Clock
) -> None:
    hands.pass_(FIRST_MS)
    assert reasons(station) == ["start"]
    hands.pass_(WHILE_KEYING_MS)
    assert reasons(station) == ["start"]
    key(station, issued(station, 1)[0])
    clock.now += timedelta(minutes=20)
    hands.pass_(WHILE_KEYING_MS)
    hands.pass_(WHILE_KEYING_MS)
    assert reasons(station) == ["keying", "start"]


def test_the_last_copy_is_made_at_the_end_when_there_is_something_new(
    station: Station, keeper: Keeper, hands: Hands
) -> None:
    hands.pass_(FIRST_MS)
    add_person(station, code="minh", name="Minh", act=act_of())
    keeper.end()
    keeper.end()
    assert reasons(station) == ["end", "start"]
    for each in (FIRST_MS, TRIAL_MS, WHILE_KEYING_MS):
        hands.pass_(each)
    assert reasons(station) == ["end", "start"]


@pytest.mark.usefixtures("keeper")
def test_what_was_left_half_written_goes_at_the_start(station: Station, hands: Hands) -> None:
    station.backups.mkdir(exist_ok=True)
    (station.backups / "x.part").write_text("x")
    (station.folder / REHEARSAL_FOLDER).mkdir()
    hands.pass_(FIRST_MS)
    assert not (station.backups / "x.part").exists()
    assert not (station.folder / REHEARSAL_FOLDER).exists()


@pytest.mark.usefixtures("keeper")
def test_the_trial_comes_once_a_week_and_stands_on_the_overview(
    station: Station, desk: Office, hands: Hands, clock: Clock
) -> None:
    key(station, issued(station, 1)[0])
    hands.pass_(FIRST_MS)
    hands.pass_(TRIAL_MS)
    tried = last_rehearsal(station.db)
    assert tried is not None
    assert (tried.wrong, tried.lines) == ("", 3)
    home = Home(desk)
    home.refresh()
    (line,) = [words for name, words, _ in home.safety_lines() if name == "Trial of a copy"]
    assert "whole, 3 lines" in line
    clock.now += timedelta(days=3)
    Keeper(desk, hands.after, lambda _: None)
    hands.pass_(TRIAL_MS)
    assert last_rehearsal(station.db) == tried


def test_a_second_place_is_looked_for_and_missed_after_five_days(
    station: Station, desk: Office, hands: Hands, clock: Clock, tmp_path: Path
) -> None:
    home = Home(desk)
    home.refresh()
    assert [needs_look for name, _, needs_look in home.safety_lines() if name == "Second place"] == [True]
    stick = tmp_path / "usb"
    stick.mkdir()
    choose_second_place(station, stick, act=act_of())
    stick.rename(tmp_path / "out")
    clock.now += timedelta(days=6)
    Keeper(desk, hands.after, lambda _: None)
    hands.pass_(FIRST_MS)
    home.refresh()
    assert ("Second place", f"{stick}: not seen for 6 days", True) in home.safety_lines()
    (tmp_path / "out").rename(stick)
    Keeper(desk, hands.after, lambda _: None)
    hands.pass_(FIRST_MS)
    home.refresh()
    assert [needs_look for name, _, needs_look in home.safety_lines() if name == "Second place"] == [False]


def test_closing_a_period_puts_the_list_of_people_among_the_next_steps(station: Station, desk: Office) -> None:
    home = Home(desk)
    home.refresh()
    assert "Delete the list of people" not in [step.says for step in home.standing.steps]
    close_period(station, period_26q3(station), act=act_of())
    home.refresh()
    step = home.standing.steps[-1]
    assert (step.says, step.screen) == ("Delete the list of people", "frame")
    assert step.by == delete_list_by(station, period_26q3(station))
    assert step.by is not None
    assert (step.by - KEPT_AFTER_CLOSING).isoformat() == AT[:10]


def test_a_copy_is_brought_back_from_the_settings(station: Station, desk: Office) -> None:
    settings = Settings(desk)
    settings.back_up()
    copy = backups(station)[0].file
    desk.let_go = station.close
    told: list[str] = []
    desk.tell = told.append
    settings.restore(copy)
    assert desk.here.book == 9
    assert "with book 9" in told[-1]
    assert reasons(desk.here)[0] == "restore"
    assert len(list(station.folder.glob("before-restore-*"))) == 1
    desk.here.close()


def test_the_second_place_is_chosen_and_a_copy_tried_in_the_settings(
    station: Station, desk: Office, tmp_path: Path
) -> None:
    settings = Settings(desk)
    settings.refresh()
    assert "No second place" in settings.second_place
    settings.choose_second_place(tmp_path)
    assert str(tmp_path) in settings.second_place
    settings.back_up()
    settings.try_copy()
    assert last_rehearsal(station.db) is not None
    settings.choose_second_place(None)
    assert settings.second_place == "This office wants no second place."
    place = second_place(station.db)
    assert place is not None
    assert place.folder == ""
