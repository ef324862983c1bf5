"""When copies are made by themselves, which stay, in which order they stand, and the second place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.files import FolderReadOnly
from models.services.office.backups import back_up, backups, forget_deleted, restore
from models.services.office.safekeeping import AUTOMATIC, has_something_new, is_copy_due, keep_safe, outgrown
from models.services.office.second_place import (
    SecondPlaceSame,
    choose_second_place,
    folder_there,
    look_for_second_place,
    unseen_for,
)
from models.services.office.stations import add_person
from models.store import database
from models.store.backups import Backup, second_place
from models.store.database import BASE_FILE, BaseOfTrial, Station, open_station
from tests.builders.acts import AT, act_of
from tests.builders.files import content

DAY = timedelta(days=1)


def moment(days: float) -> str:
    return (datetime.fromisoformat(AT) + timedelta(days=days)).isoformat()


def test_a_copy_is_made_when_there_is_something_new(station: Station) -> None:
    assert keep_safe(station, reason="keying", act=act_of()) is not None
    assert keep_safe(station, reason="keying", act=act_of(at=moment(0.1))) is None
    add_person(station, code="minh", name="Minh", act=act_of())
    assert has_something_new(station)
    assert keep_safe(station, reason="keying", act=act_of(at=moment(0.2))) is not None


def test_a_copy_is_due_after_a_day_and_when_the_clock_went_back(station: Station) -> None:
    assert is_copy_due(station, at=AT)
    back_up(station, reason="start", act=act_of())
    assert [is_copy_due(station, at=moment(days)) for days in (0, 0.9, 1.1, -0.1)] == [False, False, True, True]


def test_the_last_copy_is_the_last_made_whatever_the_clock_said(station: Station) -> None:
    """Also to one whose base is gone: each copy holds its own number."""
    made = [
        back_up(station, reason="asked", act=act_of(at=at))
        for at in (AT, "2099-01-01T00:00:00+07:00", moment(1), moment(0.5))
    ]
    assert [copy.file for copy in backups(station)] == made[::-1]
    station.close()
    for file in station.folder.glob(f"{BASE_FILE}*"):
        file.unlink()
    with pytest.raises(database.BaseLost) as lost:
        open_station(station.folder)
    assert lost.value.copy == made[-1]


def test_a_restored_station_goes_on_counting_its_copies(station: Station) -> None:
    first = back_up(station, reason="asked", act=act_of())
    for day in range(3):
        back_up(station, reason="asked", act=act_of(at=moment(day)))
    station.close()
    back = restore(station.folder, file=first, chance="new", at=moment(4))
    made = back_up(back, reason="asked", act=act_of())
    assert backups(back)[0].file == made
    assert backups(back)[1].file.name.endswith("restore.sqlite")
    back.close()


def test_copies_grow_old_by_the_days_on_which_there_were_some() -> None:
    every = [Backup(Path(f"{n}.sqlite"), moment(n / 4), "keying") for n in range(4 * 400)][::-1]

    def kept_of(copies: list[Backup]) -> list[Backup]:
        given_up = set(outgrown(copies))
        return [copy for copy in copies if copy not in given_up]

    kept = kept_of(every)
    assert kept[:10] == every[:10]
    days = [datetime.fromisoformat(copy.at).date() for copy in kept]
    assert all(days[0] - day * DAY in days for day in range(14))
    assert len(kept) < 10 + 14 + 8 + 12
    assert days[0] - days[-1] > timedelta(days=300)
    # a clock that said 2099 for an afternoon takes hardly an old copy away
    strange = [Backup(Path(f"x{n}.sqlite"), f"2099-01-01T0{n}:00:00+07:00", "end") for n in range(3)]
    assert len(set(kept) - set(kept_of([*strange, *every]))) <= 6


def test_what_a_person_asked_for_stays() -> None:
    asked = [Backup(Path(f"{n}.sqlite"), moment(n / 24), "asked") for n in range(1000)]
    assert outgrown(asked) == ()
    assert "asked" not in AUTOMATIC
    assert "close" not in AUTOMATIC


def test_a_second_place_gets_every_copy_and_is_read_back(station: Station, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    assert second_place(station.db) is None
    place = choose_second_place(station, stick, act=act_of())
    copy = back_up(station, reason="asked", act=act_of())
    there = folder_there(station, place) / copy.name
    assert there.read_bytes() == copy.read_bytes()
    assert sorted(path.suffix for path in there.parent.iterdir()) == [".sha256", ".sqlite"]
    forget_deleted(station, act=act_of(at=moment(1)))
    assert [path.name for path in there.parent.glob("*.sqlite")] == [backups(station)[0].file.name]


def test_a_second_place_that_is_away_stops_nothing_and_is_missed(station: Station, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    choose_second_place(station, stick, act=act_of())
    shutil.rmtree(stick)
    back_up(station, reason="asked", act=act_of(at=moment(6)))
    place = look_for_second_place(station, act=act_of(at=moment(6)))
    assert place is not None
    assert unseen_for(place, at=moment(6)) == 6 * DAY
    stick.mkdir()
    place = look_for_second_place(station, act=act_of(at=moment(7)))
    assert place is not None
    assert place.seen == moment(7)
    assert list(stick.iterdir()) == []


def test_a_second_place_must_take_a_file_and_lie_elsewhere(station: Station, tmp_path: Path) -> None:
    with pytest.raises(SecondPlaceSame):
        choose_second_place(station, station.folder / "backups", act=act_of())
    if sys.platform != "win32" and os.geteuid():
        (tmp_path / "locked").mkdir(mode=0o500)
        with pytest.raises(FolderReadOnly):
            choose_second_place(station, tmp_path / "locked", act=act_of())
    assert second_place(station.db) is None
    assert choose_second_place(station, None, act=act_of()).folder == ""
    assert second_place(station.db) is not None


def test_an_older_base_is_copied_before_it_is_brought_up_to_date(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(office / BASE_FILE)
    monkeypatch.setattr(database, "STEPS", (*database.STEPS, lambda db: db.execute_sql("UPDATE person SET name = 'x'")))
    monkeypatch.setattr(database, "SCHEMA", database.SCHEMA + 1)
    opened = open_station(office)
    (copy,) = backups(opened)
    opened.close()
    assert content(copy.file) == before
    assert content(office / BASE_FILE) != before


def test_a_base_of_a_trial_version_is_refused_in_plain_words(office: Path) -> None:
    copy = office / "trial.sqlite"
    shutil.copy(office / BASE_FILE, copy)
    for file in (copy, office / BASE_FILE):
        with closing(sqlite3.connect(file)) as base:
            base.execute("ALTER TABLE person DROP COLUMN name")
    with pytest.raises(BaseOfTrial) as told:
        open_station(office)
    assert told.value.lacking == "person.name"
    with pytest.raises(BaseOfTrial):
        restore(office.parent / "new", file=copy, chance="new", at=AT)
    assert not (office.parent / "new" / BASE_FILE).exists()


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_a_key_that_others_could_read_is_closed_at_opening(office: Path) -> None:
    key = office / "keys" / "station.key"
    for path in (office, key.parent, key):
        path.chmod(0o777)
    opened = open_station(office)
    assert opened.exposed == (key.parent, key)
    opened.close()
    assert [path.stat().st_mode & 0o777 for path in (office, key.parent, key)] == [0o700, 0o700, 0o600]
    again = open_station(office)
    assert again.exposed == ()
    again.close()
