"""The book of numbers of an office: which of its computers numbers receipts, campaign editions and closings, none of them twice.

Pure functions of the journal lines about the office itself, of all periods together; drawn in docs/merging.md. A line that says
who has the book names the lines that it follows, so no clock and no order of arrival decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Kind, PeriodKey, Ref

NUMBER_KINDS = (Kind.NUMBERS_HANDED, Kind.NUMBERS_TAKEN)
"""The lines that say who has the book."""
_WORDS = ("campaign", "file", "closing", "above")


class Given(NamedTuple):
    """The last numbers that are known to be given in one period: the edition of its campaign, its campaign files, closings, receipts.

    Up to `above` no number of any kind is given, whether it is known to be given or not.
    """

    campaign: int = 0
    file: int = 0
    closing: int = 0
    above: int = 0
    receipts: Mapping[UnitKey, int] = MappingProxyType({})

    def receipt(self, unit: UnitKey) -> int:
        """The number above which the next receipt for an office stands."""
        return max(self.above, self.receipts.get(unit, 0))

    def with_all(self, other: Given) -> Given:
        """What both know."""
        units = {*self.receipts, *other.receipts}
        return Given(
            max(self.campaign, other.campaign),
            max(self.file, other.file),
            max(self.closing, other.closing),
            max(self.above, other.above),
            {unit: max(self.receipts.get(unit, 0), other.receipts.get(unit, 0)) for unit in units},
        )

    def words(self) -> dict[str, object]:
        """As a line says it."""
        said: dict[str, object] = {name: number for name, number in zip(_WORDS, self[:4], strict=True) if number}
        if self.receipts:
            said["receipts"] = {str(unit): number for unit, number in self.receipts.items()}
        return said


NOTHING_GIVEN = Given()


class NumberTurn(NamedTuple):
    """One turn at the book: the line that began it (of the office's founding the station alone), and whose turn it is.

    `after` names the turns that it ended; `giver` handed the book over, nobody where it was taken or founded. `given` are the
    numbers that its line tells.
    """

    name: str
    holder: str
    after: frozenset[str] = frozenset()
    giver: str = ""
    by: str = ""
    at: str = ""
    reason: str = ""
    given: Mapping[PeriodKey, Given] = MappingProxyType({})

    def line_in(self, period: PeriodKey, station: str) -> int:
        """The n of its line when that stands in the stream of this station in this period; else 0."""
        place, space, ref = self.name.rpartition(" ")
        if not space or place != str(period):
            return 0
        line = Ref.parse(ref)
        return line.n if line.station == station else 0


class NumberBook(NamedTuple):
    """Who has the book of numbers, and what is known to be given.

    `holders` is one station; several where more than one took it without knowing of the other, nobody where no founder is known.
    `last` are the turns that no other one ended, `turns` all that count, each behind those that it follows.
    """

    holders: tuple[str, ...]
    last: tuple[NumberTurn, ...]
    turns: tuple[NumberTurn, ...]
    given: Mapping[PeriodKey, Given]

    @property
    def holder(self) -> str | None:
        """The one station that numbers; None as long as that is not settled."""
        return self.holders[0] if len(self.holders) == 1 else None

    def given_in(self, period: PeriodKey) -> Given:
        return self.given.get(period, NOTHING_GIVEN)


def turn_name(period: PeriodKey, ref: Ref) -> str:
    """What names a line among those of all periods."""
    return f"{period} {ref}"


def number_book(
    facts: Iterable[tuple[PeriodKey, Fact]], *, founders: Collection[str], ended: Collection[str] = ()
) -> NumberBook:
    """Who has the book by these lines of all periods.

    The founders of an office have it first, those of its computers that certified themselves. Who has it hands it to another one; anybody
    of the office takes it over. Of two turns that do not know of each other neither ends the other; of one whose key was `ended`
    none is asked as long as there is another.
    """
    told = [_turn(period, fact) for period, fact in facts if fact.kind in NUMBER_KINDS]
    turns = _counting(founders, told)
    over = frozenset().union(*(turn.after for turn in turns))
    last = tuple(turn for turn in turns if turn.name not in over)
    holders = {turn.holder for turn in last}
    holders = (holders - set(ended)) or holders
    return NumberBook(tuple(sorted(holders)), last, turns, all_given(turn.given for turn in told))


def all_given(known: Iterable[Mapping[PeriodKey, Given]]) -> dict[PeriodKey, Given]:
    """What several know together."""
    given: dict[PeriodKey, Given] = {}
    for each in known:
        for period, numbers in each.items():
            given[period] = given.get(period, NOTHING_GIVEN).with_all(numbers)
    return given


def numbers_body(
    last: Iterable[NumberTurn], given: Mapping[PeriodKey, Given], *, station: str = "", reason: str = ""
) -> dict[str, object]:
    """What a line says that ends these turns: to whom the book goes, or why it was taken, and the numbers given until then."""
    said: dict[str, object] = {
        "after": sorted(turn.name for turn in last),
        "numbers": {str(period): words for period, numbers in given.items() if (words := numbers.words())},
    }
    if station:
        said["station"] = station
    if reason:
        said["reason"] = reason
    return said


def given_in(value: object) -> dict[PeriodKey, Given]:
    """The numbers that a line tells, by period; what is none is passed over."""
    found: dict[PeriodKey, Given] = {}
    for text, words in value.items() if isinstance(value, dict) else ():
        try:
            period = PeriodKey.parse(str(text))
            receipts = words.get("receipts", {})
            of_units = {UnitKey.parse(str(unit)): int(number) for unit, number in receipts.items()}
            campaign, file, closing, above = (int(words.get(name, 0)) for name in _WORDS)
            found[period] = Given(campaign, file, closing, above, of_units)
        except (ValueError, TypeError, AttributeError):
            continue
    return found


def _turn(period: PeriodKey, fact: Fact) -> NumberTurn:
    body = fact.facts()
    after = body.get("after")
    is_handed = fact.kind == Kind.NUMBERS_HANDED
    return NumberTurn(
        turn_name(period, fact.ref),
        str(body.get("station", "")) if is_handed else fact.station,
        frozenset(map(str, after if isinstance(after, list) else ())),
        fact.station if is_handed else "",
        fact.by,
        fact.at,
        str(body.get("reason", "")),
        given_in(body.get("numbers")),
    )


def _counting(founders: Iterable[str], told: Collection[NumberTurn]) -> tuple[NumberTurn, ...]:
    """The turns that count, each behind those that it follows: only who has the book hands it over.

    A line that follows one which is not here yet counts; what it follows says more when it comes.
    """
    counting = {station: NumberTurn(station, station) for station in sorted(founders)}
    here = {*counting, *(turn.name for turn in told)}
    void: set[str] = set()
    waiting = sorted(told)
    while waiting:
        known = {*counting, *void}
        # lines that follow each other in a circle have no first one
        ready = [turn for turn in waiting if known.issuperset(turn.after & here)] or waiting
        for turn in ready:
            mine = frozenset(name for name in turn.after if name not in here or _holder(counting, name) == turn.giver)
            if not turn.giver:
                counting[turn.name] = turn
            elif mine:
                # it ends no turn of somebody else
                counting[turn.name] = turn._replace(after=mine)
            else:
                void.add(turn.name)
        waiting = [turn for turn in waiting if turn.name not in counting and turn.name not in void]
    return tuple(counting.values())


def _holder(counting: Mapping[str, NumberTurn], name: str) -> str:
    found = counting.get(name)
    return found.holder if found is not None else ""
