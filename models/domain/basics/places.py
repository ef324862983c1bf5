"""Where a survey is held: its clocks and days off, what stands over its official papers, and how it writes numbers of telephones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.domain.basics.days import by_clocks
from models.domain.basics.own_words import OwnWords

_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})")


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of a week as packs name them."""
_LONGEST_REST = 366


class Holiday(NamedTuple):
    """Days on which offices do not work, from the first to the last; `is_yearly` on the same days of every year."""

    first: date
    last: date
    is_yearly: bool
    name: str

    def holds(self, day: date) -> bool:
        if not self.is_yearly:
            return self.first <= day <= self.last
        return (self.first.month, self.first.day) <= (day.month, day.day) <= (self.last.month, self.last.day)


@dataclass(frozen=True)
class Place:
    """What a country or a province decides for all its offices.

    `zone` is the time by its clocks, `head` and `motto` the two lines at the right of official papers (empty: none), `in_full`
    how abbreviations of lists are written out over a paper, and `phone_prefix` the country's number for telephones. `weekend` are the
    days of every week (Monday: 0) and `holidays` the others on which offices do not work; without any every day is a working day.
    """

    zone: tzinfo = UTC
    head: OwnWords = OwnWords("")  # noqa: RUF009 -- never changed
    motto: OwnWords = OwnWords("")  # noqa: RUF009 -- as above
    in_full: tuple[tuple[str, str], ...] = ()
    phone_prefix: str = ""
    weekend: frozenset[int] = frozenset()
    holidays: tuple[Holiday, ...] = ()

    def is_working(self, day: date) -> bool:
        """Whether offices work on a day."""
        return day.weekday() not in self.weekend and not any(each.holds(day) for each in self.holidays)

    def due(self, day: date) -> date:
        """When a term that ends on this day is over: that day, or the next one on which offices work."""
        for n in range(_LONGEST_REST):
            if day > date.max - timedelta(days=_LONGEST_REST):
                break
            if self.is_working(day + timedelta(days=n)):
                return day + timedelta(days=n)
        return day

    def by_clocks(self, moment: datetime | str) -> datetime:
        """A moment, also as a fact writes it, by the clocks of the place; one without a zone is taken for theirs already."""
        return by_clocks(datetime.fromisoformat(moment) if isinstance(moment, str) else moment, self.zone)

    def day_of(self, moment: datetime | str) -> date:
        """The day of a moment by the clocks of the place."""
        return self.by_clocks(moment).date()

    def written_out(self, agency: str) -> str:
        """The name of an office with the abbreviation at its beginning written out."""
        for short, whole in self.in_full:
            if agency.startswith(f"{short} "):
                return whole + agency[len(short) :]
        return agency


def zone_of(text: str) -> tzinfo:
    """The clocks that a text names, `+07:00` or `America/Bogota`; `ValueError` when it names none."""
    if found := _OFFSET.fullmatch(text):
        hours, minutes = int(found[2]), int(found[3])
        if hours > 14 or minutes > 59:
            raise ValueError(text)
        away = timedelta(hours=hours, minutes=minutes)
        return timezone(away if found[1] == "+" else -away)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(text) from error
