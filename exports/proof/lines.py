"""The lines of the base beside those that were signed, and beside every head that somebody vouched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NamedTuple

from exports.proof.kept import Kept, SignedHead, line_digest
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Message, Problem, Sentence
from models.domain.book.authority import hearing
from models.domain.book.branches import linked
from models.domain.book.certificates import head_said
from models.domain.book.closing import closing_heads
from models.domain.book.facts import Fact, Keying, Kind, Line, Stream
from models.security import is_signed
from models.services.exchange.merging import own_stations
from models.store import journal
from models.store import printed as printed_states
from models.store.branches import branches_of
from models.store.database import Station
from models.store.keys import certificates

Contents = Mapping[int, Sequence[Line]]
"""All contents of each line of a stream, by n."""


@dataclass(eq=False)
class StreamChanged(Problem):
    """A line of a stream is not what was written."""

    station: str
    unit: str
    period: str
    code = "stream_changed"
    says = N_(
        "The records of computer {station} about office {unit} in {period} were changed or damaged on the disk. "
        "Make the base again from the packages; if that does not help, restore the last backup."
    )
    deed = Deed.REBUILD


@dataclass(eq=False)
class LinesOtherwise(Problem):
    """Lines of one stream are not those that were signed; its kinds say in which way."""

    station: str
    unit: str
    period: str
    count: int
    lines: tuple[Sentence, ...]
    file: str
    since: datetime | str
    deed: ClassVar[Deed | None] = Deed.REBUILD

    @property
    def parts(self) -> tuple[Sentence, ...]:
        return self.lines


@dataclass(eq=False)
class LinesChanged(LinesOtherwise):
    """Lines have another content than in the signed packages."""

    code = "lines_changed"
    says = N_(
        "{count} records of computer {station} about {unit} in {period} are not what the signed package {file} ({since}) "
        "says: they were changed here afterwards. Make the base again from the packages."
    )


@dataclass(eq=False)
class LinesMissing(LinesOtherwise):
    """Lines that signed packages carry are not here."""

    code = "lines_missing"
    says = N_(
        "{count} records of computer {station} about {unit} in {period} that the signed package {file} ({since}) carries "
        "are not here: they were deleted afterwards. Make the base again from the packages."
    )


@dataclass(eq=False)
class LinesAdded(LinesOtherwise):
    """Lines of another station are here that no package brought."""

    code = "lines_added"
    says = N_(
        "{count} records of computer {station} about {unit} in {period} came with no package (the last is {file}, "
        "{since}): they were written here by another hand. Make the base again from the packages."
    )


@dataclass(eq=False)
class HeadOtherwise(Problem):
    """A stream does not lead to the chain hash that somebody vouched for."""

    station: str
    unit: str
    period: str
    n: int
    source: Sentence
    since: datetime | str
    code = "head_otherwise"
    says = N_(
        "The records 1 to {n} of computer {station} about {unit} in {period} are not those of {since} any more "
        "({source}). Restore a backup from before they were changed, or ask the office that merges for a receipt."
    )
    deed = Deed.SHOW_BACKUPS


class Unproven(NamedTuple):
    """How many lines of a stream nothing signed covers yet; who changes them leaves no trace."""

    station: str
    unit: str
    period: str
    lines: int


LINE = N_("record {n}")
LINE_OF_FORM = N_("record {n}, form {form}")


class Compared(NamedTuple):
    """What is not right about a stream, how many lines it has, and how many of them nothing signed covers."""

    problems: tuple[Problem, ...]
    lines: int
    unproven: int


def compared(station: Station, number: int, stream: Stream, kept: Kept) -> Compared:
    """Compare a stream with the head beside it and, line by line, with what was signed."""
    contents = journal.every_content(station.db, number, stream.station)
    own = stream.station in own_stations(station)
    found: list[Problem] = [*_beside_signed(station, stream, contents, kept, is_own=own)]
    if not found and not _leads_to_its_heads(station, number, stream, contents):
        found.append(StreamChanged(stream.station, stream.unit.code, stream.period.code))
    signed = kept.lines.get(stream, {})
    return Compared(tuple(found), len(contents), sum(n not in signed for n in contents) if own else 0)


def missing_streams(station: Station, here: Iterable[Stream], kept: Kept) -> Iterator[Problem]:
    """The streams that signed packages carry and of which nothing is here any more."""
    for stream in sorted(kept.lines.keys() - set(here)):
        yield from _beside_signed(station, stream, {}, kept, is_own=stream.station in own_stations(station))


def heads_otherwise(
    station: Station, numbers: Mapping[Stream, int], heads: Iterable[SignedHead], *, told: Iterable[Stream]
) -> Iterator[HeadOtherwise]:
    """Which heads the lines do not lead to, the earliest of each stream; streams already `told` are passed over."""
    by_stream: dict[Stream, list[SignedHead]] = {}
    for head in heads:
        by_stream.setdefault(head.stream, []).append(head)
    for stream in sorted(by_stream.keys() - set(told)):
        number = numbers.get(stream)
        branches = () if number is None else journal.linked_branches(station.db, number, stream)
        for head in sorted(by_stream[stream], key=lambda each: each.n):
            if not any(each.link_at(head.n) == head.chain for each in branches):
                unit = station.catalogue.office_told(stream.unit)
                yield HeadOtherwise(stream.station, unit, stream.period.code, head.n, head.source, _moment(head.at))
                break


def heads_in_base(station: Station, streams: Mapping[int, Stream]) -> Iterator[SignedHead]:
    """The heads that lines and notes of the base itself name: closings that have effect, and what was printed."""
    for unit, period in sorted({(stream.unit, stream.period) for stream in streams.values()}):
        found = journal.facts_of_kinds(station, period, unit, (Kind.CLOSED,), with_unheard=True)
        for fact in filter(hearing(journal.speakers(station, period=period, unit=unit)) if found else None, found):
            source = Sentence(N_("closing {ref}"), {"ref": str(fact.ref)})
            for place, (n, link) in _closing_heads(fact).items():
                of = Stream(place, unit, period)
                # a hub may lack what an office closed over; what is here of it is told beside the figures
                if n and _reaches(station, of, n):
                    yield SignedHead(of, n, link, source, fact.at)
    for period, printed in printed_states.every_printed(station.db):
        source = Sentence(N_("figures with the control code {mark}"), {"mark": printed.fingerprint[:16]})
        for each in printed.heads:
            if each.chain:
                of = Stream(each.station, each.unit, period)
                yield SignedHead(of, each.n, each.chain, source, printed.at)


def _closing_heads(fact: Fact) -> Mapping[str, tuple[int, str]]:
    try:
        return closing_heads(fact)
    except ValueError:
        # a closing whose body does not read is told as a changed line
        return {}


def _reaches(station: Station, stream: Stream, n: int) -> bool:
    number = journal.find_stream(station.db, stream)
    return number is not None and journal.last_n(station.db, number) >= n


def _leads_to_its_heads(station: Station, number: int, stream: Stream, contents: Contents) -> bool:
    """Whether every line stands on a branch, and every branch leads to the head that its station signed."""
    branches = branches_of(station.db, number, stream)
    keys = {each.station: each.key for each in certificates(station.db)}
    places: set[tuple[int, int]] = set()
    for branch in branches:
        places |= {(n, branch.place_at(n)) for n in range(branch.first, branch.last + 1)}
        said = head_said(stream, branch.last, branch.chain)
        if not linked(branch, contents).is_whole or not is_signed(keys.get(stream.station, ""), branch.signature, said):
            return False
    return places == {(n, place) for n, lines in contents.items() for place in range(len(lines))}


def _beside_signed(
    station: Station, stream: Stream, contents: Contents, kept: Kept, *, is_own: bool
) -> Iterator[LinesOtherwise]:
    signed = kept.lines.get(stream, {})
    here = {n: {line_digest(line.line()) for line in lines} for n, lines in contents.items()}
    missing = [n for n in signed if n not in here]
    own_up_to = kept.own_up_to.get(stream, 0)
    changed = [
        n
        for n, digests in here.items()
        if n in signed and (signed[n] - digests or (digests - signed[n] and (not is_own or n <= own_up_to)))
    ]
    beside = kept.unnoted.get(stream, set())
    added = (
        []
        if is_own or stream in kept.lost
        else [n for n, digests in here.items() if n not in signed and not digests <= beside]
    )
    at, file = kept.files.get(stream, ("", "–"))
    for kind, numbers in ((LinesChanged, changed), (LinesMissing, missing), (LinesAdded, added)):
        if numbers:
            yield kind(
                stream.station,
                station.catalogue.office_told(stream.unit),
                stream.period.code,
                len(numbers),
                tuple(_named(n, contents.get(n, ())) for n in sorted(numbers)),
                file,
                _moment(at),
            )


def _moment(at: str) -> datetime | str:
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return at or "–"


def _named(n: int, contents: Sequence[Line]) -> Sentence:
    says: Message = LINE
    values: dict[str, object] = {"n": n}
    for line in contents:
        form = line.serial if isinstance(line, Keying) else line.serials
        if form:
            says, values = LINE_OF_FORM, {"n": n, "form": form}
    return Sentence(says, values)
