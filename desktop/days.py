"""Days as people type them: 5/7/2026, 05.07.2026 or 05072026, always day first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from models.domain.basics.problems import N_, Problem

DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII)


@dataclass(eq=False)
class DayNotUnderstood(Problem):
    """What was typed is no day of the calendar."""

    typed: str

    code = "day_not_understood"
    says = N_("“{typed}” is no day of the calendar. Type day, month and year, as in 05/07/2026.")


def read_day(typed: str) -> date:
    """The day `typed` names; refuses with `DayNotUnderstood`."""
    found = DAY_FIRST.fullmatch(typed.strip())
    if found is None:
        raise DayNotUnderstood(typed)
    day, month, year = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        raise DayNotUnderstood(typed) from None
