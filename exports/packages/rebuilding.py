"""Making the facts of the whole base again from the kept packages and the station's own journal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from exports.packages.checking import open_returns
from exports.packages.findings import KindOther, PackageBroken
from exports.packages.sealing import read_package
from models.domain.facts import PeriodKey, Stream
from models.domain.problems import N_, Problem
from models.domain.units import UnitKey
from models.progress import NO_PROGRESS, Progress
from models.services.merging import drop_taken, own_stations, take_lines
from models.store import journal
from models.store.database import Station


@dataclass(eq=False)
class RebuildIncomplete(Problem):
    """The kept packages do not hold every line that the base holds."""

    streams: tuple[str, ...]
    files: tuple[str, ...]
    says = N_(
        "The kept packages do not hold all lines of: {streams} (unreadable files: {files}). Nothing was changed. "
        "Take a fresh package of these offices in, then try again."
    )


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: packages read, lines taken from them, and which units and periods are to be worked out again."""

    packages: int
    facts: int
    unreadable: tuple[str, ...]
    changed: frozenset[tuple[PeriodKey, UnitKey]]


def rebuild(station: Station, *, progress: Progress = NO_PROGRESS) -> Rebuilt:
    """Drop every line of other stations and take it again from `packages/`, in one transaction.

    The streams of this station, and of those it was restored from, stay as they are. Refuses (`RebuildIncomplete`),
    changing nothing, when a line that is here now would be lost.
    """
    unreadable: list[str] = []
    files = sorted(station.packages.glob("*.zip"))
    read = facts = 0
    with station.transaction():
        before = _lines_here(station)
        drop_taken(station, keep=own_stations(station))
        for number, file in enumerate(files):
            progress.step(number, len(files))
            try:
                arrived = open_returns(read_package(file))
            except PackageBroken as broken:
                if not any(isinstance(finding, KindOther) for finding in broken.findings):
                    unreadable.append(file.name)
                continue
            facts += take_lines(station, arrived.streams).facts
            read += 1
        after = _lines_here(station)
        lost = sorted(str(stream) for stream, lines in before.items() if lines - after.get(stream, frozenset()))
        if lost:
            raise RebuildIncomplete(tuple(lost), tuple(unreadable))
        progress.step(len(files), len(files))
    changed = frozenset((stream.period, stream.unit) for stream in after)
    return Rebuilt(read, facts, tuple(unreadable), changed)


def _lines_here(station: Station) -> dict[Stream, frozenset[bytes]]:
    """Short digests of all contents of every stream."""
    here: dict[Stream, frozenset[bytes]] = {}
    for number, stream in journal.all_streams(station.db).items():
        contents = journal.every_content(station.db, number, stream.station)
        here[stream] = frozenset(
            hashlib.sha256(line.line().encode()).digest()[:16] for lines in contents.values() for line in lines
        )
    return here
