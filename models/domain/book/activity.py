"""Which lines count: what was withdrawn, and what was chosen where one key has two contents.

Pure functions of a set of lines; drawn case by case in docs/merging.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from models.domain.basics.units import UnitKey
from models.domain.book.authority import Speaker, hearing, with_effect, within_reach
from models.domain.book.closing import Closing, closings, covered, is_late, taken_late
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Ref
from models.domain.book.ledger import refs_of
from models.domain.book.serials import Serial, names

LASTING = frozenset(
    (
        Kind.WITHDRAWN,
        Kind.REINSTATED,
        Kind.CLOSED,
        Kind.REOPENED,
        Kind.CANCELLED,
        Kind.CHOSEN,
        Kind.KEY_CONFIRMED,
        Kind.KEY_ENDED,
        Kind.LATE_TAKEN,
        Kind.HUB_CLOSED,
        Kind.NUMBERS_HANDED,
        Kind.NUMBERS_TAKEN,
    ),
)
"""The kinds of facts that no withdrawal takes out: they undo others, and are undone only by their own counterparts."""
_EVERYTHING = 2**62
_ENDS = (Kind.CLOSED, Kind.REOPENED, Kind.HUB_CLOSED)
_Some = TypeVar("_Some", Fact, Keying)


class Span(NamedTuple):
    """Lines of one station, `first` and `last` included. Written `<station>:<first>..<last>`."""

    station: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.station}:{self.first}..{self.last}"

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read `aaaa1:3..9` or `aaaa1:3`; raises `ValueError`."""
        station, _, numbers = text.rpartition(":")
        first, dots, last = numbers.partition("..")
        last = last if dots else first
        if not station or not first.isdecimal() or not last.isdecimal() or not 1 <= int(first) <= int(last):
            raise ValueError(text)
        return cls(station, int(first), int(last))


class Withdrawal(NamedTuple):
    """One withdrawal: the line that says it, the lines it takes out, and the package it was made from (may be empty)."""

    ref: Ref
    spans: tuple[Span, ...]
    package: str
    reason: str
    by: str
    at: str


Way = Callable[[str, int, str], Sequence[Line]]
"""The lines of a station up to n on the branch that has this chain hash there; none where it is not here, or not whole."""


def no_way(_station: str, _n: int, _chain: str) -> Sequence[Line]:
    """Of lines that were never copied no way has to be known."""
    return ()


class Told(NamedTuple):
    """All lines of one unit and period: those alone under their key, and all contents of the other keys.

    `speakers` says what the offices of the stations are to the unit; a station that it does not name is one of the unit.
    `is_running`: they are read at an office above, whose figures stand on the unit's closing, on what that office took in of the
    late lines, and on every act of the offices above, whenever it came. `way` tells which contents a closing of a copied stream
    covers.
    """

    unit: UnitKey
    period: PeriodKey
    facts: Sequence[Fact]
    keyings: Sequence[Keying]
    clashing: Mapping[Ref, tuple[Line, ...]]
    speakers: Mapping[str, Speaker] = MappingProxyType({})
    is_running: bool = False
    way: Way = no_way


class Counting(NamedTuple):
    """The lines that count.

    `closings` are the current ones, `editions` how many were ever made, `late` the lines above them, `withdrawn` those
    that withdrawals take out, `open_clashes` the keys of which no content counts, `without_effect` how many lines their
    office had no say in, `unheard` how many wait for somebody to confirm the key of the computer that wrote them.
    """

    facts: tuple[Fact, ...]
    keyings: tuple[Keying, ...]
    closings: tuple[Closing, ...]
    editions: int
    late: int
    withdrawn: int
    open_clashes: tuple[Ref, ...]
    without_effect: int
    unheard: int


