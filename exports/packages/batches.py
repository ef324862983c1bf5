"""One merge at work: files read one after the other and taken in by batches, each batch one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from exports.packages.checking import Arrived, is_for, meant_for_other, open_returns
from exports.packages.descriptor import Descriptor
from exports.packages.findings import FileUnusable, KindOther, PackageBroken
from exports.packages.keeping import keeping
from exports.packages.lines import count_lines
from exports.packages.merged import MergedPackage
from exports.packages.noticing import notices_of, receipt_notices
from exports.packages.purging import to_keep
from exports.packages.quarantine import quarantine, tell_desks
from exports.packages.sealing import opened as opened_envelope
from exports.packages.sealing import read_package
from exports.packages.send import kept_name
from exports.packages.senders import key_notices, note_sender, waiting_for
from models.acts import LINES_CAME, Act
from models.domain.basics.canonical import canonical_json
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.progress import Cancelled, Progress
from models.services.exchange.merging import BeginningOutdated, Forks, Taken, take_lines
from models.services.exchange.notices import Notice
from models.services.exchange.receipts import acknowledge
from models.services.figures.accepted import Accepted, accepted_here
from models.services.office.allowing import note
from models.services.office.backups import back_up
from models.services.office.file_kinds import OtherKind
from models.services.office.known_keys import is_heard
from models.services.office.safekeeping import is_copy_due
from models.store.bulk import uncollected
from models.store.database import Station
from models.store.packages import MERGED, Package, has_package, note_package
from models.store.relations import offices_above

BATCH = 64
BATCH_BYTES = 4 * 2**20
"""A transaction takes in so many packages, or as many as are this large together, whichever is less."""


@dataclass
class MergeRound:
    """One merge: whose act it is, and what was found."""

    station: Station
    act: Act
    preview: bool
    is_begun: bool = False
    done: list[MergedPackage] = field(default_factory=list)
    changed: frozenset[tuple[PeriodKey, UnitKey]] = frozenset()
    accepted: dict[tuple[PeriodKey, UnitKey], Accepted] = field(default_factory=dict)

    def begin(self) -> None:
        """Copy the base once before anything is written; desks that share one copy it once a day."""
        is_due = not self.station.is_desk or is_copy_due(self.station, at=self.act.at)
        if self.act.backs_up and not self.preview and not self.is_begun and is_due:
            back_up(self.station, reason="merge", act=self.act)
        self.is_begun = True


def merge_files(merge: MergeRound, files: Sequence[Path], progress: Progress) -> None:
    """Read and take in `files` batch after batch; what came of each is in `merge.done`, in their order.

    Stops between two packages when the person cancels: the batch so far is in.
    """
    start = 0
    while start < len(files):
        with uncollected():
            batch, size = [], 0
            for file in files[start : start + BATCH]:
                batch.append(opened := open_file(merge, file))
                size += len(opened.data)
                if size >= BATCH_BYTES:
                    break
            _merge_batch(merge, batch, partial(_step, progress, start, len(files)))
        start += len(batch)


def _step(progress: Progress, first: int, total: int, number: int) -> None:
    progress.step(first + number, total)


@dataclass(frozen=True)
class OpenedFile:
    """One file as it was read: its lines, or what refuses it."""

    file: Path
    data: bytes
    arrived: Arrived | None
    findings: tuple[Problem, ...] = ()


def open_file(merge: MergeRound, file: Path) -> OpenedFile:
    """Everything that can be found in one file without looking at the lines that are here."""
    data = b""
    arrived: Arrived | None = None
    try:
        data = read_package(file)
        arrived = open_returns(opened_envelope(data, merge.station.keys), known_to=merge.station)
        if not is_for(merge.station, arrived.descriptor):
            raise PackageBroken(meant_for_other(merge.station, arrived.descriptor))
    except PackageBroken as broken:
        return OpenedFile(file, data, arrived, broken.findings)
    return OpenedFile(file, data, arrived)


def _merge_batch(merge: MergeRound, batch: Sequence[OpenedFile], step: Callable[[int], None]) -> None:
    """Take in one batch in one transaction, its originals on the disk before it ends; a stop keeps what was whole."""
    stopped: Cancelled | None = None
    done: list[MergedPackage] = []
    looked_at: list[OpenedFile] = []
    changed: frozenset[tuple[PeriodKey, UnitKey]] = frozenset()
    if any(not opened.findings for opened in batch):
        merge.begin()
    station = merge.station
    if not merge.preview:
        merge.act.changes(*LINES_CAME)
    originals: dict[str, bytes] = {}
    forks = Forks(station)
    with keeping(station) as kept, station.working_out() if merge.preview else station.transaction():
        for number, read in enumerate(batch):
            try:
                step(number)
            except Cancelled as stop:
                stopped = stop
                break
            opened, places = _unless_waiting(merge.station, read)
            changed |= places
            looked_at.append(opened)
            if opened.findings or opened.arrived is None:
                done.append(_refused(opened))
                continue
            merged, places = _merge(merge, opened, opened.arrived, originals, forks)
            done.append(merged)
            changed |= places
        kept.keep(originals)
    if not merge.preview:
        for opened in looked_at:
            if opened.findings and not _is_no_package(opened):
                quarantine(merge.station, opened.file.name, opened.data, opened.findings, at=merge.act.at)
        tell_desks(merge.station, act=merge.act)
    merge.done.extend(done)
    merge.changed |= changed
    if stopped is not None:
        raise stopped


def _is_no_package(opened: OpenedFile) -> bool:
    """Whether the file is plainly another one of ours, of which nothing needs to be kept here."""
    return any(
        isinstance(each, KindOther) or (isinstance(each, FileUnusable) and isinstance(each.problem, OtherKind))
        for each in opened.findings
    )


def _unless_waiting(station: Station, opened: OpenedFile) -> tuple[OpenedFile, frozenset[tuple[PeriodKey, UnitKey]]]:
    """The file, refused while a person has to confirm its sender first; the sender's key is remembered for that.

    Answers too of which periods and units something counts now that did not, or the reverse.
    """
    if opened.findings or opened.arrived is None or not opened.arrived.descriptor.restored:
        return opened, frozenset()
    changed = note_sender(station, opened.arrived.descriptor)
    waits = waiting_for(station, opened.arrived.descriptor, opened.arrived.streams)
    return (opened if waits is None else replace(opened, findings=(waits,))), changed


def _merge(
    merge: MergeRound, opened: OpenedFile, arrived: Arrived, originals: dict[str, bytes], forks: Forks
) -> tuple[MergedPackage, frozenset[tuple[PeriodKey, UnitKey]]]:
    station, sender = merge.station, arrived.descriptor
    package = _package(merge.station, arrived, at=merge.act.at)
    place = (sender.period, sender.unit)
    if merge.preview and place not in merge.accepted:
        merge.accepted[place] = accepted_here(station, *place)
    is_known = has_package(station.db, package.id)
    changed = note_sender(station, sender)
    try:
        taken = take_lines(station, arrived.streams, forks=forks)
    except BeginningOutdated:
        taken = take_lines(station, open_returns(arrived.data).streams, forks=forks)
    notices = (*key_notices(station, sender), *notices_of(station, package, arrived, taken, is_known=is_known))
    if arrived.taken and sender.unit == station.unit and _is_above(station, sender):
        hub = sender.sender_unit
        acknowledge(station, unit=sender.unit, period=sender.period, hub=hub, by=sender.station, taken=arrived.taken)
        if is_heard(station, sender.station, hub):
            notices = (*notices, *receipt_notices(station, sender, arrived.taken))
    if not is_known:
        note_package(station.db, replace(package, brought=taken.brought))
        note(station, merge.act, HomeAct.MERGED, {"file": package.file})
    if not merge.preview:
        _keep(merge, package.file, to_keep(station, arrived), originals)
    return _counted(opened.file, package, taken, notices), taken.changed | changed


def _is_above(station: Station, sender: Descriptor) -> bool:
    """Whether a receipt is that of an office above this one."""
    return sender.sender_unit in offices_above(station, station.unit, sender.period)


def _keep(merge: MergeRound, name: str, data: bytes, originals: dict[str, bytes]) -> None:
    """Have the original written unless it stands there already; a whole one takes the place of one without its texts."""
    try:
        stands = (merge.station.packages / name).stat().st_size
    except FileNotFoundError:
        stands = 0
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
        without_effect=taken.without_effect,
        notices=notices,
    )


def _refused(opened: OpenedFile) -> MergedPackage:
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


def _package(station: Station, arrived: Arrived, *, at: str) -> Package:
    sender: Descriptor = arrived.descriptor
    ranges = canonical_json(sender.reached)
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
        file=kept_name(station, sender, arrived.sealed.id),
        ranges=ranges,
        state=MERGED,
    )
