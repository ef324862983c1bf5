"""Copies of the base that were read back: on closing, before every merge, and on demand; and coming back from one."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from models import security
from models.domain.facts import canonical
from models.domain.problems import N_, Problem
from models.domain.serials import BOOKS
from models.files import FileMissing, private_folder
from models.store import journal
from models.store.database import BASE_FILE, SCHEMA, BaseUnreadable, Station, StationExists, connect, open_station
from models.store.sql import rows
from models.store.tables import BackupRow, StationRow


@dataclass(eq=False)
class BackupDamaged(Problem):
    """A copy that does not read back."""

    file: str
    reason: str
    says = N_(
        "The backup “{file}” cannot be read ({reason}). Nothing was changed. Choose an earlier one: sophieu backup list"
    )


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: its file, when (ISO 8601) and why it was made, and the SHA-256 of its bytes."""

    file: Path
    at: str
    reason: str
    digest: str


def back_up(station: Station, *, reason: str, at: str) -> Path:
    """Copy the base with SQLite's own backup, check the copy from end to end, and keep its digest beside it.

    Refuses with `BackupDamaged` when the copy does not read back; the base itself is never touched.
    """
    private_folder(station.backups)
    stamp = re.sub(r"[^0-9]", "", at)[:14]
    target = _free_name(station.backups, f"{stamp}-{reason}")
    part = target.with_suffix(".part")
    try:
        source = sqlite3.connect(station.base_file)
        copy = sqlite3.connect(part)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = delete")
        finally:
            copy.close()
            source.close()
        require_sound(part)
        part.replace(target)
    except (sqlite3.DatabaseError, OSError) as error:
        part.unlink(missing_ok=True)
        raise BackupDamaged(str(target), str(error)) from error
    BackupRow.insert(file=target.name, at=at, reason=reason, digest=_digest(target)).on_conflict_replace().execute(
        station.db
    )
    return target


def backups(station: Station) -> tuple[Backup, ...]:
    """The copies that are still there, the latest first; copies made before a restore are among them."""
    noted = {row.file: row for row in BackupRow.select().bind(station.db)}
    found = []
    for file in sorted(station.backups.glob("*.sqlite"), reverse=True):
        row = noted.get(file.name)
        found.append(Backup(file, row.at if row else "", row.reason if row else "", row.digest if row else ""))
    return tuple(found)


def require_sound(file: Path) -> None:
    """Refuse (`BackupDamaged`) a base file whose pages or rows do not read back."""
    if not file.is_file():
        raise FileMissing(file)
    try:
        copy = sqlite3.connect(f"file:{file.as_posix()}?mode=ro", uri=True)
        try:
            answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
            version = copy.execute("PRAGMA user_version").fetchone()[0]
            stations = copy.execute("SELECT count(*) FROM station WHERE is_own = 1").fetchone()[0]
        finally:
            copy.close()
    except sqlite3.DatabaseError as error:
        raise BackupDamaged(str(file), str(error)) from error
    if answer != "ok" or stations != 1 or not 0 < version <= SCHEMA:
        raise BackupDamaged(str(file), answer if answer != "ok" else "no station")


def restore(folder: Path, *, file: Path, station_id: str, at: str) -> Station:
    """Bring a backup back into `folder` as a *new* station with a new book.

    What was done after the backup may already have left the house under the old station's numbers, so the new station
    numbers its own facts from 1 and names its predecessor with the last n the backup knew. Books of restored stations
    go downward from 9. The base that is there is kept beside the new one, never deleted.
    """
    require_sound(file)
    base = folder / BASE_FILE
    private_folder(folder)
    arriving = folder / "restored.part"
    shutil.copyfile(file, arriving)
    try:
        db = connect(arriving)
        own = StationRow.select().where(StationRow.is_own == 1).bind(db).first()
        if own is None:
            raise BackupDamaged(str(file), "no station")
        known = {
            str(number): journal.last_n(db, number)
            for number, stream in journal.all_streams(db).items()
            if stream.station == own.id
        }
        used = {row.book for row in StationRow.select(StationRow.book).bind(db)}
        book = max((book for book in BOOKS if book not in used), default=0)
        _set_aside(folder, at)
        public = security.to_text(security.new_keys(folder / "keys"))
        with db.atomic():
            StationRow.update(is_own=0).where(StationRow.id == own.id).execute(db)
            StationRow.insert(
                id=station_id,
                unit=own.unit,
                name=own.name,
                book=book,
                is_own=1,
                is_hub=own.is_hub,
                public_key=public,
                predecessor=own.id,
                known=canonical({"streams": known}),
            ).execute(db)
        rows(db, "PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        arriving.replace(base)
    finally:
        for leftover in folder.glob("restored.part*"):
            leftover.unlink()
    for sub in ("packages", "backups"):
        private_folder(folder / sub)
    return open_station(folder)


def predecessor_of(station: Station) -> tuple[str, dict[str, int]]:
    """The station this one was restored from and the last n of each of its streams the backup knew; empty when none."""
    row = StationRow.select().where(StationRow.id == station.id).bind(station.db).get()
    known = json.loads(row.known)["streams"] if row.known else {}
    return row.predecessor, known


def _set_aside(folder: Path, at: str) -> None:
    """Move the base and keys that are in the folder into one of their own."""
    stamp = re.sub(r"[^0-9]", "", at)[:14]
    old = [
        path for path in (folder / BASE_FILE, folder / f"{BASE_FILE}-wal", folder / "drafts.sqlite", folder / "keys")
    ]
    present = [path for path in old if path.exists()]
    if not present:
        return
    aside = folder / f"before-restore-{stamp}"
    if aside.exists():
        raise StationExists(str(aside))
    private_folder(aside)
    for path in present:
        path.replace(aside / path.name)
    for shm in folder.glob(f"{BASE_FILE}-shm"):
        shm.unlink()


def _free_name(folder: Path, stem: str) -> Path:
    """A file name that no copy has yet."""
    number = 1
    target = folder / f"{stem}.sqlite"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.sqlite"
    return target


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def require_readable(station: Station) -> None:
    """Refuse (`BaseUnreadable`) a base whose pages do not read back."""
    answer = rows(station.db, "PRAGMA integrity_check")[0][0]
    if answer != "ok":
        raise BaseUnreadable(str(station.base_file), str(answer))
