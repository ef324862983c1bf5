"""What the kept packages prove: the lines, heads, campaigns and keys that stand in them under a signature."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from exports.packages.campaign_tables import read_campaign
from exports.packages.checking import MERGED_KINDS, Arrived, open_returns
from exports.packages.descriptor import Descriptor
from exports.packages.findings import PackageBroken
from exports.packages.sealing import read_package, unseal
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import Certificate
from models.domain.book.facts import PeriodKey, Stream
from models.domain.questionnaire.questionnaire import Questionnaire
from models.progress import NO_PROGRESS, Progress
from models.services.exchange.packages import packages
from models.services.office.known_keys import speaks_freely
from models.services.office.periods import Campaign
from models.store.database import Station
from models.store.keys import certificates
from models.store.originals import bring_originals
from models.store.packages import Package

DIGEST = 16
"""So many bytes of a digest name a line among those of one stream."""


@dataclass(eq=False)
class PackageChanged(Problem):
    """A kept package is missing or does not check any more."""

    file: str
    code = "package_changed"
    says = N_(
        "The kept package {file} is missing or damaged. Ask its sender to send it again, or copy it from the stick."
    )


@dataclass(eq=False)
class PackageUnnoted(Problem):
    """A package lies among the kept ones and does not stand in the book of packages."""

    file: str
    code = "package_unnoted"
    says = N_(
        "The package {file} is kept and does not stand in the book of packages: its row was deleted, or it was copied "
        "there by hand. Take it in again; what is here already stays as it is."
    )
    deed = Deed.MERGE_PACKAGE


@dataclass(eq=False)
class KeyOther(Problem):
    """A kept package is signed by a station whose certificate is not here."""

    file: str
    station: str
    unit: str
    code = "key_other"
    says = N_(
        "The kept package {file} is signed by computer {station} of {unit}, and its certificate is not here any more: the "
        "list of keys was changed, or the file was exchanged. Telephone that office and compare the words of its key."
    )
    deed = Deed.SHOW_KEYS


class SignedHead(NamedTuple):
    """How far somebody vouched that a stream goes: the chain hash after line `n`, where it is said, and when."""

    stream: Stream
    n: int
    chain: str
    source: Sentence
    at: str


class CampaignFile(NamedTuple):
    """A kept campaign file, read."""

    file: str
    campaign: Campaign
    questionnaires: tuple[Questionnaire, ...]


class RulesTold(NamedTuple):
    """The rules that a package says its office works by: fingerprints of the method and of each questionnaire."""

    file: str
    period: PeriodKey
    method: str
    questionnaires: tuple[tuple[str, str, str], ...]


@dataclass
class Kept:
    """Everything that the kept packages prove.

    `lines` are, of each stream and n, the digests of the contents that were signed; `files` the latest package that carries a
    stream with the moment it was made; `own_up_to` how far this station signed its own streams. `lost` are the streams of which
    a noted package does not read any more; `senders` are the stations that signed packages, `certificates` those in them.
    """

    lines: dict[Stream, dict[int, set[bytes]]] = field(default_factory=dict)
    files: dict[Stream, tuple[str, str]] = field(default_factory=dict)
    own_up_to: dict[Stream, int] = field(default_factory=dict)
    unnoted: dict[Stream, set[bytes]] = field(default_factory=dict)
    heads: list[SignedHead] = field(default_factory=list)
    campaigns: list[CampaignFile] = field(default_factory=list)
    rules: list[RulesTold] = field(default_factory=list)
    lost: set[Stream] = field(default_factory=set)
    senders: dict[str, UnitKey] = field(default_factory=dict)
    certificates: set[Certificate] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0


def line_digest(text: str) -> bytes:
    """What names the content of a line among those of its stream."""
    return hashlib.sha256(text.encode()).digest()[:DIGEST]


def kept_packages(station: Station, *, progress: Progress = NO_PROGRESS) -> Kept:
    """Read every package that is kept here, sent and taken in; changes nothing."""
    bring_originals(station)
    kept = Kept()
    known = {(each.station, each.unit) for each in certificates(station.db)}
    noted = packages(station)
    for place, package in enumerate(noted):
        progress.step(place, len(noted), package.file)
        file = station.packages / Path(package.file).name
        try:
            descriptor, arrived = _read(file, package.id, kept)
        except (PackageBroken, OSError):
            kept.problems.append(PackageChanged(str(file)))
            kept.lost |= {Stream(name, package.unit, package.period) for name in package.heads}
            continue
        kept.count += 1
        kept.senders[descriptor.station] = descriptor.sender_unit
        kept.certificates |= set(descriptor.certificates)
        if (descriptor.station, descriptor.sender_unit) not in known:
            unit = station.catalogue.office_told(descriptor.sender_unit)
            kept.problems.append(KeyOther(str(file), descriptor.station, unit))
            continue
        _tell(station, kept, package, descriptor, arrived)
    for file in _unnoted(station, noted):
        kept.problems.append(PackageUnnoted(str(file)))
        try:
            arrived = open_returns(read_package(file))
        except PackageBroken:
            continue
        for each in arrived.streams:
            kept.unnoted.setdefault(each.stream, set()).update(line_digest(line.line()) for line in each.lines)
    return kept


def _read(file: Path, package_id: str, kept: Kept) -> tuple[Descriptor, Arrived | None]:
    """A kept package, which must be the one that was noted; of a campaign file there are no lines."""
    data = read_package(file)
    sealed = unseal(data)
    if sealed.id != package_id:
        raise PackageBroken(PackageChanged(str(file)))
    if sealed.descriptor.kind in MERGED_KINDS:
        return sealed.descriptor, open_returns(data)
    kept.campaigns.append(CampaignFile(file.name, *read_campaign(sealed)))
    return sealed.descriptor, None


def _tell(station: Station, kept: Kept, package: Package, sender: Descriptor, arrived: Arrived | None) -> None:
    is_heard = sender.station == station.id or speaks_freely(station, sender.station, sender.sender_unit)
    if sender.kind in ("returns", "exchange") and is_heard:
        questionnaires = tuple((each.id, each.edition, each.coding) for each in sender.questionnaires)
        kept.rules.append(RulesTold(package.file, sender.period, sender.method, questionnaires))
    if arrived is None:
        return
    for each in arrived.streams:
        signed = kept.lines.setdefault(each.stream, {})
        for line in each.lines:
            signed.setdefault(line.n, set()).add(line_digest(line.line()))
        told = (sender.at, package.file)
        kept.files[each.stream] = max(told, kept.files.get(each.stream, ("", "")))
        if sender.station == station.id == each.stream.station:
            kept.own_up_to[each.stream] = max(sender.reached[station.id], kept.own_up_to.get(each.stream, 0))
    source = Sentence(N_("receipt {file}"), {"file": package.file})
    kept.heads += [
        SignedHead(Stream(each.station, sender.unit, sender.period), each.last, each.chain, source, sender.at)
        for each in arrived.taken
        # what a stranger says of the lines of others is no proof
        if each.last and is_heard
    ]


def _unnoted(station: Station, noted: Iterable[Package]) -> Iterator[Path]:
    names = {Path(package.file).name for package in noted}
    yield from (file for file in sorted(station.packages.glob("*.zip")) if file.name not in names)
