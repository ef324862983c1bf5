"""The lines of one branch of a stream put in order, and proven whole: no hole, no line twice, and the signed chain at the end."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from exports.packages.findings import ChainBroken
from models.domain.basics.problems import Problem
from models.domain.book.facts import Line, Stream, chain
from models.services.exchange.merging import StreamLines
from models.store.journal import FreeText


class PackageStream(NamedTuple):
    """One branch of a stream of the package while it is read: n, text and line of each row, and what its row promises.

    `leaves` is the number of the branch in which it begins; empty where it begins in none.
    """

    stream: Stream
    leaves: str
    first: int
    before: bytes
    last: int
    chain: str
    signature: str
    lines: list[tuple[int, str, Line]]
    texts: list[FreeText]


def checked_lines(place: PackageStream, found: list[Problem], *, before: int = 0, start: bytes = b"") -> StreamLines:
    """The lines in order, when they are whole from after n = `before` to the promised last n and lead to the promised chain hash.

    `start` is the chain hash after n = `before`; without it the lines begin where the branch does.
    """
    station = place.stream.station
    place.lines.sort(key=itemgetter(0))
    known, link = (before, start) if start else (place.first - 1, place.before)
    lines: tuple[Line, ...] = ()
    links: tuple[bytes, ...] = ()
    for expected, (n, _, _) in enumerate(place.lines, known + 1):
        if n != expected:
            found.append(ChainBroken(station, f"n {expected}", f"n {n}"))
            break
    else:
        lines = tuple([line for _, _, line in place.lines])
        links = tuple(chain(link, [text for _, text, _ in place.lines]))
        if known + len(lines) != place.last:
            found.append(ChainBroken(station, f"n {place.last}", f"n {known + len(lines)}"))
        elif (links[-1] if links else link).hex() != place.chain:
            found.append(ChainBroken(station, f"{place.chain[:16]}…", f"{(links[-1] if links else link).hex()[:16]}…"))
    return StreamLines(
        place.stream, lines, links, tuple(place.texts), known if start else 0, link, None, place.first, place.signature
    )


def require_leaving(
    places: Mapping[str, PackageStream], streams: Mapping[str, StreamLines], found: list[Problem]
) -> None:
    """Find fault with a branch that does not begin where the one that it leaves passes."""
    for place in places.values():
        if place.leaves:
            left, n = places[place.leaves], place.first - 1
            if not left.first <= n <= left.last or streams[place.leaves].links[n - left.first] != place.before:
                found.append(ChainBroken(place.stream.station, f"n {n}", place.leaves))
