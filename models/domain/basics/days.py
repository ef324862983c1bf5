"""Days as people write them: what they type, and what stands in the lists of strangers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from models.domain.basics.problems import N_, Problem

Ways = tuple[re.Pattern[str], ...]
"""Ways of writing a day, each with the groups `day`, `month` and `year`."""


_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _way(pattern: str) -> re.Pattern[str]:
    names = "|".join(_MONTH_NAMES)
    parts = {
        "N": f"(?P<month>{names})[a-z]*",
        "D": "(?P<day>[0-9]{1,2})",
        "M": "(?P<month>[0-9]{1,2})",
        "Y": "(?P<year>[0-9]{4})",
        "T": _TIME,
    }
    return re.compile(re.sub("[DMNYT]", lambda found: parts[found[0]], pattern), re.IGNORECASE)


_TIME = r"[0-9]{1,2}[:hg][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\s*(?:SA|CH|AM|PM))?"
_RUN = re.compile("(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})")

TYPED: Ways = (_way(r"D[/. -]M[/. -]Y"), _way(r"Y(?P<sign>[/-])M(?P=sign)D"), _RUN)
"""7/8/2026, 07.08.2026, 7-8-2026, 7 8 2026, 07082026 and 2026-08-07: the same in window, command and table."""

_WEEKDAY = r"(?:(?:thứ\s+\w+|chủ\s+nhật)\s*,?\s+)?"
DAY_FIRST_IN_LISTS = _way(_WEEKDAY + r"(?:T\s*,?\s+)?D\s*(?P<sign>[/.-])\s*M\s*(?P=sign)\s*Y(?:\s*,?\s*T)?")
IN_LISTS: Ways = (
    DAY_FIRST_IN_LISTS,
    _way(r"Y(?P<sign>[/.-])M(?P=sign)D(?:(?:t|\s+)T\s*(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"),
    _way(_WEEKDAY + r"(?:ngày\s+)?D\s+(?:tháng|thg)\s+M\s*,?\s+(?:năm\s+)?Y"),
    _way(r"D(?P<sign>[ -])N(?P=sign)Y"),
)
"""With one sign throughout, and also with a time of day or in words: a list holds numbers that only look like days."""
MONTH_FIRST_IN_LISTS: Ways = (
    _way(r"(?:T\s*,?\s+)?M\s*(?P<sign>[/.-])\s*D\s*(?P=sign)\s*Y(?:\s*,?\s*T)?"),
    *IN_LISTS[1:],
)
"""As `IN_LISTS`, in lists that write 7/13/2026 for the 13th of July."""

_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[tT ]\s*(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]+)?\s*"
    r"(?P<zone>[zZ]|[+-][0-9]{2}(?::?[0-9]{2})?)"
)


def zoned_moment(text: str) -> datetime | None:
    """The moment that a text names with its zone, as other programs write it; None for everything else."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    zone = "+00:00" if found["zone"] in "zZ" else found["zone"]
    try:
        return datetime.fromisoformat(f"{found['day']}T{found['time']}{zone}")
    except ValueError:
        return None


@dataclass(eq=False)
class DayNotUnderstood(Problem):
    """What was typed is no day of the calendar."""

    typed: str

    code = "day_not_understood"
    says = N_("“{typed}” is no day of the calendar. Type day, month and year, as in 05/07/2026.")


def read_day(text: str, ways: Ways = TYPED) -> date | None:
    """The day that a text names in one of these ways, day first unless the year is; None when it names none.

    Years of two digits are not guessed.
    """
    for way in ways:
        if found := way.fullmatch(text.strip()):
            try:
                return date(int(found["year"]), _month(found["month"]), int(found["day"]))
            except ValueError:
                continue
    return None


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTH_NAMES.index(written[:3].lower()) + 1


def require_day(typed: str) -> date:
    """The day that was typed; refuses with `DayNotUnderstood`."""
    day = read_day(typed)
    if day is None:
        raise DayNotUnderstood(typed)
    return day


class WrittenMoment(str):
    """A moment as facts write it (ISO 8601); in a sentence it is shown the local way."""

    __slots__ = ()


def by_clocks(moment: datetime, zone: tzinfo) -> datetime:
    """The same moment by the clocks of a place; one without a zone is taken for theirs already."""
    return moment.astimezone(zone) if moment.tzinfo else moment
