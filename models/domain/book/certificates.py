"""Which station speaks for which office: certificates, the keys that people confirmed, and the keys that were ended.

Pure functions of a set of certificates and of facts. A station's id is made of its public key, so nobody signs in the name of
another one; drawn in docs/merging.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Kind, PeriodKey, Stream

HEAD_WORDS = "sophieu head"
"""Begins what a station signs about one of its streams, so that no other signature can be taken for it."""
_CERTIFICATE_WORDS = "sophieu certificate"
_ID_DIGITS = 32
MOST_CERTIFICATES = 64
"""How many certificates a package holds at most."""


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


Covered = Callable[[Stream, Sequence[EndedHead]], Mapping[int, frozenset[str]]]
"""The texts of the lines of a stream, by n, that stand on a branch up to one of the named heads: a fork of it is none of them."""


class KeyFact(NamedTuple):
    """A fact about keys with its stream; `is_clashing` when its key has several contents here."""

    fact: Fact
    stream: Stream
    is_clashing: bool = False


class Ending(NamedTuple):
    """What a fact says of the end of a key: up to where its lines still have effect, and which stations that it certified stay."""

    fact: Fact
    station: str
    heads: tuple[EndedHead, ...]
    certified: frozenset[str]


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


class Travelling(NamedTuple):
    """The certificates that travel with streams, in order, and the stations of which there is one."""

    certificates: tuple[Certificate, ...]
    stations: frozenset[str]


def travelling(
    certificates: Iterable[Certificate], stations: Iterable[str], *, most: int = MOST_CERTIFICATES
) -> Travelling:
    """The certificates of these stations and of all that signed them, at most so many; what comes first has precedence.

    Anybody may certify anybody, so that there may be more than a package takes. Every station has one certificate with those of all
    that signed it before any has its second; one for which there is no room is left out.
    """
    of_station: dict[str, list[Certificate]] = {}
    for each in certificates:
        of_station.setdefault(each.station, []).append(each)
    found: dict[Certificate, None] = {}
    there: set[str] = set()

    def add(first: Certificate) -> None:
        chain, seen, place = [first], there | {first.station}, first.signer
        while place not in seen:
            if place not in of_station or len(found) + len(chain) >= most:
                return
            seen.add(place)
            chain.append(of_station[place][0])
            place = chain[-1].signer
        if len(found) + len(chain) <= most:
            found.update(dict.fromkeys(chain))
            there.update(each.station for each in chain)

    wanted = tuple(dict.fromkeys(stations))
    for station in wanted:
        if station not in there:
            for each in of_station.get(station, ()):
                add(each)
                if station in there:
                    break
    waiting, asked = list(wanted), set[str]()
    while waiting and len(found) < most:
        station = waiting.pop(0)
        if station in there and station not in asked:
            asked.add(station)
            for each in of_station[station]:
                add(each)
                waiting.append(each.signer)
    return Travelling(tuple(sorted(found)), frozenset(there))


def standing(
    certificates: Iterable[Certificate],
    confirmed: Collection[KeyOfUnit],
    is_above: Callable[[UnitKey, UnitKey], bool],
    ended: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> dict[str, frozenset[UnitKey]]:
    """Per station the offices for which it speaks: those for which its key is confirmed or a station that speaks certified it.

    Who speaks for an office certifies stations of that office and of offices under it. A station whose key was `ended` certifies only
    those that stand there.
    """
    speaks: dict[str, set[UnitKey]] = {}
    of_signer: dict[str, list[Certificate]] = {}
    waiting = []
    for each in certificates:
        if KeyOfUnit(each.unit, each.key) in confirmed:
            waiting.append(each)
        elif each.station in ended.get(each.signer, (each.station,)):
            of_signer.setdefault(each.signer, []).append(each)
    while waiting:
        station, unit, *_ = waiting.pop()
        if unit not in speaks.setdefault(station, set()):
            speaks[station].add(unit)
            waiting += [each for each in of_signer.get(station, ()) if unit == each.unit or is_above(unit, each.unit)]
    return {station: frozenset(units) for station, units in speaks.items()}


def heard_stations(
    certificates: Collection[Certificate],
    own: Collection[KeyOfUnit],
    told: Collection[KeyFact],
    *,
    home: UnitKey,
    is_above: Callable[[UnitKey, UnitKey], bool],
    is_top: Callable[[UnitKey], bool],
    covered: Covered,
    here: str = "",
) -> Heard:
    """`standing` with what people confirmed: `told` are the facts about keys.

    A confirmation counts in this base when a station of the own office `home` says it (about the own office or that one), or a
    station of an office above the one whose key it is, in that one's stream, when that office is itself heard here. `own` are the
    keys of this computer, of those it was restored from, and of the one whose file it was set up with.

    What a station whose key was ended says of keys behind its end, or on another branch than that of its end, counts as little as its
    other lines there; so the endings of the highest offices are asked first, and those whose author is not heard once all are asked
    are passed over. What was confirmed on the computer `here` itself stays confirmed here. `is_top` tells the offices that nobody
    stands above, whose own computers end each other's keys.
    """
    void: set[Ending] = set()
    while True:
        endings: list[Ending] = []
        while True:
            heard = _heard_beside(
                certificates, own, told, _by_station(endings), home=home, is_above=is_above, covered=covered, here=here
            )
            may_end = _Judge(certificates, heard.speaks, is_above, is_top)
            named = [ending for each in _counting(told, heard.ended, covered) if (ending := ending_in(each.fact))]
            pending = [each for each in named if each not in endings and each not in void and may_end(each)]
            voices = {each: _authors_of(each.fact, heard.speaks) for each in pending}
            upmost = [
                each
                for each in pending
                if not any(
                    is_above(upper, unit) for other in pending for upper in voices[other] for unit in voices[each]
                )
            ]
            # offices that stand in a circle have no highest
            endings += upmost or pending
            if not pending:
                break
        false = {each for each in endings if not may_end(each)}
        if not false:
            return heard
        void |= false


def _heard_beside(
    certificates: Collection[Certificate],
    own: Collection[KeyOfUnit],
    told: Collection[KeyFact],
    endings: Mapping[str, Sequence[Ending]],
    *,
    home: UnitKey,
    is_above: Callable[[UnitKey, UnitKey], bool],
    covered: Covered,
    here: str,
) -> Heard:
    """Who is heard when these keys are ended."""
    ended = {station: tuple(head for each in of for head in each.heads) for station, of in endings.items()}
    staying = {station: frozenset().union(*(each.certified for each in of)) for station, of in endings.items()}
    counting = _counting(told, {station: heads for station, heads in ended.items() if station != here}, covered)
    confirmed: dict[KeyOfUnit, Fact] = {}
    while True:
        speaks = standing(certificates, {*own, *confirmed}, is_above, staying)
        more: dict[KeyOfUnit, Fact] = {}
        for fact, stream, _ in counting:
            named = key_named(fact)
            if named is None or named in confirmed:
                continue
            voices = _authors_of(fact, speaks)
            if (home in voices and stream.unit in (named.unit, home)) or (
                stream.unit == named.unit and any(is_above(voice, named.unit) for voice in voices)
            ):
                # of several who said so the same one is told everywhere
                more[named] = min(fact, more.get(named, fact))
        if not more:
            return Heard(speaks, confirmed, ended)
        confirmed |= more


def _counting(told: Iterable[KeyFact], ended: Mapping[str, Sequence[EndedHead]], covered: Covered) -> list[KeyFact]:
    """The facts without those that stations whose keys were ended wrote behind their ends, or on other branches.

    Of a key with several contents none counts, unless an end leaves only one of them.
    """
    return [each for each in told if _counts(each, ended.get(each.fact.station), covered)]


def _counts(told: KeyFact, ends: Sequence[EndedHead] | None, covered: Covered) -> bool:
    if ends is None:
        return not told.is_clashing
    heads = tuple(head for head in ends if head.stream == told.stream and told.fact.n <= head.n)
    return bool(heads) and covered(told.stream, heads).get(told.fact.n) == frozenset((told.fact.line(),))


def _by_station(endings: Iterable[Ending]) -> dict[str, list[Ending]]:
    found: dict[str, list[Ending]] = {}
    for each in endings:
        found.setdefault(each.station, []).append(each)
    return found


def _authors_of(fact: Fact, speaks: Mapping[str, frozenset[UnitKey]]) -> frozenset[UnitKey]:
    """The offices for which the station of a fact speaks, if a person of it wrote the fact."""
    code = fact.by.partition("/")[0]
    return frozenset(unit for unit in speaks.get(fact.station, ()) if unit.code == code)


class _Judge:
    """Which endings of keys count: those by an office above the station's own, or by a mate in an office that has none above.

    Of a station that speaks for several offices every one has to be such; for which it does, its own certificate does not say alone:
    anybody may certify a station for an office of his own.
    """

    def __init__(
        self,
        certificates: Iterable[Certificate],
        speaks: Mapping[str, frozenset[UnitKey]],
        is_above: Callable[[UnitKey, UnitKey], bool],
        is_top: Callable[[UnitKey], bool],
    ) -> None:
        self._speaks, self._is_above, self._is_top = speaks, is_above, is_top
        self._certified: dict[str, set[UnitKey]] = {}
        for each in certificates:
            self._certified.setdefault(each.station, set()).add(each.unit)

    def __call__(self, ending: Ending) -> bool:
        voices = _authors_of(ending.fact, self._speaks)
        units = self._speaks.get(ending.station) or self._certified.get(ending.station, set())
        return bool(units) and all(
            any(self._is_above(voice, unit) for voice in voices)
            or (unit in voices and ending.fact.station != ending.station and self._is_top(unit))
            for unit in units
        )


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


def ending_in(fact: Fact) -> Ending | None:
    """What a *key_ended* fact says."""
    if fact.kind != Kind.KEY_ENDED:
        return None
    try:
        body = fact.facts()
    except ValueError:
        # a line changed on the disk; verify tells it
        return None
    station, listed, certified = str(body.get("station")), body.get("heads"), body.get("certified")
    heads = []
    for each in listed if isinstance(listed, list) else ():
        try:
            unit, period, n, chain = each
            heads.append(
                EndedHead(Stream(station, UnitKey.parse(str(unit)), PeriodKey.parse(str(period))), int(n), chain)
            )
        except (TypeError, ValueError):
            continue
    staying = frozenset(map(str, certified)) if isinstance(certified, list) else frozenset()
    return Ending(fact, station, tuple(heads), staying)
