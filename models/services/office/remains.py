"""Where names of people may still lie after the list of dossiers was deleted: everything that copies of it were made into.

Copies that stand aside after a restore, what a power cut left half written, the second place, and the lists that were written
or taken in, wherever they were put. What cannot be reached is named, so that a person can see to it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from models.domain.basics.problems import N_, Message, Problem
from models.domain.book.facts import PeriodKey
from models.files import is_folder
from models.services.office.second_place import folders_there
from models.store import frame, sqlite
from models.store.backups import second_place
from models.store.database import BASE_FILE, FAILURES, Station
from models.store.remembered import all_remembered, forget, remember, remembered

_WRITTEN, _TAKEN, _PURGED = "list written ", "list taken ", "frame purged"
_HALF_WRITTEN = ("backups/*.part*", "packages/*.part", "packages/.*.part", "keys/.*.part", "rehearsal.part")


@dataclass(frozen=True, slots=True)
class Remain:
    """A file that may hold names, and what it is."""

    file: Path
    what: Message


@dataclass(eq=False)
class NamesRemain(Problem):
    """The list of dossiers was deleted and a file still holds names of it, or may."""

    file: str
    what: Message
    code = "names_remain"
    says = N_(
        "The list of dossiers was deleted here, but {what} may still hold names of people: {file}. Delete it there."
    )


LIST_WRITTEN = N_("a visit list that was written")
LIST_CHANGED = N_("a visit list that was changed since it was written")
LIST_TAKEN = N_("the list of dossiers that was taken in")
ASIDE = N_("the data set aside when a copy was brought back")
COPY = N_("a copy of the data")
SECOND = N_("the second place for copies, which is not there now,")
HALF_WRITTEN = N_("a file that was never finished")


def note_list_written(station: Station, file: Path) -> None:
    """Remember that a list with names was written to `file`, so that it is found when the names have to go."""
    if station.is_fixed:
        return
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    with station.working_out():
        remember(station.db, f"{_WRITTEN}{file.absolute()}", json.dumps({"digest": digest}))


def note_list_taken(station: Station, file: Path) -> None:
    """Remember from which file a list was taken in."""
    remember(station.db, f"{_TAKEN}{file.absolute()}", "")


def sweep_half_written(folder: Path) -> None:
    """Delete what a cut left half written in a station's folder; only who holds the folder may."""
    for pattern in _HALF_WRITTEN:
        for path in folder.glob(pattern):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def clear_remains(station: Station, period: PeriodKey | None, *, at: str) -> None:
    """Delete the names of a period, or of all, wherever they were copied to and can be reached; the backups are not looked at."""
    sweep_half_written(station.folder)
    for base in _aside(station):
        with suppress(*FAILURES):
            _forget_aside(base, period)
    # a list does not say of which period it is, but only one period is worked in
    for file, told in _lists_written(station):
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == told:
            with suppress(OSError):
                file.unlink()
        if not file.exists() and is_folder(file.parent):
            _forget_list(station, file)
    with station.transaction():
        remember(station.db, _PURGED, at)


def remains(station: Station) -> tuple[Remain, ...]:
    """What may still hold names of a list that is deleted here; nothing while a list is here, or never was."""
    if frame.has_entries(station.db) or remembered(station.db, _PURGED) is None:
        return ()
    return tuple(_remains(station))


def _remains(station: Station) -> Iterator[Remain]:
    for base in _aside(station):
        if _may_hold_people(base):
            yield Remain(base, ASIDE)
    for copy in sorted(station.backups.glob("*.sqlite")):
        if _may_hold_people(copy):
            yield Remain(copy, COPY)
    for pattern in _HALF_WRITTEN:
        for path in sorted(station.folder.glob(pattern)):
            yield Remain(path, HALF_WRITTEN)
    place = second_place(station.db)
    if place is not None and place.folder:
        if not is_folder(Path(place.folder)):
            yield Remain(Path(place.folder), SECOND)
        for folder in folders_there(station, place):
            for copy in sorted(folder.glob("*.sqlite")):
                if _may_hold_people(copy):
                    yield Remain(copy, COPY)
    for file, _ in _lists_written(station):
        if file.exists():
            yield Remain(file, LIST_CHANGED)
        elif not is_folder(file.parent):
            # a stick that is out, a share that is away
            yield Remain(file, LIST_WRITTEN)
    for name in all_remembered(station.db, _TAKEN):
        if Path(name).exists():
            yield Remain(Path(name), LIST_TAKEN)


def _aside(station: Station) -> list[Path]:
    return sorted(station.folder.glob(f"before-restore-*/{BASE_FILE}"))


def _may_hold_people(base: Path) -> bool:
    """A base that cannot be asked may."""
    count = sqlite.count_in(base, "frame_entry")
    return count is None or count > 0


def _forget_aside(base: Path, period: PeriodKey | None) -> None:
    with closing(sqlite.connect(base)) as db:
        with db.atomic():
            frame.purge(db, period)
        db.wipe_deleted()


def _lists_written(station: Station) -> list[tuple[Path, str]]:
    found = all_remembered(station.db, _WRITTEN)
    return [(Path(name), str(json.loads(told)["digest"])) for name, told in found.items()]


def _forget_list(station: Station, file: Path) -> None:
    with station.transaction():
        forget(station.db, f"{_WRITTEN}{file}")
