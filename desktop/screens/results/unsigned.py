"""What stands in no signed report: open comments and signals of irregularity, of one office or of all offices of a hub."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable, said
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.figures.figures import Figures, Subject
from models.domain.sheets import comments, signals
from models.domain.signals.evidence import Found
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.figures.comments import comments_of
from models.services.figures.signals import signals_of
from models.store.database import Station


def pending(figures: Figures) -> tuple[ResultTable, ...]:
    """What stands in the list of tables until somebody wants to see them: all facts of all offices are read for them."""
    empty = (
        comments.comments_table(comments.Comments(figures.unit, "", by_office=True, offices=(), least=0)),
        *signals.signal_tables(signals.Signals(figures.unit, "", by_office=True, offices=())),
    )
    return tuple(replace(table, notes=(said(N_("Being put together from all offices…")),)) for table in empty)


def is_unsigned(table: ResultTable) -> bool:
    """Whether a table stands on one of these sheets."""
    return table.sheet in (comments.CODE, signals.CODE)


class Unsigned(NamedTuple):
    """Both sheets; each has paper and a workbook of its own."""

    comments: comments.Comments
    signals: signals.Signals

    @classmethod
    def of(
        cls, station: Station, period: Period, subject: Subject, *, late: bool, progress: Progress = NO_PROGRESS
    ) -> Unsigned:
        written = comments_of(station, period, subject, late=late, progress=progress)
        return cls(written, signals_of(station, period, subject, progress=progress))

    @property
    def tables(self) -> tuple[ResultTable, ...]:
        """At one office the forms of a signal stand behind its row, in no table of their own."""
        made = signals.signal_tables(self.signals)
        return comments.comments_table(self.comments), *(made if self.signals.by_office else made[:1])

    def signal(self, row: int) -> Found:
        """The signal of a row of the table of one office."""
        return self.signals.offices[0].found[row]

    def office(self, table: ResultTable, row: int) -> UnitKey | None:
        """The office of a row of a table; None where rows are of all offices, or of one alone."""
        is_by_office = self.signals.by_office and table.sheet == signals.CODE and table.mark
        return self.signals.places[row].office.unit.key if is_by_office and row < len(self.signals.places) else None

    def print(self, table: ResultTable, station: Station, period: Period, *, language: Language, to: Path) -> None:
        """Write the sheet that a table belongs to as PDF."""
        if table.sheet == comments.CODE:
            from printing.sheets.comments import print_comments

            print_comments(station, period, self.comments, language=language, to=to)
        else:
            from printing.sheets.signals import print_signals

            print_signals(station, period, self.signals, language=language, to=to)

    def write(self, table: ResultTable, *, language: Language, to: Path) -> None:
        """Write the tables of that sheet as a workbook."""
        from exports.results_workbook import write_unsigned

        made = (
            (comments.comments_table(self.comments),)
            if table.sheet == comments.CODE
            else signals.signal_tables(self.signals)
        )
        unit, period, forms = self.signals.unit, self.signals.period, self.signals.forms
        write_unsigned(made, unit, period, forms=forms, language=language, to=to)
