"""Ruling on forms in dispute: no default, never by one of the keyers unless it is recorded so, and only what is possible."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from desktop.office import NoPeriodChosen, Office
from desktop.screens.second.presenter import Presenter
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.basics.people import Person
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.domain.questionnaire.answers import Answers, read_answers, show_codes
from models.domain.questionnaire.questions.contract import ImpossibleCode
from models.services.forms.ledger import read_book
from models.services.keying.agreement import ShareNotRaised
from models.services.keying.disputes import NotAllRuled
from models.services.keying.keying import KeyerCannotRule, key_form, open_desk
from models.services.office.closing import close_period, journal_facts
from models.services.office.stations import add_person
from models.store.database import Station
from tests.builders.acts import WARD, act_of
from tests.builders.desks import office_at
from tests.builders.forms import keyed, sample_rows
from tests.builders.offices import make_offices
from tests.builders.surveys import period_of, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    yield made
    made.close()


@pytest.fixture
def serials(station: Station) -> tuple[Serial, ...]:
    """Three forms; the first is keyed by two persons who disagree on CC1 and A1."""
    return disagreed(station, period_of(station))


def disagreed(station: Station, period: Period) -> tuple[Serial, ...]:
    made = keyed(station, period, sample_rows()[:3])
    desk = open_desk(station, period)
    questionnaire = desk.questionnaire(made[0])
    head = desk.settled(str(made[0])).heads[0]
    codes = show_codes(questionnaire, Answers.from_stored(marks=head.marks, rest_json=head.rest))
    codes |= {"CC1": "1" if codes["CC1"] != "1" else "2", "A1": "*"}
    minh = add_person(station, code="minh", name="Trần Văn Minh", act=act_of())
    key_form(
        station,
        period,
        serial=made[0],
        answers=read_answers(questionnaire, codes),
        second=True,
        act=act_of(minh, salt="s"),
    )
    return made


@pytest.fixture
def office(station: Station, serials: tuple[Serial, ...]) -> Office:
    made = office_at(station)
    made.choose_person(add_person(station, code="hoa", name="Lê Thị Hoa", act=act_of()))
    return made


@pytest.fixture
def rulings(office: Office) -> Presenter:
    made = Presenter(office)
    made.refresh()
    made.open_row(0)
    return made


def choose_all(rulings: Presenter, code: str) -> None:
    assert rulings.open is not None
    for difference in rulings.open.differences:
        rulings.choose(difference, code)


def test_only_what_differs_is_shown_and_nothing_is_chosen(rulings: Presenter, serials: tuple[Serial, ...]) -> None:
    assert [dispute.serial for dispute in rulings.disputes] == [str(serials[0])]
    assert rulings.open is not None
    assert [each.question.name for each in rulings.open.differences] == ["A1", "CC1"]
    assert rulings.chosen == {}
    with pytest.raises(NotAllRuled):
        rulings.require_ruled()


def test_a_third_person_settles_the_form(rulings: Presenter, office: Office, serials: tuple[Serial, ...]) -> None:
    choose_all(rulings, "2")
    rulings.require_third_person()
    rulings.rule("paper")
    assert (rulings.disputes, rulings.open) == ((), None)
    form = read_book(office.here, office.chosen_period, office.here.unit).ledger.forms[str(serials[0])]
    assert form.state in (State.VALID, State.INVALID)
    assert form.settled.accepted is not None
    assert form.settled.accepted.by == "00004/hoa"


def test_a_hub_that_rules_for_a_closed_office_is_told_what_became_of_its_figures(tmp_path: Path) -> None:
    offices = make_offices(tmp_path)
    disagreed(offices.first, offices.period)
    close_period(offices.first, offices.period, act=act_of())
    sent = send_returns(offices.first, offices.period, out=tmp_path, act=act_of())
    merge_packages(offices.hub, [sent.path], act=act_of())
    told: list[str] = []
    office = office_at(offices.hub)
    office.tell = told.append
    rulings = Presenter(office)
    rulings.refresh()
    before = len(valid_forms(offices.hub, offices.period))
    rulings.open_row(0)
    choose_all(rulings, "2")
    rulings.rule("paper")
    assert len(valid_forms(offices.hub, offices.period)) == before + 1
    assert "Ba Đình" in told[-1]
    assert f"{before} → {before + 1}" in told[-1]
    offices.close()


def valid_forms(hub: Station, period: Period) -> list[str]:
    forms = read_book(hub, period, WARD).ledger.forms
    return [serial for serial, form in forms.items() if form.state == State.VALID]


def test_a_keyer_is_refused_and_may_be_recorded_as_alone(rulings: Presenter, office: Office) -> None:
    office.choose_person(Person(office.here.unit, "lan", "Nguyễn Thị Lan"))
    choose_all(rulings, "?")
    with pytest.raises(KeyerCannotRule):
        rulings.require_third_person()
    with pytest.raises(KeyerCannotRule):
        rulings.rule("paper")
    rulings.rule("alone")
    facts = journal_facts(office.here, office.chosen_period, office.here.unit)
    assert [fact.facts()["reason"] for fact in facts if fact.kind == Kind.RULED] == ["alone"]


def test_an_impossible_answer_takes_the_choice_back(rulings: Presenter) -> None:
    assert rulings.open is not None
    difference = rulings.open.differences[0]
    rulings.choose(difference, "1")
    with pytest.raises(ImpossibleCode):
        rulings.choose(difference, "9")
    assert rulings.chosen == {}


def test_a_second_keying_is_asked_for_all_that_one_person_keyed(rulings: Presenter, office: Office) -> None:
    rulings.ask_second(Person(office.here.unit, "lan", "Nguyễn Thị Lan"))
    assert rulings.awaiting == 2


def test_without_a_period_it_says_what_to_do(tmp_path: Path) -> None:
    station = ward(tmp_path / "leer")
    made = Presenter(office_at(station))
    made.refresh()
    assert isinstance(made.obstacle, NoPeriodChosen)
    station.close()


def test_the_agreement_is_told_with_its_interval_and_row_by_row(rulings: Presenter) -> None:
    measured, unchecked, independent = rulings.sentences()
    assert "nothing shows that somebody independent" in independent
    assert "1 forms keyed by two persons" in measured
    assert "95 % interval" in measured
    assert "2 forms keyed by one person only" in unchecked
    rows = rulings.agreement_rows()
    assert rows[0][:2] == ("", "page 1, rows 1 to 10")
    unlike = {row[1].split()[0]: row[3] for row in rows if row[0] == "CN"}
    assert {name for name, count in unlike.items() if count != "0"} == {"A1", "10"}


def test_the_share_keyed_twice_is_raised_and_more_forms_wait(rulings: Presenter) -> None:
    rulings.raise_share(100)
    assert (rulings.share, rulings.awaiting) == (Fraction(1), 2)
    with pytest.raises(ShareNotRaised):
        rulings.raise_share(50)
