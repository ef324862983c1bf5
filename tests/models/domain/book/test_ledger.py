"""Laws 8, 9, 18, 19 and 20: the state of every form and the balance of the book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.book.facts import Fact, Keying, Kind, Ref
from models.domain.book.ledger import Alarm, Ledger, State, ledger, standing
from models.domain.book.serials import Serial
from tests.builders.lines import FORMS, fact, issued, keying

FORM = FORMS[0]
MARKS = (Kind.HANDED_OUT, Kind.RETURNED, Kind.REFUSED, Kind.LOST, Kind.SPOILED)


def book(facts: Iterable[Fact], keyings: Sequence[Keying] = (), *, twice: bool = False) -> Ledger:
    """The ledger; answers with a level are valid."""
    by_serial: dict[str, list[Keying]] = {}
    for line in keyings:
        by_serial.setdefault(line.serial, []).append(line)

    def are_valid(_: str, accepted: Sequence[Keying]) -> list[bool]:
        return [answers.marks.isdecimal() for answers in accepted]

    return ledger(facts, by_serial, twice=by_serial if twice else (), are_valid=are_valid)


def state(facts: Iterable[Fact], keyings: Sequence[Keying] = (), *, twice: bool = False) -> State:
    return book(facts, keyings, twice=twice).forms[str(FORM)].state


def test_8_two_issues_of_one_form_are_an_alarm_even_when_they_are_alike() -> None:
    for sector in ("Hộ tịch", "Đất đai"):
        read = book([issued(1, FORM), issued(2, FORM, sector=sector)], [keying(3)])
        form = read.forms[str(FORM)]
        assert (form.state, form.issue) == (State.DISPUTED, None)
        assert read.alarms == (Alarm("issued_twice", str(FORM)),)
        assert read.totals["issued"] == 1


def test_8_a_ruling_names_the_issue_that_stands() -> None:
    facts = [
        issued(1, FORM),
        issued(1, FORM, station="pc2", sector="Đất đai"),
        fact(2, Kind.RULED, FORM, issue="pc2:1", reason="paper"),
    ]
    form = book(facts, [keying(3)]).forms[str(FORM)]
    assert form.state is State.VALID
    assert form.issue is not None
    assert form.issue.sector == "Đất đai"


def test_8_rulings_that_name_different_issues_leave_the_alarm() -> None:
    facts = [
        issued(1, FORM),
        issued(1, FORM, station="pc2"),
        fact(2, Kind.RULED, FORM, issue="pc2:1"),
        fact(3, Kind.RULED, FORM, issue="pc1:1"),
    ]
    assert book(facts).alarms == (Alarm("issued_twice", str(FORM)),)


def test_9_a_form_without_issue_counts_nowhere_until_the_issue_is_here() -> None:
    facts = [fact(1, Kind.RETURNED, FORMS[1])]
    read = book(facts, [keying(2)])
    assert read.keyed_not_issued == (str(FORM), str(FORMS[1]))
    assert not any(read.totals.values())
    later = book([*facts, issued(9, *FORMS[:2], station="pc2")], [keying(2)])
    assert not later.keyed_not_issued
    assert (later.totals["valid"], later.totals["not_keyed"]) == (1, 1)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], State.IN_STOCK),
        ([Kind.HANDED_OUT], State.STILL_OUT),
        ([Kind.LOST, Kind.HANDED_OUT], State.LOST),
        ([Kind.REFUSED, Kind.LOST, Kind.HANDED_OUT], State.REFUSED),
        ([Kind.SPOILED, Kind.REFUSED, Kind.LOST, Kind.HANDED_OUT], State.SPOILED),
        ([Kind.RETURNED, Kind.SPOILED, Kind.REFUSED, Kind.LOST], State.NOT_KEYED),
        ([Kind.PRINTED], State.IN_STOCK),
    ],
)
def test_18_the_first_mark_in_the_order_of_precedence_holds(marks: list[Kind], expected: State) -> None:
    for order in (marks, marks[::-1]):
        assert state([issued(1, FORM), *(fact(n, kind, FORM) for n, kind in enumerate(order, 2))]) is expected


def test_18_a_keyed_form_is_returned_without_any_mark() -> None:
    assert state([issued(1, FORM)], [keying(2)]) is State.VALID
    assert state([issued(1, FORM), fact(3, Kind.REFUSED, FORM)], [keying(2)]) is State.VALID


def test_18_a_void_implies_no_return() -> None:
    first = keying(2)
    lines = [first, keying(3, "", settles=[first])]
    assert state([issued(1, FORM)], lines) is State.IN_STOCK
    assert state([issued(1, FORM), fact(4, Kind.RETURNED, FORM)], lines) is State.NOT_KEYED


def test_18_returned_and_spoiled_counts_as_returned_and_is_an_alarm() -> None:
    read = book([issued(1, FORM), fact(2, Kind.SPOILED, FORM)], [keying(3)])
    assert read.forms[str(FORM)].state is State.VALID
    assert read.alarms == (Alarm("returned_and_spoiled", str(FORM)),)
    assert (read.totals["spoiled"], read.totals["returned"]) == (0, 1)


def test_19_what_came_back_is_valid_invalid_awaiting_disputed_or_not_keyed() -> None:
    facts = [issued(1, FORM), fact(2, Kind.RETURNED, FORM)]
    assert state(facts) is State.NOT_KEYED
    assert state(facts, [keying(3)]) is State.VALID
    assert state(facts, [keying(3, ".")]) is State.INVALID
    assert state(facts, [keying(3)], twice=True) is State.AWAITING_SECOND
    assert state(facts, [keying(3), keying(4, "5", by="minh")]) is State.DISPUTED


def test_20_a_cancel_takes_back_named_marks_of_named_forms_only() -> None:
    facts = [
        issued(1, *FORMS[:3]),
        fact(2, Kind.HANDED_OUT, *FORMS[:3]),
        fact(3, Kind.LOST, *FORMS[:2]),
        fact(4, Kind.CANCELLED, FORMS[0], facts=["pc1:3"]),
    ]
    states = [form.state for form in book(facts).forms.values()]
    assert states == [State.STILL_OUT, State.LOST, State.STILL_OUT]


def test_20_a_mark_set_again_after_its_cancel_stands() -> None:
    facts = [issued(1, FORM), fact(2, Kind.LOST, FORM), fact(3, Kind.CANCELLED, FORM, facts=["pc1:2"])]
    assert state(facts) is State.IN_STOCK
    assert state([*facts, fact(4, Kind.LOST, FORM)]) is State.LOST
    assert state([*facts, fact(4, Kind.CANCELLED, FORM, facts=["pc1:3"])]) is State.IN_STOCK


def test_20_nothing_but_marks_is_cancelled() -> None:
    facts = [
        issued(1, FORM),
        issued(1, FORM, station="pc2"),
        fact(2, Kind.RULED, FORM, issue="pc2:1"),
        fact(3, Kind.CANCELLED, FORM, facts=["pc1:1", "pc1:2", "pc1:9"]),
    ]
    read = book(facts, [keying(9)])
    assert read.forms[str(FORM)].state is State.VALID
    assert not read.alarms


def test_a_cancel_that_names_nonsense_changes_nothing() -> None:
    facts = [issued(1, FORM), fact(2, Kind.LOST, FORM), fact(3, Kind.CANCELLED, FORM, facts=["x", 7, None])]
    assert state(facts) is State.LOST


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Fact], list[Keying]]:
    """Any facts and keyings of six forms from two stations."""
    some = st.lists(st.sampled_from(FORMS), min_size=1, max_size=4, unique=True)
    refs = st.lists(st.integers(1, 12).map(lambda n: f"pc1:{n}"), min_size=1, max_size=3)

    def journal_line(n: int, station: str) -> Fact:
        kind = draw(st.sampled_from([Kind.ISSUED, *MARKS, Kind.CANCELLED, Kind.RULED]))
        serials: list[Serial] = draw(some)
        if kind is Kind.ISSUED:
            return issued(n, *serials, station=station)
        if kind is Kind.CANCELLED:
            return fact(n, kind, *serials, station=station, facts=draw(refs))
        if kind is Kind.RULED:
            return fact(n, kind, *serials, station=station, issue=draw(refs)[0])
        return fact(n, kind, *serials, station=station)

    facts = [issued(1, *FORMS[:5])]
    facts += [journal_line(n, draw(st.sampled_from(["pc1", "pc2"]))) for n in range(2, draw(st.integers(2, 12)))]
    keyings = [
        keying(
            n,
            draw(st.sampled_from(["4", "5", ".", ""])),
            by=draw(st.sampled_from(["lan", "minh"])),
            serial=draw(st.sampled_from(FORMS)),
            settles=[Ref("pc1", draw(st.integers(20, 24)))] if draw(st.booleans()) else [],
        )
        for n in range(20, 20 + draw(st.integers(0, 5)))
    ]
    return facts, keyings


@given(life=lives(), twice=st.booleans())
def test_the_book_always_balances(*, life: tuple[list[Fact], list[Keying]], twice: bool) -> None:
    read = book(*life, twice=twice)
    t = read.totals
    assert t["issued"] == len(read.forms) == t["in_stock"] + t["handed_out"] + t["spoiled"]
    assert t["handed_out"] == t["still_out"] + t["returned"] + t["refused"] + t["lost"]
    assert t["returned"] == t["valid"] + t["invalid"] + t["awaiting_second"] + t["disputed"] + t["not_keyed"]
    assert not set(read.keyed_not_issued) & set(read.forms)


@given(lives(), st.data())
def test_the_order_of_facts_changes_nothing(life: tuple[list[Fact], list[Keying]], data: st.DataObject) -> None:
    facts, keyings = life
    read = book(data.draw(st.permutations(facts)), data.draw(st.permutations(keyings)))
    assert read == book(facts, keyings)


def test_a_mark_stands_until_every_fact_that_made_it_is_cancelled() -> None:
    facts = [
        fact(1, Kind.SPOILED, *FORMS[:3]),
        fact(2, Kind.SPOILED, FORMS[0]),
        fact(3, Kind.LOST, FORMS[3]),
        fact(4, Kind.CANCELLED, FORMS[0], FORMS[1], facts=["pc1:1"]),
    ]
    assert standing(facts, Kind.SPOILED) == {str(FORMS[0]), str(FORMS[2])}
    assert standing(facts, Kind.LOST) == {str(FORMS[3])}
