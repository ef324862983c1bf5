"""A pile is laid once and kept in step with the paper: what is opened, what stops, and what survives a crash."""

from __future__ import annotations

import pytest

from desktop.office import Office
from desktop.screens.keying.piles import CheckDigitsNeeded
from desktop.screens.keying.presenter import Presenter
from models.domain.basics.people import Person
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.pile import FurtherDown, LaidTwice, NoSuchPaper, NotOnPile, OtherPaper
from models.domain.book.serials import Serial, SerialRange
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.forms.marking import mark_forms
from models.services.keying.keying import AlreadyKeyed, ask_second
from models.services.keying.piles import FirstKeyingLacks
from models.services.office.closing import journal_facts
from models.services.office.stations import add_person
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.desks import keying_at, office_at
from tests.builders.forms import sample_rows
from tests.builders.surveys import period_of


@pytest.fixture
def forms(station: Station, lan: Person) -> tuple[Serial, ...]:
    period = period_of(station)
    batch = issue_forms(station, period, variant="CN", count=8, act=act_of(lan))
    mark_forms(station, period, kind=Kind.HANDED_OUT, ranges=(batch.serials,), act=act_of(lan))
    return tuple(batch.serials)


@pytest.fixture
def office(station: Station, forms: tuple[Serial, ...]) -> Office:
    return office_at(station)


def lay(desk: Presenter, *forms: Serial) -> None:
    for form in forms:
        assert desk.piles.lay(form.short), desk.piles.laid
    desk.begin_pile()
    desk.refresh()


def key_open_form(desk: Presenter, row: int = 0) -> None:
    assert desk.form is not None
    for name, code in sample_rows()[row].items():
        if name in desk.form.questionnaire.by_name:
            desk.save(name, code)
    if desk.finish() is not None:
        desk.finish()
    desk.refresh()


def states(office: Office) -> dict[int, State]:
    book = read_book(office.here, office.chosen_period, office.here.unit).ledger
    return {int(serial.rsplit("-", 2)[1]): form.state for serial, form in book.forms.items()}


def refusal(desk: Presenter) -> object:
    assert desk.form is None
    assert desk.refused is not None
    return desk.refused.problem


def test_a_pile_is_noted_as_returned_by_one_line_and_keyed_in_its_order(
    desk: Presenter, forms: tuple[Serial, ...], office: Office
) -> None:
    order = (forms[5], forms[2], forms[7])
    before = len(journal_facts(office.here, office.chosen_period, office.here.unit))
    lay(desk, *order)
    assert len(journal_facts(office.here, office.chosen_period, office.here.unit)) == before + 1
    assert {number for number, state in states(office).items() if state is State.NOT_KEYED} == {
        form.number for form in order
    }
    for place, form in enumerate(order):
        assert desk.piles.waiting == order[place:]
        assert not desk.hear(form.check[0])
        assert not desk.hear(form.check)
        assert desk.form is not None
        assert desk.form.serial == form
        key_open_form(desk, place)
    assert desk.piles.finished == 3
    assert not desk.piles.pile.order


def test_a_paper_out_of_turn_is_met_at_once_and_whoever_goes_on_typing_opens_nothing(
    desk: Presenter, forms: tuple[Serial, ...]
) -> None:
    lay(desk, *forms[1:6])
    assert desk.hear(forms[3].check)
    assert isinstance(refusal(desk), OtherPaper)
    for typed in ("15", forms[1].check, "1541"):
        assert not desk.hear(typed)
        assert desk.form is None
    desk.open_typed("99")
    assert isinstance(refusal(desk), NoSuchPaper)
    desk.open_typed(forms[1].check)
    assert desk.form is not None
    assert desk.form.serial == forms[1]


def test_the_paper_in_the_hand_may_be_keyed_first_when_its_whole_number_is_given_twice(
    desk: Presenter, forms: tuple[Serial, ...]
) -> None:
    lay(desk, *forms[1:5])
    desk.open_typed(forms[3].short)
    assert isinstance(refusal(desk), FurtherDown)
    desk.open_typed("99")
    desk.open_typed(forms[3].short)
    assert isinstance(refusal(desk), FurtherDown), "another number in between takes the first one back"
    desk.open_typed(str(forms[3]))
    assert desk.form is not None
    key_open_form(desk)
    assert desk.piles.waiting == (forms[4], forms[1], forms[2])


def test_a_paper_that_is_not_on_the_pile_is_told_or_refused_for_its_own_reason(
    desk: Presenter, forms: tuple[Serial, ...]
) -> None:
    desk.open_typed(forms[0].short)
    key_open_form(desk)
    lay(desk, *forms[1:3])
    desk.open_typed(forms[7].short)
    assert isinstance(refusal(desk), NotOnPile)
    desk.open_typed(forms[7].short)
    assert desk.form is not None
    desk.give_up()
    desk.open_typed(forms[0].short)
    assert isinstance(refusal(desk), AlreadyKeyed)
    assert desk.refused is not None
    assert desk.refused.may_amend


