"""Taking packages in: all findings first, then one transaction for each package."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from exports.packages.checking import Arrived, is_for, open_returns
from exports.packages.descriptor import Descriptor, canonical_json
from exports.packages.findings import FileUnusable, Finding, KindOther, Notice, PackageBroken, ReceiverOther
from exports.packages.lines import count_lines
from exports.packages.merged import MergedPackage, MergeReport
from exports.packages.noticing import notices_of, receipt_notices
from exports.packages.purging import to_keep
from exports.packages.quarantine import ENDINGS, quarantine, waiting_packages
from exports.packages.sealing import opened as opened_envelope
from exports.packages.sealing import read_package
from exports.packages.send import file_name
from exports.packages.senders import key_notices, note_sender, waiting_for
from models.domain.facts import PeriodKey
from models.domain.problems import N_, Problem
from models.domain.units import UnitKey
from models.files import FileMissing, private_folder, write_all
from models.progress import NO_PROGRESS, Cancelled, Progress
from models.services.accepted_changes import Accepted, AnswerChange, accepted_here, answer_changes
from models.services.merging import BeginningOutdated, Taken, take_lines
from models.services.packages import MERGED, Package, has_package, note_package
from models.services.receipts import acknowledge
from models.store.database import Station
from models.store.sql import uncollected
from models.workbooks.kinds import OtherKind


@dataclass(eq=False)
class NoPackages(Problem):
    """Nothing to take in was named."""

    place: str
    says = N_("There are no packages (files ending in .zip) in {place}. Choose the folder or the files again.")


BATCH = 64
BATCH_BYTES = 4 * 2**20
"""A transaction takes in so many packages, or as many as are this large together, whichever is less."""


class _Preview(Exception):
    pass


@dataclass
class _Round:
    """One merge: who merges, when, what is to be done before and after, and what was found."""

    station: Station
    at: str
    preview: bool
    before: Callable[[], object] | None
    after: Callable[[frozenset[tuple[PeriodKey, UnitKey]]], object] | None
    done: list[MergedPackage] = field(default_factory=list)
    changed: frozenset[tuple[PeriodKey, UnitKey]] = frozenset()
    accepted: dict[tuple[PeriodKey, UnitKey], Accepted] = field(default_factory=dict)
    stood: set[str] = field(default_factory=set)
    """Originals that an interrupted merge had kept before this one began."""

    def begin(self) -> None:
        """What the caller wants done once before anything is written, a backup for example."""
        if self.before is not None and not self.preview:
            act, self.before = self.before, None
            act()


def merge_packages(
    station: Station,
    paths: Iterable[Path],
    *,
    at: str,
    preview: bool = False,
    before: Callable[[], object] | None = None,
    after: Callable[[frozenset[tuple[PeriodKey, UnitKey]]], object] | None = None,
    progress: Progress = NO_PROGRESS,
) -> MergeReport:
    """Take in the packages in `paths` (files, or folders of them), each wholly or not at all.

    A refused package changes nothing and is kept in `packages/quarantine`; the others are kept unchanged in
    `packages/`, on the disk before their lines are. A few dozen packages share a transaction (`BATCH`). `before` runs
    once before the first change, `after` within each transaction that changed something, for the tables derived from
    it. With `preview` everything is counted, the forms whose accepted answers would change are listed, and nothing is
    kept. Quarantined packages whose missing piece has come are then tried again. Refuses a folder without packages and a
    file that is not there; stops between two packages when the person cancels: those before are in.
    """
    files = package_files(paths)
    merge = _Round(station, at, preview, before, after)
    if preview:
        changes: tuple[AnswerChange, ...] = ()
        with _undone(station):
            _merge_files(merge, files, progress)
            changes = answer_changes(station, merge.accepted)
        progress.step(len(files), len(files))
        return MergeReport(tuple(merge.done), merge.changed, True, changes)
    _merge_files(merge, files, progress)
    progress.step(len(files), len(files))
    again = retry_packages(station, at=at, before=merge.before, after=after)
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
        with station.transaction():
            yield
            raise _Preview
    except _Preview:
        return


def retry_packages(
    station: Station,
    *,
    at: str,
    before: Callable[[], object] | None = None,
    after: Callable[[frozenset[tuple[PeriodKey, UnitKey]]], object] | None = None,
    progress: Progress = NO_PROGRESS,
) -> MergeReport:
    """Try the quarantined packages again whose missing piece may have arrived; those taken in leave the quarantine.

    A package that still lacks something stays where it is. Answers what was taken in, which may be nothing.
    """
    merge = _Round(station, at, preview=False, before=before, after=after)
    waiting = waiting_packages(station)
    ready = [file for file in waiting if _is_ready(merge, file)]
    _merge_files(merge, ready, progress)
    for file, package in zip(ready, merge.done, strict=True):
        if not package.is_refused:
            for path in (file, file.with_name(f"{file.name.partition('.')[0]}.json")):
                path.unlink(missing_ok=True)
    return MergeReport(tuple(merge.done), merge.changed)


def _is_ready(merge: _Round, file: Path) -> bool:
    opened = _open(merge, file)
    if opened.findings or opened.arrived is None:
        return False
    return waiting_for(merge.station, opened.arrived.descriptor, opened.arrived.streams) is None


def _merge_files(merge: _Round, files: Sequence[Path], progress: Progress) -> None:
    start = 0
    while start < len(files):
        with uncollected():
            batch, size = [], 0
            for file in files[start : start + BATCH]:
                batch.append(opened := _open(merge, file))
                size += len(opened.data)
                if size >= BATCH_BYTES:
                    break
            _merge_batch(merge, batch, partial(_step, progress, start, len(files)))
        start += len(batch)


def _step(progress: Progress, first: int, total: int, number: int) -> None:
    progress.step(first + number, total)


@dataclass(frozen=True)
class _Opened:
    """One file as it was read: its lines, or what refuses it."""

    file: Path
    data: bytes
    arrived: Arrived | None
    findings: tuple[Finding, ...] = ()


def _open(merge: _Round, file: Path) -> _Opened:
    data = b""
    arrived: Arrived | None = None
    try:
        data = read_package(file)
        arrived = open_returns(opened_envelope(data, merge.station.keys), known_to=merge.station)
        if not is_for(merge.station, arrived.descriptor):
            raise PackageBroken(ReceiverOther(merge.station.unit.code, arrived.descriptor.receiver.name))
    except PackageBroken as broken:
        return _Opened(file, data, arrived, broken.findings)
    return _Opened(file, data, arrived)


def _merge_batch(merge: _Round, batch: Sequence[_Opened], step: Callable[[int], None]) -> None:
    """Take in one batch in one transaction, its originals on the disk before it ends; a stop keeps what was whole."""
    stopped: Cancelled | None = None
    done: list[MergedPackage] = []
    looked_at: list[_Opened] = []
    changed: frozenset[tuple[PeriodKey, UnitKey]] = frozenset()
    if any(not opened.findings for opened in batch):
        merge.begin()
    with _kept(merge) as originals, merge.station.transaction():
        for number, read in enumerate(batch):
            try:
                step(number)
            except Cancelled as stop:
                stopped = stop
                break
            opened = _unless_waiting(merge.station, read)
            looked_at.append(opened)
            if opened.findings or opened.arrived is None:
                done.append(_refused(opened))
                continue
            merged, places = _merge(merge, opened, opened.arrived, originals)
            done.append(merged)
            changed |= places
        if merge.after is not None and changed:
            merge.after(changed)
        if originals:
            write_all(private_folder(merge.station.packages), originals)
    if not merge.preview:
        for opened in looked_at:
            if opened.findings and not _is_no_package(opened):
                quarantine(merge.station, opened.file.name, opened.data, opened.findings, at=merge.at)
    merge.done.extend(done)
    merge.changed |= changed
    if stopped is not None:
        raise stopped


def _is_no_package(opened: _Opened) -> bool:
    """Whether the file is plainly another one of ours, of which nothing needs to be kept here."""
    return any(
        isinstance(each, KindOther) or (isinstance(each, FileUnusable) and isinstance(each.problem, OtherKind))
        for each in opened.findings
    )


def _unless_waiting(station: Station, opened: _Opened) -> _Opened:
    """The file, refused while a person has to confirm its sender first; the sender's key is remembered for that."""
    if opened.findings or opened.arrived is None:
        return opened
    waits = waiting_for(station, opened.arrived.descriptor, opened.arrived.streams)
    if waits is None:
        return opened
    note_sender(station, opened.arrived.descriptor)
    return replace(opened, findings=(waits,))


