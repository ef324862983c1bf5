"""Taking the lines of other stations into this base: a union of facts, in any order, any number of times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.activity import Span, is_withdrawn, spans_of, withdrawals
from models.domain.book.authority import hearing, may_bring
from models.domain.book.branches import contents_by_n, links_of
from models.domain.book.closing import closings, covered, is_late
from models.domain.book.facts import Fact, Kind, Line, PeriodKey, Stream, first_link
from models.store import journal, keys, stations
from models.store.database import Station
from models.store.journal import FreeText
from models.store.packages import Proven, note_proven

_ENDS = (Kind.CLOSED, Kind.REOPENED)


class StreamLines(NamedTuple):
    """One stream as it arrives: all contents of n = 1, 2, 3 … without a hole, and the free texts that came along.

    `links` are the chain hashes after each n, empty when a key has several contents. Of a stream whose beginning was
    proven to be here, `lines`, `links` and `texts` are those after n = `before`, where the chain hash is `start`.
    `proven` is what the package proves of the stream, for the next time. A receipt may bring only the end of a stream,
    from n = `first`, whether the lines before are here or not.
    """

    stream: Stream
    lines: tuple[Line, ...]
    links: tuple[bytes, ...]
    texts: tuple[FreeText, ...]
    before: int = 0
    start: bytes = b""
    proven: Proven | None = None
    first: int = 1


class Taken(NamedTuple):
    """What became of arriving lines.

    `late`, `withdrawn` and `without_effect` are among `new`; `forked` are the streams with clashes, `brought` the lines that
    are here for the first time. `set_aside` are lines of stations for which the sender cannot speak: they stay in the package
    and come in with one of their own office; `unspoken` names those stations.
    """

    facts: int = 0
    new: int = 0
    late: int = 0
    withdrawn: int = 0
    already_here: int = 0
    clashing: int = 0
    set_aside: int = 0
    without_effect: int = 0
    unspoken: tuple[str, ...] = ()
    forked: tuple[Stream, ...] = ()
    changed: frozenset[tuple[PeriodKey, UnitKey]] = frozenset()
    brought: tuple[Span, ...] = ()


class Bringer(NamedTuple):
    """Who brings lines: the station that signed them, its office, and whether its key is trusted here."""

    station: str
    unit: UnitKey
    is_trusted: bool


class BeginningOutdated(Exception):
    """What was proven of a stream when its package was read is no longer how far it goes; read the package whole."""


class CountsContradict(Exception):
    """Lines in are not new + already here + clashing + set aside: a mistake of this program; nothing may be kept."""


def take_lines(station: Station, arriving: Iterable[StreamLines], *, bringer: Bringer) -> Taken:
    """Unite the base with `arriving`, within a running transaction of the caller.

    Lines of stations for which the bringer cannot speak are set aside: they stay in the package, and only what of them is
    not here yet is counted.

    A line whose key is here with other content is kept beside it, and neither counts (it is *clashing* the first
    time and *already here* from then on). Raises `CountsContradict` when a line would be lost or counted twice, and
    `BeginningOutdated`; then nothing may be kept.
    """
    taken = Taken()
    every: list[tuple[Stream, Sequence[Line]]] = []
    for each in arriving:
        home = _home_of(station, each, bringer)
        aside = 0
        if home is None:
            fresh: Sequence[Line] = ()
            clashing, aside = 0, _not_here(station, each)
            already = each.before + len(each.lines) - aside
        else:
            fresh, already, clashing = _take_stream(station, each, home)
        arrived = each.before + len(each.lines)
        if arrived != len(fresh) + already + clashing + aside:
            raise CountsContradict(f"{each.stream}: {arrived} ≠ {len(fresh)} + {already} + {clashing} + {aside}")
        place = (each.stream.period, each.stream.unit)
        taken = Taken(
            facts=taken.facts + arrived,
            new=taken.new + len(fresh),
            already_here=taken.already_here + already,
            clashing=taken.clashing + clashing,
            set_aside=taken.set_aside + aside,
            unspoken=(*taken.unspoken, each.stream.station) if aside else taken.unspoken,
            forked=(*taken.forked, each.stream) if clashing else taken.forked,
            changed=taken.changed | {place} if fresh or clashing else taken.changed,
            brought=(*taken.brought, *_brought(fresh)),
        )
        every.append((each.stream, fresh))
    return taken._replace(
        late=sum(_late(station, stream, fresh) for stream, fresh in every),
        withdrawn=sum(_withdrawn(station, stream, fresh) for stream, fresh in every),
        without_effect=sum(_without_effect(station, stream, fresh) for stream, fresh in every),
    )


def speaks_for(station: Station, arriving: StreamLines, bringer: Bringer) -> bool:
    """Whether the bringer of a stream can speak for its station, so that its lines are not set aside."""
    return _home_of(station, arriving, bringer) is not None


def _home_of(station: Station, arriving: StreamLines, bringer: Bringer) -> UnitKey | None:
    """The office of the station that wrote a stream; None when the bringer cannot speak for it.

    A station tells its office itself; of one that never sent, its authors do, and only who may bring its lines is believed.
    """
    stream = arriving.stream
    if stream.station in own_stations(station):
        home = station.unit
        # what a lost computer wrote after its last backup comes back from the offices it wrote about
        if stream.station != station.id and bringer.unit == stream.unit:
            return home
    else:
        author = arriving.lines[0].by.partition("/")[0] if arriving.lines else ""
        known = journal.home_of(station.db, stream.station) or keys.unit_of(station.db, stream.station)
        if known is None and stream.station == bringer.station:
            known = bringer.unit
        offices = (bringer.unit, stream.unit, *journal.offices_above(station.catalogue, stream.unit, stream.period))
        found = known or next((unit for unit in offices if unit.code == author), None)
        if found is None:
            return None
        home = found
    if not bringer.is_trusted:
        return home if home == bringer.unit == stream.unit else None
    if bringer.unit == station.unit:
        return home
    above_home = journal.offices_above(station.catalogue, home, stream.period)
    return home if may_bring(bringer.unit, home, above_home) else None


def _not_here(station: Station, arriving: StreamLines) -> int:
    """How many lines of a stream are not here with this content."""
    number = journal.find_stream(station.db, arriving.stream)
    if arriving.before:
        raise BeginningOutdated
    if number is None:
        return len(arriving.lines)
    here = journal.every_content(station.db, number, arriving.stream.station)
    stored = {(line.n, line.line()) for lines in here.values() for line in lines}
    return sum((line.n, line.line()) not in stored for line in arriving.lines)


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


def _take_stream(station: Station, arriving: StreamLines, home: UnitKey) -> tuple[Sequence[Line], int, int]:
    """The new lines, how many were here, and how many clash."""
    number, known, link = journal.taken_head(station.db, arriving.stream, home=home)
    is_own = arriving.stream.station == station.id
    if arriving.before:
        if is_own or (known, link) != (arriving.before, arriving.start.hex()):
            raise BeginningOutdated
        fresh: Sequence[Line] = arriving.lines
        already, clashing, is_whole = known, 0, True
        journal.put_lines(station.db, number, fresh)
    elif arriving.first > 1:
        fresh, already, clashing = _take_unlike(station, number, arriving)
        is_whole = False
    elif known and not is_own and len(arriving.links) >= known and arriving.links[known - 1].hex() == link:
        fresh = arriving.lines[known:]
        already, clashing, is_whole = known, 0, True
        journal.put_lines(station.db, number, fresh)
    elif not known and journal.last_n(station.db, number) == 0:
        first, twins = (arriving.lines, ()) if arriving.links else _twins({}, arriving.lines)
        fresh, already, clashing, is_whole = first, 0, len(twins), not twins
        journal.put_lines(station.db, number, first)
        _put_twins(station, number, twins)
    else:
        fresh, already, clashing = _take_unlike(station, number, arriving)
        is_whole = False
    purged = purged_up_to(station, arriving.stream.period, arriving.stream.unit) if arriving.texts else {}
    limit = purged.get(arriving.stream.station, 0)
    journal.put_texts(station.db, number, (text for text in arriving.texts if text.n > limit))
    if is_whole and arriving.links and not is_own:
        journal.set_taken_head(station.db, number, arriving.before + len(arriving.links), arriving.links[-1].hex())
    elif fresh or clashing:
        measure_head(station, number, arriving.stream)
    if is_whole and arriving.proven is not None and not is_own:
        note_proven(station.db, number, arriving.proven)
    return fresh, already, clashing


def _take_unlike(station: Station, number: int, arriving: StreamLines) -> tuple[Sequence[Line], int, int]:
    """Take lines that are no mere continuation of what is here, comparing them one by one."""
    here = journal.every_content(station.db, number, arriving.stream.station)
    stored = {(line.n, line.line()) for lines in here.values() for line in lines}
    unknown = [line for line in arriving.lines if (line.n, line.line()) not in stored]
    first, twins = _twins({n: len(lines) for n, lines in here.items()}, unknown)
    journal.put_lines(station.db, number, first)
    _put_twins(station, number, twins)
    return first, len(arriving.lines) - len(unknown), len(twins)


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


def _twins(here: dict[int, int], lines: Iterable[Line]) -> tuple[Sequence[Line], Sequence[tuple[int, Line]]]:
    """Which lines are the first content of their key, and which stand beside another one, with their number there."""
    counts = dict(here)
    first: list[Line] = []
    twins: list[tuple[int, Line]] = []
    for line in lines:
        twin = counts.get(line.n, 0)
        counts[line.n] = twin + 1
        if twin:
            twins.append((twin, line))
        else:
            first.append(line)
    return first, twins


def _put_twins(station: Station, number: int, twins: Sequence[tuple[int, Line]]) -> None:
    for twin, line in twins:
        journal.put_twin(station.db, number, twin, line)


def measure_head(station: Station, number: int, stream: Stream) -> None:
    """Note how far an unforked stream without holes goes.

    The head of any other one stays unknown, and it is compared line by line when it comes again.
    """
    here = journal.every_content(station.db, number, stream.station)
    contents = contents_by_n(line for lines in here.values() for line in lines)
    if len(contents) == len(here) and all(len(lines) == 1 for lines in contents):
        links = links_of(first_link(stream), [[lines[0].line()] for lines in contents])
        journal.set_taken_head(station.db, number, len(links), links[-1].hex())
    else:
        journal.set_taken_head(station.db, number, 0, "")


def _late(station: Station, stream: Stream, fresh: Sequence[Line]) -> int:
    """How many of the new lines lie above what the unit's closings cover."""
    if not fresh:
        return 0
    found = journal.facts_of_kinds(station, stream.period, stream.unit, _ENDS)
    limits = covered(closings(found)) if found else None
    if limits is None:
        return 0
    return sum(is_late(line, limits) for line in fresh if not (isinstance(line, Fact) and line.kind in _ENDS))


