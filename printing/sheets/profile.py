"""The profile of an office on two pages, one file for each: what an office hangs up."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.sheets.profile import profile_tables
from models.domain.sheets.profiles import Profile
from models.domain.sheets.report import withheld_told
from models.language import Language
from models.language.tables import words
from models.progress import NO_PROGRESS, Progress
from models.services.figures.footing import Stand, footing_as
from models.services.figures.profiles import profiles_of
from models.store.database import Station
from printing.document import Paper
from printing.sheets.frame import Imprint, opening
from printing.sheets.paper_tables import put_table
from printing.sheets.proven import OverPeriods, print_over_periods
from printing.sheets.report import ROUNDED

KIND = N_("PROFILE OF THE OFFICE")
ABOUT = N_("{agency} – satisfaction of {people}")
PAGES = 2
_SIZES = (9.5, 8.5, 7.5, 6.5)


def print_profiles(
    station: Station,
    period: Period,
    to: Path,
    *,
    units: Collection[UnitKey] = (),
    language: Language,
    at: str,
    stand: Stand = Stand.CLOSED,
    progress: Progress = NO_PROGRESS,
) -> tuple[Path, ...]:
    """Write the profiles of these offices (default: of all here): one office into the file `to`, several into a folder of that name."""
    found = profiles_of(station, period, units, footing=footing_as(station, period, stand), progress=progress)
    folder = to.parent if len(units) == 1 else to
    papers = (
        (to.name if len(units) == 1 else f"{period.code}-{each.figures.unit.key.code}.pdf", _paper_of(each, language))
        for each in found
    )
    return print_over_periods(station, papers, folder, language=language, at=at)


def _paper_of(profile: Profile, language: Language) -> OverPeriods:
    figures, tables = profile.figures, profile_tables(profile)

    def begin(on: Paper, imprint: Imprint, size: float) -> None:
        about = (language.say(ABOUT, agency=figures.unit.agency, people=imprint.asked.people_told(language)),)
        opening(on, imprint, kind=language.say(KIND), about=about, is_reference=figures.is_reference)
        if figures.is_withheld:
            on.paragraph(words(language, withheld_told(figures)), indent=10)
        for table in tables:
            on.gap(1)
            on.heading(words(language, table.title), size=12)
            put_table(on, table, size=size)
        on.paragraph(words(language, ROUNDED), size=9, italic=True)

    def compose(paper: Paper, imprint: Imprint) -> None:
        paper.fit(lambda on, size: begin(on, imprint, size), sizes=_SIZES, pages=PAGES)

    hub = (profile.hub,) if profile.hub is not None else ()
    return OverPeriods(language.say(KIND), figures.unit, compose, (*profile.before, *hub, figures))
