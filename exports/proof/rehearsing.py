"""Bringing a copy back for a trial, because a copy that nobody ever brought back is only a hope.

The last copy comes back in a folder of its own, just as it would after a broken disk, and is read from end to end there; then
that folder goes, and what came of it is noted.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass

from exports.proof.verifying import verify_station
from models.acts import Act, Topic
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.files import private_folder
from models.progress import Cancelled
from models.services.exchange.packages import packages
from models.services.office.backups import backups, restore
from models.services.office.safekeeping import is_rehearsal_due
from models.store.backups import Rehearsal, note_rehearsal
from models.store.database import Station
from models.store.originals import bring_originals

REHEARSAL_FOLDER = "rehearsal.part"


@dataclass(eq=False)
class NoCopyToRehearse(Problem):
    """There is no copy that could be brought back for a trial."""

    code = "no_copy_to_rehearse"
    says = N_("There is no copy yet that could be brought back for a trial. Make one first.")
    deed = Deed.BACK_UP


def rehearse(station: Station, *, act: Act) -> Rehearsal:
    """Bring the last copy back into a folder of its own, verify it there, and note what came of it; nothing else changes.

    What is found wrong, or that it does not come back at all, is in the answer. Refuses (`NoCopyToRehearse`) where there is none.
    """
    copies = backups(station)
    if not copies:
        raise NoCopyToRehearse
    station.claim()
    copy, place = copies[0], station.folder / REHEARSAL_FOLDER
    shutil.rmtree(place, ignore_errors=True)
    try:
        lines, wrong = 0, ""
        try:
            with closing(restore(place, file=copy.file, chance=act.salt, at=act.at, progress=act.progress)) as back:
                _take_packages(station, back)
                found = verify_station(back, progress=act.progress)
                lines, wrong = found.counts["lines"], found.problems[0].code if found.problems else ""
        except Cancelled:
            raise
        except Problem as problem:
            wrong = problem.code
    finally:
        shutil.rmtree(place, ignore_errors=True)
    rehearsal = Rehearsal(copy.file.name, copy.at, act.at, lines, wrong)
    with station.transaction():
        note_rehearsal(station.db, rehearsal)
        act.changes(Topic.BACKUP)
    return rehearsal


def rehearse_when_due(station: Station, *, act: Act) -> Rehearsal | None:
    """As `rehearse`, when a week has gone since the last time."""
    if not is_rehearsal_due(station, at=act.at):
        return None
    return rehearse(station, act=act)


def _take_packages(station: Station, back: Station) -> None:
    """The kept packages that the copy knows, beside it: later ones are taken in again after a restore."""
    bring_originals(station)
    for package in packages(back):
        if (station.packages / package.file).is_file():
            shutil.copyfile(station.packages / package.file, private_folder(back.packages) / package.file)
