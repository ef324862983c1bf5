"""What the results screen knows: the figures of the chosen office or of a whole hub, their tables, paper and workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from desktop.office import Office, Topic
from desktop.screens.presenting import ScreenPresenter
from desktop.screens.results.inner import SIGNALS, Inner
from desktop.screens.results.recontact import PAPERS, Recontact
from desktop.screens.results.tables import index_table
from desktop.screens.results.unit_tree import Node, tree_of
from models.domain.periods import Period
from models.domain.problems import N_, Problem
from models.domain.reports import Report, report_tables
from models.domain.results import Consolidated, Results
from models.domain.table_values import ResultTable
from models.domain.trend_tables import TrendPoint, side_by_side, trend_point
from models.domain.units import Unit, UnitKey
from models.files import private_folder
from models.progress import NO_PROGRESS, Progress
from models.services.explaining import remember
from models.services.periods import periods
from models.services.reporting import figures_of, report_of, report_of_hub
from models.services.results import unit_named, units_here


class Beside(NamedTuple):
    """What can stand beside the figures shown: its name, its period, and its office (None: all of the hub)."""

    name: str
    period: Period
    unit: UnitKey | None


class Counted(NamedTuple):
    """What was counted for one choice of office, period and comparison."""

    report: Report
    inner: Inner | None
    beside: TrendPoint | None


class Presenter(ScreenPresenter):
    """Figures of one office, or of a hub with all its offices; `unit` None means all together."""

    cares_about = frozenset({Topic.PERIOD, Topic.FORMS, Topic.KEYINGS, Topic.PACKAGES, Topic.RESULTS})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.obstacle: Problem | None = None
        self.report: Report | None = None
        self.tables: tuple[ResultTable, ...] = ()
        self.unit: UnitKey | None = None
        self.with_late = False
        self.table = 0
        self.beside: Beside | None = None
        self.paper: Path | None = None
        self.inner: Inner | None = None
        self.with_preview = False
        self.preview: Path | None = None
        self._asked = 0
        self._previews = 0

    def refresh(self) -> None:
        self.paper = None
        try:
            period = self.office.chosen_period
            here = units_here(self.office.here, period)
        except Problem as problem:
            self.obstacle, self.report, self.inner, self.tables = problem, None, None, ()
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
    def tree(self) -> tuple[Node, ...]:
        """The hub, the units between, and the offices of which something is here; nothing at an office."""
        return tree_of(self.office.here.unit, self.units) if self.is_hub and self.obstacle is None else ()

    @property
    def shown(self) -> Results | Consolidated | None:
        """The figures that are shown; None while there are none."""
        return self.report.figures if self.report is not None else None

    @property
    def comparable(self) -> tuple[Beside, ...]:
        """What the figures can be put beside: earlier and later periods of the office, other offices of the period."""
        if self.obstacle is not None:
            return ()
        office, now = self.office, self.office.chosen_period
        mine = self.unit or office.here.unit
        found = [
            Beside(each.name, each, self.unit)
            for each in periods(office.here)
            if each.key != now.key and (self.unit is None or mine in units_here(office.here, each))
        ]
        found += [Beside(unit.full_name, now, unit.key) for unit in self.units if unit.key != self.unit]
        return tuple(found)

    def choose_beside(self, beside: Beside | None) -> None:
        """Put other figures beside those that are shown, in a table of their own, or none."""
        self.beside = beside
        self._count()
        self.changed()

    def _tables_of(self, report: Report, other: TrendPoint | None) -> tuple[ResultTable, ...]:
        """The tables of paper and workbook, and the one the chart draws."""
        made = [table for table in report_tables(report) if table.rows or table.name == "B8"]
        index = index_table(report.figures.measure)
        made.insert(int(isinstance(report.figures, Consolidated)), index)
        if other is not None:
            one = trend_point(report.figures)
            name = report.unit.name if self.beside and self.beside.period.code == one.code else one.code
            made.insert(0, side_by_side(replace(one, code=name), other))
        return (*made, *(self.inner.tables if self.inner else ()))

    def choose_unit(self, key: UnitKey | None) -> None:
        """Show another office, or all together."""
        if key != self.unit:
            self.unit = key
            self.table = 0
            self.beside = None
            self._count()
            self.changed()

    def choose_table(self, place: int) -> None:
        self.table = place % max(1, len(self.tables))
        self._look_ahead()
        self.changed()

    def choose_preview(self, *, with_preview: bool) -> None:
        """Show beside the table how it stands on paper, or not."""
        self.with_preview = with_preview
        self._look_ahead()
        self.changed()

    @property
    def inner_name(self) -> str:
        """The chosen table, when it is one that stands in no signed report."""
        name = self.tables[self.table].name if self.table < len(self.tables) else ""
        return name if self.inner and name in {table.name for table in self.inner.tables} else ""

    @property
    def is_signals(self) -> bool:
        """Whether each row of the chosen table is a signal."""
        return self.inner_name == SIGNALS

    def recontact(self) -> Recontact | None:
        """The list for re-contact of the office shown; while several are shown together, why there is none is told."""
        if self.obstacle is not None:
            return None
        if self.unit is None:
            self.office.tell(
                self.office.say(N_("Re-contact goes office by office: choose one at the left (Ctrl+U) first."))
            )
            return None
        return Recontact(self.office, self.unit)

    def choose_late(self, *, with_late: bool) -> None:
        """Count what came after closing too, or leave it out."""
        self.with_late = with_late
        self._count()
        self.changed()

    @property
    def is_ranking(self) -> bool:
        """Whether the chosen table has an office in each row."""
        is_named = self.table < len(self.tables) and self.tables[self.table].name == "B8"
        return isinstance(self.shown, Consolidated) and is_named

    def open_row(self, row: int) -> None:
        """Show the office of a row of the ranking."""
        if isinstance(self.shown, Consolidated) and self.is_ranking and row < len(self.shown.lines):
            self.choose_unit(self.shown.lines[row].unit.key)

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
        unit = self.unit
        to = office.folder / PAPERS / f"{self.file_stem}.pdf"
        at = office.at

        def work(progress: Progress) -> Path:
            from printing.jobs import print_consolidated, print_results

            private_folder(to.parent)
            if unit is None:
                figures: Consolidated | Results = print_consolidated(
                    station, period, language=language, to=to, late=late, progress=progress
                )
            else:
                figures = print_results(station, period, unit, language=language, to=to, late=late, progress=progress)
            remember(station, period, figures, language=language.code, at=at)
            return to

        office.tasks.run(work, then=self._printed, title=office.say(N_("Making the result sheet")))

    def _print_inner(self, inner: Inner, name: str) -> None:
        office = self.office
        station, period, language = office.here, office.chosen_period, office.language
        to = office.folder / PAPERS / f"{self.file_stem}-{name}.pdf"

        def work(progress: Progress) -> Path:
            progress.step(0, 0)
            private_folder(to.parent)
            inner.print(name, station, period, language=language, to=to)
            return to

        office.tasks.run(work, then=self._printed, title=office.say(N_("Making the sheet")))

    def _look_ahead(self) -> None:
        """Make the chosen table as it stands on paper; two names in turn, since the one before may still be open."""
        report, office = self.report, self.office
        self.preview = None
        if not self.with_preview or report is None or self.table >= len(self.tables):
            return
        station, period, language = office.here, office.chosen_period, office.language
        table, inner, name = self.tables[self.table], self.inner, self.inner_name
        self._previews += 1
        asked = self._previews
        to = office.folder / PAPERS / f"xem-{asked % 2}.pdf"

        def work(progress: Progress) -> Path:
            from printing.jobs import imprint_of
            from printing.sheets.single import print_single

            progress.step(0, 0)
            private_folder(to.parent)
            if inner and name:
                inner.print(name, station, period, language=language, to=to)
            else:
                print_single(report, table, imprint_of(station, period), language=language, to=to)
            return to

        def take(path: Path) -> None:
            if asked == self._previews and self.with_preview:
                self.preview = path
                self.changed()

        office.tasks.run(work, then=take, title=office.say(N_("Making the sheet")))

    def print_report(self) -> None:
        """Make the complete report as PDF and show it."""
        report, office = self.report, self.office
        if report is None:
            return
        station, period, language = office.here, office.chosen_period, office.language
        to = office.folder / PAPERS / f"{self.file_stem}-bao-cao.pdf"
        at = office.at

        def work(progress: Progress) -> Path:
            from printing.jobs import imprint_of
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
            from printing.jobs import print_all_reports

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

    def _count(self) -> None:
        """Count anew; a hub of many offices does so off the window's thread."""
        self._asked += 1
        asked = self._asked
        office, unit, late = self.office, self.unit, self.with_late
        station, period, code = office.here, office.chosen_period, office.language.code
        beside = self.beside

        def work(progress: Progress) -> Counted:
            if unit is None:
                report = report_of_hub(station, period, late=late, language=code, progress=progress)
            else:
                report = report_of(station, period, unit, late=late, language=code)
            inner = Inner.of(station, period, unit, late=late) if unit is not None else None
            if beside is None:
                return Counted(report, inner, None)
            figures = figures_of(station, beside.period, beside.unit, language=code)
            label = beside.period.code if beside.unit == unit else unit_named(beside.unit or station.unit).name
            return Counted(report, inner, replace(trend_point(figures), code=label))

        def take(found: Counted) -> None:
            if asked == self._asked:
                self._take(found)
                self.changed()

        if unit is None:
            office.tasks.run(work, then=take, title=office.say(N_("Counting the results")))
        else:
            self._take(work(NO_PROGRESS))

    def _take(self, found: Counted) -> None:
        self.report, self.inner = found.report, found.inner
        self.tables = self._tables_of(found.report, found.beside)
        self.table = min(self.table, max(0, len(self.tables) - 1))
        self._look_ahead()
