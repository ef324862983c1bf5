"""Checking a package: everything that can be said of it without changing anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exports.packages.campaign_tables import read_campaign
from exports.packages.descriptor import Descriptor
from exports.packages.findings import (
    ComputerOther,
    KindOther,
    MemberStrange,
    PackageBroken,
    ReceiverOther,
)
from exports.packages.lines import count_lines, read_lines
from exports.packages.receipt_tables import read_taken
from exports.packages.rows import READING
from exports.packages.sealing import Sealed, opened, read_package, unseal
from exports.packages.senders import key_notices
from exports.packages.tables import LINE_TABLES, RECEIPT_TABLES
from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Stream
from models.services.exchange.merging import StreamLines
from models.services.exchange.notices import Notice, NoticeKind, noticed
from models.services.exchange.receipts import TakenUpTo
from models.store.database import Station
from models.store.packages import Proven, proven_of

MERGED_KINDS = ("returns", "exchange", "receipt")


@dataclass(frozen=True)
class Arrived:
    """A package that is right in itself: its bytes, description and lines; of a receipt also what it confirms."""

    data: bytes
    sealed: Sealed
    streams: tuple[StreamLines, ...]
    taken: tuple[TakenUpTo, ...] = ()

    @property
    def descriptor(self) -> Descriptor:
        return self.sealed.descriptor


@dataclass(frozen=True)
class CheckedPackage:
    """What checking one file found. Without findings the package is right; notices stop nothing."""

    file: str
    findings: tuple[Problem, ...]
    notices: tuple[Notice, ...]
    descriptor: Descriptor | None = None
    facts: int = 0
    id: str = ""

    @property
    def is_right(self) -> bool:
        return not self.findings


def check_package(path: Path, *, station: Station | None = None) -> CheckedPackage:
    """Check a package of any kind; with `station`, also whether it is meant for this office and from a known key."""
    try:
        sealed = unseal(opened(read_package(path), station.keys if station else None))
        streams = _streams(sealed)
    except PackageBroken as broken:
        return CheckedPackage(path.name, broken.findings, ())
    facts = count_lines(streams)
    notices = (
        ()
        if station is None
        else (*receiver_notices(station, sealed.descriptor), *key_notices(station, sealed.descriptor))
    )
    return CheckedPackage(path.name, (), notices, sealed.descriptor, facts, sealed.id)


def open_returns(data: bytes, *, known_to: Station | None = None) -> Arrived:
    """The lines of a returns, exchange or receipt package; refuses (`PackageBroken`) with everything that is wrong.

    A beginning that the base `known_to` has proven before is not read row by row again.
    """
    sealed = unseal(data)
    sender = sealed.descriptor
    if sender.kind not in MERGED_KINDS:
        raise PackageBroken(KindOther("returns, exchange, receipt", sender.kind))
    proven = None
    if known_to is not None and len(sender.heads) == 1:
        stream = Stream(next(iter(sender.heads)), sender.unit, sender.period)
        proven = proven_of(known_to.db, stream, rules=READING)
    streams = _streams(sealed, proven)
    return Arrived(data, sealed, streams, read_taken(sealed) if sender.kind == "receipt" else ())


def _streams(sealed: Sealed, proven: Proven | None = None) -> tuple[StreamLines, ...]:
    """The lines of a package of any kind that this program knows; a campaign has none and is read for its own sake."""
    kind = sealed.descriptor.kind
    if kind == "campaign":
        read_campaign(sealed)
        return ()
    if kind not in MERGED_KINDS:
        raise PackageBroken(KindOther("returns, exchange, receipt, campaign", kind))
    expected = tuple(table.path for table in (RECEIPT_TABLES if kind == "receipt" else LINE_TABLES))
    if tuple(sealed.tables) != expected:
        raise PackageBroken(*(MemberStrange(path) for path in sorted(set(sealed.tables) ^ set(expected))))
    if kind == "receipt":
        read_taken(sealed)
    return read_lines(sealed, proven=proven)


def is_for(station: Station, descriptor: Descriptor) -> bool:
    """Whether the package is meant for this office or computer, is about this office itself, or is sent on by a hub below."""
    kind, name = descriptor.receiver
    return (
        station.unit in (descriptor.unit, descriptor.sender_unit)
        or (kind == "unit" and name == str(station.unit))
        or (kind == "station" and name == station.id)
        or kind == "all"
        or (station.is_hub and kind == "unit" and station.catalogue.is_hub_below(UnitKey.parse(name), station.unit))
    )


def receiver_notices(station: Station, descriptor: Descriptor) -> tuple[Notice, ...]:
    if is_for(station, descriptor):
        return ()
    return (noticed(NoticeKind.RECEIVER_OTHER, meant_for_other(station, descriptor)),)


def meant_for_other(station: Station, descriptor: Descriptor) -> Problem:
    """That a package is for another office, or for a computer of one."""
    kind, name = descriptor.receiver
    here = station.catalogue.office_told(station.unit)
    if kind == "station":
        return ComputerOther(here, name)
    try:
        return ReceiverOther(here, station.catalogue.office_told(UnitKey.parse(name)))
    except ValueError:
        return ReceiverOther(here, name)
