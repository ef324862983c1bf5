"""The one door by which figures with a control code go to paper: what they stand on is noted, so that they can be proven."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from models.domain.basics.problems import N_
from models.domain.basics.units import Unit
from models.domain.book.facts import PeriodKey
from models.domain.book.periods import Period
from models.domain.figures.figures import Figures
from models.domain.sheets.provisional import provisional_mark
from models.domain.sheets.report import Report
from models.files import FolderMissing, made_apart, write_whole
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.figures.explaining import Leaving, remember
from models.services.office.periods import find_period
from models.store.database import Station
from printing.document import Paper, print_paper
from printing.fonts import Face
from printing.sheets.frame import Imprint, imprint_of


class ProvenPaper(NamedTuple):
    """A paper about figures or a report of them: its title, what puts it together, and whether it lies across."""

    about: Figures | Report
    title: str
    compose: Callable[[Paper, Imprint], object]
    landscape: bool = False

    @property
    def figures(self) -> Figures:
        return self.about.figures if isinstance(self.about, Report) else self.about

    @property
    def fingerprint(self) -> str:
        """The control code in its footer."""
        return self.about.fingerprint

    def leaving(self, period: Period) -> Leaving:
        """What has to be noted of it."""
        return Leaving(period, self.figures, self.fingerprint)


def print_proven(
    station: Station,
    period: Period,
    paper: ProvenPaper,
    *,
    language: Language,
    to: BinaryIO | Path,
    at: str,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write a paper with the fingerprint of its figures below, and note what they stand on.

    The same figures give the same bytes. The note is there before the file has its name: a crash between leaves a note
    without a paper, never a paper without its note. Refuses figures that more lines have come to since they were
    counted, and letters that the face lacks.
    """

    def note() -> None:
        remember(station, (paper.leaving(period),), language=language.code, at=at)

    _write(imprint_of(station, period), paper, language, to=to, at=at, before_named=note, progress=progress)


class OverPeriods(NamedTuple):
    """A paper about several periods: its title, the office it is about, what puts it together, and the figures it shows.

    `figures` are what its numbers are taken from, period by period; all of them are noted, and their codes stand below.
    """

    title: str
    unit: Unit
    compose: Callable[[Paper, Imprint], object]
    figures: tuple[Figures, ...]
    landscape: bool = False


def print_over_periods(
    station: Station,
    papers: Iterable[tuple[str, OverPeriods]],
    folder: Path,
    *,
    language: Language,
    at: str,
    progress: Progress = NO_PROGRESS,
) -> tuple[Path, ...]:
    """Write papers about several periods by their names into `folder`, all of them or none.

    Each has the control codes of the figures that it shows, and what these stand on is noted before any file has its name. Refuses what
    `print_proven` refuses.
    """
    if not folder.is_dir():
        raise FolderMissing(folder)
    names: list[str] = []
    shown: dict[tuple[PeriodKey, str], Leaving] = {}
    with made_apart(folder) as apart:
        for name, paper in papers:
            own = [Leaving(find_period(station, each.period), each) for each in paper.figures]
            shown |= {(each.period.key, each.code): each for each in own}
            imprint = imprint_of(station, own[-1].period)
            marks = (provisional_mark(each, station.catalogue.place.day_of(at)) for each in paper.figures)
            mark = next((each for each in marks if each is not None), None)
            print_paper(
                to=apart / name,
                title=f"{paper.title} – {paper.unit.full_name}",
                language=language,
                compose=lambda on, it=paper, under=imprint: it.compose(on, under),  # type: ignore[misc]  # bound now
                footer=_codes_below(imprint, paper, language),
                mark=language.sentence(mark) if mark is not None else "",
                landscape=paper.landscape,
                progress=progress,
            )
            names.append(name)
        remember(station, tuple(shown.values()), language=language.code, at=at)
    return tuple(folder / name for name in names)


