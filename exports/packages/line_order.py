"""The lines of one stream put in order, and proven whole: no hole, no line twice, and the promised chain at the end."""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

from exports.packages.findings import ChainBroken
from models.domain.basics.problems import Problem
from models.domain.book.branches import branch_heads
from models.domain.book.facts import Line, Stream, chain, first_link
from models.services.exchange.merging import StreamLines
from models.store.journal import FreeText


class PackageStream(NamedTuple):
    """One stream of the package while it is read: n, text and line of each row, and what its rows promise."""

    stream: Stream
    first: int
    before: bytes
    last: int
    chains: tuple[str, ...]
    lines: list[tuple[int, str, Line]]
    texts: list[FreeText]


def checked_end(place: PackageStream, found: list[Problem]) -> StreamLines:
    """The lines of a place, or of the end of a stream: those are right in themselves, whatever the base holds."""
    found_lines = checked_lines(place, found, before=place.first - 1, start=place.before)
    return found_lines._replace(before=0, start=b"", first=place.first)


def checked_lines(place: PackageStream, found: list[Problem], *, before: int = 0, start: bytes = b"") -> StreamLines:
    """The lines in order, when they are whole from `before` + 1 to the promised last n and lead to the promised heads."""
    station = place.stream.station
    place.lines.sort(key=itemgetter(0, 1))
    start = start or first_link(place.stream)
    if [n for n, _, _ in place.lines] == list(range(before + 1, place.last + 1)) and len(place.chains) == 1:
        links = list(chain(start, [text for _, text, _ in place.lines]))
        if (links[-1] if links else start).hex() == place.chains[0]:
            return StreamLines(place.stream, _lines(place), tuple(links), tuple(place.texts), before, start)
    contents: list[list[str]] = []
    last = before
    for n, text, _ in place.lines:
        if n == last + 1:
            contents.append([text])
            last = n
        elif n == last and contents and text not in contents[-1]:
            contents[-1].append(text)
        else:
            found.append(ChainBroken(station, f"n {last + 1}", f"n {n}"))
            return StreamLines(place.stream, (), (), ())
    if last != place.last:
        found.append(ChainBroken(station, f"n {place.last}", f"n {last}"))
    heads = branch_heads(start, contents)
    if heads != place.chains:
        found.append(ChainBroken(station, f"{place.chains[0][:16]}…", f"{heads[0][:16]}…"))
    return StreamLines(place.stream, _lines(place), (), tuple(place.texts), before, start)


def _lines(place: PackageStream) -> tuple[Line, ...]:
    return tuple([line for _, _, line in place.lines])
