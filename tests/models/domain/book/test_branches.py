"""Chains over forked streams: every content stands under a head, whatever arrived first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.domain.book.branches import (
    LinkedBranch,
    SignedBranch,
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


@given(st.lists(KINDS, min_size=1, max_size=6), st.data())
def test_no_line_can_be_exchanged_without_changing_the_head(named: list[str], data: st.DataObject) -> None:
    lines = [fact(n, kind) for n, kind in enumerate(named, 1)]
    place = data.draw(st.integers(0, len(lines) - 1))
    changed = [*lines[:place], fact(place + 1, "printed"), *lines[place + 1 :]]
    assert links_of(STREAM, changed)[-1] != links_of(STREAM, lines)[-1]
