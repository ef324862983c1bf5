"""Keeping packages unchanged in the station's folder: on the disk before the book names them, and gone when it never does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from models.files import private_folder
from models.store.being_kept import end_being_kept, list_being_kept
from models.store.database import Station
from models.store.originals import keep_originals


class Keeping:
    """What one transaction keeps in `packages/`."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._packages = station.packages
        self._new: set[str] = set()

    def keep(self, contents: Mapping[str, bytes]) -> None:
        """Have packages on the disk, by name, when this returns; call it within the transaction that notes them."""
        if not contents:
            return
        private_folder(self._packages)
        self._new |= {name for name in contents if not (self._packages / name).exists()}
        list_being_kept(self._packages, contents)
        keep_originals(self._station, contents)

    def end(self, *, is_done: bool) -> None:
        """The book names what was kept; or it does not, and then nothing is left that was not there before."""
        for name in () if is_done else self._new:
            with suppress(OSError):
                (self._packages / name).unlink(missing_ok=True)
        if self._new:
            end_being_kept(self._packages)


@contextmanager
def keeping(station: Station) -> Iterator[Keeping]:
    """Stands around the transaction that keeps packages: none of their files stays when that does not end well.

    After a cut in between whoever opens the station next takes them away (`sweep_being_kept`).
    """
    kept, is_done = Keeping(station), False
    try:
        yield kept
        is_done = True
    finally:
        kept.end(is_done=is_done)
