"""Taking packages in: all findings first, then one transaction for each package."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from exports.packages.batches import MergeRound, merge_files, open_file
from exports.packages.merged import MergeReport
from exports.packages.quarantine import ENDINGS, tell_desks, waiting_packages
from exports.packages.senders import waiting_for
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.files import FileMissing
from models.services.exchange.receipts import settle_all_receipts
from models.services.figures.accepted import AnswerChange, answer_changes
from models.services.office.allowing import allow
from models.store.database import Station


@dataclass(eq=False)
class NoPackages(Problem):
    """Nothing to take in was named."""

    place: str
    code = "no_packages"
    says = N_("There are no packages (files ending in .zip) in {place}. Choose the folder or the files again.")


class _Preview(Exception):
    pass


def merge_packages(
    station: Station,
    paths: Iterable[Path],
    *,
    act: Act,
    preview: bool = False,
) -> MergeReport:
    """Take in the packages in `paths` (files, or folders of them), each wholly or not at all.

    The base is copied once before the first change, unless the act gives that up. A refused package changes nothing and
    is kept in `packages/quarantine`; the others are kept unchanged in `packages/`, on the disk before their lines are. A
    few dozen packages share a transaction (`BATCH`). With `preview` everything is counted, the forms whose accepted
    answers would change are listed, and nothing is kept. Quarantined packages whose missing piece has come are then
    tried again. Refuses a folder without packages and a file that is not there; stops between two packages when the
    person cancels: those before are in.
    """
    allow(station, act, Duty.MERGE)
    files = package_files(paths)
    merge = MergeRound(station, act, preview)
    if preview:
        changes: tuple[AnswerChange, ...] = ()
        with _undone(station):
            merge_files(merge, files, act.progress)
            changes = answer_changes(station, merge.accepted)
        act.progress.step(len(files), len(files))
        return MergeReport(tuple(merge.done), merge.changed, changes)
    merge_files(merge, files, act.progress)
    act.progress.step(len(files), len(files))
    again = retry_packages(station, act=act)
    return MergeReport((*merge.done, *again.packages), merge.changed | again.changed)


def package_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and of folders the zip files in them, by name; refuses when there is none, or one is not there."""
    files: list[Path] = []
    named = tuple(paths)
    for path in named:
        if path.is_dir():
            files.extend(sorted(each for each in path.iterdir() if each.suffix.lower() in ENDINGS))
        elif os.path.lexists(path):
            files.append(path)
        else:
            raise FileMissing(path)
    if not files:
        raise NoPackages(", ".join(map(str, named)))
    return tuple(files)


@contextmanager
def _undone(station: Station) -> Iterator[None]:
    try:
        with station.working_out():
            yield
            raise _Preview
    except _Preview:
        return


def retry_packages(station: Station, *, act: Act) -> MergeReport:
    """Try the quarantined packages again whose missing piece may have arrived; those taken in leave the quarantine.

    A package that still lacks something stays where it is. Answers what was taken in, which may be nothing.
    """
    allow(station, act, Duty.MERGE)
    merge = MergeRound(station, act, preview=False)
    with station.transaction():
        settle_all_receipts(station)
    waiting = waiting_packages(station)
    ready = [file for file in waiting if _is_ready(merge, file)]
    merge_files(merge, ready, act.progress)
    for file, package in zip(ready, merge.done, strict=True):
        if not package.is_refused:
            for path in (file, file.with_name(f"{file.name.partition('.')[0]}.json")):
                path.unlink(missing_ok=True)
    tell_desks(station, act=act)
    return MergeReport(tuple(merge.done), merge.changed)


def _is_ready(merge: MergeRound, file: Path) -> bool:
    opened = open_file(merge, file)
    if opened.findings or opened.arrived is None:
        return False
    return waiting_for(merge.station, opened.arrived.descriptor, opened.arrived.streams) is None
