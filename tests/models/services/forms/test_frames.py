"""The list of finished dossiers: taken in whole or not at all, and gone when it is purged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from models.domain.basics.problems import Problem
from models.domain.basics.tables import letters_of
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import search_headers
from models.domain.dossiers.sampling import MarginWrong, NothingToDraw, SampleSizeWrong
from models.services.forms import frames
from models.services.forms.frames import entries, import_frame, purge_frame
from models.services.forms.sampling import (
    NoSample,
    draw,
    drawn_people,
    record_desk_survey,
    sampling_record,
)
from models.services.office import file_kinds
from models.services.office.backups import back_up, backups
from models.services.office.closing import journal_facts
from models.services.office.file_kinds import read_tables_of
from models.store.database import Station
from tests.builders.acts import act_of, person
from tests.builders.files import content, csv_file
from tests.builders.surveys import period_26q3

LIST = Path(__file__).parents[3] / "data" / "danh-sach-mot-cua.xlsx"
SALT = "5a" * 16


def imported(station: Station, file: Path = LIST) -> int:
    return len(import_frame(station, period_26q3(station), file, act=act_of(salt=SALT)).entries)


def test_the_list_is_taken_in_once(station: Station) -> None:
    assert imported(station) == 547
    before = content(station.base_file)
    again = import_frame(station, period_26q3(station), LIST, act=act_of())
    assert (len(again.entries), again.rows) == (0, 620)
    assert content(station.base_file) == before
    assert len(entries(station, period_26q3(station))) == 547


def test_a_purged_list_leaves_no_trace_of_a_person_in_the_file(station: Station) -> None:
    imported(station)
    kept = entries(station, period_26q3(station))
    lan = person(station)
    draw(station, period_26q3(station), seed="x", act=act_of(lan))
    personal = {
        word.encode() for entry in kept for word in (entry.name, entry.phone, entry.dossier, entry.person) if word
    }
    folder = [path for path in station.folder.iterdir() if path.name.startswith("so-phieu.sqlite")]
    assert any(word in path.read_bytes() for path in folder for word in personal)
    older = back_up(station, reason="asked", act=act_of())
    assert any(word in older.read_bytes() for word in personal)
    assert purge_frame(station, act=act_of()).dossiers == 547
    for path in (path for path in station.folder.rglob("*") if path.is_file()):
        told = path.read_bytes()
        assert not [word for word in personal if word in told], path.name
    assert [copy.reason for copy in backups(station)] == ["purge"]
    assert SALT.encode() not in station.base_file.read_bytes()
    station.close()
    assert not [word for word in personal if word in station.base_file.read_bytes()]


def test_purging_one_period_leaves_the_others(station: Station) -> None:
    from datetime import date

    from models.services.office.periods import open_period

    other = open_period(
        station,
        code="26N",
        name="",
        evaluated=(date(2026, 1, 1), date(2026, 12, 31)),
        survey=None,
        seed="x",
        act=act_of(),
    )
    imported(station)
    count = len(import_frame(station, other, LIST, act=act_of(salt=SALT)).entries)
    assert purge_frame(station, period_26q3(station), act=act_of()).dossiers == 547
    assert (len(entries(station, other)), len(entries(station, period_26q3(station)))) == (count, 0)


def test_a_purge_that_has_no_room_is_a_problem(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(station)
    monkeypatch.setattr("models.store.sqlite.PATIENCE_MILLISECONDS", 20)
    other = sqlite3.connect(station.base_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Problem):
        purge_frame(station, act=act_of())
    other.execute("ROLLBACK")
    other.close()
    assert len(entries(station, period_26q3(station))) == 547


def test_how_people_were_drawn_travels_and_who_they_are_does_not(station: Station) -> None:
    period, lan = period_26q3(station), person(station)
    imported(station)
    drawn = draw(station, period, seed="x", act=act_of(lan))
    people, reserve = drawn_people(station, period)
    assert (people, reserve) == (drawn.entries, drawn.reserve)
    record = sampling_record(journal_facts(station, period, station.unit))
    assert record == drawn.record()
    facts = [line for line in content(station.base_file) if line.startswith('INSERT INTO "journal"')]
    assert not [entry for entry in people if any(entry.dossier in line or entry.name in line for line in facts)]


def test_an_impossible_draw_changes_nothing(station: Station) -> None:
    period, lan = period_26q3(station), person(station)
    from fractions import Fraction

    before = content(station.base_file)
    with pytest.raises(NothingToDraw):
        draw(station, period, seed="x", act=act_of(lan))
    with pytest.raises(NoSample):
        drawn_people(station, period)
    with pytest.raises(SampleSizeWrong):
        record_desk_survey(station, period, population=None, size=0, act=act_of(lan))
    assert content(station.base_file) == before
    imported(station)
    before = content(station.base_file)
    with pytest.raises(SampleSizeWrong):
        draw(station, period, seed="x", size=0, act=act_of(lan))
    for margin in (Fraction(0), Fraction(1), Fraction(-1, 20)):
        with pytest.raises(MarginWrong):
            draw(station, period, seed="x", margin=margin, act=act_of(lan))
    assert content(station.base_file) == before


def _truncated(path: Path) -> None:
    path.write_bytes(LIST.read_bytes()[:20_000])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _other(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Tên", "Số lượng"])
    sheet.append(["Bàn", 3])
    book.save(path)


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [lambda _: None, _truncated, _empty, _other, _folder])
def test_what_is_no_list_changes_nothing(station: Station, tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "list.xlsx")
    before = content(station.base_file)
    with pytest.raises(Problem):
        imported(station, tmp_path / "list.xlsx")
    assert content(station.base_file) == before


def test_a_list_is_imported_by_the_columns_that_were_told_and_the_next_one_without_a_word(
    station: Station, tmp_path: Path
) -> None:
    period = period_26q3(station)
    told = {DossierField.DOSSIER: "Mã", DossierField.SECTOR: "Mảng", DossierField.RETURNED: "Xong"}
    first, second = (
        csv_file(tmp_path / f"{n}.csv", ("Mã", "Mảng", "Xong"), (f"H{n}", "Hộ tịch", "05/08/2026")) for n in (1, 2)
    )
    assert len(import_frame(station, period, first, act=act_of(salt="00"), mapping=told).entries) == 1
    assert len(import_frame(station, period, second, act=act_of(salt="00")).entries) == 1
    assert len(entries(station, period)) == 2


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_the_letters_of_spreadsheets(number: int, letters: str) -> None:
    assert letters_of(number) == letters


def test_a_list_is_opened_once_and_its_header_searched_once(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **words: object) -> object:
            done.append(function.__name__)
            return function(*args, **words)

        return call

    for module, function in ((frames, read_tables_of), (frames, search_headers), (file_kinds, search_headers)):
        monkeypatch.setattr(module, function.__name__, counted(function))
    import_frame(station, period_26q3(station), LIST, act=act_of(salt=SALT))
    assert done == ["read_tables_of", "search_headers"]
