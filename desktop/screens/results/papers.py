"""What the results screen makes beside sheet and report: Word documents, profiles of offices, the sheets of a year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from desktop.office import Office
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.domain.figures.figures import Figures
from models.domain.sheets.report import Report
from models.progress import Progress
from models.services.figures.footing import Stand
from models.services.figures.yearly import year_of, years

EDITABLE = {
    "REPORT": N_("Report to go on writing"),
    "NOTICE": N_("Notice of the results"),
    "COMMENDATION": N_("List of offices proposed for commendation"),
    "MINUTES": N_("Minutes of the count"),
}
"""The papers as .docx, by kind."""


class FurtherPapers(NamedTuple):
    """Papers of the figures that are shown; `printed` shows one, `written` tells where files are."""

    office: Office
    report: Report | None
    stand: Stand
    file_stem: str
    printed: Callable[[Path], None]
    written: Callable[[Path], None]

    @property
    def shown(self) -> Figures | None:
        return self.report.figures if self.report is not None else None

    @property
    def profiled(self) -> UnitKey | None:
        """The office that is shown by itself; None while several are shown together."""
        return self.shown.unit.key if self.shown is not None and not self.shown.is_ranking else None

    def print_profile(self, unit: UnitKey) -> None:
        """Make the profile of an office as PDF and show it."""
        office, stand = self.office, self.stand
        station, period, language, at = office.here, office.chosen_period, office.language, office.at

        def write(to: Path, progress: Progress) -> None:
            from printing.sheets.profile import print_profiles

            print_profiles(station, period, to, units=(unit,), language=language, at=at, stand=stand, progress=progress)

        title = office.say(N_("Making the profile"))
        office.make_paper(f"{self.file_stem}-tom-tat.pdf", write, then=self.printed, title=title)

    def print_all_profiles(self, folder: Path) -> None:
        """Write the profile of every office into a folder."""
        office, stand = self.office, self.stand
        station, period, language, at = office.here, office.chosen_period, office.language, office.at

        def work(progress: Progress) -> Path:
            from printing.sheets.profile import print_profiles

            print_profiles(station, period, folder, language=language, at=at, stand=stand, progress=progress)
            return folder

        office.tasks.run(work, then=self.written, title=office.say(N_("Making the profiles of all offices")))

    def write_editable(self, kind: str, to: Path) -> None:
        """Write a paper that the office goes on writing itself; `kind` is one of `EDITABLE`."""
        office, report = self.office, self.report
        if report is None:
            return
        station, period, language, at = office.here, office.chosen_period, office.language, office.at

        def work(progress: Progress) -> Path:
            from printing.editable.papers import PaperKind, write_editable

            progress.step(0, 0)
            write_editable(station, period, report, PaperKind[kind], language=language, to=to, at=at)
            return to

        office.tasks.run(work, then=self.written, title=office.say(N_("Writing the document")))

    def years(self) -> tuple[int, ...]:
        """The years in which periods lie, the last one first."""
        return years(self.office.here)

    def print_year(self, number: int, folder: Path) -> None:
        """Write the periods of a year together into a folder: paper and workbook, and a sheet for each head of an office."""
        office = self.office
        station, language, at = office.here, office.language, office.at

        def work(progress: Progress) -> Path:
            from exports.results_workbook import write_year
            from printing.sheets.yearly import print_year, print_year_of_each_head

            year = year_of(station, number, progress=progress)
            if year.is_ranking:
                print_year(station, year, language=language, to=folder / f"{number}.pdf", at=at, progress=progress)
            write_year(station, year, year.offices, language=language, to=folder / f"{number}.xlsx", at=at)
            print_year_of_each_head(station, year, folder, language=language, at=at, progress=progress)
            return folder

        office.tasks.run(work, then=self.written, title=office.say(N_("Making the sheets of the year")))

    def print_all_reports(self, folder: Path) -> None:
        """Write the complete report of every office into a folder."""
        office, stand = self.office, self.stand
        station, period, language = office.here, office.chosen_period, office.language
        at = office.at

        def work(progress: Progress) -> Path:
            from printing.sheets.report import print_report_of_each_office

            print_report_of_each_office(
                station, period, folder, language=language, at=at, stand=stand, progress=progress
            )
            return folder

        office.tasks.run(work, then=self.written, title=office.say(N_("Making the reports of all offices")))
