"""Who may say what: which lines have effect.

Pure functions; their table stands in docs/merging.md. A line outside its office's authority is kept, carried and listed, and
counts in nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from operator import itemgetter
from typing import NamedTuple, TypeVar

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Keying, Kind, Line, Ref, canonical, settles_text

KINDS_FROM_ABOVE = frozenset(
    (
        Kind.BOOK_ALLOTTED,
        Kind.RULED,
        Kind.CHOSEN,
        Kind.SECOND_ASKED,
        Kind.SHARE_RAISED,
        Kind.WITHDRAWN,
        Kind.REINSTATED,
        Kind.PURGED,
        Kind.KEY_CONFIRMED,
        Kind.KEY_ENDED,
        Kind.LATE_TAKEN,
    )
)
"""The journal lines that an office above may write about another one; of keyings those that settle others."""
ONLY_FROM_ABOVE = frozenset((Kind.LATE_TAKEN,))
"""The journal lines that an office does not write about itself."""
_NAMING = ("facts", "line", "replaces", "closing", "withdrawal", "issue", "keying")
"""Where the body of a journal line names other lines."""
_Some = TypeVar("_Some", Fact, Keying)


class Relation(Enum):
    """How the office of a station stands to the office that a line is about."""

    OWN = "own"
    ABOVE = "above"
    OTHER = "other"


class Related(NamedTuple):
    """What a campaign says of its offices: under which one each stands, and whose work it has taken over."""

    parents: Mapping[UnitKey, UnitKey]
    predecessors: Mapping[UnitKey, frozenset[UnitKey]]

    def above(self, unit: UnitKey, known: Callable[[UnitKey], Sequence[UnitKey]]) -> tuple[UnitKey, ...]:
        """The offices over one, the nearest first; `known` tells those that are known without a campaign.

        An office that only a campaign puts over it stands under those that stand over that office itself.
        """
        found = list(known(unit))
        seen, at = {unit}, 0
        place = self.parents.get(unit)
        while place is not None and place not in seen:
            seen.add(place)
            if place in found:
                at = found.index(place) + 1
            else:
                over = self._over(place, known)
                at = min((index for index, each in enumerate(found) if each in over), default=at)
                new = [each for each in (place, *known(place)) if each not in found and each != unit]
                found[at:at] = new
                at += len(new)
            place = self.parents.get(place)
        return tuple(found)

    def _over(self, unit: UnitKey, known: Callable[[UnitKey], Sequence[UnitKey]]) -> frozenset[UnitKey]:
        found: set[UnitKey] = set()
        waiting = [unit]
        while waiting:
            place = waiting.pop()
            parent = self.parents.get(place)
            new = {*known(place), *((parent,) if parent is not None else ())} - found - {unit}
            found |= new
            waiting += new
        return frozenset(found)


UNRELATED = Related({}, {})
"""What is known without a campaign."""


class Speaker(NamedTuple):
    """The office of a station, and how many steps it stands above the office spoken of (0: itself; None: not above it).

    Without an office no certificate that is confirmed here leads to the station. `only` are the texts of the lines that count of
    a station whose key was ended. Of one that speaks for several offices it is the highest, `also` the others: anybody may certify
    a station for an office of his own, and takes it nothing away.
    """

    unit: UnitKey | None
    steps: int | None
    only: frozenset[str] | None = None
    also: tuple[Speaker, ...] = ()

    def writing_as(self, author: str) -> Speaker:
        """The office for which the station speaks in a line of this author."""
        if self.also:
            return next(
                (each for each in (self, *self.also) if each.unit and author.startswith(f"{each.unit.code}/")), self
            )
        return self

    @property
    def relation(self) -> Relation:
        if self.steps is None:
            return Relation.OTHER
        return Relation.ABOVE if self.steps else Relation.OWN


UNHEARD = Speaker(None, None)
"""A station whose key nobody has confirmed here."""


def for_both(one: Speaker, other: Speaker | None) -> Speaker:
    """A station that stands in two offices; one that has no say in what is spoken of adds nothing."""
    if other is None or other.steps is None:
        return one
    if one.steps is None:
        return other
    upper, lower = (one, other) if one.steps > other.steps else (other, one)
    return upper._replace(also=(*upper.also, lower._replace(also=()), *lower.also))


class Objection(Enum):
    """Why a line has no effect.

    Its station's key is not confirmed here, or was ended before it; its office does not stand above, its author is of another
    office, or it is not for an office above. Of one that is out of `REACH` only what it says of an act of an office above has none.
    """

    KEY = "key"
    ENDED = "ended"
    OFFICE = "office"
    AUTHOR = "author"
    KIND = "kind"
    REACH = "reach"


def speaker_of(
    home: UnitKey, about: UnitKey, above: Sequence[UnitKey], predecessors: Collection[UnitKey] = ()
) -> Speaker:
    """What an office is to another one; `above` are the offices over that one, the nearest first.

    `predecessors` are those whose work the office `home` has taken over: about them it speaks as they did.
    """
    if home == about or about in predecessors:
        return Speaker(home, 0)
    return Speaker(home, above.index(home) + 1 if home in above else None)


def objection(line: Line, speaker: Speaker) -> Objection | None:
    """Why a line of this speaker's station has no effect; None when it has."""
    speaker = speaker.writing_as(line.by)
    if speaker.unit is None:
        return Objection.KEY
    relation = speaker.relation
    if relation is Relation.OTHER:
        return Objection.OFFICE
    if speaker.only is not None and line.line() not in speaker.only:
        return Objection.ENDED
    if not line.by.startswith(f"{speaker.unit.code}/"):
        return Objection.AUTHOR
    if relation is Relation.ABOVE:
        is_fit = line.kind in KINDS_FROM_ABOVE if isinstance(line, Fact) else bool(line.settles)
        return None if is_fit else Objection.KIND
    return Objection.KIND if isinstance(line, Fact) and line.kind in ONLY_FROM_ABOVE else None


