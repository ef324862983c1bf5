"""Which copies of the base were made, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from peewee import Database

from models.store.sql import into_instead, many
from models.store.tables import BackupRow


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: its file, when (ISO 8601) and why it was made, and the SHA-256 of its bytes."""

    file: Path
    at: str = ""
    reason: str = ""
    digest: str = ""


def note_backup(db: Database, backup: Backup) -> None:
    many(db, into_instead(BackupRow), [(backup.file.name, backup.at, backup.reason, backup.digest)])


def noted_backup(db: Database, file: Path) -> Backup:
    """What was noted of a copy; of one that another base made nothing is known."""
    row = BackupRow.select().where(BackupRow.file == file.name).bind(db).first()
    return Backup(file) if row is None else Backup(file, row.at, row.reason, row.digest)


def forget_backups(db: Database, *, but: Path) -> None:
    BackupRow.delete().where(BackupRow.file != but.name).execute(db)
