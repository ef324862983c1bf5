"""Chains over forked streams: every content stands under a head, whatever arrived first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.book import branches as module
from models.domain.book.branches import (
    Joining,
    LinkedBranch,
    SignedBranch,
    all_linked,
    contents_by_n,
    joined,
    lines_on,
    linked,
    links_of,
    steps,
)
from models.domain.book.facts import Fact, Keying, Line, PeriodKey, Stream, chain, first_link
from tests.builders.acts import CITY, WARD

STREAM = Stream("a", WARD, PeriodKey(CITY, "26Q3"))


def fact(n: int, kind: str = "printed") -> Line:
    return Fact("a", n, kind, "", "00004/lan", "", "")


def keying(n: int) -> Line:
    return Keying("a", n, "s", "c", "4", "{}", "", "", "00004/lan", "", 0)


def test_lines_behind_a_hole_wait() -> None:
    assert [lines[0].n for lines in contents_by_n([fact(4), fact(1), fact(2), fact(5)])] == [1, 2]
    assert contents_by_n([fact(2)]) == ()


def test_the_same_line_twice_is_one_content() -> None:
    assert contents_by_n([fact(1), fact(1)]) == ((fact(1),),)


def branch(*lines: Line, first: int = 1, before: str = "", places: dict[int, int] | None = None) -> LinkedBranch:
    """A branch of these lines with its chain hashes."""
    before = before or first_link(STREAM).hex()
    links = tuple(link.hex() for link in chain(bytes.fromhex(before), (line.line() for line in lines)))
    last = first + len(lines) - 1
    twins = steps((n, (places or {}).get(n, 0)) for n in range(first, last + 1))
    return LinkedBranch(SignedBranch(first, before, last, links[-1], "", twins), links)


def test_a_longer_branch_takes_the_place_of_what_it_goes_on_from() -> None:
    short, long = branch(fact(1), fact(2)), branch(fact(1), fact(2), keying(3))
    other = branch(fact(1), fact(2, "lost"), places={2: 1})
    assert joined([short, other, long]) == (long.branch, other.branch)
    assert joined([long, short, short]) == (long.branch,)


def test_an_end_is_put_behind_its_beginning_when_that_comes() -> None:
    whole = branch(fact(1), fact(2), fact(3, "lost"), fact(4), places={3: 1})
    end = branch(fact(3, "lost"), fact(4), first=3, before=whole.links[1], places={3: 1})
    assert joined([end]) == (end.branch,)
    assert joined([end, branch(fact(1), fact(2))]) == (whole.branch,)
    assert joined([branch(fact(1)), end, branch(fact(1), fact(2))]) == (whole.branch,)


def test_an_end_of_another_branch_is_not_put_behind_this_one() -> None:
    stranger = branch(fact(3), first=3, before=branch(fact(1), fact(2, "lost")).links[-1])
    here = branch(fact(1), fact(2))
    assert joined([here, stranger]) == (here.branch, stranger.branch)


KINDS = st.sampled_from(["lost", "spoiled", "refused"])


@given(st.lists(st.lists(KINDS, min_size=1, max_size=5), min_size=1, max_size=4), st.data())
def test_branches_come_to_the_same_in_whatever_order_and_pieces_they_arrive(
    paths: list[list[str]], data: st.DataObject
) -> None:
    contents: dict[int, list[Line]] = {}
    wholes: list[LinkedBranch] = []
    for path in paths:
        lines = [fact(n, kind) for n, kind in enumerate(path, 1)]
        places = {}
        for line in lines:
            here = contents.setdefault(line.n, [])
            if line not in here:
                here.append(line)
            places[line.n] = here.index(line)
        wholes.append(branch(*lines, places=places))
    pieces: list[LinkedBranch] = []
    for whole in wholes:
        cut = data.draw(st.integers(1, whole.branch.last))
        places = {n: whole.branch.place_at(n) for n in range(1, whole.branch.last + 1)}
        written = lines_on(whole.branch, contents)
        pieces.append(branch(*written[:cut], places=places))
        if cut < whole.branch.last:
            pieces.append(branch(*written[cut:], first=cut + 1, before=whole.links[cut - 1], places=places))
    kept: tuple[SignedBranch, ...] = ()
    for piece in data.draw(st.permutations(pieces)):
        kept = joined(linked(each, contents) for each in (*kept, piece.branch))
    assert set(kept) == set(joined(wholes))
    begun = {tuple(path[:upto]) for path in paths for upto in range(len(path))}
    longest = {path for path in map(tuple, paths) if path not in begun}
    told = [tuple(line.kind for line in lines_on(each, contents) if isinstance(line, Fact)) for each in kept]
    assert sorted(told) == sorted(longest)
    # one after the other, with what came of it kept by its places, is the same
    one_by_one, placed = Joining(), dict[int, SignedBranch]()
    for piece in pieces:
        one_by_one = Joining()
        for place, each in zip(placed, all_linked(placed.values(), contents), strict=True):
            one_by_one.add(each, place=place)
        one_by_one.add(linked(piece.branch, contents))
        placed = one_by_one.placed
    assert set(placed.values()) == set(kept)


@pytest.mark.parametrize("forked_at", [1, 150, 299])
def test_a_thousand_forks_cost_as_much_as_what_they_have_beside_each_other(
    monkeypatch: pytest.MonkeyPatch, forked_at: int
) -> None:
    length, forks = 300, 1000 if forked_at > 1 else 40
    contents: dict[int, list[Line]] = {n: [fact(n)] for n in range(1, length + 1)}
    branches = []
    for at in range(forks):
        own = [fact(n, f"kind_{at}") for n in range(forked_at, length + 1)]
        for line in own:
            contents[line.n].append(line)
        branches.append(SignedBranch(1, first_link(STREAM).hex(), length, "", "", ((forked_at, at + 1),)))
    hashed, visited = 0, 0

    def counting_chain(start: bytes, texts: Iterable[str]) -> Iterator[bytes]:
        nonlocal hashed
        for link in chain(start, texts):
            hashed += 1
            yield link

    def counting_nodes(each: LinkedBranch) -> Iterator[tuple[int, str]]:
        nonlocal visited
        for node in nodes_of(each):
            visited += 1
            yield node

    nodes_of = vars(module)["_nodes"]
    monkeypatch.setattr(module, "chain", counting_chain)
    monkeypatch.setattr(module, "_nodes", counting_nodes)
    every = [
        each._replace(branch=each.branch._replace(chain=each.links[-1])) for each in all_linked(branches, contents)
    ]
    assert [each.links for each in every[:3]] == [linked(each.branch, contents).links for each in every[:3]]
    hashed = 0
    all_linked(branches, contents)
    assert len(joined(every)) == forks
    lines = forked_at - 1 + forks * (length - forked_at + 1)
    assert hashed == lines
    assert visited <= lines + 2 * forks


@given(st.lists(KINDS, min_size=1, max_size=6), st.data())
def test_no_line_can_be_exchanged_without_changing_the_head(named: list[str], data: st.DataObject) -> None:
    lines = [fact(n, kind) for n, kind in enumerate(named, 1)]
    place = data.draw(st.integers(0, len(lines) - 1))
    changed = [*lines[:place], fact(place + 1, "printed"), *lines[place + 1 :]]
    assert links_of(STREAM, changed)[-1] != links_of(STREAM, lines)[-1]
