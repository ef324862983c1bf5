"""What printed figures stand on: for each fingerprint the heads of the streams, so the state can be made again later.

Rows of this base that never travel; printing leaves no line in a stream.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import NamedTuple

from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.editions import Edition
from models.domain.book.facts import PeriodKey, Stream
from models.domain.book.periods import Period
from models.domain.book.views import NOTHING
from models.domain.figures.control_code import code_with_trend
from models.domain.figures.figures import Figures, Reach, Subject
from models.language import LANGUAGES
from models.progress import NO_PROGRESS, Progress
from models.services.figures.footing import RUNNING, Footing, footing_of, footing_on
from models.services.figures.late_forms import require_enough_late
from models.services.figures.recounting import require_as_counted
from models.services.figures.reporting import trend_before
from models.services.figures.results import figures_of, figures_of_each_office
from models.services.office.editions import all_editions
from models.services.office.periods import find_period, periods
from models.store import journal, stream_ends
from models.store import printed as store
from models.store.database import Station
from models.store.packages import Package, packages
from models.store.printed import Printed, PrintedHead

_HEX = re.compile(r"[0-9a-f]{8,64}")


@dataclass(eq=False)
class FingerprintMalformed(Problem):
    """What was typed cannot be a fingerprint."""

    text: str
    code = "fingerprint_malformed"
    says = N_(
        "“{text}” is no control code. It stands in the footer of a printed sheet, four groups of four from the digits "
        "0–9 and the letters a–f, for example 3f9a 10c2 77be 04d1. Type at least the first two groups."
    )


@dataclass(eq=False)
class FingerprintUnknown(Problem):
    """No figures with this fingerprint were printed here, and none that are here now have it."""

    fingerprint: str
    code = "fingerprint_unknown"
    says = N_(
        "No figures with the control code {fingerprint} are known here. Compare the letters with the footer of the "
        "sheet, or ask on the computer that printed it."
    )


@dataclass(eq=False)
class FingerprintAmbiguous(Problem):
    """Several printed figures begin with these letters."""

    fingerprint: str
    found: int
    code = "fingerprint_ambiguous"
    says = N_("{found} control codes begin with {fingerprint}. Type more letters of the footer.")


@dataclass(eq=False)
class FiguresOutdated(Problem):
    """Lines have come since the figures were counted, so that what they stand on cannot be told any more."""

    unit: str
    code = "figures_outdated"
    says = N_("More was keyed or taken in at {unit} since these figures were counted. Count them again, then print.")


@dataclass(frozen=True)
class Explanation:
    """What a fingerprint stands on.

    `figures` are made again within the heads, and `again` are the control codes that papers about them have: without earlier
    periods beside them, and with those that stand here now. `changed` are streams whose lines are not those of then any
    more, `packages` those that carry some of the lines.
    """

    printed: Printed
    figures: Figures
    again: frozenset[str]
    changed: tuple[PrintedHead, ...]
    packages: tuple[Package, ...]

    @property
    def is_proven(self) -> bool:
        """Whether the same lines give the same numbers."""
        return self.printed.fingerprint in self.again and not self.changed


class Leaving(NamedTuple):
    """Figures that leave on a paper or in a file, and the control code under which they do (empty: their own)."""

    period: Period
    figures: Figures
    fingerprint: str = ""

    @property
    def code(self) -> str:
        return self.fingerprint or self.figures.fingerprint

    def is_noted(self, station: Station) -> bool:
        """Whether what they stand on was noted under this code before."""
        unit = self.figures.unit.key
        return store.is_noted(station.db, self.code, self.period.key, unit, is_hub=self.figures.is_ranking)


def remember(station: Station, leaving: Sequence[Leaving], *, language: str, at: str) -> None:
    """Note what figures stand on, the first time that they leave under their control codes: all of them, or none.

    Refuses figures whose kept counts are not what the lines give at this moment (`CountedOtherwise`, `SumsCountedOtherwise`),
    those that lines have come to since, and those with late lines that differ from the closed ones by few people
    (`TooFewLate`). A station that can only be read is left as it is: its figures are found again by their fingerprint all the same.
    """
    for period, figures, _ in leaving:
        if figures.with_late:
            require_enough_late(station, period, figures.subject)
    # where other desks write too, nothing comes between the counts that are kept and the lines they are compared with
    fresh = {(each.period.key, each.code): each for each in leaving if not each.is_noted(station)}
    with station.working_out() if station.is_desk else nullcontext():
        for each in fresh.values() if station.is_desk else ():
            _require_current(station, each.period, each.figures)
        for period, subjects in _by_period(leaving):
            require_as_counted(station, period, *subjects)
    if station.is_fixed or not fresh:
        return
    with station.working_out():
        for each in fresh.values():
            footing = _require_current(station, each.period, each.figures)
            noted = replace(
                _now(station, each.period, each.figures, footing), fingerprint=each.code, language=language, at=at
            )
            store.note_printed(station.db, each.period.key, noted)


def _by_period(leaving: Iterable[Leaving]) -> Iterable[tuple[Period, list[Subject]]]:
    """What leaves of each period, each office or hub once."""
    found: dict[PeriodKey, tuple[Period, dict[Subject, None]]] = {}
    for period, figures, _ in leaving:
        found.setdefault(period.key, (period, {}))[1][figures.subject] = None
    return [(period, list(subjects)) for period, subjects in found.values()]


def _require_current(station: Station, period: Period, figures: Figures) -> Footing:
    """What figures stand on; refuses (`FiguresOutdated`) those that lines have come to since they were counted."""
    footing = _footing_now(station, period, figures)
    if figures_of(station, period, figures.subject, footing=footing) != figures:
        raise FiguresOutdated(figures.unit.full_name)
    return footing


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
    subject = subject_of(station, printed)
    footing = footing_as_printed(station, printed)
    figures = figures_of(station, period, subject, footing=footing, progress=progress)
    again = frozenset(_codes(station, period, figures, footing))
    return Explanation(
        printed, figures, again, _changed(station, period, printed.heads), _carrying(station, period, printed)
    )


def _footing_now(station: Station, period: Period, figures: Figures) -> Footing:
    """What figures that were just counted stand on: provisional ones beside an edition are those of the next one."""
    is_next = figures.is_provisional and not figures.with_late
    return RUNNING if is_next else footing_of(station, period, late=figures.with_late)


def footing_as_printed(station: Station, printed: Printed) -> Footing:
    """What printed figures stood on then: the edition of the hub, or what was here."""
    period = find_period(station, printed.period)
    for edition in all_editions(station, period) if printed.edition else ():
        if str(edition.ref) == printed.edition:
            return footing_on(edition)
    return Footing(late=printed.is_late, within=printed.within())


def _noted(station: Station, letters: str) -> Printed | None:
    found = store.printed_under(station.db, letters)
    if len({each.fingerprint for each in found}) > 1:
        raise FingerprintAmbiguous(letters, len(found))
    return found[0] if found else None


def _codes(station: Station, period: Period, figures: Figures, footing: Footing) -> tuple[str, str]:
    """The control codes of papers about figures: without earlier periods, and with them as they stand here now."""
    before = trend_before(station, period, figures, footing)
    return figures.fingerprint, code_with_trend(figures.fingerprint, before)


def _found_now(station: Station, letters: str) -> Printed | None:
    """Figures that stand here now and have this fingerprint: those of another machine have it too."""
    for period in periods(station):
        for late in (False, True):
            footing = footing_of(station, period, late=late)
            for each in _figures_now(station, period, late=late):
                for code in _codes(station, period, each, footing):
                    if code.startswith(letters):
                        return replace(_now(station, period, each, footing), fingerprint=code)
    return None


def _now(station: Station, period: Period, figures: Figures, footing: Footing) -> Printed:
    edition = footing.edition
    heads = _heads_of(station, period, figures.subject)
    if edition is not None:
        heads = _heads_in(station, edition, figures.subject)
    return Printed(
        figures.fingerprint,
        period.code,
        figures.unit.key,
        figures.is_ranking,
        figures.with_late,
        LANGUAGES[0],
        figures.method.fingerprint,
        heads,
        "",
        "" if edition is None else str(edition.ref),
    )


def subject_of(station: Station, printed: Printed) -> Subject:
    """What printed figures are about: those of a hub about all its offices, or those of a part."""
    if not printed.is_hub:
        return Subject(printed.unit, Reach.OFFICE)
    return Subject(printed.unit, Reach.HUB if printed.unit == station.unit else Reach.PART)


def _figures_now(station: Station, period: Period, *, late: bool) -> Iterator[Figures]:
    """The figures of every office, and at a hub those of all of it and of each part."""
    yield from figures_of_each_office(station, period, late=late)
    if station.is_hub:
        whole = figures_of(station, period, Subject(station.unit, Reach.HUB), late=late)
        yield whole
        for branch in whole.branches:
            subject = Subject(branch.unit.key, Reach.PART)
            yield figures_of(station, period, subject, late=late)


def _heads_of(station: Station, period: Period, subject: Subject) -> tuple[PrintedHead, ...]:
    """How far the streams go that figures stand on: of one office, or of those below a hub or a part of it."""
    heads = _heads_now(station, period, subject.unit if subject.is_office else None)
    return tuple(head for head in heads if subject.part is None or station.catalogue.is_below(head.unit, subject.part))


def _heads_in(station: Station, edition: Edition, subject: Subject) -> tuple[PrintedHead, ...]:
    """How far the streams go in an edition: of one office, or of those below a hub or a part of it."""
    units = (subject.unit,) if subject.is_office else station.catalogue.those_below(edition.views, subject.part)
    return tuple(
        PrintedHead(unit, place, head.n, head.chain)
        for unit in sorted(units)
        for place, heads in sorted(edition.views.get(unit, NOTHING).heads.items())
        for head in heads
    )


def _heads_now(station: Station, period: Period, unit: UnitKey | None) -> tuple[PrintedHead, ...]:
    found = stream_ends.whole_heads(station.db, period=period.key, unit=unit)
    return tuple(sorted(PrintedHead(stream.unit, stream.station, n, link) for stream, (n, link) in found.items()))


def _changed(station: Station, period: Period, heads: Iterable[PrintedHead]) -> tuple[PrintedHead, ...]:
    """The heads whose chain hash the lines that are here now do not give any more."""
    return tuple(head for head in heads if head.chain and not _is_passed(station, period, head))


def _is_passed(station: Station, period: Period, head: PrintedHead) -> bool:
    stream = Stream(head.station, head.unit, period.key)
    number = journal.find_stream(station.db, stream)
    branches = () if number is None else journal.linked_branches(station.db, number, stream)
    return any(each.link_at(head.n) == head.chain for each in branches)


def _carrying(station: Station, period: Period, printed: Printed) -> tuple[Package, ...]:
    """The packages of this base with lines of the figures, oldest first."""
    within = printed.within()
    found = [
        package
        for package in packages(station.db)
        if package.period == period.key
        and package.ranges
        and not package.is_own
        and within.get(package.unit, NOTHING).heads.keys() & json.loads(package.ranges).keys()
    ]
    return tuple(sorted(found, key=lambda package: (str(package.unit), package.at, package.number)))
