"""The desks of a city's base: how one is opened, what its base has to be, and since when it works there."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from models.domain.book.certificates import station_of
from models.files import delete, write_whole
from models.security import KeysMissing, load_keys
from models.store import arriving, database, stations
from models.store.address import Address
from models.store.city_problems import CityEmpty, CityOlder, CityPartsMissing, DeskNotEntered, NoDesk
from models.store.database import (
    BaseTooNew,
    NoStation,
    Station,
    copy_first,
    make_tables,
    require_our_shape,
    station_on,
)
from models.store.moving import carry_as_made, leave_one_desk
from models.store.sqlite import connect, lay_down
from models.store.stations import StationEntry

if TYPE_CHECKING:
    from models.store.postgres import CityBase

EPOCH_FILE = "epoch"
"""Beside the keys of a desk: since when, as the base counts it, the desk works there."""
ACTS_FILE = "acts"
"""Beside it: how many acts of the desk the base has confirmed since then."""


def city_base(address: Address, *, desk: str) -> CityBase:
    """The base of a city, for the station `desk`; refuses (`CityPartsMissing`) where the part that speaks with it is not installed."""
    try:
        from models.store.postgres import connect as connect_to_city
    except ImportError as error:
        raise CityPartsMissing from error
    return connect_to_city(address, desk=desk)


def city_of(desk: Station) -> CityBase:
    """The base of a desk, as the one it shares with others; refuses (`NoDesk`) a station whose base is a file."""
    if not desk.is_desk:
        raise NoDesk(str(desk.folder))
    return cast("CityBase", desk.db)


def desk_of(folder: Path) -> str | None:
    """The station whose keys lie in the folder of a desk; None before there are any."""
    try:
        return station_of(load_keys(folder / arriving.KEYS).public)
    except KeysMissing:
        return None


def open_desk(folder: Path, address: Address) -> Station:
    """The station of a desk in the base at an address; refuses as `open_station` does."""
    desk = desk_of(folder)
    if desk is None:
        raise NoStation(str(folder))
    db = city_base(address, desk=desk)
    try:
        _require_city(db, address, folder)
        own = stations.own_station(db)
        if own is None:
            raise DeskNotEntered(address.place)
        db.keep_watch(DeskWatch(folder))
    except BaseException:
        db.close()
        raise
    return station_on(folder, db, own)


def _require_city(db: CityBase, address: Address, folder: Path) -> None:
    """Have the base of a city in our shape: an older one is brought up to date once, by whoever comes first, all or nothing.

    That desk makes a copy of it in its own folder first.
    """
    if not is_of_ours(db):
        if not db.shape():
            raise CityEmpty(address.place)
        with db.atomic():
            # another desk may have been quicker
            if (shape := db.shape()) < database.SCHEMA:
                copy_first(folder, shape, lambda part: _copy_as_made(db, part, shape))
                for step in database.STEPS[shape - 1 :]:
                    step(db)
                db.note_shape(database.SCHEMA)
    require_our_shape(db, address.place)


def is_of_ours(db: CityBase) -> bool:
    """Whether a base has our shape, and not an older one or none yet; refuses (`BaseTooNew`) that of a newer program."""
    shape = db.shape()
    if shape > database.SCHEMA:
        raise BaseTooNew(db.address.place)
    return shape == database.SCHEMA


def entered_in(db: CityBase) -> tuple[StationEntry, ...]:
    """The stations that a base knows, for who has no desk there yet; refuses (`CityOlder`) one that a desk has to bring up to date."""
    if is_of_ours(db):
        return stations.every_station(db)
    if db.shape():
        raise CityOlder(db.address.place)
    return ()


def _copy_as_made(city: CityBase, to: Path, shape: int) -> None:
    with closing(connect(to)) as copy:
        with copy.atomic():
            carry_as_made(city, copy)
            leave_one_desk(copy, city.desk)
        copy.note_shape(shape)
        copy.fold_log()
    lay_down(to)


class DeskWatch:
    """What the folder of a desk remembers of its base, so that one that was brought back is known, however that was done.

    A copy of ours, a dump or another server tell themselves by the epoch. A disk or a whole computer that was put back does not: then
    the base has fewer acts of this desk than it had confirmed.
    """

    def __init__(self, folder: Path) -> None:
        epoch, self._file = folder / arriving.KEYS / EPOCH_FILE, folder / arriving.KEYS / ACTS_FILE
        self.epoch = epoch.read_text(encoding="ascii") if epoch.is_file() else ""
        text = self._file.read_text(encoding="ascii") if self._file.is_file() else ""
        # what a cut left half written remembers nothing
        self.acts = int(text) if text.strip().isdecimal() else 0

    def note(self, acts: int) -> None:
        """The base has confirmed so many acts of the desk. A note that a cut takes away only makes the desk less watchful."""
        self.acts = max(self.acts, acts)
        with suppress(OSError):
            self._file.write_text(f"{self.acts:020}", encoding="ascii")


def keep_epoch(folder: Path, epoch: str) -> None:
    """Remember since when the base counts in which the desk of a folder works from now on; what it did before is forgotten."""
    delete(folder / arriving.KEYS / ACTS_FILE)
    write_whole(folder / arriving.KEYS / EPOCH_FILE, epoch.encode("ascii"), private=True)


def found_city(db: CityBase, *, epoch: str) -> None:
    """Make the tables of a base in which nothing is yet, within the transaction of its first desk."""
    db.make_ground(epoch=epoch)
    make_tables(db)
    db.give_to_roles()
