"""Taking the lines of other stations into this base: a union of facts, in any order, any number of times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.activity import Span, covered_in, effective, is_withdrawn, spans_of, withdrawals
from models.domain.book.authority import hearing
from models.domain.book.branches import Joining, LinkedBranch, SignedBranch, all_linked, steps
from models.domain.book.closing import closings, is_late, taken_late
from models.domain.book.facts import Fact, Kind, Line, PeriodKey, Stream
from models.services.office.known_keys import settle_keys
from models.store import journal, stations
from models.store.branches import change_branches, placed_branches, set_head
from models.store.database import Station
from models.store.journal import FreeText
from models.store.packages import Proven, note_proven

_ENDS = (Kind.CLOSED, Kind.REOPENED, Kind.HUB_CLOSED)
_OF_KEYS = (Kind.KEY_CONFIRMED, Kind.KEY_ENDED)


class StreamLines(NamedTuple):
    """One branch of a stream as it arrives: its lines without a hole, and the free texts that came along.

    `links` are the chain hashes after each line, `start` the one before the first, `signature` its station's over the last.
    Of a stream whose beginning was proven to be here, `lines`, `links` and `texts` are those after n = `before`.
    `proven` is what the package proves of the stream, for the next time. A branch that leaves another one of the package, or the
    end of a stream in a receipt, begins with n = `first`, whether the lines before are here or not.
    """

    stream: Stream
    lines: tuple[Line, ...]
    links: tuple[bytes, ...]
    texts: tuple[FreeText, ...]
    before: int = 0
    start: bytes = b""
    proven: Proven | None = None
    first: int = 1
    signature: str = ""

    @property
    def chain(self) -> str:
        """The chain hash after the last line, hex."""
        return (self.links[-1] if self.links else self.start).hex()


class Taken(NamedTuple):
    """What became of arriving lines.

    `late`, `withdrawn` and `without_effect` are among `new`; `forked` are the streams with clashes, `brought` the lines that
    are here for the first time.
    """

    facts: int = 0
    new: int = 0
    late: int = 0
    withdrawn: int = 0
    already_here: int = 0
    clashing: int = 0
    without_effect: int = 0
    forked: tuple[Stream, ...] = ()
    changed: frozenset[tuple[PeriodKey, UnitKey]] = frozenset()
    brought: tuple[Span, ...] = ()


class BeginningOutdated(Exception):
    """What was proven of a stream when its package was read is no longer how far it goes; read the package whole."""


class CountsContradict(Exception):
    """Lines in are not new + already here + clashing: a mistake of this program; nothing may be kept."""


class Forks:
    """The streams of several branches that one transaction looks into: each is read once, however many packages carry it."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._found: dict[Stream, _Unlike] = {}

    def known(self, stream: Stream) -> _Unlike | None:
        return self._found.get(stream)

    def look_into(self, stream: Stream) -> _Unlike:
        found = self._found.get(stream)
        if found is None:
            found = self._found[stream] = _Unlike(self._station, stream)
        return found


def take_lines(station: Station, arriving: Iterable[StreamLines], *, forks: Forks | None = None) -> Taken:
    """Unite the base with `arriving`, within a running transaction of the caller.

    Every line is taken in, whoever carries it: its own station signed it. Whether it has effect is asked when it is evaluated.

    A line whose key is here with other content is kept beside it, and neither counts (it is *clashing* the first
    time and *already here* from then on). Raises `CountsContradict` when a line would be lost or counted twice, and
    `BeginningOutdated`; then nothing may be kept. `forks` is shared by the packages of one transaction.
    """
    taken = Taken()
    forks = forks or Forks(station)
    every: list[tuple[Stream, Sequence[Line]]] = []
    unlike: _Unlike | None = None
    for each in arriving:
        if unlike is not None and unlike.stream != each.stream:
            unlike.join()
            unlike = None
        unlike = unlike or forks.known(each.stream)
        outcome = _take_branch(station, each) if unlike is None else None
        if outcome is None:
            unlike = unlike or forks.look_into(each.stream)
            outcome = unlike.take(each)
        fresh, already, clashing = outcome
        arrived = each.before + len(each.lines)
        if arrived != len(fresh) + already + clashing:
            raise CountsContradict(f"{each.stream}: {arrived} ≠ {len(fresh)} + {already} + {clashing}")
        place = (each.stream.period, each.stream.unit)
        taken = Taken(
            facts=taken.facts + arrived,
            new=taken.new + len(fresh),
            already_here=taken.already_here + already,
            clashing=taken.clashing + clashing,
            forked=(*taken.forked, each.stream) if clashing and each.stream not in taken.forked else taken.forked,
            changed=taken.changed | {place} if fresh or clashing else taken.changed,
            brought=(*taken.brought, *_brought(fresh)),
        )
        every.append((each.stream, fresh))
    if unlike is not None:
        unlike.join()
    # of a line about keys that clashes with any other neither counts
    is_of_keys = bool(taken.clashing) or any(
        type(line) is Fact and line.kind in _OF_KEYS for _, fresh in every for line in fresh
    )
    keys_changed = settle_keys(station) if is_of_keys else frozenset()
    return taken._replace(
        late=sum(_late(station, stream, fresh) for stream, fresh in every),
        withdrawn=sum(_withdrawn(station, stream, fresh) for stream, fresh in every),
        without_effect=sum(_without_effect(station, stream, fresh) for stream, fresh in every),
        changed=taken.changed | keys_changed,
    )