def doubt(line: Line, speakers: Mapping[str, Speaker]) -> Objection | None:
    """Why a line, or what it says of acts of offices above its own, has no effect; None when all of it has."""
    speaker = speakers.get(line.station)
    found = objection(line, speaker) if speaker is not None else None
    if found is not None:
        return found
    if isinstance(line, Keying):
        return None if within_reach(line, speakers) == line else Objection.REACH
    return None if within_reach(line, speakers) == line else Objection.REACH


def hearing(speakers: Mapping[str, Speaker]) -> Callable[[Line], bool]:
    """What tells whether a line has effect; a station that `speakers` does not name is one of the office itself."""
    # an office has few people and many lines
    of_own: dict[tuple[str, str], bool] = {}

    def is_heard(line: Line) -> bool:
        speaker = speakers.get(line[0])
        if speaker is None:
            return True
        if speaker.steps != 0 or speaker.only is not None:
            return objection(line, speaker) is None
        if type(line) is Fact and line.kind in ONLY_FROM_ABOVE:
            return False
        pair = (line[0], line.by)
        if pair not in of_own:
            of_own[pair] = objection(line, speaker) is None
        return of_own[pair]

    return is_heard


def with_effect(lines: Sequence[_Some], speakers: Mapping[str, Speaker]) -> Sequence[_Some]:
    """The lines that have effect, without what they say of acts of offices above their own."""
    if not speakers:
        return lines
    is_heard = hearing(speakers)
    heard: Sequence[_Some] = lines if _are_all_of_own(lines, speakers, is_heard) else list(filter(is_heard, lines))
    if all(not speaker.steps for speaker in speakers.values()):
        return heard
    return [within_reach(line, speakers) for line in heard]


def _are_all_of_own(lines: Sequence[Line], speakers: Mapping[str, Speaker], is_heard: Callable[[Line], bool]) -> bool:
    """Whether these are keyings of the office itself, so that all of a person at a computer are heard as one of them is."""
    if (
        not lines
        or type(lines[0]) is not Keying
        or any(each.steps or each.only is not None for each in speakers.values())
    ):
        return False
    return all(map(is_heard, dict(zip(map(_BY_WHOM, lines), lines, strict=True)).values()))


_BY_WHOM = itemgetter(Keying._fields.index("station"), Keying._fields.index("by"))


def within_reach(line: _Some, speakers: Mapping[str, Speaker]) -> _Some:
    """The line without the references to acts of offices above the one that wrote it."""
    speaker = speakers.get(line.station)
    own = (speaker.writing_as(line.by).steps or 0) if speaker is not None else 0
    if isinstance(line, Keying):
        settled = line.settled()
        kept = [ref for ref in settled if _steps(speakers, ref.station) <= own]
        return line if len(kept) == len(settled) else line._replace(settles=settles_text(kept))
    if not line.body:
        return line
    body = line.facts()
    reached = {name: _reached(name, value, speakers, own) for name, value in body.items()}
    return line if reached == body else line._replace(body=canonical(reached))


def _steps(speakers: Mapping[str, Speaker], station: str) -> int:
    speaker = speakers.get(station)
    return (speaker.steps or 0) if speaker is not None else 0


def _reached(name: str, value: object, speakers: Mapping[str, Speaker], own: int) -> object:
    if name == "lines" and isinstance(value, list):
        return [
            each for each in value if not (isinstance(each, list) and each and _steps(speakers, str(each[0])) > own)
        ]
    if name not in _NAMING:
        return value
    if isinstance(value, list):
        return [each for each in value if _station_in(each, speakers) <= own]
    return value if _station_in(value, speakers) <= own else ""


def _station_in(value: object, speakers: Mapping[str, Speaker]) -> int:
    try:
        return _steps(speakers, Ref.parse(str(value)).station)
    except ValueError:
        return 0
