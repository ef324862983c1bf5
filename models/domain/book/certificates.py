"""Which station speaks for which office: certificates, the keys that people confirmed, and the keys that were ended.

Pure functions of a set of certificates and of facts. A station's id is made of its public key, so nobody signs in the name of
another one; drawn in docs/merging.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Kind, PeriodKey, Stream

HEAD_WORDS = "sophieu head"
"""Begins what a station signs about one of its streams, so that no other signature can be taken for it."""
_CERTIFICATE_WORDS = "sophieu certificate"
_ID_DIGITS = 32


class Certificate(NamedTuple):
    """That a station with this public key stands in an office, said by `signer`: another station, or itself (a *root*).

    `key` and `signature` are base64url without padding; `signer` is the id of a station.
    """

    station: str
    unit: UnitKey
    key: str
    signer: str
    signature: str = ""

    def said(self) -> bytes:
        """What the signer signs."""
        return "\n".join((_CERTIFICATE_WORDS, self.station, str(self.unit), self.key, self.signer)).encode()


class KeyOfUnit(NamedTuple):
    """A public key (base64url) as that of an office."""

    unit: UnitKey
    key: str


class EndedHead(NamedTuple):
    """Up to where the lines of an ended station still have effect in one of its streams."""

    stream: Stream
    n: int
    chain: str


class Heard(NamedTuple):
    """Who is heard in a base.

    Per station its offices, the keys that people confirmed with the fact that says so, and per station whose key was ended the
    heads up to which its lines have effect.
    """

    speaks: Mapping[str, frozenset[UnitKey]]
    confirmed: Mapping[KeyOfUnit, Fact]
    ended: Mapping[str, tuple[EndedHead, ...]]


def station_of(public: bytes) -> str:
    """The id of the station with this public key: the first 32 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:_ID_DIGITS]


def head_said(stream: Stream, n: int, chain: str) -> bytes:
    """What a station signs when it has written line n of a stream, with the chain hash there (hex)."""
    return "\n".join((HEAD_WORDS, str(stream), str(n), chain)).encode()


def chain_of_signers(certificates: Iterable[Certificate], stations: Iterable[str]) -> tuple[Certificate, ...]:
    """The certificates of these stations and of all that signed them, in order: what travels with their streams."""
    of_station: dict[str, list[Certificate]] = {}
    for each in certificates:
        of_station.setdefault(each.station, []).append(each)
    found: set[Certificate] = set()
    waiting = list(stations)
    seen: set[str] = set()
    while waiting:
        station = waiting.pop()
        if station not in seen:
            seen.add(station)
            for each in of_station.get(station, ()):
                found.add(each)
                waiting.append(each.signer)
    return tuple(sorted(found))


def standing(
    certificates: Collection[Certificate],
    confirmed: Collection[KeyOfUnit],
    is_above: Callable[[UnitKey, UnitKey], bool],
) -> dict[str, frozenset[UnitKey]]:
    """Per station the offices for which it speaks: those for which its key is confirmed or a station that speaks certified it.

    Who speaks for an office certifies stations of that office and of offices under it.
    """
    speaks: dict[str, set[UnitKey]] = {}
    waiting = set(certificates)
    while True:
        more = {
            each
            for each in waiting
            if KeyOfUnit(each.unit, each.key) in confirmed
            or any(unit == each.unit or is_above(unit, each.unit) for unit in speaks.get(each.signer, ()))
        }
        if not more:
            return {station: frozenset(units) for station, units in speaks.items()}
        for each in more:
            speaks.setdefault(each.station, set()).add(each.unit)
        waiting -= more