@contextmanager
def _kept(merge: _Round) -> Iterator[dict[str, bytes]]:
    """The originals that are to be kept, by name; none of them stays when the transaction does not end well."""
    originals: dict[str, bytes] = {}
    folder = merge.station.packages
    try:
        yield originals
    except BaseException:
        for name in originals.keys() - merge.stood:
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)
        raise


def _merge(
    merge: _Round, opened: _Opened, arrived: Arrived, originals: dict[str, bytes]
) -> tuple[MergedPackage, frozenset[tuple[PeriodKey, UnitKey]]]:
    station, sender = merge.station, arrived.descriptor
    package = _package(arrived, at=merge.at)
    place = (sender.period, sender.unit)
    if merge.preview and place not in merge.accepted:
        merge.accepted[place] = accepted_here(station, *place)
    is_known = has_package(station, package.id)
    told = key_notices(station, sender)
    try:
        taken = take_lines(station, arrived.streams)
    except BeginningOutdated:
        taken = take_lines(station, open_returns(arrived.data).streams)
    notices = (*told, *notices_of(station, package, arrived, taken, is_known=is_known))
    if arrived.taken and sender.unit == station.unit:
        acknowledge(station, unit=sender.unit, period=sender.period, hub=sender.sender_unit, taken=arrived.taken)
        notices = (*notices, *receipt_notices(station, sender, arrived.taken))
    if not is_known:
        note_package(station, replace(package, brought=taken.brought))
        note_sender(station, sender)
    if not merge.preview:
        _keep(merge, package.file, to_keep(station, arrived), originals)
    return _counted(opened.file, package, taken, notices), taken.changed


