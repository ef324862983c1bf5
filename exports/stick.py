"""A stick for the offices of a period: the kit that installs the program, the campaign file, and a page that says how to begin."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from exports.packages.campaign import last_campaign_file, write_campaign
from exports.packages.send import put_out
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.book.periods import Period
from models.files import DiskFull, made_apart, read_bounded, write_whole
from models.progress import Progress
from models.services.office.allowing import allow
from models.services.office.numbers import has_book, numbers_of_office
from models.store.database import Station

DIGESTS = "SHA256SUMS"
PAGE = "DOC-TRUOC.pdf"
"""The page's name sorts before the others, and has letters that every system shows."""
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64}) [ *](?P<name>SoPhieu-(?P<version>[\w.]+?)(?P<kind>-setup\.exe|\.zip))")
_LIMIT = 100_000
_PIECE = 2**20


@dataclass(eq=False)
class NoKit(Problem):
    """The folder has no kit."""

    folder: Path
    code = "no_kit"
    says = N_(
        "In “{folder}” there is no kit that installs the program: a file SHA256SUMS and at least one of the files that it names "
        "for Windows. Choose the folder as it was received."
    )


@dataclass(eq=False)
class KitDamaged(Problem):
    """A file of the kit is not what its list says."""

    file: str
    code = "kit_damaged"
    says = N_(
        "{file} of the kit is not what its list of digests says: it was damaged or exchanged on its way. Nothing was written. Copy "
        "the kit again from where it comes from."
    )


@dataclass(eq=False)
class StickFails(Problem):
    """What stands on the stick is not what was written to it."""

    file: str
    code = "stick_fails"
    says = N_(
        "{file} did not reach the stick unchanged: the stick is failing. Nothing of it was left there. Use another one."
    )


@dataclass(frozen=True, slots=True)
class KitFile:
    """One file of the kit and the digest by which it is known; `is_setup` when it installs."""

    file: Path
    digest: str
    is_setup: bool


@dataclass(frozen=True, slots=True)
class Kit:
    """What installs the program on Windows: an installer, a zip to unpack, or both; of one version."""

    version: str
    files: tuple[KitFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.file.stat().st_size for each in self.files)


@dataclass(frozen=True, slots=True)
class OnStick:
    """What was written: the campaign file, the page, and the names of the kit's files."""

    campaign: Path
    page: Path
    kit: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class ToTell:
    """What the page names: `setup` and `zip` are empty where the kit has none."""

    setup: str
    zip: str
    campaign: str


def kit_in(folder: Path) -> Kit:
    """The kit in a folder, its newest version; `NoKit` where there is none. The files are not read yet."""
    try:
        lines = read_bounded(folder / DIGESTS, _LIMIT).decode("utf-8", "replace").splitlines()
    except Problem as problem:
        raise NoKit(folder) from problem
    found: dict[str, list[KitFile]] = {}
    for line in lines:
        match = _LINE.fullmatch(line.strip())
        if match and (folder / match["name"]).is_file():
            is_setup = match["kind"] != ".zip"
            found.setdefault(match["version"], []).append(KitFile(folder / match["name"], match["digest"], is_setup))
    if not found:
        raise NoKit(folder)
    version = max(found, key=lambda each: [int(number) if number.isdigit() else -1 for number in each.split(".")])
    return Kit(version, tuple(found[version]))


def write_stick(
    station: Station, period: Period, *, kit: Kit, to: Path, page: Callable[[Path, ToTell], object], act: Act
) -> OnStick:
    """Write the kit, the campaign file of a period that this office opened, and the page that `page` prints into `to`.

    A computer of a hub without its book of numbers gives the last campaign file that is kept here as it is. All of it or nothing; each
    file is read back. Refuses as `write_campaign` does, and a damaged kit, a full, fixed, failing or
    missing stick. What else stands on the stick is left alone.
    """
    allow(station, act, Duty.GUIDE)
    if to.is_dir() and shutil.disk_usage(to).free < kit.size + _PIECE:
        raise DiskFull(to / kit.files[0].file.name)
    with made_apart(to) as apart:
        done = 0
        for each in kit.files:
            _copy(each, apart / each.file.name, act.progress, done, kit.size)
            done += each.file.stat().st_size
        listed = "".join(f"{each.digest}  {each.file.name}\n" for each in kit.files)
        write_whole(apart / DIGESTS, listed.encode())
        campaign = _campaign(station, period, apart, act)
        names = {each.is_setup: each.file.name for each in kit.files}
        page(apart / PAGE, ToTell(names.get(True, ""), names.get(False, ""), campaign))
    return OnStick(to / campaign, to / PAGE, tuple(each.file.name for each in kit.files), kit.size)


def _campaign(station: Station, period: Period, to: Path, act: Act) -> str:
    """Write the campaign file there; answers its name."""
    is_here = has_book(station, numbers_of_office(station))
    kept = None if is_here or not station.is_hub else last_campaign_file(station, period)
    if kept is None:
        return write_campaign(station, period, out=to, act=act).path.name
    return put_out(to / kept.name, kept.read_bytes())[0].name


def _copy(kit: KitFile, to: Path, progress: Progress, done: int, total: int) -> None:
    """Copy a file of the kit; what is read is compared with its digest, and so is what stands on the stick afterwards."""

    def write(target: BinaryIO) -> None:
        read, digest = done, hashlib.sha256()
        with kit.file.open("rb") as source:
            while piece := source.read(_PIECE):
                digest.update(piece)
                target.write(piece)
                read += len(piece)
                progress.step(read, total, kit.file.name)
        if digest.hexdigest() != kit.digest:
            raise KitDamaged(kit.file.name)

    def verify(written: Path) -> None:
        if _digest_on_disk(written) != kit.digest:
            raise StickFails(kit.file.name)

    write_whole(to, write, verify=verify)


def _digest_on_disk(file: Path) -> str:
    """The digest of what the disk gives back, not of what the system still remembers of the writing."""
    with file.open("rb") as written:
        if sys.platform != "win32" and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(written.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(written, "sha256").hexdigest()