def _without_effect(station: Station, stream: Stream, fresh: Sequence[Line]) -> int:
    """How many of the new lines their office has no say in."""
    if not fresh:
        return 0
    is_heard = hearing(journal.speakers(station, period=stream.period, unit=stream.unit))
    return sum(not is_heard(line) for line in fresh)


def _brought(fresh: Sequence[Line]) -> Sequence[Span]:
    """The spans of new lines of one stream; nearly always they are one run."""
    if not fresh:
        return ()
    numbers = [line[1] for line in fresh]
    first, last = min(numbers), max(numbers)
    if last - first + 1 == len(numbers):
        return (Span(fresh[0].station, first, last),)
    return spans_of(line.ref for line in fresh)


def _take_branch(station: Station, arriving: StreamLines) -> tuple[Sequence[Line], int, int] | None:
    """The new lines, how many were here, and how many clash; None of lines that are no mere continuation of what is here."""
    number, known, link = journal.taken_head(station.db, arriving.stream)
    is_own = arriving.stream.station == station.id
    fresh: Sequence[Line]
    already = known
    if arriving.before:
        if is_own or (known, link) != (arriving.before, arriving.start.hex()):
            raise BeginningOutdated
        fresh = arriving.lines
    elif arriving.first == 1 and known and len(arriving.links) >= known and arriving.links[known - 1].hex() == link:
        fresh = arriving.lines[known:]
    elif arriving.first == 1 and not known and journal.last_n(station.db, number) == 0:
        fresh = arriving.lines
    else:
        return None
    journal.put_lines(station.db, number, fresh)
    _put_texts(station, number, arriving)
    if fresh:
        n = arriving.before + len(arriving.links)
        set_head(station.db, number, n=n, chain=arriving.chain, signature=arriving.signature)
    if arriving.proven is not None and not is_own:
        note_proven(station.db, number, arriving.proven)
    return fresh, already, 0


def _put_texts(station: Station, number: int, arriving: StreamLines) -> None:
    purged = purged_up_to(station, arriving.stream.period, arriving.stream.unit) if arriving.texts else {}
    limit = purged.get(arriving.stream.station, 0)
    journal.put_texts(station.db, number, (text for text in arriving.texts if text.n > limit))


