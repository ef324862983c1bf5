"""Keying one form: first and second, amending, voiding, ruling; nothing is overwritten."""

from __future__ import annotations

from functools import partial

import pytest

from models.domain.basics.problems import Problem
from models.domain.book.facts import Keying, Kind, Stream
from models.domain.book.ledger import State
from models.domain.book.serials import Serial, SerialRange
from models.services.forms.ledger import read_book
from models.services.forms.marking import NotIssued, OtherPeriod, OtherUnit, mark_forms
from models.services.keying.keying import (
    AlreadyKeyed,
    FormSpoiled,
    KeyerCannotRule,
    NeedsRuling,
    NotDisputed,
    NotKeyed,
    OtherQuestionnaire,
    SecondBySame,
    amend,
    ask_second,
    key_form,
    open_desk,
    rule,
    stored_answers,
    text_digest,
    void,
)
from models.store import journal
from models.store.database import Station
from models.store.sql import rows
from tests.builders.acts import act_of, person
from tests.builders.files import content
from tests.builders.forms import answers, issued, key
from tests.builders.streams import heard_stream
from tests.builders.surveys import period_26q3
from tests.builders.work import Work, counted


def state(station: Station, serial: Serial) -> State:
    book = read_book(station, period_26q3(station), station.unit)
    return book.ledger.forms[str(serial)].state


def change(station: Station, serial: Serial, *, by: str = "lan", **changed: str) -> None:
    amend(
        station,
        period_26q3(station),
        serial=serial,
        answers=answers(station, **changed),
        act=act_of(person(station, by), salt="s"),
    )


def settle(station: Station, serial: Serial, *, by: str = "hoa", reason: str = "paper", **changed: str) -> None:
    rule(
        station,
        period_26q3(station),
        serial=serial,
        answers=answers(station, **changed),
        reason=reason,
        act=act_of(person(station, by), salt="s"),
    )


def empty(station: Station, serial: Serial) -> int:
    return void(station, period_26q3(station), serial=serial, act=act_of())


def refused(station: Station, problem: type[Problem], act: object) -> None:
    """`act` is refused with `problem` and leaves the base as it was."""
    assert callable(act)
    before = content(station.base_file)
    with pytest.raises(problem):
        act()
    assert content(station.base_file) == before


def test_a_keyed_form_is_there_with_its_texts_apart(station: Station) -> None:
    form = issued(station, 1)[0]
    key(station, form, F="Cần thêm ghế", E="1 4", C1="2 3")
    period = period_26q3(station)
    desk = open_desk(station, period)
    keying = desk.keyings[str(form)][0]
    assert stored_answers(station, period, desk, keying.ref) == answers(station, F="Cần thêm ghế", E="1 4", C1="2 3")
    number = journal.find_stream(station.db, next(iter(journal.all_streams(station.db).values())))
    assert number is not None
    text = journal.texts_of(station.db, number)[0]
    assert (text.question, text.content) == ("F", "Cần thêm ghế")
    assert text_digest(text.content, text.salt) in keying.texts
    assert "ghế" not in keying.line()


def test_what_cannot_be_keyed_is_refused_with_its_reason(station: Station) -> None:
    form, spoiled, keyed = issued(station, 3)
    key(station, keyed)
    period = period_26q3(station)
    span = (SerialRange(spoiled, spoiled),)
    mark_forms(station, period, kind=Kind.SPOILED, ranges=span, act=act_of())
    act = act_of(person(station, "minh"))
    for serial, problem in (
        (form._replace(period="26Q2"), OtherPeriod),
        (form._replace(unit="00008"), OtherUnit),
        (form._replace(number=100_099), NotIssued),
        (form._replace(number=500_001), NotIssued),
        (form._replace(variant="TC"), NotIssued),
        (spoiled, FormSpoiled),
        (keyed, AlreadyKeyed),
    ):
        given = partial(key_form, station, period, serial=serial, answers=answers(station), act=act)
        refused(station, problem, given)


def test_paper_of_another_edition_is_refused(station: Station) -> None:
    form = issued(station, 1)[0]
    rows(station.db, "UPDATE journal SET body = replace(body, '\"coding\":\"', '\"coding\":\"x') WHERE kind = 'issued'")
    refused(station, OtherQuestionnaire, lambda: key(station, form))


def test_forms_of_another_computer_are_keyed_before_its_facts_are_here(station: Station) -> None:
    from pathlib import Path

    from models.services.office.stations import add_station

    add_station(station, out=Path(station.folder) / "2.json", name="Máy 2", act=act_of())
    form = issued(station, 1)[0]._replace(number=200_001)
    key(station, form)
    book = read_book(station, period_26q3(station), station.unit).ledger
    assert (book.keyed_not_issued, book.totals["returned"]) == ((str(form),), 0)


def test_a_second_keying_comes_from_another_person(station: Station) -> None:
    form = issued(station, 1)[0]
    key(station, form)
    ask_second(station, period_26q3(station), serials=(form,), act=act_of())
    assert state(station, form) is State.AWAITING_SECOND
    refused(station, SecondBySame, lambda: key(station, form, second=True))
    key(station, form, by="minh", second=True)
    assert state(station, form) is State.VALID
    refused(station, SecondBySame, lambda: key(station, form, by="minh", second=True))


