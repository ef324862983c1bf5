"""Which paper the digits confirm that are typed for the next form of a pile."""

from __future__ import annotations

from itertools import combinations

import pytest

from models.domain.book.pile import (
    Confirmation,
    FurtherDown,
    LaidTwice,
    NoSuchPaper,
    NotOnPile,
    OtherPaper,
    Pile,
    Step,
    entered,
    heard,
    needs_enter,
)
from models.domain.book.serials import Serial, SerialMistyped

FORMS = tuple(Serial("26Q3", "00004", "CN", 100_001 + place) for place in range(120))
NUMBERS = tuple(str(form.number) for form in FORMS)
PILE = Pile((FORMS[4], FORMS[2], FORMS[3], FORMS[6]), is_begun=True)


def typed(digits: str, *, waiting: tuple[Serial, ...] = PILE.order, left: Serial | None = None) -> Confirmation:
    return heard(digits, waiting, left=left, numbers=NUMBERS)


def whole(text: str, *, waiting: tuple[Serial, ...] = PILE.order, left: Serial | None = None) -> Confirmation:
    return entered(text, waiting, PILE, left=left, period="26Q3", unit="00004", kinds=("CN", "TC"))


def test_forms_less_than_97_numbers_apart_never_have_the_same_check_digits() -> None:
    assert all(one.check != other.check for one, other in combinations(FORMS[:97], 2))


def test_the_check_digits_of_the_next_form_open_it_and_nothing_less_does() -> None:
    assert typed(FORMS[4].check[0]).step is Step.GO_ON
    assert typed(FORMS[4].check) == (Step.OPEN, FORMS[4], None)


@pytest.mark.parametrize("form", FORMS[:97])
def test_the_check_digits_of_any_other_paper_open_nothing(form: Serial) -> None:
    if form == FORMS[4]:
        return
    said = typed(form.check)
    assert said.step is not Step.OPEN
    # where a whole number may begin so, Enter decides, and decides the same
    assert whole(form.check).step is Step.STOP


def test_a_paper_that_lies_further_down_is_named_with_how_far() -> None:
    said = typed(FORMS[3].check)
    assert isinstance(said.problem, OtherPaper)
    assert (said.problem.wanted, said.problem.found, said.problem.between) == (100_005, 100_004, 2)
    assert isinstance(typed("99").problem, NoSuchPaper)


def test_digits_with_which_a_whole_number_begins_wait_for_enter() -> None:
    first = FORMS[0]
    assert first.check == "26"
    assert needs_enter(first, NUMBERS)
    assert not needs_enter(FORMS[4], NUMBERS)
    assert typed("26", waiting=FORMS[:3]).step is Step.GO_ON
    assert whole("26", waiting=FORMS[:3]) == (Step.OPEN, first, None)


def test_a_scanner_and_a_whole_number_are_never_taken_for_check_digits() -> None:
    for text in (str(FORMS[4]), FORMS[4].short, FORMS[4].short.replace("-", "")):
        assert {typed(text[:end]).step for end in range(1, len(text) + 1)} == {Step.GO_ON}, text
        assert whole(text) == (Step.OPEN, FORMS[4], None)


def test_answers_keyed_on_by_somebody_who_does_not_look_stop_at_the_second_digit() -> None:
    for keys in ("154", "442", "255", "333"):
        steps = [typed(keys[:end]).step for end in range(1, len(keys) + 1)]
        assert Step.OPEN not in steps
        assert Step.STOP in steps


def test_a_whole_number_out_of_turn_is_told_and_names_what_would_be_passed_over() -> None:
    further = whole(FORMS[6].short)
    assert isinstance(further.problem, FurtherDown)
    assert (further.form, further.problem.between, further.problem.place) == (FORMS[6], 3, 4)
    assert isinstance(whole(FORMS[90].short).problem, NotOnPile)
    assert isinstance(whole(FORMS[6].short[:-1] + "0").problem, SerialMistyped)


def test_going_on_with_the_form_just_left_is_no_drift() -> None:
    after = PILE.opened(FORMS[4]).waiting(lambda _: True)
    assert after == (FORMS[2], FORMS[3], FORMS[6], FORMS[4])
    assert typed(FORMS[4].check, waiting=after, left=FORMS[4]).form == FORMS[4]
    assert typed(FORMS[2].check, waiting=after, left=FORMS[4]).form == FORMS[2]


def test_forms_passed_over_come_last_and_keyed_ones_not_at_all() -> None:
    keyed = {FORMS[3]}
    assert PILE.opened(FORMS[3]).waiting(lambda form: form not in keyed) == (FORMS[6], FORMS[4], FORMS[2])


def test_a_form_begun_has_its_turn_again() -> None:
    pile = PILE.opened(FORMS[3])
    assert pile.turned_back_to(FORMS[3]).waiting(lambda _: True)[0] == FORMS[3]
    assert pile.turned_back_to(FORMS[4]).waiting(lambda _: True)[0] == FORMS[4]


def test_a_form_lies_on_a_pile_once_and_the_last_one_is_taken_back() -> None:
    with pytest.raises(LaidTwice):
        PILE.laid(FORMS[3])
    assert PILE.laid(FORMS[9]).taken_back() == PILE
    assert PILE.opened(FORMS[6]).taken_back().at is None
