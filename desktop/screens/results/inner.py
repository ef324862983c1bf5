"""What stands in no signed report: open comments (B9) and signals of irregularity (B11) of one office."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from models.domain.basics.table_values import ResultTable
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.figures.comments import Comments, HubComments, comments_table
from models.domain.signals.evidence import Found
from models.domain.signals.hub_signals import HubSignals
from models.domain.signals.quality_tables import Signals, signal_tables, signals_table
from models.language import Language
from models.services.figures.comments import comments_of
from models.services.figures.quality import signals_of
from models.store.database import Station

COMMENTS, SIGNALS = "B9", "B11"


class Inner(NamedTuple):
    """Both sheets of one office; each has paper and a workbook of its own."""

    comments: Comments
    signals: Signals

    @classmethod
    def of(cls, station: Station, period: Period, unit: UnitKey, *, late: bool) -> Inner:
        return cls(comments_of(station, period, unit, late=late), signals_of(station, period, unit))

    @property
    def tables(self) -> tuple[ResultTable, ...]:
        return comments_table(self.comments), signals_table(self.signals)

    def signal(self, row: int) -> Found:
        """The signal of a row of the table."""
        return self.signals.found[row]

    def print(self, name: str, station: Station, period: Period, *, language: Language, to: Path) -> None:
        """Write the sheet `name` as PDF."""
        print_apart(name, self.comments, self.signals, station, period, language=language, to=to)

    def write(self, name: str, *, language: Language, to: Path) -> None:
        """Write the tables of the sheet `name` as a workbook."""
        from exports.results_workbook import write_unsigned

        tables = (comments_table(self.comments),) if name == COMMENTS else signal_tables(self.signals)
        write_unsigned(
            tables, self.signals.unit, self.signals.period, forms=self.signals.forms, language=language, to=to
        )


def print_apart(
    name: str,
    comments: Comments | HubComments,
    signals: Signals | HubSignals,
    station: Station,
    period: Period,
    *,
    language: Language,
    to: Path,
) -> None:
    """Write the comments or the signals, whichever the table `name` belongs to, as PDF."""
    from printing.report_jobs import imprint_of
    from printing.sheets.comments_sheet import print_comments
    from printing.sheets.signals_sheet import print_signals

    imprint = imprint_of(station, period)
    if name == COMMENTS:
        print_comments(comments, imprint, language=language, to=to)
    else:
        print_signals(signals, imprint, language=language, to=to)
