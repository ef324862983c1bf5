"""A base on a server that an older program made: copied first, brought up to date once, by a desk that works there."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from models.files import FileNotWritten
from models.services.office.periods import periods
from models.services.office.stations import add_station, found_from_file
from models.store import database
from models.store.address import kept_address, note_address
from models.store.base import Base, Row
from models.store.city_problems import CityOlder
from models.store.database import BASE_FILE, SCHEMA, Station, open_station
from models.store.sql import name_of, rows
from models.store.sqlite import look_at
from models.store.tables import TABLES
from tests.builders.acts import HA, act_of
from tests.models.store.desk_lines import printed

pytestmark = pytest.mark.in_a_file


def test_an_older_base_is_brought_up_to_date_once_whoever_comes_first(
    first: Station, second: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def add(db: Base) -> None:
        taken.append(db.desk)
        rows(db, "ALTER TABLE period ADD COLUMN colour TEXT NOT NULL DEFAULT ''")

    monkeypatch.setattr(database, "STEPS", (*database.STEPS, add))
    monkeypatch.setattr(database, "SCHEMA", SCHEMA + 1)

    def opened(folder: Path) -> str:
        with closing(open_station(folder)) as desk:
            return desk.id

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(opened, (first.folder, second.folder))) == {first.id, second.id}
    assert len(taken) == 1
    ordered = (
        "SELECT collation_name FROM information_schema.columns WHERE table_name = 'period' AND column_name = 'colour'"
    )
    assert rows(first.db, ordered) == [("C",)]


def test_an_older_base_is_copied_whole_before_a_desk_brings_it_up_to_date_and_the_copy_goes_on_as_any(
    first: Station, second: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(first)
    second.close()

    def add(db: Base) -> None:
        rows(db, "ALTER TABLE period ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")

    def held(db: Base) -> dict[str, list[Row]]:
        return {name_of(table): sorted(rows(db, f"SELECT * FROM {name_of(table)}"), key=repr) for table in TABLES}

    before = held(first.db)
    asked = before.pop("period")
    monkeypatch.setattr(database, "STEPS", (*database.STEPS, add))
    monkeypatch.setattr(database, "SCHEMA", SCHEMA + 1)
    open_station(first.folder).close()
    copy = first.backups / f"before-shape-{SCHEMA + 1}-migration.sqlite"
    assert look_at(copy)[:2] == ("", SCHEMA)
    # it opens as the file of one computer does, and is brought up to date there
    shutil.copytree(first.folder / "keys", tmp_path / "alone" / "keys")
    shutil.copy(copy, tmp_path / "alone" / BASE_FILE)
    with closing(open_station(tmp_path / "alone")) as alone:
        after = held(alone.db)
        assert after.pop("period") == [(*row, "red") for row in asked]
        del before["station"], after["station"]
        assert after == before
        printed(alone)
    # the second desk finds it up to date, and makes no copy
    open_station(second.folder).close()
    assert not list(second.backups.glob("before-shape-*"))


def test_a_base_is_not_brought_up_to_date_by_a_desk_that_cannot_copy_it_nor_by_who_is_new_there(
    first: Station, second: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_station(first, out=tmp_path / "third.json", name="Bàn 3", act=act_of(HA))
    monkeypatch.setattr(database, "STEPS", (*database.STEPS, lambda db: rows(db, "DELETE FROM period")))
    monkeypatch.setattr(database, "SCHEMA", SCHEMA + 1)

    def full(_file: Path) -> None:
        raise FileNotWritten(Path("backups"), "full")

    monkeypatch.setattr("models.store.desks.lay_down", full)
    with pytest.raises(FileNotWritten):
        open_station(second.folder)
    address = kept_address(first.folder)
    assert address is not None
    note_address(tmp_path / "third", address)
    with pytest.raises(CityOlder):
        found_from_file(tmp_path / "third", file=tmp_path / "third.json", chance="third")
    assert first.db.ask("SELECT shape FROM base") == [(SCHEMA,)]
    assert periods(first)
