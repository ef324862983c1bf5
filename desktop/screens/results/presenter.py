"""What the results screen knows: the figures that are shown, and the papers and workbooks made of them."""

from __future__ import annotations

from pathlib import Path

from desktop.screens.results.figures import Figures
from desktop.screens.results.hub_inner import HubInner
from desktop.screens.results.inner import Inner
from desktop.screens.results.recontact import PAPERS
from models.domain.basics.problems import N_
from models.domain.figures.results import Consolidated, Results
from models.files import private_folder
from models.progress import Progress
from models.services.figures.explaining import remember


class Presenter(Figures):
    """Makes sheet, report and workbook of what is shown."""

    def print_sheet(self) -> None:
        """Make the result sheet as PDF and show it."""
        shown, office = self.shown, self.office
        if shown is None:
            return
        inner, name = self.inner, self.inner_name
        if inner and name:
            self._print_inner(inner, name)
            return
        language, late = office.language, self.with_late
        station, period = office.here, office.chosen_period
        unit, part = self.unit, self.part
        to = office.folder / PAPERS / f"{self.file_stem}.pdf"
        at = office.at

        def work(progress: Progress) -> Path:
            from printing.report_jobs import print_consolidated, print_results

            private_folder(to.parent)
            if unit is None or part is not None:
                figures: Consolidated | Results = print_consolidated(
                    station, period, under=part, language=language, to=to, late=late, progress=progress
                )
            else:
                figures = print_results(station, period, unit, language=language, to=to, late=late, progress=progress)
            remember(station, period, figures, language=language.code, at=at)
            return to

        office.tasks.run(work, then=self._printed, title=office.say(N_("Making the result sheet")))

    def _print_inner(self, inner: Inner | HubInner, name: str) -> None:
        office = self.office
        station, period, language = office.here, office.chosen_period, office.language
        to = office.folder / PAPERS / f"{self.file_stem}-{name}.pdf"

        def work(progress: Progress) -> Path:
            progress.step(0, 0)
            private_folder(to.parent)
            inner.print(name, station, period, language=language, to=to)
            return to

        office.tasks.run(work, then=self._printed, title=office.say(N_("Making the sheet")))

    def print_report(self) -> None:
        """Make the complete report as PDF and show it."""
        report, office = self.report, self.office
        if report is None:
            return
        station, period, language = office.here, office.chosen_period, office.language
        to = office.folder / PAPERS / f"{self.file_stem}-bao-cao.pdf"
        at = office.at

        def work(progress: Progress) -> Path:
            from printing.report_jobs import imprint_of
            from printing.sheets.report import print_report

            private_folder(to.parent)
            print_report(report, imprint_of(station, period), language=language, to=to, progress=progress)
            remember(station, period, report.figures, language=language.code, at=at)
            return to

        office.tasks.run(work, then=self._printed, title=office.say(N_("Making the report")))

    def print_all_reports(self, folder: Path) -> None:
        """Write the complete report of every office into a folder."""
        office, late = self.office, self.with_late
        station, period, language = office.here, office.chosen_period, office.language
        at = office.at

        def work(progress: Progress) -> Path:
            from printing.report_jobs import print_all_reports

            made = print_all_reports(station, period, folder, language=language, late=late, progress=progress)
            for each in made:
                remember(station, period, each.figures, language=language.code, at=at)
            return folder

        office.tasks.run(work, then=self._written, title=office.say(N_("Making the reports of all offices")))

    def write_workbook(self, to: Path) -> None:
        """Write all tables as a workbook; comments and signals, when they are shown, as one of their own."""
        report, office = self.report, self.office
        if report is None:
            return
        language = office.language
        inner, name = self.inner, self.inner_name

        def work(progress: Progress) -> Path:
            from exports.results_workbook import write_report

            progress.step(0, 0)
            if inner and name:
                inner.write(name, language=language, to=to)
            else:
                write_report(report, language=language, to=to)
            return to

        office.tasks.run(work, then=self._written, title=office.say(N_("Writing the workbook")))

    @property
    def file_stem(self) -> str:
        """How files of what is shown are called, without their ending."""
        code = self.unit.code if self.unit is not None else self.office.here.unit.code
        return f"ket-qua-{self.office.chosen_period.code}-{code}"

    def _printed(self, path: Path) -> None:
        self.paper = path
        self.changed()

    def _written(self, path: Path) -> None:
        self.office.tell(self.office.say(N_("Written: {files}"), files=[str(path)]))
