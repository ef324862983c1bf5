"""Which real offices and days the demonstration uses, and what one run of it carries along."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from models.catalogue import BUILT_IN
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import Unit
from models.language import Language
from models.progress import NO_PROGRESS, Progress

DEFAULT_SEED = "so-phieu"
OFFICE_HOUR = time(9)

CAMPAIGN, FIRST_DAY, DRAWN, HANDED_OUT, KEYED, EXCHANGED, LAST_DAY, END = 0, 1, 3, 5, 21, 22, 31, 40
"""The days of the story, counted from the last evaluated day; the survey is held from `FIRST_DAY` to `LAST_DAY`."""


@dataclass(eq=False)
class FolderNotEmpty(Problem):
    """The demonstration writes into an empty folder only."""

    folder: Path
    code = "folder_not_empty"
    says = N_(
        "The folder {folder} is not empty. Name a new folder for the demonstration, so that nothing of yours is touched."
    )


@dataclass(frozen=True)
class Survey:
    """The hub, its wards, and the period: code, name, first and last evaluated day."""

    hub: Unit
    wards: tuple[Unit, ...]
    code: str
    name: str
    first: date
    last: date


@dataclass
class Demo:
    """One run: where it writes, how many forms a ward issues, its language and seed, when it is told, and the files made."""

    folder: Path
    survey: Survey
    forms: int
    language: Language
    seed: str
    now: datetime
    progress: Progress = NO_PROGRESS
    packages: list[Path] = field(default_factory=list)
    questionnaires: list[Path] = field(default_factory=list)
    results: list[Path] = field(default_factory=list)

    def at(self, day: int) -> str:
        """The moment so many days after the last evaluated day; a story that would end in days to come ends now."""
        end = datetime.combine(self.survey.last + timedelta(days=END), OFFICE_HOUR, BUILT_IN.place.zone)
        return (min(self.now, end) - timedelta(days=END - day)).isoformat(timespec="seconds")

    @property
    def held(self) -> tuple[date, date]:
        """The first and the last day of the survey."""
        return BUILT_IN.place.day_of(self.at(FIRST_DAY)), BUILT_IN.place.day_of(self.at(LAST_DAY))


def survey_of(*, wards: int, before_2025: bool) -> Survey:
    """The city and its communes of 2026, or a district and its communes of 2024."""
    if before_2025:
        first, last = date(2024, 7, 1), date(2024, 9, 30)
        hub, code, name = BUILT_IN.find_unit("001", first), "24Q3", "Quý III/2024"
    else:
        first, last = date(2026, 7, 1), date(2026, 9, 30)
        hub, code, name = BUILT_IN.find_unit("01", first), "26Q3", "Quý III/2026"
    return Survey(hub, BUILT_IN.answering_under(hub.key, first)[:wards], code, name, first, last)
