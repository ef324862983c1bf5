"""The tables of irregularity signals (B11) in neutral values: what was counted, and the forms to look at on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, ResultTable, Row, Value, Words, said
from models.domain.basics.units import Unit
from models.domain.signals.evidence import Found

_SMALL = Fraction(1, 100)
"""Per cent: a smaller chance is only said to be under this."""
_A_ROW = 40
"""Serials in one row, so that rows break well over pages."""


@dataclass(frozen=True)
class Signals:
    """What the signals found in the forms of one office in one period; `people` names keyers by their code."""

    unit: Unit
    period: str
    forms: int
    found: tuple[Found, ...]
    people: Mapping[str, str]

    @property
    def striking(self) -> tuple[Found, ...]:
        return tuple(found for found in self.found if found.is_striking)

    @property
    def serials(self) -> tuple[str, ...]:
        """All forms that somebody should look at."""
        return tuple(sorted({serial for found in self.striking for serial in found.serials}))


def signal_tables(signals: Signals) -> tuple[ResultTable, ...]:
    """The table of signals and, when there are any, the list of forms to look at."""
    tables = (signals_table(signals), papers_table(signals))
    return tables if tables[1].rows else tables[:1]


def signals_table(signals: Signals) -> ResultTable:
    """Every signal with its rule, what was counted, and what chance gives; striking ones stand out."""
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 9),
        Column(said(N_("Signal")), Kind.TEXT, 36),
        Column(said(N_("Rule")), Kind.TEXT, 58),
        Column(said(N_("Counted")), Kind.COUNT, 15),
        Column(said(N_("of")), Kind.COUNT, 16),
        Column(said(N_("By chance")), Kind.PER_CENT, 18),
        Column(said(N_("Chance of so many (%)")), Kind.PER_CENT, 18),
    )
    rows = []
    for n, found in enumerate(signals.found, 1):
        cells = (str(n), _title(found, signals), found.rule, found.number, found.of, found.expected, _chance(found))
        rows.append(Row(cells, is_total=found.is_striking))
    notes = (
        said(
            N_(
                "A signal proves nothing and takes nothing away: every form stays in the figures. Look at the paper first."
            )
        ),
        said(
            N_(
                "By chance: what the same number of independent answers gives. People answer consistently, "
                "so somewhat more than that is ordinary. “–”: chance gives none, or nothing could be compared."
            )
        ),
    )
    return ResultTable("B11", said(N_("Signals of irregularity")), columns, tuple(rows), notes)


def papers_table(signals: Signals) -> ResultTable:
    """The forms of every striking signal."""
    columns = (
        Column(said(N_("Signal")), Kind.TEXT, 60),
        Column(said(N_("Forms to look at on paper")), Kind.TEXT, 110),
    )
    rows = [
        Row(
            (_title(found, signals) if not start else "", ", ".join(map(_short, found.serials[start : start + _A_ROW])))
        )
        for found in signals.striking
        for start in range(0, len(found.serials), _A_ROW)
    ]
    return ResultTable("B11a", said(N_("Forms to look at")), columns, tuple(rows))


def _title(found: Found, signals: Signals) -> Words:
    if not found.about:
        return said(found.title)
    about = signals.people.get(found.about, found.about)
    return said(N_("{title} ({about})"), title=said(found.title), about=about)


def _chance(found: Found) -> Value:
    if found.chance is None or not found.of:
        return None
    percent = 100 * found.chance
    return said(N_("under {least}"), least=_SMALL) if percent < _SMALL else percent


def _short(serial: str) -> str:
    """Variant, number and check: `CN-100123-48`; period and unit stand above the table."""
    return serial.split("-", 2)[2]
