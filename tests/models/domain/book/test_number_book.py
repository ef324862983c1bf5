"""Who has the book of numbers follows from the set of lines alone, in any order, and two who took it are never joined in silence."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given as given_by
from hypothesis import strategies as st

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Kind, PeriodKey, canonical
from models.domain.book.number_book import Given, NumberBook, number_book, numbers_body, turn_name

A, B, C = "a" * 32, "b" * 32, "c" * 32
CITY, WARD = UnitKey("01", date(2008, 8, 1)), UnitKey("00004", date(2025, 7, 1))
Q3, Q4 = PeriodKey(CITY, "26Q3"), PeriodKey(CITY, "26Q4")
Line = tuple[PeriodKey, Fact]


def handed(station: str, n: int, to: str, *after: str, period: PeriodKey = Q3, given: Given | None = None) -> Line:
    return _line(station, n, Kind.NUMBERS_HANDED, period, after, given, station=to)


def taken(station: str, n: int, *after: str, period: PeriodKey = Q3, given: Given | None = None) -> Line:
    return _line(station, n, Kind.NUMBERS_TAKEN, period, after, given, reason="mất máy")


def _line(
    by: str, n: int, kind: Kind, period: PeriodKey, after: tuple[str, ...], given: Given | None, **said: str
) -> Line:
    body = {**numbers_body((), {Q3: given} if given else {}, **said), "after": sorted(after)}
    return period, Fact(by, n, kind.value, "", "01/ha", "2026-10-01T08:00:00+07:00", canonical(body))


def name(line: Line) -> str:
    return turn_name(line[0], line[1].ref)


def book(*lines: Line, founders: tuple[str, ...] = (A,), ended: tuple[str, ...] = ()) -> NumberBook:
    """The book by these lines, which is the same in whatever order they come."""
    found = {repr(number_book(each, founders=founders, ended=ended)) for each in permutations(lines)}
    assert len(found) == 1
    return number_book(lines, founders=founders, ended=ended)


def test_the_founder_has_the_book_first() -> None:
    assert book().holder == A
    assert book(founders=()).holders == ()


def test_who_has_the_book_hands_it_on_whatever_period_the_line_stands_in() -> None:
    to_b = handed(A, 1, B, A)
    to_c = handed(B, 1, C, name(to_b), period=Q4)
    back = handed(C, 7, A, name(to_c))
    assert book(to_b).holder == B
    assert book(to_b, to_c).holder == C
    assert book(to_b, to_c, back).holder == A
    assert [turn.holder for turn in book(to_b, to_c, back).turns] == [A, B, C, A]


def test_who_has_not_got_the_book_hands_nothing_on() -> None:
    to_b = handed(A, 1, B, A)
    assert book(to_b, handed(C, 1, C, name(to_b))).holder == B
    assert book(handed(B, 1, C, A)).holder == A


def test_a_line_that_follows_one_which_is_not_here_counts_until_that_says_otherwise() -> None:
    to_b = handed(A, 1, B, A)
    to_c = handed(B, 1, C, name(to_b))
    # B passed it on, and how it came to B is still to come: nobody numbers before that is settled
    assert book(to_c).holders == (A, C)
    assert book(to_c, to_b).holder == C


def test_two_that_took_it_are_told_until_one_gives_way() -> None:
    by_b, by_c = taken(B, 1, A), taken(C, 1, A)
    assert book(by_b, by_c).holder is None
    assert book(by_b, by_c).holders == (B, C)
    way = handed(B, 2, C, name(by_b))
    assert book(by_b, by_c, way).holder == C
    over_all = taken(A, 1, name(by_b), name(by_c))
    assert book(by_b, by_c, over_all).holder == A


def test_who_hands_it_on_while_another_takes_it_is_told_too() -> None:
    assert book(handed(A, 1, B, A), taken(C, 1, A)).holders == (B, C)


def test_a_computer_whose_key_was_ended_holds_the_book_only_while_nobody_took_it() -> None:
    assert book(ended=(A,)).holder == A
    late = handed(A, 3, B, A)
    by_c = taken(C, 1, A)
    assert book(late, by_c, ended=(B,)).holder == C


def test_two_founders_do_not_number_until_one_has_given_way() -> None:
    assert book(founders=(A, B)).holders == (A, B)
    assert book(handed(B, 1, A, B), founders=(A, B)).holder == A


def test_lines_that_follow_each_other_in_a_circle_break_nothing() -> None:
    one, other = taken(B, 1, f"{Q3} {C}:1"), taken(C, 1, f"{Q3} {B}:1")
    assert book(one, other).holder == A


def test_what_is_known_to_be_given_is_the_most_that_any_line_tells() -> None:
    first = handed(A, 1, B, A, given=Given(campaign=2, file=3, closing=1, receipts={WARD: 4}))
    second = handed(B, 1, A, name(first), given=Given(campaign=1, file=5, above=2, receipts={WARD: 3}))
    given = book(first, second).given_in(Q3)
    assert given == Given(2, 5, 1, 2, {WARD: 4})
    assert given.receipt(WARD) == 4
    assert given.receipt(CITY) == 2
    assert book(first).given_in(Q4) == Given()


@pytest.mark.parametrize("body", [{}, {"after": "x", "numbers": {"x": 1, str(Q3): {"receipts": {"x": 1}}}}])
def test_a_line_with_other_words_is_passed_over(body: dict[str, object]) -> None:
    told = Fact(B, 1, Kind.NUMBERS_HANDED, "", "01/ha", "2026-10-01T08:00:00+07:00", canonical(body))
    assert number_book([(Q3, told)], founders=(A,)).holder == A


DESKS = (A, B, C)
ACT = st.one_of(
    st.tuples(st.just("number"), st.sampled_from(DESKS), st.just(A), st.just(Q3)),
    st.tuples(st.just("hand"), st.sampled_from(DESKS), st.sampled_from(DESKS), st.sampled_from((Q3, Q4))),
    # what one has written in one period alone comes to the other: packages may be taken in piece by piece
    st.tuples(st.just("bring"), st.sampled_from(DESKS), st.sampled_from(DESKS), st.sampled_from((Q3, Q4))),
)


@given_by(st.lists(ACT, max_size=60))
def test_no_number_is_given_twice_in_whatever_pieces_lines_arrive(acts: list[tuple[str, str, str, PeriodKey]]) -> None:
    here: dict[str, set[Line]] = {desk: set() for desk in DESKS}
    own: dict[str, int] = dict.fromkeys(DESKS, 0)
    numbers: list[int] = []
    for count, (act, desk, other, period) in enumerate(acts, 1):
        found = number_book(here[desk], founders=(A,))
        if act == "bring":
            here[other] |= {line for line in here[desk] if line[0] == period}
        elif found.holder == desk:
            last = max(own[desk], found.given_in(Q3).file)
            if act == "number":
                own[desk] = last + 1
                numbers.append(last + 1)
            elif other != desk:
                mine = [turn.name for turn in found.last if turn.holder == desk]
                here[desk].add(
                    _line(desk, count, Kind.NUMBERS_HANDED, period, tuple(mine), Given(file=last), station=other)
                )
    assert len(set(numbers)) == len(numbers)
    everything = set().union(*here.values())
    assert number_book(everything, founders=(A,)).holder in DESKS
