"""Where files lie on this computer: the places people know, what stands in a folder, and where they were last."""

from __future__ import annotations

import ctypes
import json
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from string import ascii_uppercase
from typing import NamedTuple

from models.domain.basics.folding import alphabetical
from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import Reason, reason_of

MOUNTS = Path("/proc/mounts")
_REMOVABLE = 2
_STICKS = re.compile(r"/(?:media|run/media|mnt)/.+")
_ESCAPED = re.compile(r"\\([0-7]{3})")


@dataclass(eq=False)
class FolderNotShown(Problem):
    """What stands in a folder cannot be listed."""

    folder: Path
    reason: Reason
    code = "folder_not_shown"
    says = N_("What stands in “{folder}” cannot be shown: {reason}. Choose another place.")


class FilePlace(NamedTuple):
    """A place that people know by a name: a message where it is ours, else the name of a stick; and how it is drawn."""

    name: str
    folder: Path
    icon: str = "folder"

    @property
    def is_stick(self) -> bool:
        return self.icon == "stick"


class FileEntry(NamedTuple):
    """One file or folder, its size in bytes and when it was last changed."""

    path: Path
    is_folder: bool
    size: int
    changed: datetime


def file_places(*, mounts: Path = MOUNTS) -> tuple[FilePlace, ...]:
    """The sticks that are plugged in, then desktop, downloads, documents and the person's own folder, as far as they are there."""
    from platformdirs import user_desktop_path, user_documents_path, user_downloads_path

    known = [
        *(FilePlace(folder.name or str(folder), folder, "stick") for folder in sticks(mounts)),
        FilePlace(N_("Desktop"), user_desktop_path(), "screen"),
        FilePlace(N_("Downloads"), user_downloads_path(), "down"),
        FilePlace(N_("Documents"), user_documents_path(), "text"),
        FilePlace(N_("Own folder"), Path.home(), "home"),
    ]
    found: dict[Path, FilePlace] = {}
    for place in known:
        if place.folder.is_dir():
            found.setdefault(place.folder, place)
    return tuple(found.values())


def sticks(mounts: Path = MOUNTS) -> tuple[Path, ...]:
    """Where the disks are that somebody plugged in, as the system tells."""
    if sys.platform == "win32":
        return _removable_drives()
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    places = (_ESCAPED.sub(lambda sign: chr(int(sign[1], 8)), line.split(" ")[1]) for line in lines if " " in line)
    return tuple(sorted({Path(place) for place in places if _STICKS.fullmatch(place)}))


def _removable_drives() -> tuple[Path, ...]:
    """The drives of Windows that can be taken out, without the two letters of floppy disks."""
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 -- other systems do not know it
    there = kernel.GetLogicalDrives()
    roots = (f"{letter}:\\" for place, letter in enumerate(ascii_uppercase) if place > 1 and there & 1 << place)
    return tuple(Path(root) for root in roots if kernel.GetDriveTypeW(root) == _REMOVABLE)


def is_on_stick(path: Path, *, mounts: Path = MOUNTS) -> bool:
    """Whether a place lies on a disk that somebody plugged in."""
    there = path.absolute()
    return any(there.is_relative_to(stick) for stick in sticks(mounts))


def entries_in(folder: Path, endings: Sequence[str] = (), *, only_folders: bool = False) -> tuple[FileEntry, ...]:
    """What stands in a folder: folders by name, then files with one of the `endings` (none: all), the newest first.

    Hidden ones are left out. Refuses (`FolderNotShown`) what cannot be listed.
    """
    folders, files = [], []
    try:
        listed = list(folder.iterdir())
    except OSError as error:
        raise FolderNotShown(folder, reason_of(error)) from error
    for path in listed:
        if path.name.startswith("."):
            continue
        # what vanishes meanwhile, or may not be looked at, is not there for whoever chooses
        with suppress(OSError):
            found = path.stat()
            entry = FileEntry(path, path.is_dir(), found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))
            if entry.is_folder:
                folders.append(entry)
            elif not only_folders and (not endings or path.name.lower().endswith(tuple(endings))):
                files.append(entry)
    folders.sort(key=lambda each: alphabetical(each.path.name))
    files.sort(key=lambda each: (-each.changed.timestamp(), alphabetical(each.path.name)))
    return (*folders, *files)


class FolderMemory:
    """Which folder was used last for each purpose; `keep` is handed the whole of it as text after every change."""

    def __init__(self, kept: str = "", keep: Callable[[str], object] = lambda _: None) -> None:
        self._keep = keep
        try:
            told = json.loads(kept) if kept else {}
        except ValueError:
            told = {}
        self._folders: dict[str, str] = (
            {name: folder for name, folder in told.items() if isinstance(folder, str)} if isinstance(told, dict) else {}
        )

    def start(self, purpose: str, *, private: bool = False) -> Path:
        """Where to begin: where this purpose was last; else a stick or the downloads, for private files never a stick."""
        known = self._folders.get(purpose)
        if known and Path(known).is_dir() and not (private and is_on_stick(Path(known))):
            return Path(known)
        places = file_places()
        fitting = [place.folder for place in places if not (private and place.is_stick)]
        return fitting[0] if fitting else Path.home()

    def known(self, purpose: str) -> Path | None:
        """Where this purpose was last, if that folder is still there."""
        known = self._folders.get(purpose)
        return Path(known) if known and Path(known).is_dir() else None

    def note(self, purpose: str, folder: Path) -> None:
        """Remember where a purpose was served."""
        if self._folders.get(purpose) != str(folder):
            self._folders[purpose] = str(folder)
            self._keep(json.dumps(self._folders, ensure_ascii=False))