def _codes_below(imprint: Imprint, paper: OverPeriods, language: Language) -> Callable[[Face], Sequence[str]]:
    """The control codes by which each period on a paper can be proven, three to a line."""

    def lines(face: Face) -> Sequence[str]:
        codes = [f"{each.period} {each.unit.key.code}: {_short(each.fingerprint, 4)}" for each in paper.figures]
        told = N_("Control codes of the periods: {codes}")
        first = language.say(told, codes=" · ".join(codes[:3]))
        rest = [" · ".join(codes[n : n + 3]) for n in range(3, len(codes), 3)]
        last = N_("{code} {unit} · Sổ Phiếu {version} · typeface {face}")
        unit = paper.unit
        return (
            first,
            *rest,
            language.say(last, code=unit.key.code, unit=unit.full_name, version=imprint.version, face=face.name),
        )

    return lines


def print_each_proven(
    station: Station,
    period: Period,
    papers: Iterable[tuple[str, ProvenPaper]],
    folder: Path,
    *,
    language: Language,
    at: str,
) -> tuple[Path, ...]:
    """Write several papers by their names into `folder`, all of them or none, as `print_proven` does each."""
    if not folder.is_dir():
        raise FolderMissing(folder)
    imprint = imprint_of(station, period)
    written: dict[str, ProvenPaper] = {}
    with made_apart(folder) as apart:
        for name, paper in papers:
            _write(imprint, paper, language, to=apart / name, at=at, before_named=None, progress=NO_PROGRESS)
            written[name] = paper
        leaving = tuple(paper.leaving(period) for paper in written.values())
        remember(station, leaving, language=language.code, at=at)
    return tuple(folder / name for name in written)


def _write(
    imprint: Imprint,
    paper: ProvenPaper,
    language: Language,
    *,
    to: BinaryIO | Path,
    at: str,
    before_named: Callable[[], None] | None,
    progress: Progress,
) -> None:
    mark = provisional_mark(paper.figures, language.day_of(at))
    print_paper(
        to=to,
        title=f"{paper.title} – {paper.figures.unit.full_name}",
        language=language,
        compose=lambda on: paper.compose(on, imprint),
        footer=_footer(imprint, paper, language),
        mark=language.sentence(mark) if mark is not None else "",
        landscape=paper.landscape,
        before_named=before_named,
        progress=progress,
    )


def _footer(imprint: Imprint, paper: ProvenPaper, language: Language) -> Callable[[Face], Sequence[str]]:
    """The small lines by which every printed figure can be proven."""
    figures, method = paper.figures, paper.figures.method

    def lines(face: Face) -> Sequence[str]:
        told = N_("Period {period} · {code} {unit} · control code {fingerprint}")
        first = language.say(
            told,
            period=imprint.period.code,
            code=figures.unit.key.code,
            unit=figures.unit.full_name,
            fingerprint=_short(paper.fingerprint, 4),
        )
        if figures.is_closed:
            told = N_("figures closed, edition {edition}") if figures.is_ranking else N_("closed, edition {edition}")
            first += " · " + language.say(told, edition=figures.edition)
        told = N_("Method: {method} ({fingerprint}) · Sổ Phiếu {version} · typeface {face}")
        return (
            first,
            language.say(
                told,
                method=method.name,
                fingerprint=_short(method.fingerprint, 2),
                version=imprint.version,
                face=face.name,
            ),
        )

    return lines


def write_noted(
    station: Station,
    period: Period,
    about: Figures | Report,
    write: Callable[[BinaryIO], object],
    *,
    language: Language,
    to: Path,
    at: str,
) -> None:
    """Write a file of another kind about figures, and note what they stand on, before it has its name: as `print_proven`."""
    figures = about.figures if isinstance(about, Report) else about

    def whole(file: BinaryIO) -> None:
        write(file)
        remember(station, (Leaving(period, figures, about.fingerprint),), language=language.code, at=at)

    write_whole(to, whole)


def code_told(about: Figures | Report) -> str:
    """The beginning of the control code of a paper, as people compare it."""
    return _short(about.fingerprint, 4)


def _short(fingerprint: str, groups: int) -> str:
    """The beginning of a fingerprint in groups of four, as people compare it."""
    return " ".join(fingerprint[place : place + 4] for place in range(0, 4 * groups, 4))
