"""The branches of a stream: exact sequences of lines, each ending in a head that its station signed.

A stream has one branch, unless its station was copied and both copies went on numbering: then one key has several contents, and
each copy's signed head ends a branch of its own. A branch may begin behind lines that are not here yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    """`linked` of several branches of one stream; the hashes that they have in common are held once, however long they are."""
    held: dict[str, str] = {}
    every = (linked(each, contents) for each in branches)
    return tuple(each._replace(links=tuple(held.setdefault(link, link) for link in each.links)) for each in every)


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
    every = list(branches)
    is_moving = True
    while is_moving:
        is_moving = False
        for at, end in enumerate(every):
            start = end.branch.first - 1
            behind = next((each for each in every if start and each is not end and _leads_to(each, end)), None)
            if behind is not None:
                every[at] = _put_behind(behind, end)
                is_moving = True
                break
    kept: list[LinkedBranch] = []
    for each in every:
        if any(_holds(other, each) for other in kept):
            continue
        held = [at for at, other in enumerate(kept) if _holds(each, other)]
        if held:
            # what goes on takes the place of what it goes on from
            kept[held[0]] = each
            kept = [other for at, other in enumerate(kept) if at not in held[1:]]
        else:
            kept.append(each)
    return tuple(each.branch for each in kept)


def _holds(longer: LinkedBranch, shorter: LinkedBranch) -> bool:
    return longer.branch.first <= shorter.branch.first and longer.link_at(shorter.branch.last) == shorter.branch.chain


def _leads_to(beginning: LinkedBranch, end: LinkedBranch) -> bool:
    start = end.branch.first - 1
    return beginning.branch.first < end.branch.first and beginning.link_at(start) == end.branch.before


def _put_behind(beginning: LinkedBranch, end: LinkedBranch) -> LinkedBranch:
    first, cut = beginning.branch.first, end.branch.first
    places = [(n, beginning.branch.place_at(n)) for n in range(first, cut)]
    places += [(n, end.branch.place_at(n)) for n in range(cut, end.branch.last + 1)]
    branch = end.branch._replace(first=first, before=beginning.branch.before, twins=steps(places))
    return LinkedBranch(branch, (*beginning.links[: cut - first], *end.links))


def whole_branches(branches: Iterable[SignedBranch]) -> tuple[SignedBranch, ...]:
    """The branches that begin at line 1: what a package carries and a receipt confirms."""
    return tuple(each for each in branches if each.first == 1)


def links_of(stream: Stream, lines: Iterable[Line]) -> list[str]:
    """The chain hash (hex) after each line of a stream from its first."""
    return [link.hex() for link in chain(first_link(stream), (line.line() for line in lines))]
