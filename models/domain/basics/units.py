"""Administrative units and agencies: key, level and place in the tree.

All 126 communes of July 2025 re-use a code that belonged to another unit before, so a code alone names nobody:
the key of a unit is its code together with the day from which it is valid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self


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


@dataclass(frozen=True, eq=False)
class Level:
    """A kind of office, as the catalogue has it: where such offices stand, what they do, and how their papers are headed.

    Offices of a level that `merges` take in what others send; those of one that `answers` are asked when a period names nobody.
    They are compared within `group`, which is the level itself or the one they are compared along with. `letterhead` are the
    fields that follow from the kind alone, with places for names (see `models.domain.basics.letterheads`). Tables show levels by `place`.
    """

    code: str
    name: str = ""
    place: int = 0
    merges: bool = False
    answers: bool = False
    group: ComparedGroup | None = None
    letterhead: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Level) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)


class ComparedGroup(str):  # noqa: SLOT000 -- a text can have no slots of its own
    """The code of a group of comparison, which knows what it is called and where tables show it."""

    name: str
    place: int

    def __new__(cls, code: str, name: str, place: int) -> Self:
        made = super().__new__(cls, code)
        made.name, made.place = name, place
        return made


UNKNOWN_LEVEL = Level("")
"""That of an office of which only the key is known."""


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
        return f"{self.label} {self.name}".strip() if self.name else self.label

    @property
    def merges(self) -> bool:
        """Whether such an office always takes in what others send."""
        return self.level.merges

    @property
    def answers(self) -> bool:
        """Whether such an office is asked when a period names nobody."""
        return self.level.answers

    def is_valid_on(self, day: date) -> bool:
        return self.key.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
