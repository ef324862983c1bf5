"""Which copies of the base were made, when and why; how far the last one goes; and where copies are kept besides.

The copies of a station are numbered, and each holds its own number: a clock that was wrong for a while puts none of them
in a wrong place.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from peewee import Database

from models.store.home_tables import BackupRow
from models.store.remembered import remember, remembered
from models.store.sql import into_instead, many, name_of, rows
from models.store.tables import (
    FrameEntryRow,
    JournalRow,
    KeyingRow,
    KnownKeyRow,
    PackageRow,
    PeriodRow,
    PersonRow,
    TextRow,
)

COPIED = "copied"
_PLACE, _REHEARSED = "second place", "rehearsed"
_GROWING = (JournalRow, KeyingRow, TextRow, FrameEntryRow, PackageRow, PeriodRow, PersonRow, KnownKeyRow)


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: its file, when (ISO 8601) and why it was made, and the SHA-256 of its bytes."""

    file: Path
    at: str = ""
    reason: str = ""
    digest: str = ""


def note_backup(db: Database, backup: Backup) -> None:
    many(db, into_instead(BackupRow), [(backup.file.name, backup.at, backup.reason, backup.digest)])


def noted_backup(db: Database, file: Path) -> Backup | None:
    """What was noted of a copy; None of one that another base made."""
    row = BackupRow.select().where(BackupRow.file == file.name).bind(db).first()
    return None if row is None else Backup(file, row.at, row.reason, row.digest)


def forget_backups(db: Database, *, but: Collection[Path]) -> None:
    BackupRow.delete().where(BackupRow.file.not_in([file.name for file in but])).execute(db)


@dataclass(frozen=True, slots=True)
class Copied:
    """How many copies were made of this base, and how much it held at the last."""

    number: int = 0
    held: str = ""

    @property
    def told(self) -> str:
        """As a base remembers it."""
        return json.dumps(asdict(self))


def last_copied(db: Database) -> Copied:
    return copied_in(remembered(db, COPIED) or "")


def copied_in(told: str) -> Copied:
    """What a base remembers of its copies; nothing when it is not what we write."""
    try:
        copied = Copied(**json.loads(told or "{}"))
        return Copied(int(copied.number), str(copied.held))
    except (ValueError, TypeError):
        return Copied()


def note_copied(db: Database, copied: Copied) -> None:
    remember(db, COPIED, copied.told)


def held_now(db: Database) -> str:
    """How much the base holds that nobody could make again, as a word that is another when there is more or less."""
    counts = (rows(db, f"SELECT count(*) FROM {name_of(table)}")[0][0] for table in _GROWING)
    return " ".join(map(str, counts))


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where a second set of copies is kept, and when it was last seen and written to; no folder: the office wants none."""

    folder: str = ""
    seen: str = ""


def second_place(db: Database) -> SecondPlace | None:
    """None while nobody was asked."""
    told = remembered(db, _PLACE)
    return SecondPlace(**json.loads(told)) if told else None


def note_second_place(db: Database, place: SecondPlace) -> None:
    remember(db, _PLACE, json.dumps(asdict(place), ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of bringing a copy back for a trial: which, made when, tried when, how many lines it had, and what was wrong."""

    file: str
    copied: str
    at: str
    lines: int
    wrong: str = ""


def last_rehearsal(db: Database) -> Rehearsal | None:
    told = remembered(db, _REHEARSED)
    return Rehearsal(**json.loads(told)) if told else None


def note_rehearsal(db: Database, rehearsal: Rehearsal) -> None:
    remember(db, _REHEARSED, json.dumps(asdict(rehearsal), ensure_ascii=False))
