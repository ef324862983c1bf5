"""Moving the base of an office to a city's server, and taking it back into a folder: the same stations, lines and figures."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from models.acts import Act
from models.domain.basics.duties import Duty
from models.files import move_together, private_folder
from models.progress import NO_PROGRESS, Progress
from models.services.office.allowing import allow
from models.store import sqlite, stations
from models.store.address import ADDRESS_FILE, BASE_FILE, Address, kept_address, note_address
from models.store.arriving import arriving_in
from models.store.backups import held_now
from models.store.city_problems import CityFounded, DeskAlready, NoDesk
from models.store.database import BaseFixed, Station, make_base, open_station
from models.store.desks import city_base, city_of, found_city, keep_epoch
from models.store.holding import held
from models.store.moving import carry_over, leave_base, leave_one_desk, let_all_be_desks
from models.store.originals import bring_originals, enter_originals

if TYPE_CHECKING:
    from models.store.postgres import Roles

BEFORE = "before-city"
"""The folder in which a base stays that went to a server."""


def move_to_city(
    folder: Path, address: Address, *, chance: str, act: Act | None = None, progress: Progress = NO_PROGRESS
) -> Station:
    """Carry the base of a folder over to an empty base of a city, whose first desk the station is from then on.

    Its keys, drafts and copies stay in the folder, and the base that was there lies in `before-city`. Cut at any moment, the same
    act finishes it. Refuses (`CityFounded`) a base in which others are, and (`DeskAlready`) a station that has moved.
    """
    if (there := kept_address(folder)) is not None:
        raise DeskAlready(there.place)
    with held(folder):
        with closing(open_station(folder)) as station, closing(city_base(address, desk=station.id)) as city:
            _require_right(station, act)
            if station.is_fixed:
                raise BaseFixed(str(station.base_file))
            with station.db.as_it_is(), city.atomic():
                if not city.shape():
                    found_city(city, epoch=hashlib.sha256(f"epoch {chance}".encode()).hexdigest()[:32])
                    carry_over(station.db, city, progress=progress)
                    let_all_be_desks(city)
                    enter_originals(station.packages, city)
                elif stations.own_station(city) is None or held_now(city) != held_now(station.db):
                    raise CityFounded(address.place, stations.every_station(city)[0].name)
                keep_epoch(folder, city.epoch())
        note_address(folder, address)
        aside = private_folder(folder / BEFORE)
        move_together((path, aside / path.name) for path in sorted(folder.glob(f"{BASE_FILE}*")))
    return open_station(folder)


def leave_city(folder: Path, *, act: Act | None = None, progress: Progress = NO_PROGRESS) -> Station:
    """Bring the whole base of a city into the folder of a desk, whose own it is from then on; the other desks stay where they are."""
    if kept_address(folder) is None:
        raise NoDesk(str(folder))
    with held(folder):
        with closing(open_station(folder)) as desk, arriving_in(folder) as place:
            _require_right(desk, act)
            bring_originals(desk)
            copy_out(desk, place / BASE_FILE, progress=progress)
        with closing(open_station(folder)) as left, left.transaction():
            leave_base(left.db, left.id)
        (folder / ADDRESS_FILE).unlink()
    return open_station(folder)


def _require_right(station: Station, act: Act | None) -> None:
    """Refuse who may not move data; without PINs who acts may be left out."""
    allow(station, act or Act(stations.people(station.db)[0], ""), Duty.RESTORE)


def share_out(desk: Station, *, act: Act) -> Roles:
    """Make the two roles of a base on its server: for its desks, and for analysts, who only read and see no people and no texts.

    Whoever signs in to the server is put into one of them by who looks after it. Refuses (`BaseRefuses`) who may make no roles there.
    """
    allow(desk, act, Duty.RESTORE)
    city = city_of(desk)
    with desk.transaction():
        return city.share_out()


def copy_out(desk: Station, to: Path, *, progress: Progress) -> None:
    """Write all that a city's base holds at this moment into a base file, as that of this desk."""
    sqlite.clear(to)
    with closing(make_base(to)) as copy:
        with desk.db.as_it_is(), copy.atomic():
            carry_over(desk.db, copy, progress=progress)
            leave_one_desk(copy, desk.id)
        copy.fold_log()
    sqlite.lay_down(to)
