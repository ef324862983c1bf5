"""To whom this hub owes a receipt: offices that have sent, or about which it has written, since their last one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey, Stream
from models.store import journal
from models.store.database import Station
from models.store.packages import packages_as_they_came


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
    states: dict[UnitKey, ReceiptState] = {}
    told: dict[UnitKey, int] = {}
    for package in packages_as_they_came(station.db, period):
        unit = package.unit
        if unit == station.unit:
            continue
        before = states.get(unit, ReceiptState(unit, 0, "", 0, ""))
        if package.kind == "receipt" and package.is_own:
            states[unit] = replace(before, number=package.number, last_receipt=package.at, has_sent=False)
            told[unit] = package.heads.get(station.id, 0)
        elif package.kind in ("returns", "exchange") and not package.is_own:
            states[unit] = replace(before, packages=before.packages + 1, last_package=package.at, has_sent=True)
    here = [
        replace(state, has_ruled=_own_lines(station, unit, period) > told.get(unit, 0))
        for unit, state in states.items()
        if state.packages
    ]
    return tuple(sorted(here, key=lambda state: (not state.is_due, state.unit)))


def _own_lines(station: Station, unit: UnitKey, period: PeriodKey) -> int:
    stream = journal.find_stream(station.db, Stream(station.id, unit, period))
    return journal.last_n(station.db, stream) if stream is not None else 0
