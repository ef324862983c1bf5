"""To whom this hub owes a receipt: offices that have sent, or about which it has written, since their last one."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey, Stream
from models.store import journal
from models.store.database import Station
from models.store.sql import rows


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """One office in one period: its packages here, and the last receipt for it (number 0: none).

    `has_sent` says that a package came after that receipt, `has_ruled` that this hub wrote lines about the office since.
    """

    unit: UnitKey
    packages: int
    last_package: str
    number: int
    last_receipt: str
    has_sent: bool = False
    has_ruled: bool = False

    @property
    def is_due(self) -> bool:
        return self.has_sent or self.has_ruled


def receipt_states(station: Station, period: PeriodKey) -> tuple[ReceiptState, ...]:
    """Every office from which a package of the period arrived, those owed a receipt first. No clock decides what is owed."""
    found = rows(
        station.db,
        "SELECT unit, kind = 'receipt', number, at, ranges FROM package WHERE period = ? AND unit <> ?"
        " AND ((kind = 'receipt' AND is_own = 1) OR (kind IN ('returns', 'exchange') AND is_own = 0)) ORDER BY rowid",
        (str(period), str(station.unit)),
    )
    states: dict[UnitKey, ReceiptState] = {}
    told: dict[UnitKey, int] = {}
    for name, is_receipt, number, at, ranges in found:
        unit = UnitKey.parse(name)
        before = states.get(unit, ReceiptState(unit, 0, "", 0, ""))
        if is_receipt:
            states[unit] = replace(before, number=number, last_receipt=at, has_sent=False)
            told[unit] = int(json.loads(ranges or "{}").get(station.id, 0))
        else:
            states[unit] = replace(before, packages=before.packages + 1, last_package=at, has_sent=True)
    here = [
        replace(state, has_ruled=_own_lines(station, unit, period) > told.get(unit, 0))
        for unit, state in states.items()
        if state.packages
    ]
    return tuple(sorted(here, key=lambda state: (not state.is_due, state.unit)))


def _own_lines(station: Station, unit: UnitKey, period: PeriodKey) -> int:
    stream = journal.find_stream(station.db, Stream(station.id, unit, period))
    return journal.last_n(station.db, stream) if stream is not None else 0
