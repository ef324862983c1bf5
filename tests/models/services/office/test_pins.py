"""A PIN shows who acts: what it takes, what wrong ones cost, who may set and take them, and the sheet for a forgotten one."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.acts import Act
from models.domain.basics.duties import ASKED_AGAIN, FOUNDER, MAY, Duty, Role, RoleLacking, may
from models.domain.basics.people import Person
from models.domain.basics.pins import (
    FREE_TRIES,
    PinAskedAgain,
    PinLacking,
    PinMalformed,
    PinNeeded,
    PinTooEasy,
    PinWait,
    PinWrong,
    Proof,
    require_pin,
    seconds_left,
    wait_after,
)
from models.domain.basics.problems import Problem
from models.security import pin_digest
from models.services.exchange.history import AskedActs, history
from models.services.forms.issuing import issue_forms
from models.services.office.backups import back_up, backups, restore
from models.services.office.closing import close_period
from models.services.office.pins import (
    FirstPinOfAdministrator,
    NoRecoverySheet,
    RecoveryWordsWrong,
    authors_with_pin,
    give_pin,
    has_pin,
    new_recovery_sheet,
    recover,
    remove_pin,
    set_pin,
)
from models.services.office.stations import LastAdministrator, add_person, find_person, set_roles
from models.store.database import Station, open_station
from tests.builders.acts import AT, act_of
from tests.builders.commands import kept
from tests.builders.surveys import period_26q3

PIN, OTHER = "2580", "739164"


def later(seconds: int) -> str:
    return (datetime.fromisoformat(AT) + timedelta(seconds=seconds)).isoformat()


def proven(by: Person, again: Collection[Duty] = tuple(Duty), salt: str = "00" * 16) -> Act:
    return replace(act_of(by, salt=salt), proof=Proof(by.author, frozenset(again)))


@pytest.fixture
def lan(station: Station) -> Person:
    """The founder, who has a PIN; `minh` is on the list without one."""
    lan = find_person(station, "lan")
    add_person(station, code="minh", name="Minh", act=act_of(lan))
    set_pin(station, "lan", PIN, act=act_of(lan))
    return lan


@pytest.mark.parametrize("pin", ["", "123", "12a4", "1" * 33, "١٢٣٤", "1111", "1234", "9876"])
def test_a_pin_is_four_digits_or_more_that_nobody_tries_first(pin: str) -> None:
    with pytest.raises((PinMalformed, PinTooEasy)):
        require_pin(pin)
    assert require_pin(" 2580 ") == "2580"


def test_wrong_pins_cost_time_that_grows_and_is_kept_over_a_new_start(station: Station, lan: Person) -> None:
    assert [int(wait_after(wrong).total_seconds()) for wrong in (0, 2, 3, 4, 5, 40)] == [0, 0, 30, 60, 120, 3600]
    assert seconds_left(3, AT, "2020-01-01T00:00:00+07:00") == 30, "a clock set back makes nobody wait longer"
    for _ in range(FREE_TRIES):
        with pytest.raises(PinWrong):
            give_pin(station, lan, OTHER, at=AT)
    station.close()
    again = open_station(station.folder)
    with pytest.raises(PinWait) as waits:
        give_pin(again, lan, PIN, at=later(10))
    assert waits.value.seconds == 20
    with pytest.raises(PinWrong):
        give_pin(again, lan, OTHER, at=later(30))
    with pytest.raises(PinWait):
        give_pin(again, lan, PIN, at=later(89))
    assert give_pin(again, lan, PIN, at=later(90)) == Proof("00004/lan")
    assert seconds_left(0, "", later(91)) == 0
    again.close()


def test_what_is_kept_of_a_pin_takes_the_key_of_the_station(station: Station, lan: Person) -> None:
    told = "\n".join(kept(station.folder))
    assert PIN not in told.replace("00004", "").split('INSERT INTO "pin"')[1].split("\n")[0]
    strangers = replace(station.signer, private=b"x" * 32)
    assert pin_digest(station.signer.private, lan.author, PIN, "s") != pin_digest(
        strangers.private, lan.author, PIN, "s"
    )


def test_who_has_a_pin_acts_only_with_it_and_weighty_things_take_it_again(station: Station, lan: Person) -> None:
    period = period_26q3(station)
    before = kept(station.folder)
    with pytest.raises(PinNeeded):
        issue_forms(station, period, variant="CN", count=1, act=act_of(lan))
    strangers = replace(act_of(lan), proof=Proof("00004/minh"))
    with pytest.raises(PinNeeded):
        issue_forms(station, period, variant="CN", count=1, act=strangers)
    with pytest.raises(PinAskedAgain):
        close_period(station, period, act=proven(lan, ()))
    assert kept(station.folder) == before
    issue_forms(station, period, variant="CN", count=1, act=proven(lan, ()))
    close_period(station, period, act=proven(lan, {Duty.CLOSE}))


def test_where_people_have_pins_the_others_do_what_a_clerk_does_and_nothing_weighty(
    station: Station, lan: Person
) -> None:
    period, minh = period_26q3(station), find_person(station, "minh")
    issue_forms(station, period, variant="CN", count=1, act=act_of(minh))
    with pytest.raises(RoleLacking):
        close_period(station, period, act=act_of(minh))
    set_roles(station, code="minh", roles=frozenset({Role.SUPERVISOR}), act=proven(lan))
    with pytest.raises(PinLacking):
        close_period(station, period, act=act_of(minh))
    with pytest.raises(PinLacking):
        set_pin(station, "minh", OTHER, act=act_of(minh))
    set_pin(station, "minh", OTHER, act=proven(lan))
    close_period(station, period, act=proven(minh))


def test_in_an_office_without_pins_everybody_goes_on_as_before(station: Station) -> None:
    period = period_26q3(station)
    add_person(station, code="minh", name="Minh", act=act_of())
    close_period(station, period, act=act_of(find_person(station, "minh")))
    assert find_person(station, None).roles == FOUNDER


def test_every_role_has_what_the_table_gives_it_and_nothing_else() -> None:
    for duty in Duty:
        for role in Role:
            for has_pins in (True, False):
                assert may({role}, duty, has_pins=has_pins) == (role in MAY[duty].roles)
        assert may((), duty, has_pins=False)
        assert may((), duty, has_pins=True) == (Role.CLERK in MAY[duty].roles)
    weighty = {Duty.RULE, Duty.CLOSE, Duty.CONFIRM_KEY, Duty.WITHDRAW, Duty.RESTORE, Duty.PEOPLE}
    assert weighty <= ASKED_AGAIN


def test_an_administrator_with_a_pin_is_always_left(station: Station) -> None:
    add_person(station, code="minh", name="Minh", act=act_of())
    with pytest.raises(FirstPinOfAdministrator):
        set_pin(station, "minh", OTHER, act=act_of())
    lan = find_person(station, "lan")
    with pytest.raises(LastAdministrator):
        set_roles(station, code="lan", roles=frozenset({Role.CLERK}), act=act_of())
    set_pin(station, "lan", PIN, act=act_of())
    set_pin(station, "minh", OTHER, act=proven(lan))
    with pytest.raises(LastAdministrator):
        remove_pin(station, "lan", act=proven(lan))
    set_roles(station, code="minh", roles=frozenset({Role.ADMINISTRATOR}), act=proven(lan))
    remove_pin(station, "lan", act=proven(lan))
    minh = find_person(station, "minh")
    remove_pin(station, "minh", act=proven(minh))
    assert not authors_with_pin(station)


def test_a_forgotten_pin_is_replaced_by_the_words_of_the_last_sheet_once(station: Station, lan: Person) -> None:
    with pytest.raises(NoRecoverySheet):
        recover(station, "lan", words="an an", pin=OTHER, salt="ab", at=AT)
    first = new_recovery_sheet(station, act=proven(lan, salt="11" * 16))
    words = new_recovery_sheet(station, act=proven(lan, salt="22" * 16))
    assert len(words.split()) == 10
    assert words not in "\n".join(kept(station.folder))
    for _ in range(FREE_TRIES):
        with pytest.raises(RecoveryWordsWrong):
            recover(station, "lan", words=first, pin=OTHER, salt="ab", at=AT)
    with pytest.raises(PinWait):
        recover(station, "lan", words=words, pin=OTHER, salt="ab", at=AT)
    recover(station, "lan", words=words.upper(), pin=OTHER, salt="ab", at=later(60))
    assert give_pin(station, lan, OTHER, at=later(61)).author == lan.author
    with pytest.raises(NoRecoverySheet):
        recover(station, "lan", words=words, pin=PIN, salt="cd", at=later(62))


def test_bringing_a_copy_back_takes_the_pin_and_leaves_none(station: Station, lan: Person) -> None:
    back_up(station, reason="asked", act=act_of())
    (copy,) = backups(station)
    station.close()
    refused: list[Problem] = []
    for act in (None, act_of(lan), proven(lan, ())):
        with pytest.raises((PinNeeded, PinAskedAgain)) as refusal:
            restore(station.folder, file=copy.file, chance="c" * 32, at=AT, act=act)
        refused.append(refusal.value)
    assert len(refused) == 3
    with closing(restore(station.folder, file=copy.file, chance="c" * 32, at=AT, act=proven(lan))) as back:
        assert not has_pin(back, lan)
        assert find_person(back, "lan").roles == FOUNDER


def test_the_history_tells_who_sat_down_who_tried_and_who_became_what(station: Station, lan: Person) -> None:
    give_pin(station, lan, PIN, at=AT)
    with pytest.raises(PinWrong):
        give_pin(station, lan, OTHER, at=AT)
    set_roles(station, code="minh", roles=frozenset({Role.OFFICER}), act=proven(lan))
    told = [each.kind for each in history(station, AskedActs(by=lan.author)).acts]
    assert set(told) >= {"person_added", "pin_set", "sat_down", "pin_wrong", "roles_given"}
    (given,) = history(station, AskedActs(kind="roles_given")).acts
    assert given.told.values["person"] == "Minh"
    assert history(station, AskedActs(by="00004/minh")).acts == ()


def test_nothing_of_people_leaves_the_office(station: Station, lan: Person, tmp_path: Path) -> None:
    from exports.packages.send import send_returns

    issue_forms(station, period_26q3(station), variant="CN", count=1, act=proven(lan))
    sent = send_returns(station, period_26q3(station), out=tmp_path, is_sealed=False, act=proven(lan))
    content = sent.path.read_bytes()
    assert b"pin" not in content
    assert b"supervisor" not in content
