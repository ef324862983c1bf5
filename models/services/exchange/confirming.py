"""Confirming the key of an office, and how many lines that were here before count from then on."""

from __future__ import annotations

from typing import NamedTuple

from models.acts import Act
from models.services.office.known_keys import KnownKey, confirm_key
from models.store import journal, keys
from models.store.database import Station


class ConfirmedKey(NamedTuple):
    """The key that was confirmed, and how many lines that are here are heard now and were not before."""

    known: KnownKey
    counting: int


def confirm_and_count(station: Station, name: str, *, words: str, act: Act) -> ConfirmedKey:
    """`confirm_key`; counts the lines of that computer, and of those for which it vouches."""
    with station.transaction():
        before = keys.standing(station.db)
        known = confirm_key(station, name, words=words, act=act)
        heard = set(keys.standing(station.db)) - set(before)
        numbers = (journal.find_stream(station.db, stream) for stream in keys.streams_of(station.db, heard))
        return ConfirmedKey(known, sum(journal.last_n(station.db, number) for number in numbers if number is not None))
