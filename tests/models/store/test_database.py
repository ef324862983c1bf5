"""The base on disk: its shape, its durability, and files that are no base of this program."""

from __future__ import annotations

import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from peewee import Database, OperationalError

from models.domain.basics.duties import FOUNDER
from models.domain.basics.problems import Problem
from models.domain.book.facts import Fact, Keying, Kind, PeriodKey
from models.domain.dossiers.frame_people import ApplicantKind
from models.services.office.closing import journal_facts
from models.services.office.periods import find_period
from models.services.office.stations import find_person
from models.store import database, journal
from models.store.database import (
    BASE_FILE,
    SCHEMA,
    BaseFixed,
    BaseNotWritable,
    BaseTooNew,
    BaseUnreadable,
    NoStation,
    Station,
    make_base,
    open_station,
    trouble_with_base,
)
from models.store.frame import entries
from models.store.pen import Pen
from models.store.periods import periods
from models.store.printed import every_printed
from models.store.sql import columns_of, name_of, rows
from models.store.stations import people
from models.store.tables import TABLES, JournalRow, KeyingRow, TextRow
from tests.builders.acts import act_of
from tests.builders.files import content


def test_a_new_base_has_every_table_and_nothing_else(tmp_path: Path) -> None:
    db = make_base(tmp_path / "new.sqlite")
    made = {name for (name,) in rows(db, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    shape = rows(db, "PRAGMA user_version")[0][0]
    db.close()
    assert made == set(map(name_of, TABLES))
    assert shape == SCHEMA


def test_a_line_stands_in_its_table_as_facts_have_it() -> None:
    assert columns_of(JournalRow) == ("stream", "n", "twin", *Fact._fields[2:])
    assert columns_of(KeyingRow) == ("stream", "n", "twin", *Keying._fields[2:])
    assert columns_of(TextRow) == ("stream", *journal.FreeText._fields)


@pytest.mark.in_a_file
def test_an_older_base_is_brought_up_to_date_where_it_lies(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def add(db: Database) -> None:
        rows(db, "ALTER TABLE period ADD COLUMN colour TEXT NOT NULL DEFAULT ''")

    monkeypatch.setattr(database, "STEPS", (*database.STEPS, add))
    monkeypatch.setattr(database, "SCHEMA", SCHEMA + 1)
    for _ in range(2):
        station = open_station(office)
        assert rows(station.db, "SELECT colour FROM period")
        assert rows(station.db, "PRAGMA user_version") == [(SCHEMA + 1,)]
        station.close()


@pytest.mark.in_a_file
def test_a_list_from_before_kinds_were_data_keeps_who_is_an_organisation(office: Path) -> None:
    with closing(sqlite3.connect(office / BASE_FILE)) as base:
        for dossier, kind in (("H1", "CN"), ("H2", "TC")):
            cells = (
                "01@2008-08-01/26Q3",
                "00004@2025-07-01",
                dossier,
                "Hộ tịch",
                kind,
                dossier,
                "2026-07-09",
                _DOSSIER,
                "",
            )
            names = "period, unit, dossier, sector, kind, person, returned, body, drawn"
            base.execute(f"INSERT INTO frame_entry ({names}) VALUES (?,?,?,?,?,?,?,?,?)", cells)
        base.execute("ALTER TABLE period DROP COLUMN basis")
        base.execute("DROP TABLE told")
        base.execute("PRAGMA user_version = 3")
        base.commit()
    station = open_station(office)
    kinds = [entry.kind for entry in entries(station.db, PeriodKey.parse("01@2008-08-01/26Q3"))]
    assert kinds == [ApplicantKind.INDIVIDUAL, ApplicantKind.ORGANISATION]
    station.close()


_DOSSIER = '{"procedure_code": "", "procedure": "", "name": "", "phone": "", "address": ""}'


@pytest.mark.in_a_file
def test_a_base_from_before_there_were_editions_and_roles_goes_on(office: Path) -> None:
    with closing(sqlite3.connect(office / BASE_FILE)) as base:
        base.execute("ALTER TABLE printed DROP COLUMN edition")
        base.execute("ALTER TABLE person DROP COLUMN roles")
        base.execute("INSERT INTO person (unit, code, name) VALUES ('00004@2025-07-01', 'hoa', 'Hòa')")
        for table in ("pin", "recovery", "home_act", "visit_count", "told"):
            base.execute(f"DROP TABLE {table}")
        base.execute("ALTER TABLE period DROP COLUMN basis")
        base.execute("PRAGMA user_version = 1")
        base.commit()
    station = open_station(office)
    assert rows(station.db, "PRAGMA user_version") == [(SCHEMA,)]
    assert [period.basis for period in periods(station.db)] == [""], "nothing is said of what was opened before"
    assert every_printed(station.db) == ()
    founder, *others = people(station.db)
    assert founder.roles == FOUNDER, "whoever set it up goes on as administrator and supervisor"
    assert {each.roles for each in others} == {frozenset()}, "the others go on as before"
    station.close()


@pytest.mark.in_a_file
def test_a_step_that_fails_leaves_the_older_base_as_it_was(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(db: Database) -> None:
        rows(db, "ALTER TABLE period ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(database, "STEPS", (*database.STEPS, fail))
    monkeypatch.setattr(database, "SCHEMA", SCHEMA + 1)
    before = content(office / BASE_FILE)
    with pytest.raises(BaseNotWritable):
        open_station(office)
    assert content(office / BASE_FILE) == before


@pytest.mark.in_a_file
def test_the_base_is_opened_with_the_durable_settings(station: Station) -> None:
    told = {name: rows(station.db, f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert rows(station.db, "PRAGMA user_version") == [(SCHEMA,)]


@pytest.mark.in_a_file
def test_a_base_of_a_newer_program_is_refused(office: Path) -> None:
    with sqlite3.connect(office / BASE_FILE) as base:
        base.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    base.close()
    with pytest.raises(BaseTooNew):
        open_station(office)


def test_a_folder_without_a_base_holds_no_station(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NoStation):
            open_station(folder)
    assert list(tmp_path.iterdir()) == []


def _text(file: Path) -> None:
    file.write_text("Danh sách hồ sơ\n" * 200, encoding="utf-8")


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _other_program(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE moz_places (id INTEGER)")
    base.close()


def _no_station(file: Path) -> None:
    with sqlite3.connect(file) as base:
        base.execute("DELETE FROM station")
    base.close()


def _garbled_schema(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.write_bytes(file.read_bytes().replace(b"CREATE TABLE", b"CREATE \xd6\xff\xfeLE"))


@pytest.mark.in_a_file
@pytest.mark.parametrize("damage", [_text, _empty, _truncated, _other_program, _no_station, _garbled_schema])
def test_what_is_no_base_of_ours_is_refused_and_stays_as_it_is(office: Path, damage: object) -> None:
    file = office / BASE_FILE
    assert callable(damage)
    damage(file)
    before = file.read_bytes()
    with pytest.raises(BaseUnreadable):
        open_station(office)
    assert file.read_bytes() == before


@pytest.mark.in_a_file
def test_a_page_damaged_behind_the_header_is_a_problem_and_no_accident(office: Path) -> None:
    file = office / BASE_FILE
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(Problem):
        open_station(office)


def test_a_failing_act_leaves_nothing_behind(station: Station) -> None:
    period, lan = find_period(station, "26Q3"), find_person(station, None)

    def fail() -> None:
        with station.transaction():
            pen = Pen(station, station.unit, period.key, act=act_of(lan))
            pen.fact(Kind.LOST)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert journal_facts(station, period, station.unit) == []


@pytest.mark.in_a_file
def test_a_base_that_another_program_holds_is_a_problem(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.store.sqlite.PATIENCE_MILLISECONDS", 20)
    other = sqlite3.connect(station.base_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BaseNotWritable), station.transaction():
        pass
    other.execute("ROLLBACK")
    other.close()
    with station.transaction():
        pass


def test_a_base_whose_pages_are_gone_is_unreadable_within_an_act(station: Station) -> None:
    with pytest.raises(BaseUnreadable), station.transaction():
        raise sqlite3.DatabaseError("database disk image is malformed")


def test_two_threads_number_their_lines_without_gaps(station: Station) -> None:
    period, lan = find_period(station, "26Q3"), find_person(station, None)

    def write(_: int) -> None:
        try:
            for _ in range(10):
                with station.transaction():
                    pen = Pen(station, station.unit, period.key, act=act_of(lan))
                    pen.fact(Kind.PRINTED)
        finally:
            station.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, range(2)))
    assert [fact.n for fact in journal_facts(station, period, station.unit)] == list(range(1, 21))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("database disk image is malformed", BaseUnreadable),
        ("file is not a database", BaseUnreadable),
        ("attempt to write a readonly database", BaseFixed),
        ("database is locked", BaseNotWritable),
    ],
)
def test_a_failing_disk_is_told_from_a_failing_program(said: str, meant: type[Problem]) -> None:
    assert isinstance(trouble_with_base(sqlite3.OperationalError(said)), meant)
    assert trouble_with_base(sqlite3.OperationalError("no such column: x")) is None
    assert trouble_with_base(ValueError(said)) is None


@pytest.mark.in_a_file
def test_a_base_without_room_to_grow_is_a_problem_and_unchanged(station: Station) -> None:
    period, lan = find_period(station, "26Q3"), find_person(station, None)
    pages = rows(station.db, "PRAGMA page_count")[0][0]
    rows(station.db, f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with station.transaction():
            pen = Pen(station, station.unit, period.key, act=act_of(lan))
            for _ in range(1000):
                pen.fact(Kind.PRINTED, body={"reason": "x" * 300})

    with pytest.raises(BaseNotWritable):
        fill()
    assert journal_facts(station, period, station.unit) == []


def test_a_copied_folder_reads_the_same(station: Station, tmp_path: Path) -> None:
    station.close()
    shutil.copytree(station.folder, tmp_path / "copy")
    copy = open_station(tmp_path / "copy")
    assert (copy.id, copy.unit, copy.book) == (station.id, station.unit, station.book)
    copy.close()


@pytest.mark.in_a_file
def test_a_stopped_station_on_a_locked_stick_is_read_and_refuses_to_be_written(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    period, lan = find_period(station, "26Q3"), find_person(station, None)
    station.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    fixed = open_station(station.folder)
    assert find_period(fixed, "26Q3") == period
    with pytest.raises(BaseFixed), fixed.transaction():
        Pen(fixed, fixed.unit, period.key, act=act_of(lan)).fact(Kind.PRINTED)
    fixed.close()
    assert [path.name for path in station.folder.glob(f"{BASE_FILE}*")] == [BASE_FILE]
