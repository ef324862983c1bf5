"""What the results screen knows: which figures are shown and what stands beside them, and the papers made of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from desktop.office import Office
from desktop.screens.presenting import ScreenPresenter
from desktop.screens.results.papers import FurtherPapers
from desktop.screens.results.recontact import Recontact
from desktop.screens.results.tables import index_table
from desktop.screens.results.unit_tree import Node, tree_of
from desktop.screens.results.unsigned import Unsigned, is_unsigned, pending
from models.acts import Topic
from models.domain.basics.problems import N_, Problem
from models.domain.basics.table_values import ResultTable
from models.domain.basics.units import Unit, UnitKey
from models.domain.book.periods import Period
from models.domain.figures.figures import Figures, Subject
from models.domain.figures.trends import TrendPoint, trend_point
from models.domain.sheets import crossing, leader, node_rankings, ranking, report_tables, signals
from models.domain.sheets.crossing import Crossed, crossed_table
from models.domain.sheets.report import Report
from models.domain.sheets.trend import side_by_side
from models.files import private_folder
from models.progress import NO_PROGRESS, Progress
from models.services.figures.crossing import crossed
from models.services.figures.footing import Stand, footing_as
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of, reporting_offices, subject_here
from models.services.office.editions import edition_number
from models.services.office.periods import periods


class Beside(NamedTuple):
    """What can stand beside the figures shown: its name, its period, and its office (None: all of the hub)."""

    name: str
    period: Period
    unit: UnitKey | None


class CountedReport(NamedTuple):
    """What was counted for one choice of office, period and comparison."""

    report: Report
    unsigned: Unsigned | None
    beside: TrendPoint | None


class Presenter(ScreenPresenter):
    """Figures of one office, of a hub with all its offices (`unit` None), or of a part of it; paper and workbook of them."""

    cares_about = frozenset({Topic.PERIOD, Topic.FORMS, Topic.KEYINGS, Topic.PACKAGES})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.obstacle: Problem | None = None
        self.report: Report | None = None
        self.tables: tuple[ResultTable, ...] = ()
        self.unit: UnitKey | None = None
        self.stand = Stand.CLOSED
        self.table = 0
        self.beside: Beside | None = None
        self.paper: Path | None = None
        self.unsigned: Unsigned | None = None
        self._other: TrendPoint | None = None
        self.crossed: Crossed | None = None
        self.with_preview = False
        self.preview: Path | None = None
        self._asked = 0
        self._within = 0
        self._previews = 0

    def refresh(self) -> None:
        self.paper = None
        try:
            period = self.office.chosen_period
            here = reporting_offices(self.office.here, period)
        except Problem as problem:
            self.obstacle, self.report, self.unsigned, self.tables = problem, None, None, ()
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
            self.office.catalogue.unit_named(key)
            for key in reporting_offices(self.office.here, self.office.chosen_period)
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
            if self.office.catalogue.is_part(self.unit, reporting_offices(self.office.here, self.office.chosen_period))
            else None
        )

    @property
    def subject(self) -> Subject:
        """What the figures shown are about."""
        return subject_here(self.office.here, self.office.chosen_period, self.unit)

    @property
    def shown(self) -> Figures | None:
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
        here = reporting_offices(self.office.here, period)
        return unit in here or self.office.catalogue.is_part(unit, here)

    def choose_beside(self, beside: Beside | None) -> None:
        """Put other figures beside those that are shown, in a table of their own, or none."""
        self.beside = beside
        self._count()
        self.changed()

    def _tables_of(self, report: Report, other: TrendPoint | None) -> tuple[ResultTable, ...]:
        """The tables of paper and workbook, and the one the chart draws."""
        every = [
            table for table in report_tables(report) if table.rows or table.sheet in (ranking.CODE, node_rankings.CODE)
        ]
        first = [table for table in every if table.sheet == leader.CODE]
        made = [table for table in every if table.sheet != leader.CODE]
        index = index_table(report.figures)
        if not report.figures.is_withheld:
            place = int(report.figures.is_ranking)
            made[place:place] = [index, *first]
        if other is not None and not report.figures.is_withheld:
            one = trend_point(report.figures)
            name = report.figures.unit.name if self.beside and self.beside.period.code == one.code else one.code
            made.insert(0, side_by_side(replace(one, code=name), other))
        if self.unsigned is not None:
            return (*made, *self.unsigned.tables)
        return (*made, *(pending(report.figures) if report.figures.is_ranking else ()))

    def cross(self, question: str, trait: str) -> None:
        """Cross a question with a trait: the table stands first and is shown, until other figures are counted."""
        office, subject, asked = self.office, self.subject, self._asked
        station, period = office.here, office.chosen_period

        def work(progress: Progress) -> Crossed:
            return crossed(station, period, subject, question=question, by=trait, progress=progress)

        def take(found: Crossed) -> None:
            if asked == self._asked:
                self.crossed = found
                self.tables = (crossed_table(found), *(each for each in self.tables if each.sheet != crossing.CODE))
                self.table = 0
                self._look_ahead()
                self.changed()

        office.tasks.run(work, then=take, title=office.say(N_("Counting the cross-table")))

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
    def chosen(self) -> ResultTable | None:
        """The chosen table; None while there is none."""
        return self.tables[self.table] if self.table < len(self.tables) else None

    @property
    def is_unsigned(self) -> bool:
        """Whether the chosen table is one that stands in no signed report."""
        return self.unsigned is not None and self.chosen is not None and is_unsigned(self.chosen)

    @property
    def is_signals(self) -> bool:
        """Whether each row of the chosen table is a signal of one office."""
        chosen, found = self.chosen, self.unsigned
        is_chosen = chosen is not None and chosen.sheet == signals.CODE
        return is_chosen and found is not None and not found.signals.by_office

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

    @property
    def with_late(self) -> bool:
        """Whether what came after closing is counted too."""
        return self.stand is Stand.EVERYTHING

    @property
    def stands(self) -> tuple[Stand, ...]:
        """What can be looked at; one alone while nothing is closed and nothing came late."""
        if self.obstacle is not None:
            return (Stand.CLOSED,)
        has_edition = edition_number(self.office.here, self.office.chosen_period) > 0
        has_late = self.shown is not None and bool(self.shown.late)
        return (
            Stand.CLOSED,
            *((Stand.RUNNING,) if has_edition else ()),
            *((Stand.EVERYTHING,) if has_late or has_edition or self.with_late else ()),
        )

    def stand_names(self) -> list[str]:
        """`stands` in words."""
        number = edition_number(self.office.here, self.office.chosen_period) if self.obstacle is None else 0
        names = {
            Stand.CLOSED: self.office.say(N_("edition {edition}"), edition=number)
            if number
            else self.office.say(N_("as closed")),
            Stand.RUNNING: self.office.say(N_("coming edition {edition}"), edition=number + 1),
            Stand.EVERYTHING: self.office.say(N_("with everything late")),
        }
        return [names[stand] for stand in self.stands]

    def choose_stand(self, stand: Stand) -> None:
        """Look at what is closed, at what comes into the next edition, or at all that ever came."""
        self.stand = stand
        self._count()
        self.changed()

    @property
    def is_ranking(self) -> bool:
        """Whether the chosen table is the ranking of the offices."""
        return self.chosen is not None and self.chosen.sheet == ranking.CODE and not self.chosen.mark

    @property
    def opens_offices(self) -> bool:
        """Whether each row of the chosen table is about an office."""
        return self.is_ranking or bool(self._placed()) or self._office_of(0) is not None

    def _placed(self) -> tuple[ranking.PlacedLine, ...]:
        """The rows of the chosen table where it ranks offices."""
        return (
            node_rankings.placed_in(self.chosen, self.shown)
            if self.chosen is not None and self.shown is not None
            else ()
        )

    def _office_of(self, row: int) -> UnitKey | None:
        """The office of a row of the signals by office."""
        chosen, found = self.chosen, self.unsigned
        return found.office(chosen, row) if chosen is not None and found is not None else None

    def open_row(self, row: int) -> None:
        """Show the office of a row: of the ranking its results, of the signals its signals."""
        office, placed = self._office_of(row), self._placed()
        if row < len(placed):
            line = placed[row].line
            if line is not None:
                self.choose_unit(line.unit.key)
        elif office is not None:
            self.choose_unit(office)
            self.choose_table([table.sheet for table in self.tables].index(signals.CODE))

    def _look_within(self) -> None:
        """Put comments and signals of all offices together, once somebody wants to see them."""
        report, office, asked = self.report, self.office, self._asked
        is_wanted = self.chosen is not None and is_unsigned(self.chosen)
        if report is None or not is_wanted or self.unsigned is not None or self._within == asked:
            return
        self._within = asked
        station, period, late, subject = office.here, office.chosen_period, self.with_late, self.subject

        def work(progress: Progress) -> Unsigned:
            return Unsigned.of(station, period, subject, late=late, progress=progress)

        def take(found: Unsigned) -> None:
            if asked == self._asked and self.report is not None:
                self.unsigned = found
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
        table, unsigned, at = self.tables[self.table], self.unsigned if self.is_unsigned else None, office.at
        self._previews += 1
        asked = self._previews
        to = office.papers / f"xem-{asked % 2}.pdf"

        def work(progress: Progress) -> Path:
            from printing.sheets.single import print_single

            progress.step(0, 0)
            private_folder(to.parent)
            if unsigned is not None:
                unsigned.print(table, station, period, language=language, to=to)
            else:
                print_single(station, period, report, table, language=language, to=to, at=at)
            return to

        def take(path: Path) -> None:
            if asked == self._previews and self.with_preview:
                self.preview = path
                self.changed()

        office.tasks.run(work, then=take, title=office.say(N_("Making the sheet")))

    def _count(self) -> None:
        """Count anew; a hub of many offices does so off the window's thread."""
        self._asked += 1
        self.crossed = None
        asked = self._asked
        office, late, beside = self.office, self.with_late, self.beside
        unit, subject, stand = self.unit, self.subject, self.stand
        station, period = office.here, office.chosen_period

        def work(progress: Progress) -> CountedReport:
            footing = footing_as(station, period, stand)
            report = report_of(station, period, subject, footing=footing, progress=progress)
            unsigned = Unsigned.of(station, period, subject, late=late) if subject.is_office else None
            if beside is None:
                return CountedReport(report, unsigned, None)
            other = subject_here(station, beside.period, beside.unit)
            figures = figures_of(station, beside.period, other)
            label = beside.period.code if beside.unit == unit else figures.unit.name
            return CountedReport(report, unsigned, replace(trend_point(figures), code=label))

        def take(found: CountedReport) -> None:
            if asked == self._asked:
                self._take(found)
                self.changed()

        if subject.is_office:
            self._take(work(NO_PROGRESS))
        else:
            office.tasks.run(work, then=take, title=office.say(N_("Counting the results")))

    def _take(self, found: CountedReport) -> None:
        self.report, self.unsigned, self._other = found.report, found.unsigned, found.beside
        self.tables = self._tables_of(found.report, found.beside)
        self.table = min(self.table, max(0, len(self.tables) - 1))
        self._look_within()
        self._look_ahead()

    def print_sheet(self) -> None:
        """Make the result sheet as PDF and show it."""
        shown, office = self.shown, self.office
        if shown is None:
            return
        chosen, unsigned = self.chosen, self.unsigned
        if chosen is not None and unsigned is not None and self.is_unsigned:
            self._print_unsigned(unsigned, chosen)
            return
        language, stand, subject = office.language, self.stand, self.subject
        station, period = office.here, office.chosen_period
        to = office.papers / f"{self.file_stem}.pdf"
        at = office.at

        def work(progress: Progress) -> Path:
            from printing.sheets.result_sheet import print_result_sheet

            private_folder(to.parent)
            footing = footing_as(station, period, stand)
            figures = figures_of(station, period, subject, footing=footing, progress=progress)
            print_result_sheet(station, period, figures, language=language, to=to, at=at, progress=progress)
            return to

        office.tasks.run(work, then=self._printed, title=office.say(N_("Making the result sheet")))

    def _print_unsigned(self, unsigned: Unsigned, table: ResultTable) -> None:
        office = self.office
        station, period, language = office.here, office.chosen_period, office.language
        to = office.papers / f"{self.file_stem}-{table.name}.pdf"

        def work(progress: Progress) -> Path:
            progress.step(0, 0)
            private_folder(to.parent)
            unsigned.print(table, station, period, language=language, to=to)
            return to

        office.tasks.run(work, then=self._printed, title=office.say(N_("Making the sheet")))

    def print_report(self) -> None:
        """Make the complete report as PDF and show it."""
        report, office = self.report, self.office
        if report is None:
            return
        station, period, language = office.here, office.chosen_period, office.language
        to = office.papers / f"{self.file_stem}-bao-cao.pdf"
        at = office.at

        def work(progress: Progress) -> Path:
            from printing.sheets.report import print_report

            private_folder(to.parent)
            print_report(station, period, report, language=language, to=to, at=at, progress=progress)
            return to

        office.tasks.run(work, then=self._printed, title=office.say(N_("Making the report")))

    @property
    def papers(self) -> FurtherPapers:
        """The papers beside sheet and report that can be made of what is shown."""
        return FurtherPapers(self.office, self.report, self.stand, self.file_stem, self._printed, self._written)

    def write_workbook(self, to: Path) -> None:
        """Write all tables as a workbook; comments and signals, when they are shown, as one of their own."""
        report, office = self.report, self.office
        if report is None:
            return
        station, period, language, at = office.here, office.chosen_period, office.language, office.at
        chosen, unsigned = self.chosen, self.unsigned if self.is_unsigned else None
        table = self.crossed if chosen is not None and chosen.sheet == crossing.CODE else None

        def work(progress: Progress) -> Path:
            from exports.results_workbook import write_crossed, write_report

            progress.step(0, 0)
            if table is not None:
                write_crossed(station, period, table, language=language, to=to, at=at)
            elif chosen is not None and unsigned is not None:
                unsigned.write(chosen, language=language, to=to)
            else:
                write_report(station, period, report, language=language, to=to, at=at)
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
