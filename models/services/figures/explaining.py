"""What printed figures stand on: for each fingerprint the heads of the streams, so the state can be made again later.

Rows of this base that never travel; printing leaves no line in a stream.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Stream
from models.domain.book.periods import Period
from models.domain.figures.results import Consolidated, Results
from models.language import LANGUAGES
from models.progress import NO_PROGRESS, Progress
from models.services.exchange.packages import packages
from models.services.figures.results import (
    consolidated,
    consolidated_within,
    results_of_all,
    results_within,
)
from models.services.office.periods import find_period, periods
from models.store import journal
from models.store import printed as store
from models.store.database import Station
from models.store.packages import Package
from models.store.printed import Printed, PrintedHead

_HEX = re.compile(r"[0-9a-f]{8,64}")


@dataclass(eq=False)
class FingerprintMalformed(Problem):
    """What was typed cannot be a fingerprint."""

    text: str
    code = "fingerprint_malformed"
    says = N_(
        "“{text}” is no data fingerprint. It stands in the footer of a printed sheet, four groups of four from the digits "
        "0–9 and the letters a–f, for example 3f9a 10c2 77be 04d1. Type at least the first two groups."
    )


@dataclass(eq=False)
class FingerprintUnknown(Problem):
    """No figures with this fingerprint were printed here, and none that are here now have it."""

    fingerprint: str
    code = "fingerprint_unknown"
    says = N_(
        "No figures with the data fingerprint {fingerprint} are known here. Compare the letters with the footer of the "
        "sheet, or ask on the computer that printed it."
    )


@dataclass(eq=False)
class FingerprintAmbiguous(Problem):
    """Several printed figures begin with these letters."""

    fingerprint: str
    found: int
    code = "fingerprint_ambiguous"
    says = N_("{found} data fingerprints begin with {fingerprint}. Type more letters of the footer.")


@dataclass(frozen=True)
class Explanation:
    """What a fingerprint stands on.

    `figures` are made again within the heads; `changed` are streams whose lines are not those of then any more,
    `packages` those that carry some of the lines.
    """

    printed: Printed
    figures: Results | Consolidated
    changed: tuple[PrintedHead, ...]
    packages: tuple[Package, ...]

    @property
    def is_proven(self) -> bool:
        """Whether the same lines give the same fingerprint."""
        return self.figures.fingerprint == self.printed.fingerprint and not self.changed


def remember(station: Station, period: Period, figures: Results | Consolidated, *, language: str, at: str) -> None:
    """Note what figures stand on, the first time that they are printed; call it right after they were made.

    A station that can only be read is left as it is: its figures are found again by their fingerprint all the same.
    """
    if station.is_fixed:
        return
    is_hub = isinstance(figures, Consolidated)
    unit = figures.hub.key if isinstance(figures, Consolidated) else figures.unit.key
    if store.is_noted(station.db, figures.fingerprint, period.key, unit, is_hub=is_hub):
        return
    with station.transaction():
        store.note_printed(station.db, period.key, replace(_now(station, period, figures, language), at=at))


def explain(station: Station, fingerprint: str, *, progress: Progress = NO_PROGRESS) -> Explanation:
    """What the figures with this fingerprint stand on; its first letters are enough, as a footer shows them.

    Refuses with `FingerprintMalformed`, `FingerprintUnknown` or `FingerprintAmbiguous`.
    """
    letters = re.sub(r"\s", "", fingerprint).lower()
    if not _HEX.fullmatch(letters):
        raise FingerprintMalformed(fingerprint.strip())
    printed = _noted(station, letters) or _found_now(station, letters)
    if printed is None:
        raise FingerprintUnknown(fingerprint)
    period = find_period(station, printed.period)
    within = printed.within()
    figures: Results | Consolidated
    if printed.is_hub:
        figures = consolidated_within(
            station,
            period,
            within,
            under=part_of(station, printed),
            late=printed.is_late,
            language=printed.language,
            progress=progress,
        )
    else:
        limits = within.get(printed.unit, {})
        figures = results_within(station, period, printed.unit, limits, late=printed.is_late, language=printed.language)
    return Explanation(printed, figures, _changed(station, period, printed.heads), _carrying(station, period, printed))


def _noted(station: Station, letters: str) -> Printed | None:
    found = store.printed_under(station.db, letters)
    if len({each.fingerprint for each in found}) > 1:
        raise FingerprintAmbiguous(letters, len(found))
    return found[0] if found else None


def _found_now(station: Station, letters: str) -> Printed | None:
    """Figures that stand here now and have this fingerprint: those of another machine have it too."""
    for period in periods(station):
        for language in LANGUAGES:
            for late in (False, True):
                figures: list[Results | Consolidated] = list(
                    results_of_all(station, period, late=late, language=language)
                )
                if station.is_hub:
                    figures += _consolidated_now(station, period, late=late, language=language)
                for each in figures:
                    if each.fingerprint.startswith(letters):
                        return _now(station, period, each, language)
    return None


def _now(station: Station, period: Period, figures: Results | Consolidated, language: str) -> Printed:
    is_hub = isinstance(figures, Consolidated)
    unit = figures.hub.key if isinstance(figures, Consolidated) else figures.unit.key
    return Printed(
        figures.fingerprint,
        period.code,
        unit,
        is_hub,
        figures.with_late,
        language,
        figures.method.fingerprint,
        _heads_of(station, period, unit, is_hub=is_hub),
        "",
    )


def part_of(station: Station, printed: Printed) -> UnitKey | None:
    """The part of the hub that figures of a hub are about; None when they are about all of it."""
    return printed.unit if printed.is_hub and printed.unit != station.unit else None


def _consolidated_now(station: Station, period: Period, *, late: bool, language: str) -> list[Consolidated]:
    """The figures of the whole hub and of each part of it."""
    whole = consolidated(station, period, late=late, language=language)
    parts = [branch.unit.key for branch in whole.branches]
    return [whole, *(consolidated(station, period, under=part, late=late, language=language) for part in parts)]


def _heads_of(station: Station, period: Period, unit: UnitKey, *, is_hub: bool) -> tuple[PrintedHead, ...]:
    """How far the streams go that figures stand on: of one office, or of those below a hub or a part of it."""
    heads = _heads_now(station, period, None if is_hub else unit)
    if not is_hub or unit == station.unit:
        return heads
    return tuple(head for head in heads if station.catalogue.is_below(head.unit, unit))


def _heads_now(station: Station, period: Period, unit: UnitKey | None) -> tuple[PrintedHead, ...]:
    found = journal.whole_heads(station.db, period=period.key, unit=unit)
    return tuple(sorted(PrintedHead(stream.unit, stream.station, n, link) for stream, (n, link) in found.items()))


def _changed(station: Station, period: Period, heads: Iterable[PrintedHead]) -> tuple[PrintedHead, ...]:
    """The heads whose chain hash the lines that are here now do not give any more."""
    return tuple(head for head in heads if head.chain and _chain_at(station, period, head) != head.chain)


def _chain_at(station: Station, period: Period, head: PrintedHead) -> str:
    stream = Stream(head.station, head.unit, period.key)
    number = journal.find_stream(station.db, stream)
    if number is None:
        return ""
    lines = [line for line in journal.lines_of(station.db, number, head.station) if line.n <= head.n]
    return journal.head(stream, lines)[1]


def _carrying(station: Station, period: Period, printed: Printed) -> tuple[Package, ...]:
    """The packages of this base with lines of the figures, oldest first."""
    limits = printed.within()
    found = [
        package
        for package in packages(station)
        if package.period == period.key
        and package.ranges
        and not package.is_own
        and limits.get(package.unit, {}).keys() & json.loads(package.ranges).keys()
    ]
    return tuple(sorted(found, key=lambda package: (str(package.unit), package.at, package.number)))
