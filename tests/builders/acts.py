"""Acts of tests: one person at one moment, without a backup before each merge."""

from __future__ import annotations

from models.acts import Act
from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.progress import NO_PROGRESS, Progress

LAN = Person(UnitKey.parse("00004@2025-07-01"), "lan", "Nguyễn Thị Lan")


def act_of(by: Person = LAN, at: str = "", *, salt: str = "00" * 16, progress: Progress = NO_PROGRESS) -> Act:
    """One act of `by` at `at`."""
    return Act(by, at, salt, progress, backs_up=False)