def test_an_amendment_replaces_and_keeps_the_former_keying(station: Station) -> None:
    form = issued(station, 1)[0]
    refused(station, NotKeyed, lambda: change(station, form))
    key(station, form)
    change(station, form, by="minh", TC1="1")
    desk = open_desk(station, period_26q3(station))
    head = desk.settled(str(form)).accepted
    assert head is not None
    assert (len(desk.keyings[str(form)]), head.by) == (2, "00004/minh")
    assert state(station, form) is State.VALID


def test_of_several_keyings_a_person_amends_the_own_one(station: Station) -> None:
    form = issued(station, 1)[0]
    key(station, form)
    key(station, form, by="minh", second=True, TC1="1")
    assert state(station, form) is State.DISPUTED
    person(station, "hoa")
    refused(station, NeedsRuling, lambda: change(station, form, by="hoa"))
    change(station, form, by="minh")
    assert state(station, form) is State.VALID


def test_a_void_takes_every_keying_off_and_the_form_is_keyed_anew(station: Station) -> None:
    form = issued(station, 1)[0]
    refused(station, NotKeyed, lambda: empty(station, form))
    key(station, form)
    key(station, form, by="minh", second=True, TC1="1")
    assert empty(station, form) == 2
    assert state(station, form) is State.IN_STOCK
    refused(station, NotKeyed, lambda: empty(station, form))
    key(station, form, TC1="2")
    assert state(station, form) is State.VALID


def test_a_difference_is_ruled_by_a_third_person(station: Station) -> None:
    form, alike = issued(station, 2)
    for serial, code in ((form, "1"), (alike, "4")):
        key(station, serial)
        key(station, serial, by="minh", second=True, TC1=code)
    person(station, "hoa")
    refused(station, KeyerCannotRule, lambda: settle(station, form, by="minh"))
    refused(station, NotDisputed, lambda: settle(station, alike))
    settle(station, form, TC1="1")
    assert state(station, form) is State.VALID
    assert rows(station.db, "SELECT serials FROM journal WHERE kind = 'ruled'") == [(str(form),)]
    refused(station, NotDisputed, lambda: settle(station, form))


def test_an_office_of_two_records_that_a_keyer_ruled_alone(station: Station) -> None:
    form = issued(station, 1)[0]
    key(station, form)
    key(station, form, by="minh", second=True, TC1="1")
    settle(station, form, by="minh", reason="alone")
    assert state(station, form) is State.VALID
    with pytest.raises(ValueError, match="because"):
        settle(station, form, reason="because")


def test_a_form_with_too_few_answers_is_invalid_and_a_blank_one_is_keyed_as_blank(station: Station) -> None:
    blank = issued(station, 1)[0]
    key_form(
        station,
        period_26q3(station),
        serial=blank,
        answers=answers(station, {}),
        act=act_of(salt="s"),
    )
    assert state(station, blank) is State.INVALID


def test_second_keyings_are_asked_by_form_by_person_and_for_all(station: Station) -> None:
    form, other, unkeyed = issued(station, 3)
    key(station, form)
    key(station, other, by="minh")
    period, lan = period_26q3(station), person(station)
    refused(
        station,
        NotIssued,
        lambda: ask_second(station, period, serials=(form._replace(number=100_099),), act=act_of(lan)),
    )
    assert ask_second(station, period, act=act_of(lan)) == 0
    assert ask_second(station, period, person=person(station, "minh"), act=act_of(lan)) == 1
    assert [state(station, serial) for serial in (form, other)] == [State.VALID, State.AWAITING_SECOND]
    assert ask_second(station, period, every=True, act=act_of(lan)) == 3
    assert state(station, form) is State.AWAITING_SECOND
    assert state(station, unkeyed) is State.IN_STOCK


@pytest.mark.in_a_file
def test_keying_one_of_five_thousand_forms_costs_no_more_than_one_of_five(station: Station) -> None:
    period, lan, given = period_26q3(station), person(station), answers(station)
    few = issued(station, 5)
    key(station, few[0])
    heard_stream(station, Stream("other", station.unit, period.key))
    told: list[Work] = []
    with counted(station, told):
        key_form(station, period, serial=few[1], answers=given, act=act_of(lan, salt="s"))
    many = issued(station, 5_000)
    row = rows(station.db, "SELECT * FROM keying")[0]
    with station.transaction():
        other = heard_stream(station, Stream("other", station.unit, period.key))
        lines = (Keying("other", n, str(serial), *row[4:]) for n, serial in enumerate(many[:4_900], 1))
        journal.put_lines(station.db, other, lines)
    with counted(station, told):
        key_form(station, period, serial=many[4_950], answers=given, act=act_of(lan, salt="s"))
    assert told[0].statements == told[1].statements
    # the second issue is one line more to read
    assert told[1].steps < told[0].steps * 1.2
    assert told[1].calls < told[0].calls * 1.2
