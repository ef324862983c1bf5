"""A second set of copies on a stick or a share: what a stolen computer or a burnt disk does not take along.

It is looked for and written to before the work, so that nobody learns only afterwards that it was not there. Whatever goes
wrong with it stops nothing here.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from models.acts import Act, Topic
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem
from models.files import FileLocked, delete, is_folder, move, private_folder, require_writable, write_whole
from models.services.office.allowing import allow, note
from models.store import stations
from models.store.backups import SecondPlace, note_second_place, second_place
from models.store.database import Station

LONGEST_UNSEEN = timedelta(days=5)
"""A second place that was not there for so long is told of."""
_TRIAL = "so-phieu-thu-ghi.tmp"


@dataclass(eq=False)
class SecondPlaceSame(Problem):
    """A second place on the same disk folder would be lost with the first."""

    folder: Path
    code = "second_place_same"
    says = N_(
        "“{folder}” lies in the folder of the data itself and would be lost with it. Choose a stick, another disk or a share."
    )


def choose_second_place(station: Station, folder: Path | None, *, act: Act) -> SecondPlace:
    """Keep every further copy in `folder` too, once something could be written there; None: the office wants no second place."""
    allow(station, act, Duty.SECOND_PLACE)
    if folder is None:
        place = SecondPlace()
    else:
        folder = folder.absolute()
        if station.folder.resolve() in (folder.resolve(), *folder.resolve().parents):
            raise SecondPlaceSame(folder)
        require_writable(folder)
        _try_writing(folder)
        place = SecondPlace(str(folder), act.at)
    with station.transaction():
        note_second_place(station.db, place)
        note(station, act, HomeAct.SECOND_PLACE, {"folder": place.folder or "–"})
        act.changes(Topic.BACKUP)
    return place


def look_for_second_place(station: Station, *, act: Act) -> SecondPlace | None:
    """Whether the second place is there and takes a file; notes when it was seen. None while nobody was asked."""
    place = second_place(station.db)
    if place is None or not place.folder:
        return place
    folder = Path(place.folder)
    if not is_folder(folder):
        return place
    try:
        _try_writing(folder)
    except (OSError, Problem):
        return place
    place = replace(place, seen=act.at)
    with station.transaction():
        note_second_place(station.db, place)
        act.changes(Topic.BACKUP)
    return place


def unseen_for(place: SecondPlace, *, at: str) -> timedelta:
    """How long a second place was not seen."""
    return datetime.fromisoformat(at) - datetime.fromisoformat(place.seen)


def carry_copy(station: Station, copy: Path, digest: str, *, at: str) -> bool:
    """Put a copy that was made here into the second place too, read back; whether that is done."""
    place = second_place(station.db)
    if place is None or not place.folder or not is_folder(Path(place.folder)):
        return False
    target = folder_there(station, place) / copy.name
    part = target.with_suffix(".part")
    try:
        private_folder(target.parent)
        shutil.copyfile(copy, part)
        if hashlib.sha256(part.read_bytes()).hexdigest() != digest:
            return False
        write_whole(target.with_name(f"{target.name}.sha256"), f"{digest}  {target.name}\n".encode())
        move(part, target)
    except (OSError, Problem):
        return False
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    with station.transaction():
        note_second_place(station.db, replace(place, seen=at))
    return True


def folder_there(station: Station, place: SecondPlace) -> Path:
    """The folder of this station in its second place: another computer of the office may use the same stick."""
    return Path(place.folder) / _folder_of(station, station.id)


def folders_there(station: Station, place: SecondPlace) -> tuple[Path, ...]:
    """Every folder in the second place that this station or one it was restored from has filled."""
    named = (Path(place.folder) / _folder_of(station, each) for each in stations.lineage(station.db))
    return tuple(folder for folder in named if is_folder(folder))


def drop_there(station: Station, *, but: frozenset[str]) -> tuple[Path, ...]:
    """Delete the copies in the second place, save those of these names; what could not be reached or deleted."""
    place = second_place(station.db)
    if place is None or not place.folder:
        return ()
    if not is_folder(Path(place.folder)):
        return (Path(place.folder),)
    left = []
    for folder in folders_there(station, place):
        for file in folder.iterdir():
            if file.name.removesuffix(".sha256") not in but:
                try:
                    delete(file)
                except (OSError, FileLocked):
                    left.append(file)
    return tuple(left)


def _folder_of(station: Station, id_: str) -> str:
    return f"so-phieu-{station.unit.code}-{id_[:16]}"


def _try_writing(folder: Path) -> None:
    trial = folder / _TRIAL
    write_whole(trial, os.urandom(4096))
    delete(trial)
