"""B11, signals of irregularity: what was counted at an office and the forms to look at, or at a hub how often each rule struck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, Words, said
from models.domain.basics.units import Unit
from models.domain.signals.evidence import Found

CODE = "B11"
SHORT = said(N_("Signals"))

_SMALL = Fraction(1, 100)
"""Per cent: a smaller chance is only said to be under this."""
_A_ROW = 40
"""Serials in one row, so that rows break well over pages."""


@dataclass(frozen=True)
class OfficeSignals:
    """What the signals found in the forms of one office; `people` names keyers by their code."""

    unit: Unit
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


class SignalPlace(NamedTuple):
    """A signal that struck at an office."""

    office: OfficeSignals
    title: str


@dataclass(frozen=True)
class Signals:
    """What the signals found at some offices, by unit key: at `unit` itself, or at those below it `by_office`."""

    unit: Unit
    period: str
    by_office: bool
    offices: tuple[OfficeSignals, ...]

    @property
    def forms(self) -> int:
        return sum(each.forms for each in self.offices)

    @property
    def striking(self) -> tuple[OfficeSignals, ...]:
        """The offices with something to look at."""
        return tuple(each for each in self.offices if each.striking)

    @property
    def places(self) -> tuple[SignalPlace, ...]:
        """The office and the title of each line of the table by office."""
        return tuple(
            SignalPlace(each, title)
            for each in self.striking
            for title in dict.fromkeys(line.title for line in each.striking)
        )


def signal_tables(found: Signals) -> tuple[ResultTable, ...]:
    """The table of signals; when any struck, the forms to look at too, or at a hub the offices."""
    if found.by_office:
        tables = (rules_table(found), offices_table(found))
    else:
        tables = (signals_table(found.offices[0]), papers_table(found.offices[0]))
    return tables if tables[1].rows else tables[:1]


def signals_table(office: OfficeSignals) -> ResultTable:
    """Every signal with its rule, what was counted, and what chance gives; striking ones stand out."""
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 9),
        ResultColumn(said(N_("Signal")), ColumnKind.TEXT, 36),
        ResultColumn(said(N_("Rule")), ColumnKind.TEXT, 58),
        ResultColumn(said(N_("Counted")), ColumnKind.COUNT, 15),
        ResultColumn(said(N_("of")), ColumnKind.COUNT, 16),
        ResultColumn(said(N_("By chance")), ColumnKind.PER_CENT, 18),
        ResultColumn(said(N_("Chance of so many (%)")), ColumnKind.PER_CENT, 18),
    )
    rows = []
    for n, found in enumerate(office.found, 1):
        cells = (str(n), _title(found, office), found.rule, found.number, found.of, found.expected, _chance(found))
        rows.append(ResultRow(cells, is_total=found.is_striking))
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
    return ResultTable(CODE, "", said(N_("Signals of irregularity")), SHORT, columns, tuple(rows), notes)


def papers_table(office: OfficeSignals) -> ResultTable:
    """The forms of every striking signal."""
    columns = (
        ResultColumn(said(N_("Signal")), ColumnKind.TEXT, 60),
        ResultColumn(said(N_("Forms to look at on paper")), ColumnKind.TEXT, 110),
    )
    rows = [
        ResultRow(
            (_title(found, office) if not start else "", ", ".join(map(_short, found.serials[start : start + _A_ROW])))
        )
        for found in office.striking
        for start in range(0, len(found.serials), _A_ROW)
    ]
    title = said(N_("Forms to look at"))
    return ResultTable(CODE, "a", title, title, columns, tuple(rows))


def rules_table(found: Signals) -> ResultTable:
    """Every signal with how many offices it struck at, how often, and how many forms it names."""
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 9),
        ResultColumn(said(N_("Signal")), ColumnKind.TEXT, 82),
        ResultColumn(said(N_("Offices where it was found")), ColumnKind.COUNT, 27),
        ResultColumn(said(N_("Offices looked at")), ColumnKind.COUNT, 24),
        ResultColumn(said(N_("Times")), ColumnKind.COUNT, 14),
        ResultColumn(said(N_("Forms named")), ColumnKind.COUNT, 18),
    )
    titles = dict.fromkeys(line.title for each in found.offices for line in each.found)
    rows = []
    for n, struck in enumerate(titles, 1):
        lines = [[line for line in each.striking if line.title == struck] for each in found.offices]
        looked = sum(any(line.title == struck for line in each.found) for each in found.offices)
        forms = sum(len({serial for line in of for serial in line.serials}) for of in lines)
        cells = (str(n), said(struck), sum(map(bool, lines)), looked, sum(map(len, lines)), forms)
        rows.append(ResultRow(cells, is_total=any(lines)))
    notes = (
        said(
            N_(
                "A signal proves nothing and takes nothing away: every form stays in the figures. Look at the paper first."
            )
        ),
        said(N_("Of many offices some stand out by chance alone: what is found at one office only weighs little.")),
    )
    title = said(N_("Signals of irregularity at all offices"))
    return ResultTable(CODE, "", title, SHORT, columns, tuple(rows), notes)


def offices_table(found: Signals) -> ResultTable:
    """A line for each office and signal that struck there."""
    columns = (
        ResultColumn(said(N_("Code")), ColumnKind.TEXT, 16),
        ResultColumn(said(N_("Office")), ColumnKind.TEXT, 48),
        ResultColumn(said(N_("Signal")), ColumnKind.TEXT, 66),
        ResultColumn(said(N_("Times")), ColumnKind.COUNT, 16),
        ResultColumn(said(N_("Forms named")), ColumnKind.COUNT, 20),
    )
    rows = []
    for office, struck in found.places:
        lines = [line for line in office.striking if line.title == struck]
        unit = office.unit
        forms = len({serial for line in lines for serial in line.serials})
        rows.append(ResultRow((unit.key.code, unit.full_name, said(struck), len(lines), forms)))
    notes = (said(N_("Which forms they are stands on the sheet of signals of the office.")),)
    title = said(N_("Signals by office"))
    return ResultTable(CODE, "a", title, title, columns, tuple(rows), notes)


def _title(found: Found, office: OfficeSignals) -> Words:
    if not found.about:
        return said(found.title)
    about = office.people.get(found.about, found.about)
    return said(N_("{title} ({about})"), title=said(found.title), about=about)


def _chance(found: Found) -> Value:
    if found.chance is None or not found.of:
        return None
    percent = 100 * found.chance
    return said(N_("under {least}"), least=_SMALL) if percent < _SMALL else percent


def _short(serial: str) -> str:
    """Variant, number and check: `CN-100123-48`; period and unit stand above the table."""
    return serial.split("-", 2)[2]
