"""Administrative units and agencies: key, level and place in the tree.

All 126 communes of July 2025 re-use a code that belonged to another unit before, so a code alone names nobody:
the key of a unit is its code together with the day from which it is valid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple


class UnitKey(NamedTuple):
    """Code (text, leading zeros kept) and first day of validity; written `00004@2025-07-01`."""

    code: str
    valid_from: date

    def __str__(self) -> str:
        return f"{self.code}@{self.valid_from.isoformat()}"

    @classmethod
    def parse(cls, text: str) -> UnitKey:
        """Read what `str()` wrote; `ValueError` for anything else."""
        code, _, day = text.partition("@")
        if not code:
            raise ValueError(text)
        return cls(code, date.fromisoformat(day))


class Level(Enum):
    """Where a unit stands in the tree; the value is what files and tables hold."""

    CITY = "city"
    DISTRICT = "district"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    BOARD = "board"
    CENTRAL = "central"
    CENTRAL_DISTRICT = "central_district"


HUB_LEVELS = (Level.CITY, Level.DISTRICT)
"""Offices that always merge what others send."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One office of the scheme during its validity (both days included; `valid_to` None = until further notice).

    `label` is the Vietnamese word before the name (`Phường`, `Xã`, `Quận`, `Sở`); `agency` is how the office signs
    (`UBND phường Ba Đình`); `own_code` marks codes that are this program's own and not official; `predecessors` are the offices
    whose work it has taken over; `letterhead` are the fields of its letterhead that a file of an office said, as typed.
    """

    key: UnitKey
    name: str
    label: str
    level: Level
    agency: str
    valid_to: date | None = None
    parent: UnitKey | None = None
    own_code: bool = False
    predecessors: tuple[UnitKey, ...] = ()
    letterhead: tuple[tuple[str, str], ...] = ()

    @property
    def full_name(self) -> str:
        """`Phường Ba Đình`."""
        return f"{self.label} {self.name}".strip()

    def is_valid_on(self, day: date) -> bool:
        return self.key.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
