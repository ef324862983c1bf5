"""Proof that a station's data are whole: base, chains of facts, free texts, backups and kept packages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exports.packages.checking import check_package
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Stream, chain, first_link
from models.progress import NO_PROGRESS, Progress
from models.security import KeysDamaged, load_keys, to_text
from models.services.exchange.packages import packages
from models.services.keying.keying import text_digest
from models.services.office.backups import BackupDamaged, backups, require_readable, require_sound
from models.store import journal
from models.store.database import Station


@dataclass(eq=False)
class StreamChanged(Problem):
    """A line of a stream is not what was written."""

    station: str
    unit: str
    period: str
    code = "stream_changed"
    says = N_(
        "The records of computer {station} about office {unit} in {period} were changed or damaged on the disk. "
        "Make the base again from the packages; if that does not help, restore the last backup."
    )
    deed = Deed.REBUILD


@dataclass(eq=False)
class TextChanged(Problem):
    """A free text does not fit its digest."""

    station: str
    n: int
    question: str
    code = "text_changed"
    says = N_(
        "The comment {question} in record {n} of computer {station} was changed on the disk. Restore the last backup."
    )


@dataclass(eq=False)
class BackupChanged(Problem):
    """A backup has other bytes than when it was made."""

    file: str
    code = "backup_changed"
    says = N_("The backup {file} was changed or damaged since it was made. Make a new one.")
    deed = Deed.BACK_UP


@dataclass(eq=False)
class PackageChanged(Problem):
    """A kept package is missing or does not check any more."""

    file: str
    code = "package_changed"
    says = N_(
        "The kept package {file} is missing or damaged. Ask its sender to send it again, or copy it from the stick."
    )


@dataclass(frozen=True)
class Verified:
    """How much was read, and everything that is not whole."""

    counts: dict[str, int]
    problems: tuple[Problem, ...]


def verify_station(station: Station, *, progress: Progress = NO_PROGRESS) -> Verified:
    """Read everything of a station again and compare; changes nothing. Raises `BaseUnreadable` when pages do not read."""
    require_readable(station)
    problems: list[Problem] = list(_check_keys(station))
    lines = 0
    streams = journal.all_streams(station.db)
    kept, known = backups(station), packages(station)
    total = len(streams) + len(kept) + len(known)
    for done, (number, stream) in enumerate(streams.items()):
        progress.step(done, total)
        lines += _check_stream(station, number, stream, problems)
    for done, copy in enumerate(kept, len(streams)):
        progress.step(done, total, copy.file.name)
        try:
            require_sound(copy.file)
        except BackupDamaged as problem:
            problems.append(problem)
            continue
        if copy.digest and hashlib.sha256(copy.file.read_bytes()).hexdigest() != copy.digest:
            problems.append(BackupChanged(str(copy.file)))
    for done, package in enumerate(known, len(streams) + len(kept)):
        progress.step(done, total, package.file)
        file = station.packages / Path(package.file).name
        report = check_package(file) if file.is_file() else None
        if report is None or not report.is_right or report.id != package.id:
            problems.append(PackageChanged(str(file)))
    progress.step(total, total)
    counts = {"streams": len(streams), "lines": lines, "packages": len(known), "backups": len(kept)}
    return Verified(counts, tuple(problems))


def _check_keys(station: Station) -> Iterator[Problem]:
    """Without its own keys a station cannot sign, nor open what was sealed for it."""
    try:
        keys = load_keys(station.keys)
    except Problem as problem:
        yield problem
        return
    if to_text(keys.public) != station.public_key:
        yield KeysDamaged(station.keys)


def _check_stream(station: Station, number: int, stream: Stream, problems: list[Problem]) -> int:
    """Recompute the chain and the digests of the free texts; answers how many lines there are."""
    found = journal.lines_of(station.db, number, stream.station)
    _, known, link = journal.taken_head(station.db, stream)
    links = list(chain(first_link(stream), (line.line() for line in found[:known])))
    whole = [line.n for line in found[:known]] == list(range(1, known + 1))
    if known and (not whole or links[-1].hex() != link):
        problems.append(StreamChanged(stream.station, stream.unit.code, stream.period.code))
    digests = {
        keying.n: json.loads(keying.texts or "{}") for keying in journal.keyings_of(station.db, number, stream.station)
    }
    problems += [
        TextChanged(stream.station, text.n, text.question)
        for text in journal.texts_of(station.db, number)
        if digests.get(text.n, {}).get(text.question) != text_digest(text.content, text.salt)
    ]
    return len(found)