def heard_stations(
    certificates: Collection[Certificate],
    own: Collection[KeyOfUnit],
    told: Collection[tuple[Fact, UnitKey]],
    *,
    home: UnitKey,
    is_above: Callable[[UnitKey, UnitKey], bool],
) -> Heard:
    """`standing` with what people confirmed: `told` are the facts about keys, each with the office of its stream.

    A confirmation counts in this base when a station of the own office `home` says it (about the own office or that one), or a
    station of an office above the one whose key it is, in that one's stream, when that office is itself heard here. `own` are the
    keys of this computer, of those it was restored from, and of the one whose file it was set up with.
    """
    confirmed: dict[KeyOfUnit, Fact] = {}
    while True:
        speaks = standing(certificates, {*own, *confirmed}, is_above)
        more: dict[KeyOfUnit, Fact] = {}
        for fact, about in told:
            named = key_named(fact)
            if named is None or named in confirmed:
                continue
            voices = _authors_of(fact, speaks)
            if (home in voices and about in (named.unit, home)) or (
                about == named.unit and any(is_above(voice, named.unit) for voice in voices)
            ):
                more.setdefault(named, fact)
        if not more:
            return Heard(speaks, confirmed, _ended(certificates, told, speaks, is_above))
        confirmed |= more


def _authors_of(fact: Fact, speaks: Mapping[str, frozenset[UnitKey]]) -> frozenset[UnitKey]:
    """The offices for which the station of a fact speaks, if a person of it wrote the fact."""
    code = fact.by.partition("/")[0]
    return frozenset(unit for unit in speaks.get(fact.station, ()) if unit.code == code)


def _ended(
    certificates: Iterable[Certificate],
    told: Iterable[tuple[Fact, UnitKey]],
    speaks: Mapping[str, frozenset[UnitKey]],
    is_above: Callable[[UnitKey, UnitKey], bool],
) -> dict[str, tuple[EndedHead, ...]]:
    """Per station whose key was ended the heads up to which its lines still have effect.

    An office above its own ends a key, or another station of an office that has none above.
    """
    # nearly always none was
    named = [(fact, *ending) for fact, _ in told if (ending := ended_heads(fact)) is not None]
    if not named:
        return {}
    homes: dict[str, set[UnitKey]] = {}
    for each in certificates:
        homes.setdefault(each.station, set()).add(each.unit)
    known = {unit for units in homes.values() for unit in units}
    found: dict[str, tuple[EndedHead, ...]] = {}
    for fact, station, heads in named:
        voices, units = _authors_of(fact, speaks), homes.get(station, set())
        tops = {unit for unit in voices & units if not any(is_above(upper, unit) for upper in known)}
        by_mate = fact.station != station and bool(tops)
        if by_mate or any(is_above(voice, unit) for voice in voices for unit in units):
            found[station] = (*found.get(station, ()), *heads)
    return found


def key_named(fact: Fact) -> KeyOfUnit | None:
    """The key that a *key_confirmed* fact names."""
    if fact.kind != Kind.KEY_CONFIRMED:
        return None
    try:
        body = fact.facts()
        return KeyOfUnit(UnitKey.parse(str(body.get("unit"))), str(body.get("key")))
    except ValueError:
        return None


def how_confirmed(fact: Fact) -> str:
    """By what a *key_confirmed* fact says that somebody knew the key: `words` or `code`; empty where it does not say."""
    try:
        return str(fact.facts().get("how", ""))
    except ValueError:
        return ""


def ended_heads(fact: Fact) -> tuple[str, tuple[EndedHead, ...]] | None:
    """The station that a *key_ended* fact ends, and up to where its lines still have effect."""
    if fact.kind != Kind.KEY_ENDED:
        return None
    try:
        body = fact.facts()
    except ValueError:
        # a line changed on the disk; verify tells it
        return None
    station, listed = str(body.get("station")), body.get("heads")
    heads = []
    for each in listed if isinstance(listed, list) else ():
        try:
            unit, period, n, chain = each
            heads.append(
                EndedHead(Stream(station, UnitKey.parse(str(unit)), PeriodKey.parse(str(period))), int(n), chain)
            )
        except (TypeError, ValueError):
            continue
    return station, tuple(heads)