def test_enter_alone_opens_nothing_of_a_pile(desk: Presenter, forms: tuple[Serial, ...]) -> None:
    lay(desk, *forms[1:3])
    desk.open_typed("")
    assert isinstance(refusal(desk), CheckDigitsNeeded)


def test_a_form_scanned_twice_or_keyed_already_is_not_laid(desk: Presenter, forms: tuple[Serial, ...]) -> None:
    desk.open_typed(forms[0].short)
    key_open_form(desk)
    assert not desk.piles.lay(forms[0].short)
    assert desk.piles.lay(forms[1].short)
    assert not desk.piles.lay(forms[1].short)
    assert desk.piles.laid is not None
    assert not desk.piles.laid.is_good
    assert desk.piles.pile.order == (forms[1],)
    with pytest.raises(LaidTwice):
        desk.piles.pile.laid(forms[1])


def test_a_form_that_was_noted_as_lost_may_come_back_and_says_so(
    desk: Presenter, forms: tuple[Serial, ...], office: Office, lan: Person
) -> None:
    lost = (SerialRange(forms[2], forms[2]),)
    mark_forms(office.here, office.chosen_period, kind=Kind.LOST, ranges=lost, act=act_of(lan))
    desk.refresh()
    assert desk.piles.lay(forms[2].short)
    assert desk.piles.laid is not None
    assert len(desk.piles.laid.sentence) > len(f"1.  {forms[2].short}")
    desk.begin_pile()
    assert states(office)[forms[2].number] is State.NOT_KEYED


def test_a_pile_half_laid_and_one_half_keyed_are_there_after_a_crash(
    desk: Presenter, forms: tuple[Serial, ...], office: Office
) -> None:
    for form in forms[:3]:
        desk.piles.lay(form.short)
    again = keying_at(office)
    assert again.piles.pile.order == forms[:3]
    again.begin_pile()
    again.open_typed(forms[0].check)
    key_open_form(again)
    again.hear(forms[1].check)
    again.save("A1", "1")
    later = keying_at(office)
    assert later.form is None, "the paper in the hand is compared again before anything is keyed"
    assert later.piles.waiting[0] == forms[1]
    later.hear(forms[1].check)
    assert later.form is not None
    assert later.form.codes == {"A1": "1"}
    again.let_go()
    later.let_go()


def test_a_draft_of_the_pile_is_gone_on_with_by_its_check_digits_only(
    desk: Presenter, forms: tuple[Serial, ...]
) -> None:
    lay(desk, *forms[1:5])
    desk.hear(forms[1].check)
    desk.save("A1", "1")
    desk.leave()
    desk.go_on(desk.unfinished[0])
    assert desk.form is None
    assert desk.piles.waiting[0] == forms[1]


def test_the_second_keyer_has_a_pile_of_their_own_in_its_own_order(
    desk: Presenter, forms: tuple[Serial, ...], office: Office, lan: Person
) -> None:
    minh = add_person(office.here, code="minh", name="Trần Văn Minh", act=act_of())
    ask_second(office.here, office.chosen_period, serials=forms[1:4], act=act_of(lan))
    lay(desk, *forms[1:4])
    desk.hear(forms[1].check)
    key_open_form(desk)
    desk.hear(forms[2].check)
    key_open_form(desk, 1)
    office.choose_person(minh)
    desk.refresh()
    desk.choose_second(is_second=True)
    assert not desk.piles.pile.order
    assert not desk.piles.lay(forms[3].short)
    assert desk.piles.laid is not None
    assert desk.piles.laid.sentence == office.language.problem(FirstKeyingLacks(forms[3].short))
    lay(desk, forms[2], forms[1])
    desk.hear(forms[2].check)
    assert desk.form is not None
    assert desk.form.codes == {}
    key_open_form(desk, 1)
    desk.open_typed(forms[1].check)
    key_open_form(desk)
    assert [states(office)[form.number] for form in forms[1:4]] == [State.VALID, State.VALID, State.NOT_KEYED]
    office.choose_person(lan)
    desk.refresh()
    desk.choose_second(is_second=False)
    assert desk.piles.waiting == (forms[3],)


def test_putting_a_pile_away_forgets_its_order_and_nothing_else(
    desk: Presenter, forms: tuple[Serial, ...], office: Office
) -> None:
    lay(desk, *forms[1:3])
    desk.drop_pile()
    assert not desk.piles.pile.order
    assert states(office)[forms[1].number] is State.NOT_KEYED
    desk.hear(forms[1].check)
    assert desk.form is None


def test_after_a_restart_the_second_keyer_stands_before_the_pile_of_the_second_pass(
    desk: Presenter, forms: tuple[Serial, ...], office: Office
) -> None:
    minh = add_person(office.here, code="minh", name="Trần Văn Minh", act=act_of())
    desk.open_typed(forms[1].short)
    key_open_form(desk)
    office.choose_person(minh)
    desk.refresh()
    desk.choose_second(is_second=True)
    lay(desk, forms[1])
    again = keying_at(office)
    assert again.is_second
    assert again.piles.waiting == (forms[1],)
    again.let_go()
