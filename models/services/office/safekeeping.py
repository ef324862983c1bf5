"""When the program makes a copy by itself, and which of these it keeps.

By itself: when the last is older than a day, every twenty minutes of work with something new, and at the end. Before a merge, a
migration, a rebuild and a restore whoever does that makes one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from models.acts import Act
from models.services.office.backups import back_up, backups, drop_copies
from models.store.backups import Backup, held_now, last_copied, last_rehearsal
from models.store.database import Station

DAY, WEEK = timedelta(days=1), timedelta(days=7)
WHILE_KEYING = timedelta(minutes=20)
AUTOMATIC = frozenset({"start", "keying", "end", "merge", "migration", "restore", "rebuild"})
"""Copies that nobody asked for: only these are given up with age."""
LATEST, DAYS, WEEKS, MONTHS = 10, 14, 8, 12
"""So many of the last copies stay, then one for each of so many days, weeks and months in which there was one."""


def has_something_new(station: Station) -> bool:
    """Whether there is more here, or less, than the last copy holds."""
    return not backups(station) or last_copied(station.db).held != held_now(station.db)


def is_copy_due(station: Station, *, at: str) -> bool:
    """Whether the last copy is older than a day; a clock that went back makes one due too."""
    made = backups(station)
    if not made or not made[0].at:
        return True
    age = datetime.fromisoformat(at) - datetime.fromisoformat(made[0].at)
    return not timedelta(0) <= age <= DAY


def is_rehearsal_due(station: Station, *, at: str) -> bool:
    """Whether no copy was brought back for a trial within a week, though there is one."""
    if not backups(station):
        return False
    last = last_rehearsal(station.db)
    return last is None or not timedelta(0) <= datetime.fromisoformat(at) - datetime.fromisoformat(last.at) <= WEEK


def keep_safe(station: Station, *, reason: str, act: Act) -> Path | None:
    """Make a copy when there is something new, and give up those that grew old; answers the copy, or None.

    Desks of one base copy the whole of it, so by itself each makes one a day.
    """
    if not has_something_new(station) or (station.is_desk and not is_copy_due(station, at=act.at)):
        return None
    copy = back_up(station, reason=reason, act=act)
    give_up_old(station)
    return copy


def give_up_old(station: Station) -> None:
    """Delete the copies made by the program itself whose days, weeks and months have others."""
    every = backups(station)
    drop_copies(station, but=frozenset(copy.file for copy in every) - frozenset(copy.file for copy in outgrown(every)))


def outgrown(copies: Sequence[Backup]) -> tuple[Backup, ...]:
    """Which of these, the last first, are given up. No clock is asked: days without a copy are no days."""
    own = [copy for copy in copies if copy.reason in AUTOMATIC and copy.at]
    kept = set(own[:LATEST])
    for of, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept |= set(_first_of_each(own, of, most))
    return tuple(copy for copy in own if copy not in kept)


def _first_of_each(copies: Iterable[Backup], of: Callable[[datetime], object], most: int) -> list[Backup]:
    found: dict[object, Backup] = {}
    for copy in copies:
        span = of(datetime.fromisoformat(copy.at))
        if span not in found and len(found) < most:
            found[span] = copy
    return list(found.values())


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return (moment.year, moment.month)
