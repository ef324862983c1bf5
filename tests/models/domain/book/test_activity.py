"""Laws 4, 22, 24 and 25: which lines count, whatever was withdrawn, chosen or closed."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.book.activity import LASTING, Counting, Span, Told, content_digest, counting, spans_of, withdrawals
from models.domain.book.branches import contents_by_n
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Ref, Stream, chain, first_link
from tests.builders.acts import CITY, WARD
from tests.builders.lines import FORMS, fact, keying, ways_through

PERIOD = PeriodKey(CITY, "26Q3")


def told(*lines: Line) -> Told:
    """A base that holds these lines."""
    by_ref: dict[Ref, dict[str, Line]] = {}
    for line in lines:
        by_ref.setdefault(line.ref, {})[line.line()] = line
    alone = [next(iter(each.values())) for each in by_ref.values() if len(each) == 1]
    return Told(
        WARD,
        PERIOD,
        [line for line in alone if isinstance(line, Fact)],
        [line for line in alone if isinstance(line, Keying)],
        {ref: tuple(each.values()) for ref, each in by_ref.items() if len(each) > 1},
        way=ways_through(lines, WARD, PERIOD),
    )


def withdrawn(n: int, *spans: tuple[str, int, int], station: str = "hub") -> Fact:
    return fact(n, Kind.WITHDRAWN, station=station, lines=[list(span) for span in spans], reason="x")


def reinstated(n: int, ref: str, *, station: str = "hub") -> Fact:
    return fact(n, Kind.REINSTATED, station=station, withdrawal=ref)


def chosen(n: int, line: Line, *, replaces: Iterable[str] = (), station: str = "hub") -> Fact:
    digest = content_digest(line)
    return fact(n, Kind.CHOSEN, station=station, line=str(line.ref), digest=digest, replaces=list(replaces))


def keyed(counted: Counting) -> list[str]:
    return sorted(f"{each.ref}={each.marks}" for each in counted.keyings)


def test_24_a_withdrawn_line_does_not_count_while_a_withdrawal_names_it() -> None:
    lines = (keying(1), keying(2), withdrawn(1, ("pc1", 2, 2)))
    counted = counting(told(*lines))
    assert keyed(counted) == ["pc1:1=4"]
    assert counted.withdrawn == 1


def test_24_withdrawing_and_reinstating_is_the_identity() -> None:
    lines = (keying(1), keying(2), fact(3, Kind.LOST, FORMS[0]))
    before = counting(told(*lines))
    after = counting(told(*lines, withdrawn(1, ("pc1", 1, 3)), reinstated(2, "hub:1")))
    assert before.keyings == after.keyings
    assert set(before.facts) == {each for each in after.facts if each.station == "pc1"}


def test_24_a_line_named_by_two_withdrawals_counts_when_both_are_undone() -> None:
    lines = (keying(1), withdrawn(1, ("pc1", 1, 1)), withdrawn(2, ("pc1", 1, 4)), reinstated(3, "hub:1"))
    assert keyed(counting(told(*lines))) == []
    assert keyed(counting(told(*lines, reinstated(4, "hub:2")))) == ["pc1:1=4"]


def test_24_a_withdrawn_amendment_settles_nothing() -> None:
    first = keying(1)
    counted = counting(told(first, keying(2, "2", settles=[first]), withdrawn(1, ("pc1", 2, 2))))
    assert keyed(counted) == ["pc1:1=4"]


@pytest.mark.parametrize("kind", sorted(LASTING))
def test_25_what_undoes_cannot_itself_be_withdrawn(kind: Kind) -> None:
    counted = counting(told(fact(1, kind, FORMS[0]), fact(2, Kind.LOST, FORMS[0]), withdrawn(1, ("pc1", 1, 2))))
    assert [each.kind for each in counted.facts if each.station == "pc1"] == [kind]


def test_25_a_withdrawal_cannot_be_withdrawn() -> None:
    lines = (keying(1), withdrawn(1, ("pc1", 1, 1)), withdrawn(2, ("hub", 1, 1)))
    assert keyed(counting(told(*lines))) == []


def test_4_of_two_contents_neither_counts_until_one_is_chosen() -> None:
    one, other = keying(3, "4"), keying(3, "2")
    assert keyed(counting(told(one, other))) == []
    assert counting(told(one, other)).open_clashes == (one.ref,)
    assert keyed(counting(told(one, other, chosen(1, other)))) == ["pc1:3=2"]


def test_4_two_unlike_choices_leave_the_clash_open_until_one_replaces_the_other() -> None:
    one, other = keying(3, "4"), keying(3, "2")
    lines = (one, other, chosen(1, other), chosen(1, one, station="hub2"))
    assert keyed(counting(told(*lines))) == []
    assert keyed(counting(told(*lines, chosen(2, one, replaces=["hub:1", "hub2:1"])))) == ["pc1:3=4"]


def test_4_a_choice_that_itself_has_two_contents_chooses_nothing() -> None:
    one, other = keying(3, "4"), keying(3, "2")
    assert keyed(counting(told(one, other, chosen(1, one), chosen(1, other)))) == []


def test_4_a_chosen_line_can_be_withdrawn() -> None:
    one, other = keying(3, "4"), keying(3, "2")
    assert keyed(counting(told(one, other, chosen(1, other), withdrawn(2, ("pc1", 3, 3))))) == []


def closed_over(n: int, *history: Line, station: str = "pc1") -> Fact:
    """A closing of a computer that knew `history` of pc1."""
    links = list(chain(first_link(Stream("pc1", WARD, PERIOD)), (line.line() for line in history)))
    return fact(n, Kind.CLOSED, station=station, heads={"pc1": [len(history), links[-1].hex()]}, replaces=[])


def test_21_withdrawals_and_choices_after_the_closing_leave_the_closed_figures_alone() -> None:
    one, other = keying(1), keying(2, "2")
    lines = (one, other, closed_over(3, one, other), withdrawn(1, ("pc1", 1, 2)))
    assert keyed(counting(told(*lines), late=False)) == ["pc1:1=4", "pc1:2=2"]
    assert keyed(counting(told(*lines), late=True)) == []


def test_22_the_closed_sheet_reads_the_contents_that_the_closing_hashed() -> None:
    first, one, other = keying(1), keying(2, "4"), keying(2, "2")
    for mine, his in ((one, other), (other, one)):
        closing = closed_over(9, first, mine, station="pc2")
        assert contents_by_n([first, mine, his])[1] == tuple(sorted((one, other), key=lambda line: line.line()))
        assert keyed(counting(told(first, mine, his, closing), late=False)) == ["pc1:1=4", f"pc1:2={mine.marks}"]
        assert keyed(counting(told(first, mine, his, closing), late=True)) == ["pc1:1=4"]


@given(st.sets(st.tuples(st.sampled_from("ab"), st.integers(1, 12)), max_size=12))
def test_spans_hold_exactly_the_lines_they_were_made_of(lines: set[tuple[str, int]]) -> None:
    spans = spans_of(Ref(*line) for line in lines)
    assert {(span.station, n) for span in spans for n in range(span.first, span.last + 1)} == lines
    assert [Span.parse(str(span)) for span in spans] == list(spans)


@pytest.mark.parametrize("text", ["", "a", "a:", ":3", "a:0", "a:4..3", "a:x..3"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text) or "^$"):
        Span.parse(text)


@given(st.permutations(range(6)))
def test_no_order_enters_which_lines_count(order: list[int]) -> None:
    one, other = keying(3, "4"), keying(3, "2")
    lines = (one, other, keying(4), withdrawn(1, ("pc1", 4, 4)), reinstated(2, "hub:1"), chosen(3, one))
    counted = counting(told(*(lines[place] for place in order)))
    assert keyed(counted) == ["pc1:3=4", "pc1:4=4"]
    assert not withdrawals(lines_of(lines))


def lines_of(lines: Iterable[Line]) -> list[Fact]:
    return [line for line in lines if isinstance(line, Fact)]


def test_the_fewest_spans_hold_neighbours_together_and_stations_apart() -> None:
    refs = [Ref("pc2", 4), Ref("pc1", 2), Ref("pc1", 1), Ref("pc1", 4), Ref("pc1", 1), Ref("pc2", 5)]
    assert spans_of(refs) == (Span("pc1", 1, 2), Span("pc1", 4, 4), Span("pc2", 4, 5))


def test_21_lines_after_the_closing_are_late_but_never_what_closes_and_opens_again() -> None:
    closing = fact(2, Kind.CLOSED, heads={"pc1": [1, "0" * 64]})
    lines = (keying(1), closing, keying(3), fact(4, Kind.HANDED_OUT, FORMS[1]))
    assert counting(told(*lines)).late == 2
    again = fact(5, Kind.REOPENED, closing="pc1:2")
    assert (counting(told(*lines, again)).late, counting(told(*lines, again)).closings) == (0, ())


@pytest.mark.parametrize("lines", [[["pc1", "1", 2]], [["pc1", 1, "2"]], [["pc1", 1]], "pc1:1..2", [7], None])
def test_a_withdrawal_that_names_lines_unreadably_takes_nothing_out(lines: object) -> None:
    counted = counting(told(keying(1), fact(1, Kind.WITHDRAWN, station="hub", lines=lines, reason="x")))
    assert keyed(counted) == ["pc1:1=4"]
