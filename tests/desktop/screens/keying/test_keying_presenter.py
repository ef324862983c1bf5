"""What the keying screen promises without a window: nothing lost, nothing keyed twice, every refusal with its way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.office import NoPeriodChosen, Office
from desktop.screens.keying.forms import KeyingPurpose
from desktop.screens.keying.piles import NumberNeeded
from desktop.screens.keying.presenter import Presenter
from desktop.screens.keying.refusals import KeyedAwaitingSecond, NothingWaits, meant_sentences
from models.catalogue import BUILT_IN
from models.domain.basics.people import Person
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.serials import Serial, SerialMistyped
from models.domain.questionnaire.answers import Answers, read_answers
from models.domain.questionnaire.questions.contract import ImpossibleCode
from models.services.forms.issuing import Batch, issue_forms
from models.services.forms.ledger import read_book
from models.services.forms.marking import NotIssued, OtherPeriod, mark_forms
from models.services.keying.disputes import disputes, ruled_answers
from models.services.keying.key_queue import KeyQueue
from models.services.keying.keying import AlreadyKeyed, FormSpoiled, SecondBySame, ask_second, open_desk, rule, vouched
from models.services.office.closing import PeriodClosed, close_period
from models.services.office.periods import open_period
from models.services.office.stations import add_person
from models.store.database import Station
from tests.builders.acts import AT, act_of
from tests.builders.desks import keying_at, office_at
from tests.builders.forms import sample_rows
from tests.builders.surveys import period_of


@pytest.fixture
def minh(station: Station) -> Person:
    return add_person(station, code="minh", name="Trần Văn Minh", act=act_of())


@pytest.fixture
def batch(station: Station, lan: Person) -> Batch:
    period = period_of(station)
    return issue_forms(station, period, variant="CN", count=5, act=act_of(lan))


@pytest.fixture
def office(station: Station, batch: Batch) -> Office:
    return office_at(station)


def returned(office: Office, batch: Batch) -> None:
    mark_forms(office.here, office.chosen_period, kind=Kind.RETURNED, ranges=(batch.serials,), act=act_of(office.who))


def key_all(desk: Presenter, row: int = 0) -> None:
    assert desk.form is not None
    for name, code in sample_rows()[row].items():
        if name in desk.form.questionnaire.by_name:
            desk.save(name, code)


def finish(desk: Presenter) -> None:
    """Finish the open form, a second time when it was asked whether it is complete."""
    if desk.finish() is not None:
        desk.finish()


def record(desk: Presenter, serial: Serial, row: int = 0) -> None:
    desk.open_typed(serial.short)
    key_all(desk, row)
    finish(desk)


def test_a_form_is_opened_by_number_and_check_and_recorded(desk: Presenter, batch: Batch, office: Office) -> None:
    first = batch.serials.first
    record(desk, first)
    head = open_desk(office.here, office.chosen_period).settled(str(first)).heads[0]
    questionnaire = open_desk(office.here, office.chosen_period).questionnaire(first)
    codes = {name: code for name, code in sample_rows()[0].items() if name in questionnaire.by_name}
    assert Answers.from_stored(marks=head.marks, rest_json=head.rest).coded == read_answers(questionnaire, codes).coded
    assert head.by == "00004/lan"
    assert head.seconds > 0
    assert desk.unfinished == ()


def test_a_scanner_may_send_the_whole_number(desk: Presenter, batch: Batch) -> None:
    desk.open_typed(f"{batch.serials.first}\n")
    assert desk.form is not None


def test_every_field_is_on_disk_before_the_next(desk: Presenter, batch: Batch, office: Office) -> None:
    desk.open_typed(batch.serials.first.short)
    desk.save("A1", "1")
    desk.save("A2", "2")
    other = keying_at(office)
    assert other.form is not None
    assert (other.form.codes, other.form.stood_on) == ({"A1": "1", "A2": "2"}, "A2")
    other.let_go()


def test_after_a_crash_the_person_stands_on_the_same_form_and_field(
    desk: Presenter, batch: Batch, office: Office
) -> None:
    desk.open_typed(batch.serials.first.short)
    desk.save("A1", "1")
    again = keying_at(office)
    assert again.form is not None
    assert (again.form.serial, again.form.standing) == (batch.serials.first, "A2")
    again.let_go()


def test_a_form_left_on_purpose_waits_in_the_list(desk: Presenter, batch: Batch) -> None:
    desk.open_typed(batch.serials.first.short)
    desk.save("A1", "2")
    desk.leave()
    desk.refresh()
    assert [draft.codes for draft in desk.unfinished] == [{"A1": "2"}]
    desk.go_on(desk.unfinished[0])
    assert getattr(desk.form, "codes", None) == {"A1": "2"}


def test_power_lost_after_recording_leaves_no_second_form(desk: Presenter, batch: Batch, office: Office) -> None:
    desk.open_typed(batch.serials.first.short)
    key_all(desk)
    assert desk.form is not None
    draft = desk.form.draft(AT)
    finish(desk)
    desk.drafts.save(draft)
    again = keying_at(office)
    assert (again.form, again.refused, again.unfinished) == (None, None, ())
    again.let_go()


def test_a_draft_belongs_to_its_person(desk: Presenter, batch: Batch, office: Office, minh: Person) -> None:
    desk.open_typed(batch.serials.first.short)
    desk.save("A1", "1")
    office.choose_person(minh)
    desk.refresh()
    assert (desk.form, desk.unfinished) == (None, ())


def test_an_impossible_code_is_refused_and_not_kept(desk: Presenter, batch: Batch) -> None:
    desk.open_typed(batch.serials.first.short)
    with pytest.raises(ImpossibleCode):
        desk.save("A1", "9")
    assert desk.form is not None
    assert desk.form.codes == {}


def test_questions_that_nobody_keyed_are_asked_about_once(desk: Presenter, batch: Batch) -> None:
    desk.open_typed(batch.serials.first.short)
    desk.save("A1", "1")
    worries = desk.finish()
    assert worries is not None
    assert "A2" in worries.unvisited
    assert desk.finish() is None
    assert not desk.unfinished


def test_nothing_is_opened_without_what_stands_on_the_paper(desk: Presenter, batch: Batch, office: Office) -> None:
    desk.open_typed("")
    assert desk.refused is not None
    assert isinstance(desk.refused.problem, NothingWaits)
    returned(office, batch)
    desk.refresh()
    assert (desk.next_form, desk.left) == (batch.serials.first, 5)
    record(desk, batch.serials.first)
    assert (desk.left, desk.day.forms) == (4, 1)
    desk.open_typed("")
    assert desk.form is None
    assert desk.refused is not None
    assert isinstance(desk.refused.problem, NumberNeeded)


def test_what_cannot_be_keyed_is_refused_with_its_reason(desk: Presenter, batch: Batch, office: Office) -> None:
    first = batch.serials.first
    mark_forms(office.here, office.chosen_period, kind=Kind.SPOILED, ranges=(batch.serials,), act=act_of(office.who))
    desk.refresh()
    wrong = first.short[:-1] + str((int(first.short[-1]) + 1) % 10)
    for typed, problem in (
        (wrong, SerialMistyped),
        (first.short, FormSpoiled),
        (str(first._replace(number=first.number + 70)), NotIssued),
        (str(first._replace(period="26Q2")), OtherPeriod),
    ):
        desk.open_typed(typed)
        assert desk.form is None
        assert desk.refused is not None
        assert isinstance(desk.refused.problem, problem)


def test_a_keyed_form_may_be_amended_or_voided(desk: Presenter, batch: Batch) -> None:
    first = batch.serials.first
    record(desk, first)
    desk.open_typed(first.short)
    assert desk.refused is not None
    assert isinstance(desk.refused.problem, AlreadyKeyed)
    assert (desk.refused.may_amend, desk.refused.may_void) == (True, True)
    desk.amend(first)
    assert desk.form is not None
    assert desk.form.act is KeyingPurpose.AMEND
    desk.save("A1", "2")
    finish(desk)
    desk.void(first)
    desk.open_typed(first.short)
    assert desk.form is not None


def test_the_second_keying_is_blind_and_by_another_person(
    desk: Presenter, batch: Batch, office: Office, minh: Person, lan: Person
) -> None:
    first = batch.serials.first
    record(desk, first)
    ask_second(office.here, office.chosen_period, serials=(first,), act=act_of(lan))
    desk.refresh()
    desk.choose_second(is_second=True)
    assert desk.next_form is None
    desk.open_typed(first.short)
    assert desk.refused is not None
    assert isinstance(desk.refused.problem, SecondBySame)
    office.choose_person(minh)
    desk.refresh()
    desk.choose_second(is_second=False)
    desk.open_typed(first.short)
    assert desk.refused is not None
    assert isinstance(desk.refused.problem, KeyedAwaitingSecond)
    assert not desk.refused.may_amend
    desk.key_as_second(first)
    assert desk.form is not None
    assert desk.form.codes == {}
    key_all(desk)
    finish(desk)
    book = read_book(office.here, office.chosen_period, office.here.unit)
    assert book.ledger.forms[str(first)].state is State.VALID


def test_an_unmet_question_is_not_asked_until_its_filter_is_met(desk: Presenter, batch: Batch) -> None:
    desk.open_typed(batch.serials.first.short)
    assert not desk.is_asked("C7")
    desk.save("C6", "3")
    assert desk.is_asked("C7")
    desk.save("C6", "1")
    assert not desk.is_asked("C7")


def test_a_closed_period_says_so_and_opens_nothing(desk: Presenter, batch: Batch, office: Office) -> None:
    close_period(office.here, office.chosen_period, act=act_of(office.who))
    desk.refresh()
    assert isinstance(desk.obstacle, PeriodClosed)
    desk.open_typed(batch.serials.first.short)
    assert desk.form is None
    assert (desk.left, desk.day.forms, desk.unfinished) == (0, 0, ())


def test_without_a_period_it_says_what_to_do(station: Station) -> None:
    desk = keying_at(office_at(station))
    assert isinstance(desk.obstacle, NoPeriodChosen)
    desk.let_go()


def test_a_mistyped_number_offers_the_form_that_was_meant(desk: Presenter, batch: Batch, office: Office) -> None:
    first = batch.serials.first
    swapped = first.short[:-2] + first.short[-1] + first.short[-2]
    desk.open_typed(swapped)
    assert desk.form is None
    assert desk.refused is not None
    assert isinstance(desk.refused.problem, SerialMistyped)
    assert desk.refused.meant.forms[0] == first
    assert meant_sentences(desk.refused.meant, office)
    desk.open_meant(0)
    assert getattr(desk.form, "serial", None) == first


def test_a_form_that_is_keyed_is_not_offered_again(desk: Presenter, batch: Batch) -> None:
    first = batch.serials.first
    record(desk, first)
    desk.open_typed(first.short[:-2] + first.short[-1] + first.short[-2])
    assert desk.refused is not None
    assert first not in desk.refused.meant.forms


def test_paper_of_another_ward_is_told_with_the_ward_it_fits(desk: Presenter, office: Office) -> None:
    other = BUILT_IN.find_unit("00025", date(2026, 9, 30)).key
    office.period = replace(office.chosen_period, units=(office.here.unit, other))
    desk.refresh()
    paper = Serial("26Q3", other.code, "CN", 100_002)
    desk.open_typed(paper.short)
    assert desk.refused is not None
    assert desk.refused.meant.units == (other,)
    desk.open_typed(str(paper))
    assert "Phường Giảng Võ" in office.language.problem(desk.refused.problem)


def key_behind_a_filter(desk: Presenter, code: str = "1") -> None:
    """Key a form that was returned in time, and an answer to the question for late ones."""
    key_all(desk)
    desk.save("C6", "1")
    desk.save("C7", code)


def test_a_doubted_answer_is_asked_about_once_and_the_yes_is_remembered(
    desk: Presenter, batch: Batch, office: Office
) -> None:
    first = batch.serials.first
    desk.open_typed(first.short)
    key_all(desk)
    assert desk.doubt("C6") == ""
    key_behind_a_filter(desk)
    assert "Does the paper say so?" in desk.doubt("C7")
    desk.vouch("C7")
    assert desk.doubt("C7") == ""
    again = keying_at(office)
    assert again.doubt("C7") == ""
    again.let_go()
    assert desk.finish() is None
    said = vouched(office.here, office.chosen_period)
    assert [(each.serial, each.person, *each.vouch[:3]) for each in said] == [
        (str(first), "00004/lan", "C7", "not_asked", "1")
    ]


def test_a_yes_stands_for_that_answer_only_and_changes_no_coded_equality(
    desk: Presenter, batch: Batch, office: Office
) -> None:
    first = batch.serials.first
    desk.open_typed(first.short)
    key_behind_a_filter(desk)
    desk.vouch("C7")
    desk.save("C7", "2")
    assert desk.doubt("C7")
    desk.save("C7", "")
    finish(desk)
    assert vouched(office.here, office.chosen_period) == ()
    head = open_desk(office.here, office.chosen_period).settled(str(first)).heads[0]
    assert head.rest == Answers.from_stored(marks=head.marks, rest_json=head.rest).rest_json


def test_recording_a_form_with_doubts_twice_asked_is_a_yes(desk: Presenter, batch: Batch, office: Office) -> None:
    desk.open_typed(batch.serials.first.short)
    key_behind_a_filter(desk)
    worries = desk.finish()
    assert worries is not None
    assert worries.doubtful == ("C7",)
    assert desk.finish() is None
    assert [each.vouch.question for each in vouched(office.here, office.chosen_period)] == ["C7"]


def test_a_refusal_is_gone_when_another_period_is_chosen(desk: Presenter, office: Office) -> None:
    desk.open_typed("100001-00")
    desk.refresh()
    assert desk.refused is not None
    office.choose_period(open_period(office.here, code="26Q2", name="Quý II", seed="x", survey=None,
                                     evaluated=(date(2026, 4, 1), date(2026, 6, 30)), act=act_of()))  # fmt: skip
    desk.refresh()
    assert desk.refused is None


def test_lines_that_nobody_wrote_on_are_blank_without_a_question(desk: Presenter, batch: Batch, office: Office) -> None:
    desk.open_typed(batch.serials.first.short)
    assert desk.form is not None
    for name, code in sample_rows()[0].items():
        if name in desk.form.questionnaire.by_name and name != "F":
            desk.save(name, code)
    assert "F" not in desk.form.codes
    assert desk.finish() is None


def test_digits_alone_in_an_opinion_are_asked_about_once_and_the_opinion_stands_nowhere_else(
    desk: Presenter, batch: Batch, office: Office
) -> None:
    desk.open_typed(batch.serials.first.short)
    key_all(desk)
    desk.save("F", "0912345678")
    worries = desk.finish()
    assert worries is not None
    assert worries.doubtful == ("F",)
    desk.vouch("F")
    assert desk.form is not None
    assert desk.drafts.vouches(str(desk.form.serial), desk.form.by.author, "first") == ()
    assert desk.finish() is None
    assert vouched(office.here, office.chosen_period) == ()


def test_more_boxes_than_allowed_count_as_before_and_which_they_are_is_remembered(
    desk: Presenter, batch: Batch, office: Office
) -> None:
    first = batch.serials.first
    desk.open_typed(first.short)
    key_all(desk)
    desk.save("E", "1 2 4 5")
    assert desk.doubt("E")
    again = keying_at(office)
    assert again.form is not None
    assert again.form.codes["E"] == "1 2 4 5"
    again.let_go()
    desk.vouch("E")
    assert desk.finish() is None
    head = open_desk(office.here, office.chosen_period).settled(str(first)).heads[0]
    assert Answers.from_stored(marks=head.marks, rest_json=head.rest).rest[-1] == ("E", "*")
    assert [each.vouch[:3] for each in vouched(office.here, office.chosen_period)] == [("E", "too_many", "1 2 4 5")]
    desk.amend(first)
    assert desk.form is not None
    assert desk.form.codes["E"] == "1 2 4 5"
    desk.save("E", "1 2 4")
    finish(desk)
    assert vouched(office.here, office.chosen_period) == ()


def test_a_box_that_is_not_there_is_refused_however_many_are_ticked(desk: Presenter, batch: Batch) -> None:
    desk.open_typed(batch.serials.first.short)
    with pytest.raises(ImpossibleCode):
        desk.save("E", "1 2 3 y")


def test_the_day_counts_forms_keyed_and_neither_amendments_nor_voids_nor_rulings(
    desk: Presenter, batch: Batch, office: Office, minh: Person, lan: Person
) -> None:
    first, second = list(batch.serials)[:2]
    record(desk, first)
    desk.amend(first)
    desk.save("A1", "2")
    finish(desk)
    desk.refresh()
    assert desk.day.forms == 1
    desk.void(first)
    record(desk, first)
    desk.refresh()
    assert desk.day.forms == 1
    record(desk, second)
    desk.refresh()
    assert desk.day.forms == 2
    ask_second(office.here, office.chosen_period, serials=(second,), act=act_of(lan))
    office.choose_person(minh)
    desk.refresh()
    desk.key_as_second(second)
    key_all(desk, 1)
    finish(desk)
    third = add_person(office.here, code="hoa", name="Lê Thị Hoa", act=act_of())
    (dispute,) = disputes(office.here, office.chosen_period, (office.here.unit,))
    codes = {each.question.name: each.values[0] for each in dispute.differences}
    rule(office.here, office.chosen_period, serial=second, reason="paper", act=act_of(third),
         answers=ruled_answers(office.here, office.chosen_period, dispute, codes))  # fmt: skip
    office.choose_person(third)
    desk.refresh()
    assert desk.day.forms == 0
    assert KeyQueue(office.here, office.chosen_period, minh.author).day(BUILT_IN.place.day_of(office.at)).forms == 1


def test_a_form_noted_as_lost_is_not_opened_without_a_word(desk: Presenter, batch: Batch, office: Office) -> None:
    mark_forms(office.here, office.chosen_period, kind=Kind.LOST, ranges=(batch.serials,), act=act_of(office.who))
    told: list[str] = []
    office.tell = told.append
    desk.refresh()
    desk.open_typed(batch.serials.first.short)
    assert desk.form is not None
    assert any(batch.serials.first.short in sentence and "lost" in sentence for sentence in told)
