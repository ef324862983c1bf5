"""Where files are looked for: sticks first, never what cannot be used, and for lists of names no stick unless asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desktop import file_places as places
from desktop.file_places import FolderMemory, FolderNotShown, entries_in, is_on_stick, sticks


@pytest.mark.skipif(sys.platform == "win32", reason="reads what Linux has mounted")
def test_a_stick_is_what_is_mounted_where_sticks_are(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/lan/USB\\040C\\341\\273\\247a\\040Lan vfat rw 0 0\n"
        "/dev/sdc1 /run/media/lan/STICK vfat rw 0 0\nproc /proc proc rw 0 0\n",
        encoding="utf-8",
    )
    assert Path("/run/media/lan/STICK") in sticks(mounts)
    assert is_on_stick(Path("/run/media/lan/STICK/x/y.xlsx"), mounts=mounts)
    assert not is_on_stick(Path("/home/lan/y.xlsx"), mounts=mounts)
    assert sticks(tmp_path / "none") == ()


def test_folders_come_first_by_name_and_files_the_newest_first(tmp_path: Path) -> None:
    for number, name in enumerate(("cũ.xlsx", "mới.XLSX", "khác.csv", ".ẩn.xlsx")):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1_000_000 + number, 1_000_000 + number))
    for name in ("Đất", "An", "Ân"):
        (tmp_path / name).mkdir()
    assert [each.path.name for each in entries_in(tmp_path, (".xlsx",))] == ["An", "Ân", "Đất", "mới.XLSX", "cũ.xlsx"]
    assert [each.path.name for each in entries_in(tmp_path, only_folders=True)] == ["An", "Ân", "Đất"]
    assert len(entries_in(tmp_path)) == 6


def test_what_cannot_be_listed_is_told(tmp_path: Path) -> None:
    with pytest.raises(FolderNotShown):
        entries_in(tmp_path / "none")


def test_each_purpose_goes_on_where_it_was(tmp_path: Path) -> None:
    kept: list[str] = []
    memory = FolderMemory(keep=kept.append)
    memory.note("open .zip", tmp_path)
    memory.note("open .zip", tmp_path)
    assert len(kept) == 1
    again = FolderMemory(kept[-1])
    assert again.start("open .zip") == tmp_path
    assert again.start("save .pdf") != tmp_path
    assert FolderMemory("{").start("open .zip").is_dir()
    assert FolderMemory('["x"]').start("open .zip").is_dir()


def test_a_list_of_names_is_not_offered_onto_a_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(places, "sticks", lambda _mounts=None: (stick,))
    memory = FolderMemory()
    memory.note("save .xlsx", stick)
    assert memory.start("save .xlsx") == stick
    assert memory.start("save .xlsx", private=True) != stick
    assert memory.start("save .csv") == stick
    assert memory.start("save .csv", private=True) != stick