def _withdrawn(station: Station, stream: Stream, fresh: Sequence[Line]) -> int:
    """How many of the new lines an active withdrawal names, whether it came before them or with them."""
    if not fresh:
        return 0
    found = journal.facts_of_kinds(station, stream.period, stream.unit, (Kind.WITHDRAWN, Kind.REINSTATED))
    spans = [span for each in withdrawals(found) for span in each.spans]
    return sum(is_withdrawn(line, spans) for line in fresh) if spans else 0


def books_told_twice(station: Station, period: PeriodKey, unit: UnitKey) -> tuple[int, ...]:
    """The books of form numbers that more than one station of the unit says it was allotted."""
    holders: dict[int, set[str]] = {}
    for fact in journal.facts_of_kinds(station, period, unit, (Kind.BOOK_ALLOTTED,)):
        body = fact.facts()
        book, holder = body.get("book"), body.get("station", fact.station)
        if isinstance(book, int):
            holders.setdefault(book, set()).add(str(holder))
    return tuple(sorted(book for book, stations in holders.items() if len(stations) > 1))


def drop_taken(station: Station, *, keep: frozenset[str]) -> int:
    """Remove the lines of all stations but those in `keep`, for taking them again from kept packages; answers how many."""
    dropped = 0
    for number, stream in journal.all_streams(station.db).items():
        if stream.station not in keep:
            dropped += journal.drop_lines(station.db, number)
    return dropped


def own_stations(station: Station) -> frozenset[str]:
    """This station and those it was restored from: their lines are in no package that must have come here."""
    before = stations.predecessors(station.db)
    own = {station.id}
    current = station.id
    while (current := before.get(current, "")) and current not in own:
        own.add(current)
    return frozenset(own)
