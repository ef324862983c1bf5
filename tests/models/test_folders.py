"""A folder that is begun anew is made whole or left as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.files import left_as_it_was


def test_what_fails_leaves_no_new_folder(tmp_path: Path) -> None:
    wanted = tmp_path / "a" / "b"

    def begin() -> None:
        with left_as_it_was(wanted):
            wanted.mkdir(parents=True)
            (wanted / "half").write_bytes(b"1")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        begin()
    assert not (tmp_path / "a").exists()


def test_what_stood_in_the_folder_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_bytes(b"1")

    def begin() -> None:
        with left_as_it_was(tmp_path):
            (tmp_path / "half").mkdir()
            (tmp_path / "half.txt").write_bytes(b"1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        begin()
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]


def test_what_ends_well_stays(tmp_path: Path) -> None:
    with left_as_it_was(tmp_path / "new"):
        (tmp_path / "new").mkdir()
    assert (tmp_path / "new").is_dir()
