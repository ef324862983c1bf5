"""Settings survive, and a damaged file never keeps the office from starting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.settings import FILE_NAME, Settings, data_folder, load_settings, note_place, places, save_settings


def test_a_station_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings(language="vi")


def test_saved_settings_come_back(tmp_path: Path) -> None:
    settings = Settings(language="en", period="01@2008-08-01/26Q3", person="lan")
    save_settings(tmp_path, settings)
    assert load_settings(tmp_path) == settings


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"language": "vi"' + b" " * 200_000 + b"}", b"[" * 90_000]
)
def test_a_damaged_file_is_set_aside_and_the_defaults_hold(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / f"{FILE_NAME}.corrupt").read_bytes() == content
    assert not (tmp_path / FILE_NAME).exists()


def test_unknown_words_and_values_of_a_wrong_kind_are_passed_over(tmp_path: Path) -> None:
    found = {"language": "fr", "period": 7, "person": "lan", "colour": "red"}
    (tmp_path / FILE_NAME).write_text(json.dumps(found), encoding="utf-8")
    assert load_settings(tmp_path) == Settings(person="lan")


def test_the_default_folder_is_the_users_own() -> None:
    assert data_folder().is_absolute()
    assert "sophieu" in str(data_folder())


def test_the_folders_of_a_user_are_remembered_the_last_one_first(tmp_path: Path) -> None:
    file = tmp_path / "user" / "folders.json"
    assert places(at=file) == ()
    for name in ("a", "b", "a"):
        note_place(tmp_path / name, at=file)
    assert places(at=file) == (tmp_path / "a", tmp_path / "b")
    before = file.stat().st_ino
    note_place(tmp_path / "a", at=file)
    assert file.stat().st_ino == before  # a command after the other in one folder writes nothing
    file.write_text("{}", encoding="utf-8")
    assert places(at=file) == ()
    file.unlink()
    file.mkdir()
    note_place(tmp_path / "c", at=file)