def counting(told: Told, *, late: bool = True) -> Counting:
    """The lines that count; without `late` only what the current closings cover, every rule within them alone."""
    heard = effective(told)
    facts, keyings = list(heard.facts), list(heard.keyings)
    picked = _picked(heard.clashing, choices(facts, told.speakers))
    ends = [*facts, *(line for line in picked.values() if isinstance(line, Fact))]
    current = closings(ends)
    made = sum(fact.kind == Kind.CLOSED for fact in ends)
    standing = (*current, *(taken_late(ends) if told.is_running else ()))
    limits = covered_in(told, standing) if current else None
    above = 0
    if limits is not None:
        every = (*facts, *keyings, *picked.values())
        above = sum(is_late(line, limits) and not (isinstance(line, Fact) and line.kind in _ENDS) for line in every)
        if not late:
            facts = [fact for fact in facts if not is_late(fact, limits)]
            keyings = [keying for keying in keyings if not is_late(keying, limits)]
            within = {ref: lines for ref, lines in heard.clashing.items() if ref.n <= limits.get(ref.station, 0)}
            picked = _covered(told, standing, limits, within) | _picked(within, choices(facts, told.speakers))
    for line in picked.values():
        if isinstance(line, Fact):
            facts.append(within_reach(line, told.speakers))
        else:
            keyings.append(within_reach(line, told.speakers))
    spans = [span for each in withdrawals(facts) for span in each.spans]
    active_facts, active_keyings = _active(facts, spans), _active(keyings, spans)
    out = len(facts) + len(keyings) - len(active_facts) - len(active_keyings)
    open_clashes = tuple(sorted(ref for ref in heard.clashing if ref not in picked))
    unheard = _unheard(told)
    without = _keys_in(told) - _keys_in(heard) - unheard
    return Counting(
        tuple(active_facts), tuple(active_keyings), current, made, above, out, open_clashes, without, unheard
    )


def effective(told: Told) -> Told:
    """The lines that have effect (`authority.with_effect`); of a key one of whose contents has effect, that one stands alone."""
    if not told.speakers:
        return told
    facts, keyings = list(with_effect(told.facts, told.speakers)), list(with_effect(told.keyings, told.speakers))
    clashing: dict[Ref, tuple[Line, ...]] = {}
    for ref, lines in told.clashing.items():
        heard = tuple(filter(hearing(told.speakers), lines))
        if len(heard) > 1:
            clashing[ref] = heard
        for line in heard if len(heard) == 1 else ():
            if isinstance(line, Fact):
                facts.append(within_reach(line, told.speakers))
            else:
                keyings.append(within_reach(line, told.speakers))
    return told._replace(facts=facts, keyings=keyings, clashing=clashing)


def _keys_in(told: Told) -> int:
    return len(told.facts) + len(told.keyings) + len(told.clashing)


def _unheard(told: Told) -> int:
    """How many keys are of stations whose key nobody has confirmed here."""
    silent = {place for place, speaker in told.speakers.items() if speaker.unit is None}
    if not silent:
        return 0
    lines = sum(line.station in silent for each in (told.facts, told.keyings) for line in each)
    return lines + sum(ref.station in silent for ref in told.clashing)


def about_form(facts: Iterable[Fact], serial: Serial) -> tuple[Fact, ...]:
    """What facts say of one form: those that name it as if they named no other, and those that name none as they are."""
    text = str(serial)
    return tuple(
        fact._replace(serials=text) if fact.serials else fact
        for fact in facts
        if not fact.serials or names(fact.serials, serial)
    )


def withdrawals(facts: Iterable[Fact]) -> tuple[Withdrawal, ...]:
    """The withdrawals that no reinstatement names."""
    made: list[Withdrawal] = []
    ended: set[Ref] = set()
    for fact in facts:
        if fact.kind == Kind.WITHDRAWN:
            body = fact.facts()
            package, reason = str(body.get("package", "")), str(body.get("reason", ""))
            made.append(Withdrawal(fact.ref, spans_in(body.get("lines")), package, reason, fact.by, fact.at))
        elif fact.kind == Kind.REINSTATED:
            ended |= refs_of(fact, "withdrawal")
    return tuple(sorted(each for each in made if each.ref not in ended))


