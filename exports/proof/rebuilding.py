"""Making the whole base again from the kept packages and the own journal, and saying what that healed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from exports.packages.checking import open_returns
from exports.packages.findings import KindOther, PackageBroken
from exports.packages.rows import promised_texts
from exports.packages.sealing import read_package
from exports.packages.senders import note_sender
from exports.proof.kept import Kept, kept_packages, line_digest
from models.acts import LINES_CAME, Act
from models.domain.basics.duties import Duty
from models.domain.basics.folding import alphabetical
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.book.branches import SignedBranch, joined, linked
from models.domain.book.certificates import head_said
from models.domain.book.facts import Stream
from models.security import is_signed
from models.services.exchange.merging import Forks, drop_taken, own_stations, take_lines
from models.services.exchange.packages import packages
from models.services.figures.deriving import rebuild_all
from models.services.figures.recounting import all_otherwise
from models.services.figures.told_offices import keep_all_told
from models.services.keying.keying import text_digest
from models.services.office.allowing import allow, note
from models.services.office.known_keys import certify_anew, settle_keys
from models.store import journal
from models.store.branches import branches_of, put_branches
from models.store.database import Station
from models.store.journal import FreeText
from models.store.keys import certificates
from models.store.originals import bring_originals

GONE = N_("{file} is not there: package {number} of {unit}, taken in on {day}")
DAMAGED = N_("{file} does not read any more: package {number} of {unit}, taken in on {day}")
HEALED = N_("{unit} in period {period}, computer {station}: {back} records put back, {out} taken out.")


@dataclass(eq=False)
class RebuildIncomplete(Problem):
    """The kept packages do not hold every line that the base holds; `lacking` are those that are gone or do not read."""

    offices: tuple[str, ...]
    streams: tuple[str, ...]
    folder: Path
    lacking: tuple[Sentence, ...]
    code = "rebuild_incomplete"
    says = N_(
        "The kept packages do not hold all lines of: {offices}. Nothing was changed, and what is here stays in use. Put "
        "the packages back into {folder} from a copy, or ask these offices to send again and merge that; then try again."
    )

    @property
    def parts(self) -> tuple[Sentence, ...]:
        return self.lacking


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: packages read, lines taken from them, offices worked out again, and what was healed by it."""

    packages: int
    facts: int
    units: int
    unreadable: tuple[str, ...]
    healed: tuple[Sentence | Problem, ...] = ()


def rebuild(station: Station, *, act: Act) -> Rebuilt:
    """Take every line of other stations again from `packages/`, in one transaction, and count everything again.

    The streams of this station, and of those it was restored from, stay as they are, save lines that are not what this
    station signed: these are put back. So do free texts that only a package held whose texts were cut out, as far as a keying
    holds their digest. Lines of others that no package brought go, as long as no package about them is lacking; otherwise
    refuses (`RebuildIncomplete`), changing nothing, when a line that is here now would be lost.
    """
    allow(station, act, Duty.RESTORE)
    unreadable: list[str] = []
    bring_originals(station)
    files = sorted(station.packages.glob("*.zip"))
    read = facts = 0
    healed: list[Sentence | Problem] = list(all_otherwise(station, progress=act.progress))
    kept = kept_packages(station, progress=act.progress)
    with station.transaction():
        before, texts = _lines_here(station), _texts_here(station)
        signed = _drop_unsigned(station, kept)
        drop_taken(station, keep=own_stations(station))
        forks = Forks(station)
        for number, file in enumerate(files):
            act.progress.step(number, len(files))
            try:
                arrived = open_returns(read_package(file))
            except PackageBroken as broken:
                if not any(isinstance(finding, KindOther) for finding in broken.findings):
                    unreadable.append(file.name)
                continue
            note_sender(station, arrived.descriptor)
            facts += take_lines(station, arrived.streams, forks=forks).facts
            read += 1
        after = _lines_here(station)
        lost = [
            stream
            for stream, lines in before.items()
            if lines - after.get(stream, frozenset()) and (stream not in kept.lines or stream in kept.lost)
        ]
        if lost:
            raise _incomplete(station, lost, unreadable)
        _put_back(station, texts)
        _lead_on(station, signed)
        certify_anew(station)
        settle_keys(station)
        act.progress.step(len(files), len(files))
        act.changes(*LINES_CAME)
        note(station, act, HomeAct.REBUILT)
    healed += _healed(station, before, after)
    units = rebuild_all(station, progress=act.progress)
    keep_all_told(station, progress=act.progress)
    return Rebuilt(read, facts, units, tuple(unreadable), tuple(healed))


