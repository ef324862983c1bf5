"""What a computer does next that is to work in a city's base; and who works there."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from models.store import stations
from models.store.address import BASE_FILE, Address, folder_of_place, kept_address
from models.store.arriving import KEYS
from models.store.city_problems import BaseBroughtBack, CityEmpty, DeskNotEntered
from models.store.database import Station, StationExists
from models.store.desks import city_base, city_of, desk_of, entered_in, open_desk


class ToJoin(StrEnum):
    """How a computer stands to a base."""

    OPENS = "opens"
    """It works there already."""
    FIRST = "first"
    """Nobody works there yet: this computer founds the office there, or brings a copy back."""
    FURTHER = "further"
    """Others work there: a station file of theirs is needed."""
    BROUGHT_BACK = "brought_back"
    """It worked there before the base came back from a copy."""


class CityFound(NamedTuple):
    """A base that answered: in which folder this computer works there, how it stands to it, and whose base it is, where that is known."""

    folder: Path
    address: Address
    joining: ToJoin
    unit: str = ""


def look_at_city(folder: Path, address: Address) -> CityFound:
    """Ask a base how a computer stands to it whose `folder` has no station yet, or that of a desk there; nothing is written.

    A desk of this user in that base which has another folder is found too. Refuses (`StationExists`) a folder with other data.
    """
    kept = kept_address(folder)
    if (folder / BASE_FILE).exists() or ((folder / KEYS).exists() and (kept is None or kept.place != address.place)):
        raise StationExists(str(folder))
    elsewhere = folder_of_place(address)
    place = folder if desk_of(folder) or not desk_of(elsewhere) else elsewhere
    if desk_of(place) is not None:
        try:
            with closing(open_desk(place, address)) as desk:
                return CityFound(place, address, ToJoin.OPENS, desk.name)
        except BaseBroughtBack:
            return CityFound(place, address, ToJoin.BROUGHT_BACK)
        except (DeskNotEntered, CityEmpty):
            # its base is another one by now, where it may be set up again
            place = folder
    with closing(city_base(address, desk="")) as city:
        known = entered_in(city)
    return CityFound(place, address, ToJoin.FURTHER if known else ToJoin.FIRST, known[0].name if known else "")


class DeskListed(NamedTuple):
    """A computer that works in a base: what it is called, its book, and whether its program is open there now."""

    name: str
    book: int
    station: str
    is_here: bool
    is_open: bool


def desks_of(station: Station) -> tuple[DeskListed, ...]:
    """The computers that work in the base of a desk, by their books."""
    present = city_of(station).present()
    own = stations.own_stations(station.db)
    return tuple(
        DeskListed(each.name, each.book, each.id, each.id == station.id, each.id in present or each.id == station.id)
        for each in stations.every_station(station.db)
        if each.id in own
    )