def is_withdrawn(line: Line, spans: Iterable[Span]) -> bool:
    """Whether one of the `spans` of the active withdrawals takes this line out."""
    if isinstance(line, Fact) and line.kind in LASTING:
        return False
    return any(span.station == line.station and span.first <= line.n <= span.last for span in spans)


def content_digest(line: Line) -> str:
    """What names one of several contents of a key: the first 16 hex digits of the SHA-256 of its text."""
    return hashlib.sha256(line.line().encode()).hexdigest()[:16]


def choices(
    facts: Iterable[Fact], speakers: Mapping[str, Speaker] = MappingProxyType({})
) -> Mapping[Ref, frozenset[str]]:
    """Per key the digests that people chose and did not choose anew; several unlike ones leave the clash open.

    Of several offices only what the highest one chose counts.
    """
    made: list[tuple[int, Ref, Ref, str]] = []
    replaced: set[Ref] = set()
    for fact in facts:
        if fact.kind == Kind.CHOSEN:
            speaker = speakers.get(fact.station)
            digest = str(fact.facts().get("digest", ""))
            made.extend(
                ((speaker.steps or 0) if speaker else 0, fact.ref, key, digest) for key in refs_of(fact, "line")
            )
            replaced |= refs_of(fact, "replaces")
    chosen: dict[Ref, dict[int, set[str]]] = {}
    for steps, ref, key, digest in made:
        if ref not in replaced:
            chosen.setdefault(key, {}).setdefault(steps, set()).add(digest)
    return {key: frozenset(of[max(of)]) for key, of in chosen.items()}


def spans_of(refs: Iterable[Ref]) -> tuple[Span, ...]:
    """The fewest spans that hold exactly these lines."""
    found: list[Span] = []
    for station, n in sorted(set(refs)):
        if found and found[-1].station == station and found[-1].last == n - 1:
            found[-1] = found[-1]._replace(last=n)
        else:
            found.append(Span(station, n, n))
    return tuple(found)


def _picked(clashing: Mapping[Ref, tuple[Line, ...]], chosen: Mapping[Ref, frozenset[str]]) -> dict[Ref, Line]:
    """The chosen contents of clashing keys. What chooses is itself alone under its key, so nothing goes in circles."""
    found: dict[Ref, Line] = {}
    for ref, lines in clashing.items():
        digests = chosen.get(ref, frozenset())
        if len(digests) == 1:
            found.update((ref, line) for line in lines if content_digest(line) in digests)
    return found


def _active(lines: list[_Some], spans: Sequence[Span]) -> list[_Some]:
    return [line for line in lines if not is_withdrawn(line, spans)] if spans else lines


def spans_in(value: object) -> tuple[Span, ...]:
    """The lines that a withdrawal lists; what is not `[station, from, to]` is passed over."""
    items = value if isinstance(value, list) else ()
    found = (
        Span(str(item[0]), item[1], item[2])
        for item in items
        if isinstance(item, list) and len(item) == 3 and all(isinstance(n, int) for n in item[1:])
    )
    return tuple(sorted(found))


def covered_in(told: Told, standing: Iterable[Closing]) -> Mapping[str, int]:
    """Per station the last n that counts under these closings; of an office above, read there, everything does."""
    limits = dict(covered(standing) or {})
    if told.is_running:
        limits |= {place: _EVERYTHING for place, speaker in told.speakers.items() if speaker.steps}
    return limits


def _covered(
    told: Told, current: Sequence[Closing], limits: Mapping[str, int], within: Mapping[Ref, tuple[Line, ...]]
) -> dict[Ref, Line]:
    """The contents of clashing keys that the chain hashes of the closings cover."""
    is_heard = hearing(told.speakers)
    found: dict[Ref, set[Line]] = {}
    for station in sorted({ref.station for ref in within}):
        heads = {each.heads.get(station, (0, "")) for each in current}
        for n, link in heads:
            for line in told.way(station, n, link) if n == limits[station] else ():
                if line.ref in within and is_heard(line):
                    found.setdefault(line.ref, set()).add(line)
    return {ref: line for ref, lines in found.items() if len(lines) == 1 for line in lines}
