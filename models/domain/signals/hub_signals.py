"""The signals of irregularity (B11) of all offices of a hub together: how often each rule struck, and where."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, ResultTable, Row, said
from models.domain.basics.units import Unit
from models.domain.signals.quality_tables import Signals

OFFICES = "B11a"
"""Name of the table with a line for each office and signal."""


@dataclass(frozen=True)
class HubSignals:
    """What the signals found at each office of which something is here, by unit key."""

    hub: Unit
    period: str
    every: tuple[Signals, ...]

    @property
    def forms(self) -> int:
        return sum(each.forms for each in self.every)

    @property
    def striking(self) -> tuple[Signals, ...]:
        """The offices with something to look at."""
        return tuple(each for each in self.every if each.striking)


def hub_signal_tables(found: HubSignals) -> tuple[ResultTable, ...]:
    """The table by rule and, when anything struck, the table by office."""
    tables = (rules_table(found), offices_table(found))
    return tables if tables[1].rows else tables[:1]


def rules_table(found: HubSignals) -> ResultTable:
    """Every signal with how many offices it struck at, how often, and how many forms it names."""
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 9),
        Column(said(N_("Signal")), Kind.TEXT, 82),
        Column(said(N_("Offices where it was found")), Kind.COUNT, 27),
        Column(said(N_("Offices looked at")), Kind.COUNT, 24),
        Column(said(N_("Times")), Kind.COUNT, 14),
        Column(said(N_("Forms named")), Kind.COUNT, 18),
    )
    titles = dict.fromkeys(line.title for each in found.every for line in each.found)
    rows = []
    for n, title in enumerate(titles, 1):
        lines = [[line for line in each.striking if line.title == title] for each in found.every]
        looked = sum(any(line.title == title for line in each.found) for each in found.every)
        forms = sum(len({serial for line in of for serial in line.serials}) for of in lines)
        cells = (str(n), said(title), sum(map(bool, lines)), looked, sum(map(len, lines)), forms)
        rows.append(Row(cells, is_total=any(lines)))
    notes = (
        said(
            N_(
                "A signal proves nothing and takes nothing away: every form stays in the figures. Look at the paper first."
            )
        ),
        said(N_("Of many offices some stand out by chance alone: what is found at one office only weighs little.")),
    )
    return ResultTable("B11", said(N_("Signals of irregularity at all offices")), columns, tuple(rows), notes)


def offices_table(found: HubSignals) -> ResultTable:
    """A line for each office and signal that struck there."""
    columns = (
        Column(said(N_("Code")), Kind.TEXT, 16),
        Column(said(N_("Office")), Kind.TEXT, 48),
        Column(said(N_("Signal")), Kind.TEXT, 66),
        Column(said(N_("Times")), Kind.COUNT, 16),
        Column(said(N_("Forms named")), Kind.COUNT, 20),
    )
    rows = []
    for place in places(found):
        lines = [line for line in place[0].striking if line.title == place[1]]
        unit = place[0].unit
        forms = len({serial for line in lines for serial in line.serials})
        rows.append(Row((unit.key.code, unit.full_name, said(place[1]), len(lines), forms)))
    notes = (said(N_("Which forms they are stands on the sheet of signals of the office.")),)
    return ResultTable(OFFICES, said(N_("Signals by office")), columns, tuple(rows), notes)


def places(found: HubSignals) -> tuple[tuple[Signals, str], ...]:
    """The office and the title of each line of the table by office."""
    return tuple(
        (each, title) for each in found.striking for title in dict.fromkeys(line.title for line in each.striking)
    )
