"""Bringing the base of a city back from a copy, and what each of its desks does then: it goes on as a new station."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from models import security
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.book.certificates import station_of
from models.files import delete
from models.progress import Progress
from models.services.office.allowing import allow, note
from models.services.office.known_keys import settle_keys
from models.services.office.succeeding import keys_there, succeed
from models.store import sqlite, stations
from models.store.address import BASE_FILE, Address
from models.store.arriving import KEYS, arriving_in
from models.store.being_kept import PACKAGES
from models.store.city_problems import NO_DESK_YET, BaseBroughtBack, DeskNotEntered
from models.store.database import NoStation, Station, open_station, station_on
from models.store.desks import city_base, desk_of, found_city, keep_epoch
from models.store.moving import carry_over, let_all_be_desks
from models.store.originals import enter_originals
from models.store.pins import forget_pins
from models.store.stations import StationEntry

if TYPE_CHECKING:
    from models.store.postgres import CityBase


def restore_city(
    folder: Path, address: Address, *, file: Path, aside: str, chance: str, at: str, act: Act | None, progress: Progress
) -> Station:
    """Bring a copy back into the base of a city, all or nothing; what was there stays on the server, in a room of its own.

    The desk in `folder` goes on as a new station, as every other one has to (`renew_desk`).
    """
    _require_right(folder, at=at, act=act)
    before = keys_there(folder)
    with ExitStack() as confirming, arriving_in(folder, aside=aside) as place:
        new = security.new_keys(place / KEYS, chance=chance, identity=before.identity if before else "")
        city = confirming.enter_context(closing(city_base(address, desk=station_of(new.public))))
        confirming.enter_context(city.atomic())
        sqlite.copy_file(file, place / BASE_FILE, progress)
        taken = stations.books(city) if city.shape() else frozenset()
        room = aside.replace("-", "_")
        city.set_aside(room)
        found_city(city, epoch=hashlib.sha256(f"epoch {chance}".encode()).hexdigest()[:32])
        with closing(open_station(place)) as copy:
            of_copy = copy.id
            with copy.db.as_it_is():
                carry_over(copy.db, city, progress=progress)
        let_all_be_desks(city)
        city.take_originals(room)
        enter_originals(folder / PACKAGES, city)
        for path in sorted(place.glob(f"{BASE_FILE}*")):
            delete(path)
        known = {each.id: each for each in stations.every_station(city)}
        own = known.get(desk_of(folder) or of_copy, known[of_copy])
        _go_on(place, city, own, new=new, before=before, taken=taken, at=at, act=act, told=file.name)
    return open_station(folder)


def renew_desk(folder: Path, address: Address, *, chance: str, at: str, act: Act | None = None) -> Station:
    """Have a desk whose base was brought back from a copy go on as a new station, certified by the one it was.

    Refuses (`DeskNotEntered`) a desk that the copy did not know. A desk whose base was not brought back stays what it is.
    """
    try:
        return open_station(folder)
    except BaseBroughtBack:
        before = keys_there(folder)
    aside = f"before-{hashlib.sha256(chance.encode()).hexdigest()[:8]}"
    with ExitStack() as confirming, arriving_in(folder, aside=aside) as place:
        new = security.new_keys(place / KEYS, chance=chance, identity=before.identity if before else "")
        city = confirming.enter_context(closing(city_base(address, desk=station_of(new.public))))
        confirming.enter_context(city.atomic())
        own = {each.id: each for each in stations.every_station(city)}.get(desk_of(folder) or "")
        if own is None:
            raise DeskNotEntered(address.place)
        _go_on(place, city, own, new=new, before=before, taken=frozenset(), at=at, act=act, told="–")
    return open_station(folder)


def _require_right(folder: Path, *, at: str, act: Act | None) -> None:
    """Refuse the act of somebody who may not bring copies back, where there is a base that knows people."""
    try:
        present = open_station(folder)
    except (NoStation, *NO_DESK_YET):
        return
    with closing(present):
        allow(present, act or Act(stations.people(present.db)[0], at), Duty.RESTORE)


def _go_on(
    place: Path,
    city: CityBase,
    own: StationEntry,
    *,
    new: security.StationKeys,
    before: security.StationKeys | None,
    taken: frozenset[int],
    at: str,
    act: Act | None,
    told: str,
) -> None:
    """Enter the new station, settle whom it believes, and note why there is a new one; PINs have to be set anew."""
    entry = succeed(city, own, new, before, taken=taken)
    keep_epoch(place, city.epoch())
    station = station_on(place, city, entry)
    settle_keys(station)
    forget_pins(city)
    note(station, act or Act(stations.people(city)[0], at), HomeAct.RESTORED, {"file": told})
