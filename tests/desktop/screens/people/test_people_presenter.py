"""People, roles and PINs from the people screen, without a window: what is asked for is answered by the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.office import Office
from desktop.screens.people.presenter import Presenter
from models.domain.basics.duties import Duty, Role
from models.domain.basics.people import Person, PersonCodeMalformed
from models.domain.basics.pins import Proof
from models.progress import Cancelled
from models.services.office.pins import give_pin
from models.store.database import Station
from tests.builders.desks import office_at
from tests.builders.surveys import ward

PIN = "2580"


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    yield made
    made.close()


class Asked:
    """Answers for the person: types the PIN, or goes back; remembers what was asked for."""

    def __init__(self, office: Office) -> None:
        self.office, self.types, self.asked = office, True, list[frozenset[Duty]]()
        office.ask_pin = self

    def __call__(self, person: Person, again: frozenset[Duty]) -> Proof | None:
        self.asked.append(again)
        return give_pin(self.office.here, person, PIN, at=self.office.at, again=again) if self.types else None


def test_a_person_is_put_on_the_name_list_with_a_role(station: Station) -> None:
    screen = Presenter(office_at(station))
    screen.refresh()
    screen.add(code="hoa", name="Lê Thị Hoa", roles=frozenset({Role.SECOND_KEYER}))
    assert [person.code for person in screen.people] == ["lan", "hoa"]
    assert screen.people[1].roles == {Role.SECOND_KEYER}
    with pytest.raises(PersonCodeMalformed):
        screen.add(code="Hoà", name="Hòa", roles=frozenset())


def test_the_pin_is_asked_for_when_the_person_changes_and_once_a_visit_for_weighty_things(station: Station) -> None:
    office = office_at(station)
    asked = Asked(office)
    screen = Presenter(office)
    screen.refresh()
    screen.add(code="minh", name="Minh", roles=frozenset())
    assert asked.asked == []
    screen.set_pin(office.who, PIN)
    assert not office.is_locked
    screen.give_roles(screen.people[1], frozenset({Role.CLERK}))
    screen.give_roles(screen.people[1], frozenset({Role.OFFICER}))
    assert asked.asked == [{Duty.PEOPLE}], "once while the screen is shown"
    office.forget_again()
    asked.types = False
    with pytest.raises(Cancelled):
        screen.give_roles(screen.people[1], frozenset())
    lan, minh = screen.people
    assert office.choose_person(minh)
    assert not office.choose_person(lan), "went back"
    assert office.who.code == "minh"
    asked.types = True
    assert office.choose_person(lan)
    assert asked.asked[-1] == frozenset()


def test_who_has_not_given_the_pin_does_nothing_before_it(station: Station) -> None:
    office = office_at(station)
    screen = Presenter(office)
    screen.refresh()
    screen.set_pin(office.who, PIN)
    office.proof = None
    assert office.is_locked
    with pytest.raises(Cancelled):
        screen.give_roles(office.who, frozenset())
    office.sit_down(office.who, give_pin(station, office.who, PIN, at=office.at))
    assert not office.is_locked


def test_the_screen_says_what_pins_there_are_and_that_nobody_was_independent(station: Station) -> None:
    screen = Presenter(office_at(station))
    screen.refresh()
    assert "Nobody has a PIN" in screen.sentences()[0]
    screen.set_pin(screen.office.who, PIN)
    assert "no recovery sheet" in screen.sentences()[0]