def _drop_unsigned(station: Station, kept: Kept) -> dict[Stream, tuple[SignedBranch, ...]]:
    """Drop the lines of this station that are not what it sent; its kept packages bring the right ones.

    Answers the branches of the streams of which lines went, which are compared anew line by line.
    """
    dropped: dict[Stream, tuple[SignedBranch, ...]] = {}
    for number, stream in journal.all_streams(station.db).items():
        up_to, signed = kept.own_up_to.get(stream, 0), kept.lines.get(stream, {})
        if not up_to:
            continue
        here = journal.every_content(station.db, number, stream.station)
        unsigned = [
            n for n, lines in here.items() if n <= up_to and {line_digest(line.line()) for line in lines} - signed[n]
        ]
        branches = journal.linked_branches(station.db, number, stream)
        if unsigned or not branches or not all(each.is_whole for each in branches):
            dropped[stream] = branches_of(station.db, number, stream)
            put_branches(station.db, number, ())
        for n in unsigned:
            journal.drop_line(station.db, number, n)
    return dropped


def _lead_on(station: Station, signed: Mapping[Stream, tuple[SignedBranch, ...]]) -> None:
    """Give streams whose lines are right again the heads back that this station signed after it last sent them."""
    for stream, branches in signed.items():
        number = journal.stream_id(station.db, stream)
        contents = journal.every_content(station.db, number, stream.station)
        whole = [
            each
            for each in (linked(branch, contents) for branch in branches)
            if each.is_whole and _is_ours(station, stream, each.branch)
        ]
        here = journal.linked_branches(station.db, number, stream)
        put_branches(station.db, number, joined((*here, *whole)))


def _is_ours(station: Station, stream: Stream, branch: SignedBranch) -> bool:
    said = head_said(stream, branch.last, branch.chain)
    return any(
        each.station == stream.station and is_signed(each.key, branch.signature, said)
        for each in certificates(station.db)
    )


def _healed(
    station: Station, before: Mapping[Stream, frozenset[bytes]], after: Mapping[Stream, frozenset[bytes]]
) -> Iterator[Sentence]:
    """What became of lines, stream by stream."""
    nothing: frozenset[bytes] = frozenset()
    for stream in sorted(before.keys() | after.keys()):
        was, now = before.get(stream, nothing), after.get(stream, nothing)
        if was != now:
            values = {
                "unit": station.catalogue.office_told(stream.unit),
                "period": stream.period.code,
                "station": stream.station,
                "back": len(now - was),
                "out": len(was - now),
            }
            yield Sentence(HEALED, values)


def _incomplete(station: Station, lost: Iterable[Stream], unreadable: Collection[str]) -> RebuildIncomplete:
    """What is lost, in the names of offices and files."""
    streams = sorted(lost)
    lacking = []
    for package in packages(station):
        is_concerned = any((stream.unit, stream.period) == (package.unit, package.period) for stream in streams)
        if package.is_own or not is_concerned:
            continue
        values = {
            "file": package.file,
            "unit": station.catalogue.unit_named(package.unit).full_name,
            "number": package.number,
            "day": datetime.fromisoformat(package.at),
        }
        if package.file in unreadable:
            lacking.append(Sentence(DAMAGED, values))
        elif not (station.packages / package.file).is_file():
            lacking.append(Sentence(GONE, values))
    of_periods = {(station.catalogue.unit_named(stream.unit).full_name, stream.period.code) for stream in streams}
    offices = sorted(of_periods, key=lambda each: (alphabetical(each[0]), each[1]))
    return RebuildIncomplete(
        tuple(" ".join(each) for each in offices), tuple(map(str, streams)), station.packages, tuple(lacking)
    )


def _texts_here(station: Station) -> dict[int, list[FreeText]]:
    return {number: journal.texts_of(station.db, number) for number in journal.all_streams(station.db)}


def _put_back(station: Station, texts: Mapping[int, Iterable[FreeText]]) -> None:
    for number, stream in journal.all_streams(station.db).items():
        contents = journal.every_content(station.db, number, stream.station)
        promised = promised_texts(line for lines in contents.values() for line in lines)
        journal.put_texts(
            station.db,
            number,
            (
                text
                for text in texts.get(number, ())
                if (text.n, text.question, text_digest(text.content, text.salt)) in promised
            ),
        )


def _lines_here(station: Station) -> dict[Stream, frozenset[bytes]]:
    """Short digests of all contents of every stream."""
    here: dict[Stream, frozenset[bytes]] = {}
    for number, stream in journal.all_streams(station.db).items():
        contents = journal.every_content(station.db, number, stream.station)
        here[stream] = frozenset(
            hashlib.sha256(line.line().encode()).digest()[:16] for lines in contents.values() for line in lines
        )
    return here
