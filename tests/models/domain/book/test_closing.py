"""Law 21: which lines the figures of a closed period stand on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.book.closing import closings, covered, is_late
from models.domain.book.facts import Fact, Kind, Ref, chain
from tests.builders.lines import FORMS, fact, keying


def closed(n: int, *replaces: str, station: str = "pc1", **heads: int) -> Fact:
    """A closing that covers each station up to a line."""
    named = {place: [upto, f"link{upto}"] for place, upto in heads.items()}
    return fact(n, Kind.CLOSED, station=station, heads=named, replaces=list(replaces))


def test_21_a_closing_covers_each_stream_up_to_the_line_it_names() -> None:
    limits = covered(closings([closed(9, pc1=8, pc2=3)]))
    assert limits == {"pc1": 8, "pc2": 3}
    assert [is_late(keying(n), limits) for n in (8, 9)] == [False, True]
    assert [is_late(keying(n, station="pc2"), limits) for n in (3, 4)] == [False, True]
    assert is_late(fact(1, Kind.LOST, FORMS[0], station="pc3"), limits)


def test_21_nothing_is_late_while_nothing_is_closed() -> None:
    assert covered(closings([fact(1, Kind.LOST, FORMS[0])])) is None
    assert not is_late(keying(99), None)


def test_21_of_several_current_closings_the_larger_line_holds_for_each_stream() -> None:
    current = closings([closed(9, pc1=8, pc2=3), closed(5, station="pc2", pc1=6, pc2=4)])
    assert [closing.ref for closing in current] == [Ref("pc1", 9), Ref("pc2", 5)]
    assert covered(current) == {"pc1": 8, "pc2": 4}


def test_21_a_replaced_closing_is_not_current() -> None:
    current = closings([closed(9, pc1=8), closed(12, "pc1:9", pc1=5)])
    assert covered(current) == {"pc1": 5}


def test_21_a_reopened_closing_is_not_current_and_closing_again_counts() -> None:
    facts = [closed(9, pc1=8), fact(10, Kind.REOPENED, closing=["pc1:9"])]
    assert closings(facts) == ()
    assert covered(closings([*facts, closed(14, pc1=13)])) == {"pc1": 13}


def test_21_reopening_one_of_two_closings_leaves_the_other() -> None:
    facts = [closed(9, pc1=8), closed(5, station="pc2", pc1=6), fact(10, Kind.REOPENED, closing=["pc1:9"])]
    assert covered(closings(facts)) == {"pc1": 6}


@given(st.permutations([closed(9, pc1=8), closed(12, "pc1:9", pc1=11), fact(10, Kind.REOPENED, closing=["pc1:12"])]))
def test_21_the_order_of_lines_changes_nothing(facts: list[Fact]) -> None:
    assert closings(facts) == ()


@pytest.mark.parametrize("heads", [None, [], {"pc1": 8}, {"pc1": ["8", "x"]}, {"pc1": [8]}, "pc1"])
def test_a_closing_with_nonsense_for_heads_covers_nothing(heads: object) -> None:
    assert covered(closings([fact(9, Kind.CLOSED, heads=heads)])) == {}


@given(st.lists(st.text(max_size=5), max_size=5), st.integers(0, 4))
def test_every_changed_line_changes_all_later_links(lines: list[str], place: int) -> None:
    start = b"start"
    links = list(chain(start, lines))
    assert len(links) == len(lines)
    if place < len(lines):
        other = list(chain(start, [*lines[:place], lines[place] + "x", *lines[place + 1 :]]))
        assert [a == b for a, b in zip(links, other, strict=True)] == [i < place for i in range(len(lines))]
