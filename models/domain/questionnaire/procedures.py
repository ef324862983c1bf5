"""Administrative procedures and the sectors they belong to, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_BASE = re.compile(r"\d\.\d{6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Sector:
    """One field of work (lĩnh vực); `joint` tells that the scheme names it among the inter-agency (liên thông) ones."""

    code: str
    name: str
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """One administrative procedure under its national base code (`2.000815`).

    `sector` is the code of a `Sector`; `level` is that of the offices that receive the dossier; `aliases` are other names that
    lists give it; `participants` are the agencies that take
    part when the procedure is `joint`. A day left out means that no day is known. `note` is for people.
    """

    code: str
    name: str
    sector: str
    level: str
    joint: bool = False
    participants: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: tuple[str, ...] = ()
    note: str = ""
    aliases: tuple[str, ...] = ()

    def is_valid_on(self, day: date) -> bool:
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_to is None or day <= self.valid_to)


def base_code(text: str) -> str | None:
    """First two groups of a procedure code, `2.000815.000.00.00.H26` → `2.000815`; None for any other text."""
    found = _BASE.match(text.strip())
    return found.group() if found else None
