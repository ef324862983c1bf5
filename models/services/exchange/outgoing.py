"""What leaves with a package: the branches of streams that are whole and signed, every one as its station wrote it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.branches import MOST_BRANCHES, LinkedBranch, all_linked, whole_branches
from models.domain.book.facts import Line, PeriodKey, Stream
from models.services.office.known_keys import travelling_with
from models.store import journal, keys
from models.store.branches import branches_of
from models.store.database import Station
from models.store.journal import FreeText


@dataclass(eq=False)
class LinesNotSigned(Problem):
    """Lines of a stream were changed after their station signed them."""

    station: str
    unit: str
    period: str
    code = "lines_not_signed"
    says = N_(
        "The records of computer {station} about {unit} in {period} are not what that computer signed: they were changed on the "
        "disk. Nothing was written. Make the base again from the packages; if that does not help, restore the last backup."
    )
    deed = Deed.REBUILD


class OutgoingStream(NamedTuple):
    """One stream: its whole branches with their chain hashes, all contents by n in the order of their places, and the texts.

    Of a stream of one branch only what follows n = `known` goes out.
    """

    stream: Stream
    branches: tuple[LinkedBranch, ...]
    contents: Mapping[int, Sequence[Line]]
    texts: Sequence[FreeText]
    known: int = 0

    @property
    def last(self) -> int:
        """The last n before the first hole."""
        return max((each.branch.last for each in self.branches), default=0)


def outgoing(
    station: Station, *, unit: UnitKey, period: PeriodKey, only: Collection[str] = ()
) -> tuple[OutgoingStream, ...]:
    """Every stream of a unit (with `only`, those of these stations) from its first line to the one before the first hole.

    What strangers write leaves only as far as a package has room for it, so that nobody fills the packages of others: streams of
    stations that are heard here go first, of a stream the branches at which its key was ended, then those that came first. Refuses
    (`LinesNotSigned`) lines that do not lead to the head that their station signed.
    """
    found: list[OutgoingStream] = []
    here = journal.streams(station.db, period=period, unit=unit)
    fitting = travelling_with(station, frozenset(stream.station for stream in here.values())).stations
    ended = keys.ended(station.db)
    for number, stream in here.items():
        if (only and stream.station not in only) or stream.station not in fitting:
            continue
        contents = journal.every_content(station.db, number, stream.station)
        branches = all_linked(whole_branches(branches_of(station.db, number, stream)), contents)
        if not all(each.is_whole for each in branches):
            raise LinesNotSigned(stream.station, station.catalogue.office_told(unit), period.code)
        if len(branches) > MOST_BRANCHES:
            named = [head for head in ended.get(stream.station, ()) if head.stream == stream]
            ended_there = (each for each in branches if any(each.link_at(head.n) == head.chain for head in named))
            branches = tuple(dict.fromkeys((*ended_there, *branches)))[:MOST_BRANCHES]
        if branches or contents:
            found.append(OutgoingStream(stream, branches, contents, journal.texts_of(station.db, number)))
    return tuple(found)
