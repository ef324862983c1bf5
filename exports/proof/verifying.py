"""Proof that a station's data are whole: base, lines, free texts, figures, periods, backups and kept packages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.proof.kept import Kept, kept_packages
from exports.proof.lines import Unproven, compared, heads_in_base, heads_otherwise, missing_streams
from exports.proof.rules import period_otherwise, rules_damaged
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Keying, Stream
from models.files import open_to_others
from models.progress import NO_PROGRESS, Progress
from models.security import KeysDamaged, load_keys, to_text
from models.services.exchange.merging import own_stations
from models.services.figures.recounting import counted_otherwise, sums_otherwise, told_otherwise
from models.services.figures.results import units_here
from models.services.keying.keying import text_digest
from models.services.office.backups import BackupDamaged, backups, require_readable, require_sound
from models.services.office.known_keys import KeysOtherwise, keys_otherwise
from models.services.office.periods import periods
from models.services.office.remains import NamesRemain, remains
from models.store import journal
from models.store.backups import Backup
from models.store.database import Station
from models.store.ground import doubt_of
from models.store.keys import certificates, key_entries


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
class KeyWasOpen(Problem):
    """Other users of the computer could read the private key of the station."""

    file: str
    code = "key_was_open"
    says = N_(
        "Other users of this computer could read “{file}”, with which this station signs. It is closed to them now. If "
        "somebody else works at this computer, tell the hub that this key may be in other hands."
    )


@dataclass(eq=False)
class KeyStaysOpen(Problem):
    """Other users can read the private key, and the disk knows no way to keep them from it."""

    file: str
    code = "key_stays_open"
    says = N_(
        "Everybody who uses this disk can read “{file}”, with which this station signs, and it cannot be closed to them "
        "here. Copy the whole folder to the own folder of its user on a disk of this computer, and delete it here."
    )


UNPROVEN = N_(
    "Nothing signed covers {lines} of these lines yet: who changes them on this computer leaves no trace. Send a package, "
    "and they are proven from then on."
)
_PLACES = ("unit", "period", "station", "n", "file", "folder", "name")


@dataclass(frozen=True)
class Verified:
    """How much was read, everything that is not whole, and the lines of this station that nothing signed covers yet.

    `doubt` says why the folder is no good place for data, if it is none; `remains` where names may be that were to be deleted.
    Neither takes anything from the data being whole.
    """

    counts: dict[str, int]
    problems: tuple[Problem, ...]
    unproven: tuple[Unproven, ...] = ()
    doubt: Problem | None = None
    remains: tuple[NamesRemain, ...] = ()


def place_of(problem: Problem) -> str:
    """Where a problem is, for programs: the unit, period, station and file that it speaks of."""
    return " ".join(str(problem.values[name]) for name in _PLACES if name in problem.values)


def verify_station(station: Station, *, progress: Progress = NO_PROGRESS) -> Verified:
    """Read everything of a station again and compare it with what was signed and with what is counted anew.

    Changes nothing. Raises `BaseUnreadable` when pages do not read.
    """
    require_readable(station)
    problems: list[Problem] = list(_check_keys(station))
    copies = backups(station)
    problems += _check_backups(copies, progress)
    kept = kept_packages(station, progress=progress)
    problems += kept.problems
    streams, lines, unproven = journal.all_streams(station.db), 0, []
    told: set[Stream] = set()
    for done, (number, stream) in enumerate(streams.items()):
        progress.step(done, len(streams), stream.unit.code)
        found = compared(station, number, stream, kept)
        problems += (*found.problems, *_check_texts(station, number, stream))
        told |= {stream} if found.problems else set()
        lines += found.lines
        if found.unproven:
            unproven.append(Unproven(stream.station, stream.unit.code, stream.period.code, found.unproven))
    problems += missing_streams(station, streams.values(), kept)
    heads = (*kept.heads, *heads_in_base(station, streams))
    numbers = {stream: number for number, stream in streams.items()}
    problems += heads_otherwise(station, numbers, heads, told=told)
    problems += rules_damaged(station)
    problems += keys_otherwise(station)
    problems += _check_certificates(station, kept)
    problems += _check_periods(station, kept, progress)
    counts = {"streams": len(streams), "lines": lines, "packages": kept.count, "backups": len(copies)}
    left = tuple(NamesRemain(str(each.file), each.what) for each in remains(station))
    return Verified(counts, tuple(problems), tuple(unproven), doubt_of(station.folder), left)


def _check_keys(station: Station) -> Iterator[Problem]:
    """Without its own keys a station cannot sign, nor open what was sealed for it; and nobody else may have them."""
    for path in station.exposed:
        yield KeyStaysOpen(str(path)) if open_to_others(path) else KeyWasOpen(str(path))
    try:
        keys = load_keys(station.keys)
    except Problem as problem:
        yield problem
        return
    if to_text(keys.public) != station.public_key:
        yield KeysDamaged(station.keys)


def _check_certificates(station: Station, kept: Kept) -> Iterator[KeysOtherwise]:
    """Whoever signed a kept package is noted here, and every certificate that came with one is."""
    noted = {each.station for each in key_entries(station.db)} | {station.id}
    here = {(each.station, each.unit, each.signer) for each in certificates(station.db)}
    missing = {place: unit for place, unit in kept.senders.items() if place not in noted}
    missing |= {
        each.station: each.unit for each in kept.certificates if (each.station, each.unit, each.signer) not in here
    }
    for place in sorted(missing.keys() - own_stations(station)):
        yield KeysOtherwise(place, station.catalogue.office_told(missing[place]))


def _check_backups(copies: Sequence[Backup], progress: Progress) -> Iterator[Problem]:
    for done, copy in enumerate(copies):
        progress.step(done, len(copies), copy.file.name)
        try:
            require_sound(copy.file)
        except BackupDamaged as problem:
            yield problem
            continue
        if copy.digest and hashlib.sha256(copy.file.read_bytes()).hexdigest() != copy.digest:
            yield BackupChanged(str(copy.file))


def _check_texts(station: Station, number: int, stream: Stream) -> Iterator[TextChanged]:
    """The free texts that are here must be those whose digests the keyings hold."""
    keyings = journal.keyings_of(station.db, number, stream.station)
    promised = {keying.n: _promised(keying) for keying in keyings if keying.texts}
    for text in journal.texts_of(station.db, number):
        if promised.get(text.n, {}).get(text.question) != text_digest(text.content, text.salt):
            yield TextChanged(stream.station, text.n, text.question)


def _promised(keying: Keying) -> dict[str, object]:
    """The digests of free texts that a keying holds; none when it was changed so that they do not even read."""
    try:
        told = json.loads(keying.texts)
    except ValueError:
        told = {}
    return told if isinstance(told, dict) else {}


def _check_periods(station: Station, kept: Kept, progress: Progress) -> Iterator[Problem]:
    """What each period is counted by, and everything that was counted in it, against a count of its lines."""
    try:
        every = periods(station)
    except Problem as problem:
        yield problem
        return
    for period in every:
        try:
            yield from period_otherwise(station, period, kept)
            yield from counted_otherwise(station, period, units_here(station, period), progress=progress)
            yield from sums_otherwise(station, period)
            yield from told_otherwise(station, period, units_here(station, period), progress=progress)
        except Problem as problem:
            yield problem
