"""A folder on a share or in one that is synchronised is told of; the disk of the computer is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.store import ground
from models.store.ground import FolderOnNetwork, FolderSynchronised, doubt_of


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("OneDrive/Sổ phiếu", "OneDrive"),
        ("OneDrive - UBND phường/so-phieu", "OneDrive"),
        ("Dropbox/x", "Dropbox"),
        ("Dropbox (Cá nhân)/x", "Dropbox"),
        ("Google Drive/x", "Google Drive"),
        ("GoogleDrive-lan@gmail.com/My Drive/x", "Google Drive"),
        ("iCloudDrive/x", "iCloud"),
        ("Nextcloud/x", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_is_told_of(place: str, service: str, tmp_path: Path) -> None:
    doubt = doubt_of(tmp_path / place)
    assert isinstance(doubt, FolderSynchronised)
    assert doubt.service == service


def test_the_system_and_the_service_say_where_they_synchronise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "một"))
    assert isinstance(doubt_of(tmp_path / "một" / "hai"), FolderSynchronised)
    assert doubt_of(tmp_path / "ba") is None
    (tmp_path / "ba").mkdir()
    (tmp_path / "ba" / ".stfolder").mkdir()
    assert isinstance(doubt_of(tmp_path / "ba" / "x"), FolderSynchronised)


@pytest.mark.parametrize("place", ["so-phieu", "dropped", "Hộp thư", "Ổ đĩa", "one drive away", "boxes"])
def test_an_ordinary_folder_is_not(place: str, tmp_path: Path) -> None:
    assert doubt_of(tmp_path / place) is None


@pytest.mark.skipif(os.name == "nt", reason="reads what Linux has mounted")
@pytest.mark.parametrize(
    ("kind", "is_remote"), [("cifs", True), ("nfs4", True), ("fuse.sshfs", True), ("ext4", False), ("fuse", False)]
)
def test_a_share_is_told_of(*, kind: str, is_remote: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n//server/ubnd {tmp_path}/may\\040chu {kind} rw 0 0\n")
    assert ground.filesystem_of(tmp_path / "may chu" / "x", mounts) == kind
    monkeypatch.setattr(ground, "filesystem_of", lambda _folder, _mounts: kind)
    assert isinstance(doubt_of(tmp_path / "x"), FolderOnNetwork) == is_remote
