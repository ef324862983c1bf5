"""What the results screen knows: the figures of the chosen office or of a whole hub, their tables, paper and workbook."""

from __future__ import annotations

from pathlib import Path

from desktop.office import Office, Topic
from desktop.screens.presenting import ScreenPresenter
from desktop.screens.results.tables import index_table
from models.domain.hub_tables import hub_tables
from models.domain.problems import N_, Problem
from models.domain.result_tables import tables_of
from models.domain.results import Consolidated, Results
from models.domain.table_values import ResultTable
from models.domain.units import Unit, UnitKey
from models.files import private_folder
from models.progress import Progress
from models.services.explaining import remember
from models.services.results import consolidated, results_of, unit_named, units_here

PAPERS = "papers"
"""Folder of the station in which papers are made that are looked at before they are kept elsewhere."""


class Presenter(ScreenPresenter):
    """Figures of one office, or of a hub with all its offices; `unit` None means all together."""

    cares_about = frozenset({Topic.PERIOD, Topic.FORMS, Topic.KEYINGS, Topic.PACKAGES, Topic.RESULTS})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.obstacle: Problem | None = None
        self.shown: Results | Consolidated | None = None
        self.unit: UnitKey | None = None
        self.with_late = False
        self.table = 0
        self.paper: Path | None = None
        self._asked = 0

    def refresh(self) -> None:
        self.paper = None
        try:
            period = self.office.chosen_period
            here = units_here(self.office.here, period)
        except Problem as problem:
            self.obstacle, self.shown = problem, None
            return
        self.obstacle = None
        if not self.is_hub:
            self.unit = self.office.here.unit
        elif self.unit not in here:
            self.unit = None
        self._count()

    @property
    def is_hub(self) -> bool:
        return self.office.station is not None and self.office.here.is_hub

    @property
    def units(self) -> tuple[Unit, ...]:
        """At a hub, the offices of which something is here."""
        if not self.is_hub or self.obstacle is not None:
            return ()
        return tuple(unit_named(key) for key in units_here(self.office.here, self.office.chosen_period))

    @property
    def tables(self) -> tuple[ResultTable, ...]:
        """The tables of what is shown, the same as on paper."""
        if isinstance(self.shown, Results):
            return (index_table(self.shown.measure), *tables_of(self.shown))
        if isinstance(self.shown, Consolidated):
            ranking, *others = hub_tables(self.shown)
            return (ranking, index_table(self.shown.measure), *others)
        return ()

    def choose_unit(self, key: UnitKey | None) -> None:
        """Show another office, or all together."""
        if key != self.unit:
            self.unit = key
            self.table = 0
            self._count()
            self.changed()

    def choose_table(self, place: int) -> None:
        self.table = place % max(1, len(self.tables))
        self.changed()

    def choose_late(self, *, with_late: bool) -> None:
        """Count what came after closing too, or leave it out."""
        self.with_late = with_late
        self._count()
        self.changed()

    @property
    def is_ranking(self) -> bool:
        """Whether the chosen table has an office in each row."""
        return isinstance(self.shown, Consolidated) and self.table == 0

    def open_row(self, row: int) -> None:
        """Show the office of a row of the ranking."""
        if isinstance(self.shown, Consolidated) and self.table == 0 and row < len(self.shown.lines):
            self.choose_unit(self.shown.lines[row].unit.key)

    def print_sheet(self) -> None:
        """Make the result sheet as PDF and show it."""
        shown, office = self.shown, self.office
        if shown is None:
            return
        language, late = office.language, self.with_late
        station, period = office.here, office.chosen_period
        unit = self.unit
        to = office.folder / PAPERS / f"{self.file_stem}.pdf"
        at = office.at

        def work(progress: Progress) -> Path:
            from printing.jobs import print_consolidated, print_results

            progress.step(0, 0)
            private_folder(to.parent)
            if unit is None:
                figures: Consolidated | Results = print_consolidated(
                    station, period, language=language, to=to, late=late
                )
            else:
                figures = print_results(station, period, unit, language=language, to=to, late=late)
            remember(station, period, figures, language=language.code, at=at)
            return to

        office.tasks.run(work, then=self._printed, title=office.say(N_("Making the result sheet")))

    def write_workbook(self, to: Path) -> None:
        """Write all tables as a workbook."""
        shown, office = self.shown, self.office
        if shown is None:
            return
        language = office.language

        def work(progress: Progress) -> Path:
            from exports.results_workbook import write_consolidated, write_results

            progress.step(0, 0)
            if isinstance(shown, Consolidated):
                write_consolidated(shown, language=language, to=to)
            else:
                write_results(shown, language=language, to=to)
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

    def _count(self) -> None:
        """Count anew; a hub of many offices does so off the window's thread."""
        self._asked += 1
        asked = self._asked
        office, unit, late = self.office, self.unit, self.with_late
        station, period, code = office.here, office.chosen_period, office.language.code

        def work(progress: Progress) -> Results | Consolidated:
            if unit is None:
                return consolidated(station, period, late=late, language=code, progress=progress)
            return results_of(station, period, unit, late=late, language=code)

        def take(found: Results | Consolidated) -> None:
            if asked == self._asked:
                self.shown = found
                self.table = min(self.table, max(0, len(self.tables) - 1))
                self.changed()

        if unit is None:
            office.tasks.run(work, then=take, title=office.say(N_("Counting the results")))
        else:
            self.shown = results_of(station, period, unit, late=late, language=code)
