"""Laws 11 to 17: what the keyings of one form amount to, whatever their order."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from models.domain.book.facts import Keying, Ref
from models.domain.book.settling import Verdict, blind_keyers, is_drawn_for_second, settle
from tests.builders.lines import keying


def verdict(*keyings: Keying, twice: bool = False) -> Verdict:
    """The verdict, which must be the same for every order of few keyings."""
    told = {settle(order, twice=twice).verdict for order in permutations(keyings)}
    assert len(told) == 1
    return told.pop()


def test_11_a_first_and_a_blind_second_keying_settle_nothing() -> None:
    assert verdict(keying(1), keying(2, by="minh")) is Verdict.ACCEPTED
    assert verdict(keying(1), keying(2, "5", by="minh")) is Verdict.DISPUTED


def test_11_an_amendment_replaces_one_keying_and_a_ruling_several() -> None:
    first, second = keying(1), keying(2, "5", by="minh")
    amended = keying(3, "5", settles=[first])
    ruled = keying(3, "3", by="hoa", settles=[first, second])
    assert verdict(first, second, amended) is Verdict.ACCEPTED
    settled = settle([first, second, ruled], twice=False)
    assert (settled.verdict, settled.accepted) == (Verdict.ACCEPTED, ruled)


def test_12_a_keying_may_settle_one_that_is_not_here_yet() -> None:
    assert verdict(keying(3, settles=[Ref("elsewhere", 7)])) is Verdict.ACCEPTED


def test_12_unlike_coding_is_unequal() -> None:
    assert verdict(keying(1), keying(2, by="minh", coding="other edition")) is Verdict.DISPUTED


def test_12_circles_and_self_reference_are_disputed() -> None:
    own = keying(1, settles=[Ref("pc1", 1)])
    there, back = keying(1, settles=[Ref("pc1", 2)]), keying(2, settles=[Ref("pc1", 1)])
    assert verdict(own) is Verdict.DISPUTED
    assert verdict(there, back) is Verdict.DISPUTED
    assert verdict(there, back, keying(3, by="minh")) is Verdict.DISPUTED


def test_12_two_ways_to_one_keying_are_no_circle() -> None:
    first = keying(1)
    left, right = keying(2, "5", settles=[first]), keying(3, "3", settles=[first])
    assert verdict(first, left, right) is Verdict.DISPUTED
    assert verdict(first, left, right, keying(4, "3", by="hoa", settles=[left, right])) is Verdict.ACCEPTED


def test_13_a_void_alone_leaves_the_form_not_keyed() -> None:
    first = keying(1)
    assert verdict(first, keying(2, "", settles=[first])) is Verdict.NOT_KEYED
    assert verdict(keying(2, "", settles=[Ref("elsewhere", 7)])) is Verdict.NOT_KEYED


def test_13_a_void_is_passed_over_beside_another_head() -> None:
    first = keying(1)
    voided = keying(2, "", settles=[first])
    again = keying(3, "5")
    settled = settle([first, voided, again], twice=False)
    assert (settled.verdict, settled.accepted) == (Verdict.ACCEPTED, again)


def test_13_a_void_and_an_amendment_of_one_keying_are_disputed() -> None:
    first = keying(1)
    assert verdict(first, keying(2, "", settles=[first]), keying(3, "5", settles=[first])) is Verdict.DISPUTED


def test_13_a_void_that_was_itself_settled_disputes_nothing() -> None:
    first = keying(1)
    voided, amended = keying(2, "", settles=[first]), keying(3, "5", settles=[first])
    ruled = keying(4, "5", by="hoa", settles=[voided, amended])
    assert verdict(first, voided, amended, ruled) is Verdict.ACCEPTED


def test_14_blind_keyers_stand_at_or_under_the_live_heads() -> None:
    first, second = keying(1), keying(2, "5", by="minh")
    ruled = keying(3, "5", by="hoa", settles=[first, second])
    stray = keying(4, "3", by="an")
    voided = keying(5, "", settles=[stray])
    every = [first, second, ruled, stray, voided]
    assert blind_keyers(every, settle(every, twice=True).heads) == {"00004/lan", "00004/minh"}


def test_15_one_blind_keyer_of_two_is_awaited_and_no_amendment_replaces_him() -> None:
    first = keying(1)
    assert verdict(first, twice=True) is Verdict.AWAITING_SECOND
    assert verdict(first, keying(2, "5", by="minh", settles=[first]), twice=True) is Verdict.AWAITING_SECOND
    assert verdict(first, keying(2), twice=True) is Verdict.AWAITING_SECOND
    assert verdict(first, keying(2, by="minh"), twice=True) is Verdict.ACCEPTED


def test_15_a_voided_keying_counts_for_nobody() -> None:
    first = keying(1)
    voided = keying(2, "", settles=[first])
    assert verdict(first, voided, keying(3, by="minh"), twice=True) is Verdict.AWAITING_SECOND


def test_15_free_text_never_makes_a_dispute_and_the_least_line_is_shown() -> None:
    first, second = keying(4, texts='{"F":"a"}'), keying(2, texts='{"F":"b"}', by="minh", station="pc0")
    settled = settle([first, second], twice=True)
    assert settled.verdict is Verdict.ACCEPTED
    assert settled.heads == (second, first)
    assert settled.accepted == second


def test_16_the_share_is_drawn_from_seed_and_serial_and_only_grows() -> None:
    serials = [f"26Q3-00004-CN-{100_000 + number}-00" for number in range(2_000)]

    def drawn(share: Fraction) -> set[str]:
        return {serial for serial in serials if is_drawn_for_second(serial, seed="hạt giống", share=share)}

    assert drawn(Fraction(0)) == set()
    assert drawn(Fraction(1)) == set(serials)
    assert drawn(Fraction(1, 10)) < drawn(Fraction(1, 5))
    assert 140 < len(drawn(Fraction(1, 10))) < 260


def test_17_a_ruling_stands_when_its_keyings_are_not_here() -> None:
    first, second = keying(1), keying(2, "5", by="minh")
    ruled = keying(3, "5", by="hoa", settles=[first, second])
    assert verdict(ruled) is Verdict.ACCEPTED
    assert verdict(ruled, second, twice=True) is Verdict.AWAITING_SECOND
    assert verdict(ruled, first, second, twice=True) is Verdict.ACCEPTED


@st.composite
def histories(draw: st.DrawFn) -> list[Keying]:
    """Keyings of one form that settle any others, also later and unknown ones."""
    count = draw(st.integers(1, 7))
    refs = st.lists(st.integers(1, count + 1).map(lambda n: Ref("pc1", n)), max_size=3, unique=True)
    return [
        keying(
            n,
            draw(st.sampled_from(["4", "4", "5", ""])),
            by=draw(st.sampled_from(["lan", "minh", "hoa"])),
            settles=draw(refs),
        )
        for n in range(1, count + 1)
    ]


@given(keyings=histories(), twice=st.booleans(), data=st.data())
def test_the_order_of_keyings_changes_nothing(*, keyings: list[Keying], twice: bool, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(keyings))
    assert settle(shuffled, twice=twice) == settle(keyings, twice=twice)


@given(keyings=histories(), twice=st.booleans())
def test_only_equal_heads_of_enough_people_are_accepted(*, keyings: list[Keying], twice: bool) -> None:
    settled = settle(keyings, twice=twice)
    if settled.verdict is Verdict.ACCEPTED:
        assert settled.accepted == min(settled.heads)
        assert len({head.coded for head in settled.heads}) == 1
        assert not twice or len(blind_keyers(keyings, settled.heads)) >= 2
    else:
        assert settled.accepted is None
    if settled.verdict is Verdict.NOT_KEYED:
        assert not settled.heads
