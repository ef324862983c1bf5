"""Which figures the results screen shows: office or whole hub, period, what stands beside; their tables and preview."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from desktop.office import Office, Topic
from desktop.screens.presenting import ScreenPresenter
from desktop.screens.results.hub_inner import HubInner, pending
from desktop.screens.results.inner import COMMENTS, SIGNALS, Inner
from desktop.screens.results.recontact import PAPERS, Recontact
from desktop.screens.results.tables import index_table
from desktop.screens.results.unit_tree import Node, tree_of
from models.domain.basics.problems import N_, Problem
from models.domain.basics.table_values import ResultTable
from models.domain.basics.units import Unit, UnitKey
from models.domain.book.periods import Period
from models.domain.figures.results import Consolidated, Results
from models.domain.sheets.reports import Report, report_tables
from models.domain.sheets.trend_tables import TrendPoint, side_by_side, trend_point
from models.domain.signals.hub_signals import OFFICES
from models.files import private_folder
from models.progress import NO_PROGRESS, Progress
from models.services.figures.reporting import figures_of, report_of, report_of_hub
from models.services.figures.results import units_here
from models.services.office.periods import periods


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


class Figures(ScreenPresenter):
    """Figures of one office, of a hub with all its offices (`unit` None), or of those of a part of it (`part`)."""

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
        self.inner: Inner | HubInner | None = None
        self._other: TrendPoint | None = None
        self.with_preview = False
        self.preview: Path | None = None
        self._asked = 0
        self._within = 0
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
        elif self.unit is not None and self.unit not in here and not self.office.catalogue.is_part(self.unit, here):
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
        return tuple(
            self.office.catalogue.unit_named(key) for key in units_here(self.office.here, self.office.chosen_period)
        )

    @property
    def tree(self) -> tuple[Node, ...]:
        """The hub, the units between, and the offices of which something is here; nothing at an office."""
        return (
            tree_of(self.office.here.unit, self.units, self.office.catalogue)
            if self.is_hub and self.obstacle is None
            else ()
        )

    @property
    def part(self) -> UnitKey | None:
        """The part of the hub whose offices are shown together; None while it is the whole hub or one office."""
        if self.unit is None or self.obstacle is not None or not self.is_hub:
            return None
        return (
            self.unit
            if self.office.catalogue.is_part(self.unit, units_here(self.office.here, self.office.chosen_period))
            else None
        )

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
            if each.key != now.key and (self.unit is None or self._is_here(mine, each))
        ]
        found += [Beside(unit.full_name, now, unit.key) for unit in self.units if unit.key != self.unit]
        return tuple(found)

    def _is_here(self, unit: UnitKey, period: Period) -> bool:
        here = units_here(self.office.here, period)
        return unit in here or self.office.catalogue.is_part(unit, here)

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
        if self.inner is not None:
            return (*made, *self.inner.tables)
        return (*made, *(pending(report.unit) if isinstance(report.figures, Consolidated) else ()))

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
        self._look_within()
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
        return name if self.inner and name in (COMMENTS, SIGNALS, OFFICES) else ""

    @property
    def is_signals(self) -> bool:
        """Whether each row of the chosen table is a signal of one office."""
        return isinstance(self.inner, Inner) and self.inner_name == SIGNALS

    def recontact(self) -> Recontact | None:
        """The list for re-contact of the office shown; while several are shown together, why there is none is told."""
        if self.obstacle is not None:
            return None
        if self.unit is None or self.part is not None:
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
        """Whether the chosen table is the ranking of the offices."""
        is_named = self.table < len(self.tables) and self.tables[self.table].name == "B8"
        return isinstance(self.shown, Consolidated) and is_named

    @property
    def opens_offices(self) -> bool:
        """Whether each row of the chosen table is about an office."""
        return self.is_ranking or (isinstance(self.inner, HubInner) and self.inner_name == OFFICES)

    def open_row(self, row: int) -> None:
        """Show the office of a row: of the ranking its results, of the signals its signals."""
        inner, name = self.inner, self.inner_name
        if isinstance(self.shown, Consolidated) and self.is_ranking and row < len(self.shown.lines):
            self.choose_unit(self.shown.lines[row].unit.key)
        elif isinstance(inner, HubInner) and name:
            self.choose_unit(inner.office(name, row) or self.unit)
            names = [table.name for table in self.tables]
            if self.is_hub and isinstance(self.inner, Inner):
                self.choose_table(names.index(SIGNALS))

    def _look_within(self) -> None:
        """Put comments and signals of all offices together, once somebody wants to see them."""
        report, office, asked = self.report, self.office, self._asked
        name = self.tables[self.table].name if self.tables else ""
        is_wanted = name in (COMMENTS, SIGNALS) and isinstance(self.shown, Consolidated)
        if report is None or not is_wanted or self.inner is not None or self._within == asked:
            return
        self._within = asked
        station, period, late, part = office.here, office.chosen_period, self.with_late, self.part

        def work(progress: Progress) -> HubInner:
            return HubInner.of(station, period, under=part, late=late, progress=progress)

        def take(found: HubInner) -> None:
            if asked == self._asked and self.report is not None:
                self.inner = found
                self.tables = self._tables_of(self.report, self._other)
                self._look_ahead()
                self.changed()

        office.tasks.run(work, then=take, title=office.say(N_("Reading comments and signals of all offices")))

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
            from printing.report_jobs import imprint_of
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

    def _count(self) -> None:
        """Count anew; a hub of many offices does so off the window's thread."""
        self._asked += 1
        asked = self._asked
        office, unit, late = self.office, self.unit, self.with_late
        station, period, code = office.here, office.chosen_period, office.language.code
        beside, part = self.beside, self.part
        is_one = unit is not None and part is None

        def work(progress: Progress) -> Counted:
            if unit is None or part is not None:
                report = report_of_hub(station, period, under=part, late=late, language=code, progress=progress)
            else:
                report = report_of(station, period, unit, late=late, language=code)
            inner = Inner.of(station, period, unit, late=late) if unit is not None and part is None else None
            if beside is None:
                return Counted(report, inner, None)
            figures = figures_of(station, beside.period, beside.unit, language=code)
            label = (
                beside.period.code
                if beside.unit == unit
                else self.office.catalogue.unit_named(beside.unit or station.unit).name
            )
            return Counted(report, inner, replace(trend_point(figures), code=label))

        def take(found: Counted) -> None:
            if asked == self._asked:
                self._take(found)
                self.changed()

        if is_one:
            self._take(work(NO_PROGRESS))
        else:
            office.tasks.run(work, then=take, title=office.say(N_("Counting the results")))

    def _take(self, found: Counted) -> None:
        self.report, self.inner, self._other = found.report, found.inner, found.beside
        self.tables = self._tables_of(found.report, found.beside)
        self.table = min(self.table, max(0, len(self.tables) - 1))
        self._look_within()
        self._look_ahead()
