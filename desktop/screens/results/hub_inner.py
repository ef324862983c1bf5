"""What stands in no signed report of a hub: open comments (B9) and signals of irregularity (B11) of all its offices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from desktop.screens.results.inner import COMMENTS, print_apart
from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable, said
from models.domain.basics.units import Unit, UnitKey
from models.domain.book.periods import Period
from models.domain.figures.comments import HubComments, hub_comments_table
from models.domain.signals.hub_signals import OFFICES, HubSignals, hub_signal_tables, places
from models.language import Language
from models.progress import Progress
from models.services.figures.comments import comments_of_hub
from models.services.figures.quality import signals_of_hub
from models.store.database import Station


def pending(hub: Unit) -> tuple[ResultTable, ...]:
    """What stands in the list of tables until somebody wants to see them: all facts of all offices are read for them."""
    empty = (hub_comments_table(HubComments(hub, "", (), 0)), *hub_signal_tables(HubSignals(hub, "", ())))
    return tuple(replace(table, notes=(said(N_("Being put together from all offices…")),)) for table in empty)


class HubInner(NamedTuple):
    """Both sheets of a hub; each has paper and a workbook of its own."""

    comments: HubComments
    signals: HubSignals

    @classmethod
    def of(cls, station: Station, period: Period, *, under: UnitKey | None, late: bool, progress: Progress) -> HubInner:
        comments = comments_of_hub(station, period, under=under, late=late, progress=progress)
        return cls(comments, signals_of_hub(station, period, under=under, progress=progress))

    @property
    def tables(self) -> tuple[ResultTable, ...]:
        return hub_comments_table(self.comments), *hub_signal_tables(self.signals)

    def office(self, name: str, row: int) -> UnitKey | None:
        """The office of a row of the table `name`; None where rows are of all offices."""
        return places(self.signals)[row][0].unit.key if name == OFFICES else None

    def print(self, name: str, station: Station, period: Period, *, language: Language, to: Path) -> None:
        """Write the sheet that the table `name` belongs to as PDF."""
        print_apart(name, self.comments, self.signals, station, period, language=language, to=to)

    def write(self, name: str, *, language: Language, to: Path) -> None:
        """Write the tables of that sheet as a workbook."""
        from exports.results_workbook import write_unsigned

        tables = (hub_comments_table(self.comments),) if name == COMMENTS else hub_signal_tables(self.signals)
        write_unsigned(
            tables, self.signals.hub, self.signals.period, forms=self.signals.forms, language=language, to=to
        )
