"""Confirming the key of an office, and how many lines that were here before count from then on."""

from __future__ import annotations

from typing import NamedTuple

from models.acts import Act
from models.domain.basics.duties import Duty
from models.services.office.allowing import allow
from models.services.office.enrolment import confirm_matching
from models.services.office.known_keys import KnownKey, confirm_key
from models.store import journal, keys
from models.store.database import Station


class ConfirmedKey(NamedTuple):
    """The key that was confirmed, and how many lines that are here are heard now and were not before."""

    known: KnownKey
    counting: int


def confirm_and_count(station: Station, name: str, *, words: str, act: Act) -> ConfirmedKey:
    """`confirm_key`; counts the lines of that computer, and of those for which it vouches."""
    allow(station, act, Duty.CONFIRM_KEY)
    with station.transaction():
        before = frozenset(keys.standing(station.db))
        known = confirm_key(station, name, words=words, act=act)
        return ConfirmedKey(known, _counting(station, before))


class ConfirmedKeys(NamedTuple):
    """The keys that were confirmed at once, and how many lines that are here are heard now and were not before."""

    known: tuple[KnownKey, ...]
    counting: int


def confirm_matching_and_count(station: Station, *, act: Act) -> ConfirmedKeys:
    """`confirm_matching`; counts the lines of those computers, and of those for which they vouch."""
    allow(station, act, Duty.CONFIRM_KEY)
    with station.transaction():
        before = frozenset(keys.standing(station.db))
        known = confirm_matching(station, act=act)
        return ConfirmedKeys(known, _counting(station, before))


def _counting(station: Station, before: frozenset[str]) -> int:
    """How many lines are here of stations that are heard now and were not before."""
    heard = set(keys.standing(station.db)) - before
    numbers = (journal.find_stream(station.db, stream) for stream in keys.streams_of(station.db, heard))
    return sum(journal.last_n(station.db, number) for number in numbers if number is not None)
