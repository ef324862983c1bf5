"""Taking packages in: all findings first, then one transaction for each package."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from exports.packages.checking import Arrived, is_for, key_notices, open_returns
from exports.packages.container import FILE_LIMIT
from exports.packages.descriptor import Descriptor, canonical_json
from exports.packages.findings import Finding, Notice, PackageBroken, ReceiverOther
from exports.packages.noticing import notices_of
from exports.packages.sealing import read_package
from exports.packages.send import file_name, keep
from models.domain.facts import PeriodKey
from models.domain.problems import N_, Problem
from models.domain.units import UnitKey
from models.files import private_folder, write_whole
from models.progress import NO_PROGRESS, Progress
from models.services.merging import Taken, take_lines
from models.services.packages import MERGED, Package, has_package, note_package, note_sender
from models.store.database import Station

QUARANTINE = "quarantine"


@dataclass(eq=False)
class NoPackages(Problem):
    """Nothing to take in was named."""

    place: str
    says = N_("There are no packages (files ending in .zip) in {place}. Choose the folder or the files again.")


@dataclass(frozen=True)
class MergedPackage:
    """What became of one file: the counts of its lines, what refused it, and what deserves a look."""

    file: str
    id: str = ""
    station: str = ""
    unit: str = ""
    period: str = ""
    number: int = 0
    facts: int = 0
    new: int = 0
    late: int = 0
    withdrawn: int = 0
    already_here: int = 0
    clashing: int = 0
    refused: int = 0
    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_refused(self) -> bool:
        return bool(self.findings)


@dataclass(frozen=True)
class MergeReport:
    """All files of one merge; `changed` names the units and periods whose derived tables are to be made again."""

    packages: tuple[MergedPackage, ...]
    changed: frozenset[tuple[PeriodKey, UnitKey]]
    is_preview: bool = False

    def total(self, name: str) -> int:
        """The sum of one count (`facts`, `new`, `late`, …) over all packages; `notices` are counted."""
        if name == "notices":
            return sum(len(package.notices) for package in self.packages)
        return sum(int(getattr(package, name)) for package in self.packages)


class _Preview(Exception):
    pass


@dataclass
class _Round:
    """One merge: who merges, when, what is to be done before the first line is written, and what was found."""

    station: Station
    at: str
    preview: bool
    before: Callable[[], object] | None
    done: list[MergedPackage] = field(default_factory=list)
    changed: set[tuple[PeriodKey, UnitKey]] = field(default_factory=set)

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
    `packages/`. `before` runs once before the first change, `after` within the transaction of each package that
    changed something, for the tables derived from it. With `preview` everything is counted and nothing is kept.
    Refuses a folder without packages; stops between two packages when the person cancels.
    """
    files = package_files(paths)
    merge = _Round(station, at, preview, before)
    if preview:
        with _undone(station):
            for number, file in enumerate(files):
                progress.step(number, len(files))
                _merge_file(merge, file, after=None)
    else:
        for number, file in enumerate(files):
            progress.step(number, len(files))
            _merge_file(merge, file, after=after)
    progress.step(len(files), len(files))
    return MergeReport(tuple(merge.done), frozenset(merge.changed), preview)


def package_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and of folders the zip files in them, by name; refuses when there is none."""
    files: list[Path] = []
    named = tuple(paths)
    for path in named:
        if path.is_dir():
            files.extend(sorted(each for each in path.iterdir() if each.suffix.lower() == ".zip"))
        else:
            files.append(path)
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


def _merge_file(
    merge: _Round,
    file: Path,
    *,
    after: Callable[[frozenset[tuple[PeriodKey, UnitKey]]], object] | None,
) -> None:
    data = b""
    arrived: Arrived | None = None
    try:
        data = read_package(file)
        arrived = open_returns(data)
        if not is_for(merge.station, arrived.descriptor):
            raise PackageBroken(ReceiverOther(merge.station.unit.code, arrived.descriptor.receiver.name))
    except PackageBroken as broken:
        merge.done.append(_refused(file, arrived, broken.findings))
        if not merge.preview:
            quarantine(merge.station, file.name, data, broken.findings, at=merge.at)
        return
    merge.begin()
    merged, changed = _merge(merge, file, arrived, after)
    merge.done.append(merged)
    merge.changed |= changed


def _merge(
    merge: _Round,
    file: Path,
    arrived: Arrived,
    after: Callable[[frozenset[tuple[PeriodKey, UnitKey]]], object] | None,
) -> tuple[MergedPackage, frozenset[tuple[PeriodKey, UnitKey]]]:
    station, sender = merge.station, arrived.descriptor
    package = _package(arrived, at=merge.at)
    kept = station.packages / package.file
    was_kept = kept.exists()
    try:
        with station.transaction():
            is_known = has_package(station, package.id)
            told = key_notices(station, arrived.sealed)
            taken = take_lines(station, arrived.streams)
            notices = (*told, *notices_of(station, package, sender, taken, is_known=is_known))
            if not is_known:
                note_package(station, package)
                note_sender(station, sender=sender.station, unit=sender.sender_unit, key=sender.key)
                if not merge.preview:
                    keep(station, package.file, arrived.data)
            if after is not None and taken.changed:
                after(taken.changed)
    except BaseException:
        if not was_kept:
            kept.unlink(missing_ok=True)
        raise
    return _counted(file, package, taken, notices), taken.changed


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


def _refused(file: Path, arrived: Arrived | None, findings: tuple[Finding, ...]) -> MergedPackage:
    """All lines of the package are refused; how many there are is only known when it could be read."""
    lines = sum(len(stream.lines) for stream in arrived.streams) if arrived else 0
    known = arrived.descriptor if arrived else None
    return MergedPackage(
        file=file.name,
        id=arrived.sealed.id if arrived else "",
        station=known.station if known else "",
        unit=str(known.unit) if known else "",
        period=known.period.code if known else "",
        number=known.number if known else 0,
        facts=lines,
        refused=lines,
        findings=findings,
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


def quarantine(station: Station, name: str, data: bytes, findings: Sequence[Finding], *, at: str) -> Path:
    """Keep a refused file unchanged beside a page that says why; a file too large or unreadable leaves the page alone."""
    import hashlib

    folder = private_folder(private_folder(station.packages) / QUARANTINE)
    digest = hashlib.sha256(data or name.encode()).hexdigest()[:16]
    kept = folder / f"{digest}.zip"
    if data and len(data) <= FILE_LIMIT and not kept.exists():
        write_whole(kept, data)
    reason = {
        "file": name,
        "at": at,
        "findings": [{"code": finding.code, "text": str(finding)} for finding in findings],
    }
    write_whole(folder / f"{digest}.json", json.dumps(reason, ensure_ascii=False, indent=2).encode() + b"\n")
    return kept
