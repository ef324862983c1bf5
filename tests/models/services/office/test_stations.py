"""Setting up the computers of an office: books, station files and the name list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.domain.basics.people import PersonCodeMalformed, PersonListed, PersonUnknown
from models.files import FileEmpty, FileIsFolder, FileMissing, FolderMissing
from models.services.office.stations import (
    BooksUsedUp,
    NotFirstStation,
    StationFileMalformed,
    add_person,
    add_station,
    find_person,
    found_from_file,
    found_station,
    people,
    rename_person,
)
from models.store.database import BASE_FILE, Station, StationExists
from models.store.tables import StationRow
from tests.builders.acts import LAN, WARD, act_of
from tests.builders.files import content


def test_a_folder_takes_one_station(office: Path) -> None:
    before = content(office / BASE_FILE)
    with pytest.raises(StationExists):
        found_station(office, unit=WARD, name="Máy 2", person=LAN, chance="other")
    assert content(office / BASE_FILE) == before


def test_further_computers_take_books_upward_and_the_same_people(station: Station, tmp_path: Path) -> None:
    add_person(station, code="minh", name="Trần Văn Minh", act=act_of())
    assert [add_station(station, out=tmp_path / f"{n}.json", name="Máy", act=act_of()) for n in (2, 3)] == [2, 3]
    other = found_from_file(tmp_path / "pc3", file=tmp_path / "3.json", chance="pc3")
    assert (other.unit, other.book, other.name, other.is_hub) == (station.unit, 3, "Máy", False)
    assert people(other) == people(station)
    other.close()


def test_nine_books_are_all_there_are(station: Station, tmp_path: Path) -> None:
    for _ in range(8):
        add_station(station, out=tmp_path / "next.json", name="Máy", act=act_of())
    before = content(station.base_file)
    with pytest.raises(BooksUsedUp):
        add_station(station, out=tmp_path / "ten.json", name="Máy", act=act_of())
    assert content(station.base_file) == before
    assert not (tmp_path / "ten.json").exists()


def test_a_book_of_a_restored_computer_does_not_end_the_books(station: Station, tmp_path: Path) -> None:
    row = StationRow.insert(
        id="old", unit=str(station.unit), name="", book=9, is_own=0, is_hub=0, public_key="", predecessor="", known=""
    )
    row.execute(station.db)
    assert add_station(station, out=tmp_path / "next.json", name="Máy", act=act_of()) == 2


def test_only_the_first_computer_gives_out_books(station: Station, tmp_path: Path) -> None:
    add_station(station, out=tmp_path / "2.json", name="Máy 2", act=act_of())
    second = found_from_file(tmp_path / "pc2", file=tmp_path / "2.json", chance="pc2")
    with pytest.raises(NotFirstStation):
        add_station(second, out=tmp_path / "3.json", name="Máy 3", act=act_of())
    second.close()


def test_a_book_is_not_given_out_when_its_file_cannot_be_written(station: Station, tmp_path: Path) -> None:
    before = content(station.base_file)
    with pytest.raises(FolderMissing):
        add_station(station, out=tmp_path / "missing" / "2.json", name="Máy 2", act=act_of())
    assert content(station.base_file) == before


def _body(**changed: object) -> bytes:
    body = {
        "kind": "sophieu-station",
        "unit": "00004@2025-07-01",
        "name": "Máy 2",
        "book": 2,
        "allotted_by": "s00004",
        "is_hub": False,
        "people": [["lan", "Lan"]],
    }
    return json.dumps(body | changed).encode()


@pytest.mark.parametrize(
    "told",
    [
        b"\x89PNG\r\n",
        b"[]",
        b"3",
        b"[" * 100_000,
        _body()[:-20],
        _body(kind="sophieu-campaign"),
        _body(unit="00004"),
        _body(unit=None),
        _body(book=0),
        _body(book=10),
        _body(book="x"),
        _body(people=[]),
        _body(people=["lan"]),
        _body(people=[["Lan Anh", "Lan"]]),
        _body(people={"lan": "Lan"}),
        _body(is_hub="no"),
    ],
)
def test_what_is_no_station_file_sets_up_nothing(told: bytes, tmp_path: Path) -> None:
    file = tmp_path / "station.json"
    file.write_bytes(told)
    with pytest.raises((StationFileMalformed, PersonCodeMalformed)):
        found_from_file(tmp_path / "pc2", file=file, chance="pc2")
    assert not (tmp_path / "pc2").exists()


def test_a_missing_an_empty_and_a_folder_are_no_station_files(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    for file, problem in ((tmp_path / "no", FileMissing), (empty, FileEmpty), (tmp_path, FileIsFolder)):
        with pytest.raises(problem):
            found_from_file(tmp_path / "pc2", file=file, chance="pc2")
    assert not (tmp_path / "pc2").exists()


def test_the_name_list_keeps_its_order_and_takes_new_names(station: Station) -> None:
    add_person(station, code="minh", name="Minh", act=act_of())
    assert add_person(station, code="minh", name="Minh", act=act_of()).name == "Minh"
    with pytest.raises(PersonListed):
        add_person(station, code="lan", name="Nguyễn Thị Lan Anh", act=act_of())
    assert find_person(station, "lan").name == "Nguyễn Thị Lan"
    rename_person(station, code="LAN", name="Nguyễn Thị Lan Anh", act=act_of())
    with pytest.raises(PersonUnknown):
        rename_person(station, code="hoa", name="Hoa", act=act_of())
    assert [(listed.code, listed.name) for listed in people(station)] == [
        ("lan", "Nguyễn Thị Lan Anh"),
        ("minh", "Minh"),
    ]
    assert find_person(station, None).code == "lan"
    assert find_person(station, " MINH ").author == "00004/minh"
    with pytest.raises(PersonUnknown):
        find_person(station, "hoa")
    for code in ("", "Minh", "minh anh", "đào", "a" * 17, "lan\n"):
        with pytest.raises(PersonCodeMalformed):
            add_person(station, code=code, name="x", act=act_of())
