"""Purging free texts for good: out of the base, out of the kept packages, out of the backups."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exports.packages.checking import Arrived
from exports.packages.findings import PackageBroken
from exports.packages.sealing import cut_texts, read_package
from exports.packages.tables import TEXTS
from models.acts import Act, Topic
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.services.exchange.merging import purged_up_to
from models.services.exchange.packages import packages
from models.services.figures.comments import purge_texts
from models.services.office.allowing import allow
from models.services.office.backups import forget_deleted
from models.store.database import Station
from models.store.originals import bring_originals, keep_originals


@dataclass(eq=False)
class KeptUnreadable(Problem):
    """A kept package that cannot be cut, because it does not read back."""

    file: str
    code = "kept_unreadable"
    says = N_(
        "The kept package {file} does not read any more, so its texts cannot be cut out. Nothing was deleted. "
        "Move the file out of the folder “packages” or put a whole copy there, then try again."
    )


@dataclass(frozen=True, slots=True)
class Purged:
    """How many free texts were deleted from the base, and how many kept packages were cut."""

    texts: int
    packages: int


def purge(station: Station, period: Period, unit: UnitKey, *, act: Act) -> Purged:
    """Delete the free texts of an office and period from the base and from every package that is kept of them.

    A cut package has the digest of its texts in their place, so that everything else in it is proven as before, and
    that is what is sent on. The backups give way to a fresh one. The figures stay; texts sent again are not taken.
    Refuses (`KeptUnreadable`), changing nothing, when a kept package does not read any more.
    """
    allow(station, act, Duty.DELETE_TEXTS)
    bring_originals(station)
    cut: dict[str, bytes] = {}
    for file in _kept(station, period, unit):
        try:
            data = read_package(file)
            without = cut_texts(data)
        except PackageBroken as broken:
            raise KeptUnreadable(file.name) from broken
        if without != data:
            cut[file.name] = without
    with station.transaction():
        texts = purge_texts(station, period, unit, act=act)
        keep_originals(station, cut)
        act.changes(Topic.PACKAGES)
    forget_deleted(station, act=act)
    return Purged(texts, len(cut))


def to_keep(station: Station, arrived: Arrived) -> bytes:
    """The bytes of an arrived package that this office may keep: without the free texts where it has purged some."""
    sender = arrived.descriptor
    has_texts = any(resource.path == TEXTS.path and resource.rows for resource in sender.resources)
    if has_texts and not arrived.sealed.is_cut and purged_up_to(station, sender.period, sender.unit):
        return cut_texts(arrived.data)
    return arrived.data


def _kept(station: Station, period: Period, unit: UnitKey) -> list[Path]:
    """The kept packages about an office and period, campaign files aside."""
    found = [
        station.packages / package.file
        for package in packages(station)
        if (package.unit, package.period) == (unit, period.key) and package.kind != "campaign"
    ]
    return [file for file in found if file.is_file()]
