"""Copies of the base that were read back: on closing, before every merge, and on demand; and coming back from one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from models import security
from models.acts import Act, Topic
from models.catalogue.kept import bring_kept, read_kept
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.places import Place
from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import NO_STATION, Reason, reason_of
from models.files import FileLocked, FileMissing, delete, move, private_folder, require_writable, write_whole
from models.progress import NO_PROGRESS, Progress
from models.services.office.allowing import allow, note
from models.services.office.cities import copy_out
from models.services.office.city_copies import restore_city
from models.services.office.file_kinds import FileKind, kind_of_file, other_kind
from models.services.office.known_keys import settle_keys
from models.services.office.second_place import carry_copy, drop_there
from models.services.office.succeeding import keys_there, succeed
from models.store import sqlite, stations
from models.store.address import kept_address
from models.store.arriving import KEYS, arriving_in, finish_arriving
from models.store.backups import (
    COPIED,
    Backup,
    Copied,
    forget_backups,
    held_now,
    last_copied,
    note_backup,
    note_copied,
    noted_backup,
)
from models.store.database import (
    BASE_FILE,
    FAILURES,
    SCHEMA,
    BaseNotWritable,
    BaseOfTrial,
    BaseTooNew,
    BaseUnreadable,
    Station,
    copies_in,
    number_of_copy,
    open_station,
    require_our_shape,
    trouble_with_base,
)
from models.store.holding import held
from models.store.originals import bring_originals
from models.store.pins import forget_pins

_STAMP = "%Y%m%d%H%M%S"


@dataclass(eq=False)
class BackupDamaged(Problem):
    """A copy that does not read back."""

    file: str
    reason: Reason
    code = "backup_damaged"
    says = N_("The backup “{file}” cannot be read ({reason}). Nothing was changed. Choose an earlier one.")
    deed = Deed.SHOW_BACKUPS


@dataclass(eq=False)
class BaseInUse(Problem):
    """A base is to be moved and somebody has it open."""

    file: str
    code = "base_in_use"
    says = N_(
        "The data file “{file}” is open in another program. Nothing was changed. Close that program, then try again."
    )


def back_up(station: Station, *, reason: str, act: Act) -> Path:
    """Copy the base with SQLite's own backup, check the copy from end to end, and keep its digest beside it.

    Refuses with `BackupDamaged` when the copy does not read back, with `BaseNotWritable` when there is no room or right to
    write it; the base itself is never touched, and a copy that is stopped leaves nothing.
    """
    station.claim()
    require_writable(private_folder(station.backups))
    number = 1 + max((last_copied(station.db).number, *map(number_of_copy, copies_in(station.folder))))
    copied = Copied(number, held_now(station.db))
    stamp = station.catalogue.place.by_clocks(act.at).strftime(_STAMP)
    target = _free_name(station.backups, f"{stamp}-{reason}", ".sqlite")
    part = target.with_suffix(".part")
    try:
        if station.is_desk:
            # with the packages beside it, the folder of one desk is enough to bring all of it back
            bring_originals(station)
            copy_out(station, part, progress=act.progress)
        else:
            sqlite.copy_file(station.base_file, part, act.progress)
        sqlite.remember_in(part, COPIED, copied.told)
        require_sound(part)
        digest = _digest(part)
        write_whole(_digest_file(target), f"{digest}  {target.name}\n".encode())
        move(part, target)
    except OSError as error:
        raise BaseNotWritable(str(target), reason_of(error)) from error
    except FAILURES as error:
        raise trouble_with_base(error, str(target)) or BackupDamaged(str(target), reason_of(error)) from error
    finally:
        with suppress(OSError, FileLocked):
            sqlite.clear(part)
    with station.transaction():
        note_backup(station.db, Backup(target, act.at, reason, digest))
        note_copied(station.db, copied)
        act.changes(Topic.BACKUP)
    carry_copy(station, target, digest, at=act.at)
    return target


def backups(station: Station) -> tuple[Backup, ...]:
    """The copies that are still there, the last one first; copies made before a restore are among them."""
    return tuple(
        noted_backup(station.db, file) or _by_name(file, station.catalogue.place) for file in copies_in(station.folder)
    )


def copies_without_base(folder: Path) -> tuple[Backup, ...]:
    """The copies in a folder whose base cannot be asked, the last one first, as far as their names tell when and why."""
    return tuple(_by_name(file, read_kept(folder)[0].place) for file in copies_in(folder))


def _by_name(file: Path, place: Place) -> Backup:
    """What the name of a copy says; the base that noted it may be another one, or gone."""
    stamp, _, reason = file.stem.partition("-")
    try:
        at = datetime.strptime(stamp, _STAMP).replace(tzinfo=place.zone).isoformat()
    except ValueError:
        return Backup(file)
    return Backup(file, at, reason)


def drop_copies(station: Station, *, but: Collection[Path]) -> None:
    """Delete every copy except these; also in the second place, as far as it is there."""
    for copy in copies_in(station.folder):
        if copy not in but:
            delete(copy)
            delete(_digest_file(copy))
    forget_backups(station.db, but=but)
    drop_there(station, but=frozenset(copy.name for copy in but))


def forget_deleted(station: Station, *, act: Act) -> None:
    """Make what was just deleted unreadable here, outside any transaction: in the free pages of the base and in the backups.

    A fresh backup is made and read back first, then the older ones go, in the second place too.
    """
    station.db.wipe_deleted()
    drop_copies(station, but=(back_up(station, reason="purge", act=replace(act, progress=NO_PROGRESS)),))


def require_sound(file: Path) -> None:
    """Refuse (`BackupDamaged`) a base file whose pages or rows do not read back, or that is not what its digest says."""
    if not file.is_file():
        raise FileMissing(file)
    noted = _digest_file(file)
    if noted.is_file() and noted.read_bytes()[:64] != _digest(file).encode():
        raise BackupDamaged(str(file), N_("its check sum differs"))
    try:
        copy = sqlite.look_at(file)
    except FAILURES as error:
        raise BackupDamaged(str(file), reason_of(error)) from error
    if copy.complaint:
        raise BackupDamaged(str(file), reason_of(copy.complaint))
    if copy.stations != 1 or not 0 < copy.shape <= SCHEMA:
        raise BackupDamaged(str(file), NO_STATION)
    if copy.size != file.stat().st_size and not file.with_name(f"{file.name}-wal").exists():
        raise BackupDamaged(str(file), N_("its end is missing"))


def restore(
    folder: Path, *, file: Path, chance: str, at: str, act: Act | None = None, progress: Progress = NO_PROGRESS
) -> Station:
    """Bring a backup back into `folder` as a *new* station with a new book.

    What was done after the backup may already have left the house under the old station's numbers, so the new station numbers its
    own facts from 1, has new keys, made of `chance`, and names its predecessor with the last n the backup knew. Books of restored
    stations go downward from 9. The base that is there is kept beside the new one, never deleted.
    The catalogue of the folder that the backup lies in comes along where this one has none.
    PINs and the recovery sheet are kept with the old keys alone: they have to be set anew.

    `act`: who brings it back, where there is a station that reads; without PINs there it may be left out.
    """
    kind = kind_of_file(file)
    if kind not in (None, FileKind.BASE):
        raise other_kind(file.name, kind)
    require_sound(file)
    finish_arriving(folder)
    require_writable(private_folder(folder))
    if (address := kept_address(folder)) is not None:
        with held(folder):
            aside = _aside(folder, at)
            return restore_city(
                folder, address, file=file, aside=aside, chance=chance, at=at, act=act, progress=progress
            )
    try:
        with held(folder), ExitStack() as arrival:
            _require_left(folder)
            taken = sqlite.books_in(folder / BASE_FILE)
            present, before = _present(folder), keys_there(folder)
            if present is not None:
                with closing(present):
                    allow(present, act or Act(stations.people(present.db)[0], at), Duty.RESTORE)
            place = arrival.enter_context(arriving_in(folder, aside=_aside(folder, at)))
            sqlite.copy_file(file, place / BASE_FILE, progress)
            new = security.new_keys(place / KEYS, chance=chance, identity=before.identity if before else "")
            _become_new(place / BASE_FILE, new, before, taken=taken)
            with closing(open_station(place)) as station:
                with station.transaction():
                    settle_keys(station)
                    forget_pins(station.db)
                    by = act or Act(stations.people(station.db)[0], at)
                    note(station, by, HomeAct.RESTORED, {"file": file.name})
                station.db.fold_log()
            if present is not None:
                # the present state is copied too, checked and in the list
                with closing(present), suppress(BackupDamaged, BaseUnreadable):
                    back_up(present, reason="restore", act=Act(stations.people(present.db)[0], at))
            _require_left(folder)
    except (OSError, *FAILURES) as error:
        raise BaseNotWritable(BASE_FILE, reason_of(error)) from error
    for sub in ("packages", "backups"):
        private_folder(folder / sub)
    bring_kept(file.parent.parent, folder)
    return open_station(folder)


def _present(folder: Path) -> Station | None:
    """The station that stands in a folder, if it reads; what does not is only set aside."""
    if not (folder / BASE_FILE).exists():
        return None
    try:
        present = open_station(folder)
    except (BaseUnreadable, BaseOfTrial, BaseTooNew):
        return None
    present.close()
    return present


def _require_left(folder: Path) -> None:
    """Refuse (`BaseInUse`) to move a base that somebody has open, even a program that takes no lock."""
    if sqlite.is_open_elsewhere(folder / BASE_FILE):
        raise BaseInUse(BASE_FILE)


def _become_new(
    base: Path, new: security.StationKeys, before: security.StationKeys | None, *, taken: frozenset[int]
) -> None:
    """Make the station of a copied base the predecessor of a new one (`succeed`)."""
    with closing(sqlite.connect(base)) as db:
        own = stations.own_station(db)
        if own is None:
            raise BackupDamaged(str(base), NO_STATION)
        if sqlite.shape_of(base, is_fixed=False) == SCHEMA:
            require_our_shape(db, base.name)
        with db.atomic():
            succeed(db, own, new, before, taken=taken)
        db.fold_log()


def predecessor_of(station: Station) -> tuple[str, dict[str, int]]:
    """The station this one was restored from and the last n of each of its streams the backup knew; empty when none."""
    own = stations.own_station(station.db)
    return (own.predecessor, dict(own.known or {})) if own is not None else ("", {})


def _aside(folder: Path, at: str) -> str:
    """Where what stands in the folder goes when a copy comes back."""
    stamp = datetime.fromisoformat(at).strftime(_STAMP)
    return _free_name(folder, f"before-restore-{stamp}").name


def _free_name(folder: Path, stem: str, suffix: str = "") -> Path:
    """A file name that no copy has yet."""
    number = 1
    target = folder / f"{stem}{suffix}"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}{suffix}"
    return target


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _digest_file(copy: Path) -> Path:
    """Where the digest of a copy stands, as `sha256sum --check` reads it."""
    return copy.with_name(f"{copy.name}.sha256")


def require_readable(station: Station) -> None:
    """Refuse (`BaseUnreadable`) a base whose pages do not read back."""
    if wrong := station.db.complaint():
        raise BaseUnreadable(str(station.base_file), reason_of(wrong))
