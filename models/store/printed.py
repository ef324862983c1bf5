"""What figures that were printed here stand on, so that the state can be made again later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from peewee import Database

from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.domain.book.views import BranchEnd, View
from models.store.home_tables import PrintedRow


class PrintedHead(NamedTuple):
    """How far one stream went: the last n, and the chain hash there ("" when the stream was not whole)."""

    unit: UnitKey
    station: str
    n: int
    chain: str


@dataclass(frozen=True)
class Printed:
    """Figures that were printed or shown here.

    `edition` is the line of the hub's closing that they stood on (empty: on none, but on the `heads`); `unit` is the hub's own for
    figures of a hub; `at` is empty when they were found again without having been noted.
    """

    fingerprint: str
    period: str
    unit: UnitKey
    is_hub: bool
    is_late: bool
    language: str
    method: str
    heads: tuple[PrintedHead, ...]
    at: str
    edition: str = ""

    def within(self) -> Mapping[UnitKey, View]:
        """Per office what alone was here."""
        heads: dict[UnitKey, dict[str, tuple[BranchEnd, ...]]] = {}
        for unit, place, n, link in self.heads:
            of = heads.setdefault(unit, {})
            of[place] = (*of.get(place, ()), BranchEnd(n, link))
        return {unit: View(of) for unit, of in heads.items()}


def is_noted(db: Database, fingerprint: str, period: PeriodKey, unit: UnitKey, *, is_hub: bool) -> bool:
    """Whether these figures were noted before."""
    found = PrintedRow.select().where(
        PrintedRow.fingerprint == fingerprint,
        PrintedRow.period == str(period),
        PrintedRow.unit == str(unit),
        PrintedRow.is_hub == int(is_hub),
    )
    return bool(found.bind(db).exists())


def note_printed(db: Database, period: PeriodKey, printed: Printed) -> None:
    """Note what figures of a period stand on."""
    PrintedRow.insert(
        fingerprint=printed.fingerprint,
        period=str(period),
        unit=str(printed.unit),
        is_hub=int(printed.is_hub),
        is_late=int(printed.is_late),
        language=printed.language,
        method=printed.method,
        heads=json.dumps([(str(head.unit), *head[1:]) for head in printed.heads]),
        at=printed.at,
        edition=printed.edition,
    ).execute(db)


def printed_under(db: Database, letters: str) -> tuple[Printed, ...]:
    """What was noted under fingerprints that begin with these hex digits, oldest first."""
    found = PrintedRow.select().where(PrintedRow.fingerprint >= letters, PrintedRow.fingerprint < f"{letters}g")
    return tuple(map(_printed, found.order_by(PrintedRow.at, PrintedRow.fingerprint).bind(db)))


def every_printed(db: Database) -> tuple[tuple[PeriodKey, Printed], ...]:
    """Everything that was noted, with the period it is about."""
    return tuple((PeriodKey.parse(row.period), _printed(row)) for row in PrintedRow.select().bind(db))


def _printed(row: PrintedRow) -> Printed:
    return Printed(
        row.fingerprint,
        PeriodKey.parse(row.period).code,
        UnitKey.parse(row.unit),
        bool(row.is_hub),
        bool(row.is_late),
        row.language,
        row.method,
        tuple(PrintedHead(UnitKey.parse(unit), place, n, link) for unit, place, n, link in json.loads(row.heads)),
        row.at,
        row.edition,
    )
