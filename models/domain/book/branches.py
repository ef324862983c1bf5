"""The branches of a stream: exact sequences of lines, each ending in a head that its station signed.

A stream has one branch, unless its station was copied and both copies went on numbering: then one key has several contents, and
each copy's signed head ends a branch of its own. A branch may begin behind lines that are not here yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from models.domain.book.facts import Line, Stream, chain, first_link

MOST_BRANCHES = 64
"""How many branches of one stream a package holds at most."""


class SignedBranch(NamedTuple):
    """Lines `first` to `last` of a stream; `before` and `chain` are the chain hashes (hex) before the first and after the last.

    `signature` is the station's over its head (`certificates.head_said`). `twins` says which content a key with several takes:
    `(n, place)` from n on, ascending; nothing means the first content everywhere.
    """

    first: int
    before: str
    last: int
    chain: str
    signature: str
    twins: tuple[tuple[int, int], ...] = ()

    def place_at(self, n: int) -> int:
        """Which of the contents of key n this branch takes."""
        place = 0
        for start, each in self.twins:
            if start > n:
                break
            place = each
        return place


class LinkedBranch(NamedTuple):
    """A branch with the chain hash after each of its lines."""

    branch: SignedBranch
    links: tuple[str, ...]

    def link_at(self, n: int) -> str:
        """The chain hash after line n; empty where this branch does not go."""
        first = self.branch.first
        if n == first - 1:
            return self.branch.before
        return self.links[n - first] if first <= n < first + len(self.links) else ""

    @property
    def is_whole(self) -> bool:
        """Whether its lines lead to the head that was signed."""
        return self.link_at(self.branch.last) == self.branch.chain


def contents_by_n(lines: Iterable[Line]) -> tuple[tuple[Line, ...], ...]:
    """All contents of n = 1, 2, 3 … before the first hole, the contents of one key in the order of their texts."""
    by_n: dict[int, dict[str, Line]] = {}
    for line in lines:
        by_n.setdefault(line.n, {})[line.line()] = line
    whole: list[tuple[Line, ...]] = []
    while (contents := by_n.get(len(whole) + 1)) is not None:
        whole.append(tuple(contents[text] for text in sorted(contents)))
    return tuple(whole)


def lines_on(branch: SignedBranch, contents: Mapping[int, Sequence[Line]]) -> tuple[Line, ...]:
    """The lines of a branch; `contents` are those of every key in the order of their places. Raises `KeyError`, `IndexError`."""
    return tuple(contents[n][branch.place_at(n)] for n in range(branch.first, branch.last + 1))


def linked(branch: SignedBranch, contents: Mapping[int, Sequence[Line]]) -> LinkedBranch:
    """A branch with its chain hashes worked out from its lines, as far as these are here."""
    texts = []
    for n in range(branch.first, branch.last + 1):
        here, place = contents.get(n, ()), branch.place_at(n)
        if place >= len(here):
            break
        texts.append(here[place].line())
    return LinkedBranch(branch, tuple(link.hex() for link in chain(bytes.fromhex(branch.before), texts)))


def all_linked(branches: Iterable[SignedBranch], contents: Mapping[int, Sequence[Line]]) -> tuple[LinkedBranch, ...]:
    """`linked` of several branches of one stream; what they have in common is worked out and held once, however long they are."""
    every = list(branches)
    found: dict[int, LinkedBranch] = {}
    before: LinkedBranch | None = None
    # beside each other they have most in common
    for at in sorted(
        range(len(every)), key=lambda place: (every[place].first, every[place].before, every[place].twins)
    ):
        before = found[at] = _linked_like(before, every[at], contents)
    return tuple(found[at] for at in range(len(every)))


def _linked_like(
    known: LinkedBranch | None, branch: SignedBranch, contents: Mapping[int, Sequence[Line]]
) -> LinkedBranch:
    """`linked`, beginning where a branch parts from one whose hashes are known."""
    if known is None or (known.branch.first, known.branch.before) != (branch.first, branch.before):
        return linked(branch, contents)
    common = min(_parting(known.branch, branch) - branch.first, len(known.links))
    if not common:
        return linked(branch, contents)
    rest = branch._replace(first=branch.first + common, before=known.links[common - 1])
    return LinkedBranch(branch, known.links[:common] + linked(rest, contents).links)


def _parting(one: SignedBranch, other: SignedBranch) -> int:
    """The first n at which two branches that begin alike take unlike contents, or at which one of them has ended."""
    ends = min(one.last, other.last) + 1
    for at, (step, step_of_other) in enumerate(zip_longest(one.twins, other.twins)):
        if step != step_of_other:
            return min(ends, *(twins[at][0] for twins in (one.twins, other.twins) if at < len(twins)))
    return ends


def steps(places: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """`SignedBranch.twins` of (n, place) of every line, ascending."""
    found: list[tuple[int, int]] = []
    known = 0
    for n, place in places:
        if place != known:
            found.append((n, place))
            known = place
    return tuple(found)


def joined(branches: Iterable[LinkedBranch]) -> tuple[SignedBranch, ...]:
    """The fewest branches that say the same: ends are put behind their beginnings, and what another one holds goes.

    In the order in which they came; the first branch keeps its place.
    """
    joining = Joining()
    for each in branches:
        joining.add(each)
    return tuple(branch for _, branch in sorted(joining.placed.items()))


class Joining:
    """`joined` for branches that come one after the other; each costs as much as it is unlike those that are there.

    A chain hash stands for everything before it: who holds one node of a branch holds all that lead there.
    """

    def __init__(self) -> None:
        self._kept: dict[int, LinkedBranch] = {}
        self._on: dict[tuple[int, str], int] = {}
        """Of each *node*, an n with its chain hash, one of the branches on which it stands: that which begins first."""
        self._ends: dict[tuple[int, str], int] = {}
        self._waiting: dict[tuple[int, str], set[int]] = {}
        """The branches whose beginning has not come, by the node behind which they belong."""
        self._free = 1

    @property
    def placed(self) -> dict[int, SignedBranch]:
        """The branches by their place, in the order of which they came."""
        return {place: each.branch for place, each in self._kept.items()}

    def add(self, branch: LinkedBranch, *, place: int | None = None) -> None:
        """Join one more branch to those that are there; `place` is its own where it has one already."""
        own = self._free if place is None else place
        self._free = max(self._free, own + 1)
        self._enter(branch, own)

    def _enter(self, branch: LinkedBranch, own: int) -> None:
        """Enter a branch at its place, or at that of the first one which it goes on from."""
        behind = self._standing_on(_start(branch))
        if behind is not None and behind.branch.first < branch.branch.first:
            branch = _put_behind(behind, branch)
        holder = self._standing_on(_end(branch))
        if holder is not None and holder.branch.first <= branch.branch.first:
            return
        new, held, ends = self._new_on(branch)
        place = min((own, *held))
        for each in held:
            self._leave(each)
        self._kept[place] = branch
        self._on |= dict.fromkeys(new, place)
        if others := held - {place}:
            self._on |= {node: place for node in _nodes(branch) if self._on.get(node) in others}
        self._ends[_end(branch)] = place
        if branch.branch.first > 1:
            self._waiting.setdefault(_start(branch), set()).add(place)
        for each in sorted(ends - held):
            if each in self._kept:
                self._enter(self._leave(each), each)

    def _standing_on(self, node: tuple[int, str]) -> LinkedBranch | None:
        place = self._on.get(node)
        return None if place is None else self._kept.get(place)

    def _new_on(self, branch: LinkedBranch) -> tuple[list[tuple[int, str]], set[int], set[int]]:
        """The nodes of a branch on which no other one stands that begins as early, whom it holds, and whose beginning it is."""
        new: list[tuple[int, str]] = []
        held: set[int] = set()
        ends: set[int] = set()
        first = branch.branch.first
        for node in _nodes(branch):
            end = self._ends.get(node)
            if end is not None and first <= self._kept[end].branch.first:
                held.add(end)
            ends |= {each for each in self._waiting.get(node, ()) if first < self._kept[each].branch.first}
            known = self._standing_on(node)
            if known is not None and known.branch.first <= first:
                break
            new.append(node)
        return new, held, ends

    def _leave(self, place: int) -> LinkedBranch:
        branch = self._kept.pop(place)
        if self._ends.get(_end(branch)) == place:
            del self._ends[_end(branch)]
        self._waiting.get(_start(branch), set()).discard(place)
        return branch


def _start(each: LinkedBranch) -> tuple[int, str]:
    return each.branch.first - 1, each.branch.before


def _end(each: LinkedBranch) -> tuple[int, str]:
    return each.branch.last, each.branch.chain


def _nodes(each: LinkedBranch) -> Iterator[tuple[int, str]]:
    """Every n of a branch with the chain hash there, from its last line back to where it begins."""
    first, links = each.branch.first, each.links
    yield from ((first + at, links[at]) for at in range(len(links) - 1, -1, -1))
    yield _start(each)


def _put_behind(beginning: LinkedBranch, end: LinkedBranch) -> LinkedBranch:
    first, cut = beginning.branch.first, end.branch.first
    twins = [step for step in beginning.branch.twins if step[0] < cut]
    place = end.branch.place_at(cut)
    if place != (twins[-1][1] if twins else 0):
        twins.append((cut, place))
    twins += [step for step in end.branch.twins if step[0] > cut]
    branch = end.branch._replace(first=first, before=beginning.branch.before, twins=tuple(twins))
    return LinkedBranch(branch, (*beginning.links[: cut - first], *end.links))


def whole_branches(branches: Iterable[SignedBranch]) -> tuple[SignedBranch, ...]:
    """The branches that begin at line 1: what a package carries and a receipt confirms."""
    return tuple(each for each in branches if each.first == 1)


def links_of(stream: Stream, lines: Iterable[Line]) -> list[str]:
    """The chain hash (hex) after each line of a stream from its first."""
    return [link.hex() for link in chain(first_link(stream), (line.line() for line in lines))]
