"""Chains over forked streams: every content stands under a head, whatever arrived first."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from models.domain.book.branches import contents_by_n, heads_of, links_of
from models.domain.book.facts import Fact, Keying, Line, PeriodKey, Stream, first_link
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


def test_an_unforked_stream_has_one_head_the_last_link() -> None:
    contents = contents_by_n([fact(1), keying(2)])
    links = links_of(first_link(STREAM), [[line.line() for line in lines] for lines in contents])
    assert heads_of(STREAM, contents) == (links[-1].hex(),)


def test_contents_of_one_key_make_branches_in_every_order() -> None:
    lines = [fact(1), fact(2, "lost"), keying(2), fact(2, "returned"), fact(3)]
    heads = {heads_of(STREAM, contents_by_n(order)) for order in itertools.permutations(lines)}
    assert len(heads) == 1
    assert len(set(heads.pop())) == 3


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["lost", "spoiled", "refused"])), min_size=1), st.data())
def test_no_content_can_be_exchanged_without_changing_a_head(named: list[tuple[int, str]], data: st.DataObject) -> None:
    contents = contents_by_n(fact(n, kind) for n, kind in named)
    if not contents:
        return
    lines = [line for each in contents for line in each]
    other = data.draw(st.sampled_from(lines))
    changed = [fact(line.n, "printed") if line == other else line for line in lines]
    assert heads_of(STREAM, contents_by_n(changed)) != heads_of(STREAM, contents)