def _keep(merge: _Round, name: str, data: bytes, originals: dict[str, bytes]) -> None:
    """Have the original written unless it stands there already; a whole one takes the place of one without its texts."""
    try:
        stands = (merge.station.packages / name).stat().st_size
    except FileNotFoundError:
        stands = 0
    if stands:
        merge.stood.add(name)
    if stands < len(data):
        originals[name] = data


def _counted(file: Path, package: Package, taken: Taken, notices: tuple[Notice, ...]) -> MergedPackage:
    return MergedPackage(
        file=file.name,
        id=package.id,
        station=package.station,
        unit=str(package.unit),
        period=package.period.code,
        number=package.number,
        facts=taken.facts,
        new=taken.new,
        late=taken.late,
        withdrawn=taken.withdrawn,
        already_here=taken.already_here,
        clashing=taken.clashing,
        notices=notices,
    )


def _refused(opened: _Opened) -> MergedPackage:
    """All lines of the package are refused; how many there are is only known when it could be read."""
    arrived = opened.arrived
    lines = count_lines(arrived.streams) if arrived else 0
    known = arrived.descriptor if arrived else None
    return MergedPackage(
        file=opened.file.name,
        id=arrived.sealed.id if arrived else "",
        station=known.station if known else "",
        unit=str(known.unit) if known else "",
        period=known.period.code if known else "",
        number=known.number if known else 0,
        facts=lines,
        refused=lines,
        findings=opened.findings,
    )


def _package(arrived: Arrived, *, at: str) -> Package:
    sender: Descriptor = arrived.descriptor
    ranges = canonical_json({place: head.n for place, head in sender.heads.items()}).decode()
    return Package(
        id=arrived.sealed.id,
        kind=sender.kind,
        station=sender.station,
        unit=sender.unit,
        period=sender.period,
        receiver=str(sender.receiver),
        number=sender.number,
        is_own=False,
        at=at,
        file=file_name(sender, arrived.sealed.id),
        ranges=ranges,
        state=MERGED,
    )
