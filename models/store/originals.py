"""The packages of an office as they came, for all desks of a base: kept in the base itself, and brought to a desk that reads them.

Where the base is a file, they stand in the folder beside it and nothing needs to be brought.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from models.files import private_folder, write_all
from models.store.database import Station
from models.store.desks import city_of

if TYPE_CHECKING:
    from models.store.postgres import CityBase

_AT_ONCE = 50
_ENDINGS = frozenset({".zip", ".age"})


def keep_originals(station: Station, contents: Mapping[str, bytes]) -> None:
    """Have packages on the disk, by name, and seen by every desk once the transaction is over; call it within that."""
    write_all(private_folder(station.packages), contents)
    if station.is_desk:
        city_of(station).keep_originals(contents)


def bring_originals(station: Station) -> None:
    """Have every package that came at any desk in the folder of this one, as it is kept now."""
    if not station.is_desk:
        return
    city, folder = city_of(station), private_folder(station.packages)
    listed = city.listed_originals()
    # what was looked at once need not be looked at again; a package that lost its texts is of another size
    wanted = [
        name
        for name, position, size in listed
        if (city.brought and position > city.brought) or _size(folder / name) != size
    ]
    named = [name for name in wanted if Path(name).name == name]
    for first in range(0, len(named), _AT_ONCE):
        write_all(folder, _otherwise(folder, city.originals(named[first : first + _AT_ONCE])))
    city.brought = max((position for _, position, _ in listed), default=0)


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else -1


def enter_originals(packages: Path, city: CityBase) -> None:
    """Enter the packages of a folder in a base that came to a server, as far as they are not there."""
    there = {name for name, _, _ in city.listed_originals()}
    found = (file for file in sorted(packages.glob("*")) if file.is_file() and file.suffix in _ENDINGS)
    files = [file for file in found if file.name not in there]
    for first in range(0, len(files), _AT_ONCE):
        city.keep_originals({file.name: file.read_bytes() for file in files[first : first + _AT_ONCE]})


def _otherwise(folder: Path, contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those that are not here, or not so."""
    return {
        name: data
        for name, data in contents.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != data
    }
