"""The time of the offices: moments carry any zone, days are those of Hà Nội on every machine."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

HANOI_TIME = timezone(timedelta(hours=7))


def in_hanoi(moment: datetime) -> datetime:
    """The same moment by the clocks of Hà Nội; one without a zone is taken for theirs already."""
    return moment.astimezone(HANOI_TIME) if moment.tzinfo else moment


def day_in_hanoi(moment: datetime | str) -> date:
    """The day of a moment, also as a fact writes it (ISO 8601), in Hà Nội."""
    return in_hanoi(datetime.fromisoformat(moment) if isinstance(moment, str) else moment).date()
