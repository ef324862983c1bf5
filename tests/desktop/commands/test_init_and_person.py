"""`sophieu init`, `station` and `person`: an office is set up and its people named."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.builders.commands import Run, done, refused, runner


def test_a_station_is_set_up_and_known(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run = runner(capsys, tmp_path / "ward")
    made = done(run("init", "--unit", "00004", "--name", "Nguyễn Thị Đào", "--json")).answer
    assert (made["name"], made["book"], made["hub"], made["person"]) == ("Phường Ba Đình", 1, False, "dao")
    refused(run("init", "--unit", "00004", "--json"), "station_exists")
    done(run("station", "add", "--out", tmp_path / "2.json"))
    second = runner(capsys, tmp_path / "second")
    assert done(second("init", "--station", tmp_path / "2.json", "--json")).answer["book"] == 2
    refused(second("station", "add", "--out", tmp_path / "3.json", "--json"), "not_first_station")
    hub = runner(capsys, tmp_path / "hub")
    assert done(hub("init", "--unit", "01", "--json")).answer["hub"] is True
    past = runner(capsys, tmp_path / "past")
    assert done(past("init", "--unit", "00004", "--on", "30/06/2025", "--json")).answer["name"] != "Phường Ba Đình"


@pytest.mark.parametrize("name", ["李明", "", "Nguyễn Văn 1", "-"])
def test_whatever_a_person_is_called_there_is_a_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    run = runner(capsys, tmp_path / "ward")
    assert done(run("init", "--unit", "00004", f"--name={name}", "--json")).answer["person"].isascii()


def test_typed_words_are_kept_composed(run: Run) -> None:
    loose = unicodedata.normalize("NFD", "Phạm Thị Hoà")
    done(run("person", "add", "hoa", "--name", loose))
    listed = done(run("person", "list", "--json")).answer["people"]
    assert (listed[1]["code"], listed[1]["name"]) == ("hoa", unicodedata.normalize("NFC", loose))
