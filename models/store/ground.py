"""What ground a folder stands on: the disk of this computer, a share, or one that another program carries elsewhere.

SQLite's promises hold where the system keeps its own about locks and about what is on the disk. A share often does not, and a
program that synchronises a folder copies a base in the middle of a write and brings old states back.
"""

from __future__ import annotations

import ctypes
import os
import re
from dataclasses import dataclass
from pathlib import Path

from models.domain.basics.problems import N_, Problem

_SERVICES = {
    "OneDrive": re.compile(r"onedrive\b.*"),
    "Dropbox": re.compile(r"dropbox\b.*"),
    "Google Drive": re.compile(r"google ?drive.*|my drive|drive của tôi"),
    "iCloud": re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents"),
    "Nextcloud": re.compile(r"(next|own)cloud\b.*"),
    "Box": re.compile(r"box( sync)?"),
    "MEGA": re.compile(r"mega ?sync.*"),
    "Syncthing": re.compile(r"sync(thing)?"),
}
_MARKS = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".sync_": "Nextcloud", ".owncloudsync.log": "Nextcloud"}
_OF_SYSTEM = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_NETWORKS = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|9p|webdav|davfs2?|fuse\.(sshfs|gvfsd-fuse|rclone|davfs2?|s3fs|smbnetfs|glusterfs)|ceph"
)
_REMOTE_DRIVE = 4


@dataclass(eq=False)
class FolderSynchronised(Problem):
    """Another program copies the folder elsewhere while it is written."""

    folder: Path
    service: str
    code = "folder_synchronised"
    says = N_(
        "The data in “{folder}” lie where {service} copies files to the internet: names of people leave this office, and the "
        "data may be damaged or an older state come back. Close the program and move the whole folder to the disk alone."
    )


@dataclass(eq=False)
class FolderOnNetwork(Problem):
    """The folder lies on another computer."""

    folder: Path
    code = "folder_on_network"
    says = N_(
        "The data in “{folder}” lie on another computer of the network. A broken connection can damage them, and two computers "
        "may write at once. Close the program and move the whole folder to the disk of this computer; keep copies on the network."
    )


def doubt_of(folder: Path) -> FolderSynchronised | FolderOnNetwork | None:
    """Why a folder is no good place for the data of a station; None where nothing speaks against it."""
    service = _service_of(folder)
    if service:
        return FolderSynchronised(folder, service)
    return FolderOnNetwork(folder) if _is_remote(folder) else None


def _service_of(folder: Path) -> str:
    there = folder.absolute()
    for name in _OF_SYSTEM:
        root = os.environ.get(name)
        if root and there.is_relative_to(Path(root).absolute()):
            return "OneDrive"
    for part in there.parts:
        for service, pattern in _SERVICES.items():
            if pattern.fullmatch(part.casefold()):
                return service
    for above in (there, *there.parents):
        for mark, service in _MARKS.items():
            if (above / mark).exists():
                return service
    return ""


def _is_remote(folder: Path) -> bool:
    there = folder.absolute()
    if os.name == "nt":
        if there.drive.startswith("\\\\"):
            return True
        windows = getattr(ctypes, "windll")  # noqa: B009 -- other systems do not know it
        return bool(windows.kernel32.GetDriveTypeW(there.anchor) == _REMOTE_DRIVE)
    return bool(_NETWORKS.fullmatch(filesystem_of(there, Path("/proc/mounts"))))


def filesystem_of(folder: Path, mounts: Path) -> str:
    """The kind of the file system on which a folder lies, as Linux tells; empty elsewhere."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        words = line.split(" ")
        if len(words) < 3:
            continue
        root = Path(words[1].replace("\\040", " "))
        if folder.is_relative_to(root) and len(root.parts) > best:
            best, kind = len(root.parts), words[2]
    return kind