class _Unlike:
    """Branches of one stream that are no mere continuation of what is here: their lines are compared one by one.

    What is here is read once; a branch that comes costs as much as it brings.
    """

    def __init__(self, station: Station, stream: Stream) -> None:
        self.stream = stream
        self._station = station
        self._number = journal.stream_id(station.db, stream)
        self._here = journal.every_content(station.db, self._number, stream.station)
        self._places = {(n, line.line()): at for n, lines in self._here.items() for at, line in enumerate(lines)}
        self._noted = placed_branches(station.db, self._number, stream)
        self._joining = Joining()
        for place, each in zip(self._noted, all_linked(self._noted.values(), self._here), strict=True):
            self._joining.add(each, place=place)
        self._arrived: list[LinkedBranch] = []

    def take(self, arriving: StreamLines) -> tuple[Sequence[Line], int, int]:
        """Enter the lines of one branch: the new ones, how many were here, and how many clash."""
        if arriving.before:
            raise BeginningOutdated
        first: list[Line] = []
        twins: list[tuple[int, Line]] = []
        places: list[tuple[int, int]] = []
        for line in arriving.lines:
            key = (line.n, line.line())
            place = self._places.get(key)
            if place is None:
                contents = self._here.setdefault(line.n, [])
                self._places[key] = place = len(contents)
                contents.append(line)
                if place:
                    twins.append((place, line))
                else:
                    first.append(line)
            places.append((line.n, place))
        journal.put_lines(self._station.db, self._number, first)
        for place, line in twins:
            journal.put_twin(self._station.db, self._number, place, line)
        _put_texts(self._station, self._number, arriving)
        last = arriving.first + len(arriving.lines) - 1
        branch = SignedBranch(
            arriving.first, arriving.start.hex(), last, arriving.chain, arriving.signature, steps(places)
        )
        self._arrived.append(LinkedBranch(branch, tuple(link.hex() for link in arriving.links)))
        return first, len(arriving.lines) - len(first) - len(twins), len(twins)

    def join(self) -> None:
        """Note the branches beside those that were here."""
        for each in self._arrived:
            self._joining.add(each)
        self._arrived = []
        placed = self._joining.placed
        change_branches(self._station.db, self._number, self._noted, placed)
        self._noted = placed


def purged_up_to(station: Station, period: PeriodKey, unit: UnitKey) -> Mapping[str, int]:
    """Per station up to which line this office has purged the free texts of a unit and period."""
    own = own_stations(station)
    limits: dict[str, int] = {}
    for fact in journal.facts_of_kinds(station, period, unit, (Kind.PURGED,)):
        told = fact.facts().get("texts") if fact.station in own else None
        for place, n in told.items() if isinstance(told, dict) else ():
            if isinstance(n, int):
                limits[str(place)] = max(n, limits.get(str(place), 0))
    return limits


def _late(station: Station, stream: Stream, fresh: Sequence[Line]) -> int:
    """How many of the new lines lie above what the unit's closings cover, as this office counts it."""
    if not fresh:
        return 0
    # most units are open while they send
    if not journal.facts_of_kinds(station, stream.period, stream.unit, (Kind.CLOSED,)):
        return 0
    told = journal.told(
        station, period=stream.period, unit=stream.unit, kinds=(Kind.CLOSED, Kind.REOPENED, Kind.LATE_TAKEN), serials=()
    )
    heard = effective(told)
    current = closings(heard.facts)
    if not current:
        return 0
    limits = covered_in(told, (*current, *(taken_late(heard.facts) if told.is_running else ())))
    return sum(is_late(line, limits) for line in fresh if not (isinstance(line, Fact) and line.kind in _ENDS))


def _withdrawn(station: Station, stream: Stream, fresh: Sequence[Line]) -> int:
    """How many of the new lines an active withdrawal names, whether it came before them or with them."""
    if not fresh:
        return 0
    found = journal.facts_of_kinds(station, stream.period, stream.unit, (Kind.WITHDRAWN, Kind.REINSTATED))
    spans = [span for each in withdrawals(found) for span in each.spans]
    return sum(is_withdrawn(line, spans) for line in fresh) if spans else 0


def books_told_twice(
    station: Station, period: PeriodKey, *, only: UnitKey | None = None
) -> dict[UnitKey, tuple[int, ...]]:
    """By unit (or of one) the books of form numbers that more than one of its stations says it was allotted."""
    told = {}
    for unit, facts in journal.facts_by_unit(station, period, (Kind.BOOK_ALLOTTED,), only=only).items():
        holders: dict[int, set[str]] = {}
        for fact in facts:
            body = fact.facts()
            book, holder = body.get("book"), body.get("station", fact.station)
            if isinstance(book, int):
                holders.setdefault(book, set()).add(str(holder))
        told[unit] = tuple(sorted(book for book, stations in holders.items() if len(stations) > 1))
    return told


def drop_taken(station: Station, *, keep: frozenset[str]) -> int:
    """Remove the lines of all stations but those in `keep`, for taking them again from kept packages; answers how many."""
    dropped = 0
    for number, stream in journal.all_streams(station.db).items():
        if stream.station not in keep:
            dropped += journal.drop_lines(station.db, number)
    return dropped


def own_stations(station: Station) -> frozenset[str]:
    """This station, the desks that share its base, and those they were restored from.

    Their lines are in no package that must have come here.
    """
    return stations.stations_of_base(station.db)
