"""What the people screen knows and does: the name list, roles, PINs, the recovery sheet, idle minutes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from desktop.office import Office
from desktop.screens.presenting import ScreenPresenter
from models.acts import Topic
from models.domain.basics.duties import Duty, Role, role_words
from models.domain.basics.people import Person
from models.domain.basics.problems import N_
from models.services.office.pins import (
    NOBODY_INDEPENDENT,
    authors_with_pin,
    idle_minutes,
    lacks_independence,
    remove_pin,
    set_idle_minutes,
    set_pin,
    sheet_printed_at,
)
from models.services.office.stations import add_person, people, rename_person, set_roles


class Presenter(ScreenPresenter):
    """Everybody on the name list with roles and whether there is a PIN."""

    cares_about = frozenset({Topic.PERSON})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.people: tuple[Person, ...] = ()
        self.with_pin: frozenset[str] = frozenset()

    def refresh(self) -> None:
        self.people = people(self.office.here)
        self.with_pin = authors_with_pin(self.office.here)

    def rows(self) -> list[tuple[str, ...]]:
        """Name, code, roles, whether there is a PIN, and who is at the computer now."""
        say, office = self.office.say, self.office
        return [
            (
                each.name,
                each.code,
                self.roles_told(each.roles),
                say(N_("yes")) if each.author in self.with_pin else say(N_("no")),
                say(N_("now at the computer")) if each.code == office.who.code else "",
            )
            for each in self.people
        ]

    def roles_told(self, roles: Collection[Role]) -> str:
        return ", ".join(map(self.office.language.sentence, role_words(roles))) or self.office.say(N_("no role"))

    def sentences(self) -> tuple[str, ...]:
        """What there is to say of PINs here: what they do, the sheet, the idle minutes, and who was independent."""
        office, say = self.office, self.office.say
        told = []
        if not self.with_pin:
            told.append(
                say(N_("Nobody has a PIN: anybody can act in any name here. The first PIN is the administrator's."))
            )
        else:
            printed = sheet_printed_at(office.here)
            if printed:
                at = office.language.datetime(datetime.fromisoformat(printed))
                told.append(say(N_("The recovery sheet that holds was printed on {printed}."), printed=at))
            else:
                told.append(
                    say(N_("There is no recovery sheet: a forgotten PIN could not be replaced. Print one now."))
                )
            minutes = idle_minutes(office.here)
            said = (
                N_("The PIN is asked for after {minutes} idle minutes.")
                if minutes
                else N_("Idle minutes lock nothing.")
            )
            told.append(say(said, minutes=minutes) if minutes else say(said))
        if lacks_independence(office.here):
            told.append(say(NOBODY_INDEPENDENT))
        return tuple(told)

    def add(self, *, code: str, name: str, roles: frozenset[Role]) -> None:
        """Put a person on the name list; a code that is somebody else's is refused (`PersonListed`)."""
        with self.office.act(Duty.PEOPLE) as act:
            self._listed(add_person(self.office.here, code=code, name=name, roles=roles, act=act))

    def rename(self, *, code: str, name: str) -> None:
        """Change the name of a person who is on the list."""
        with self.office.act(Duty.PEOPLE) as act:
            self._listed(rename_person(self.office.here, code=code, name=name, act=act))

    def give_roles(self, person: Person, roles: frozenset[Role]) -> None:
        """Say what a person is here from now on."""
        office = self.office
        with office.act(Duty.PEOPLE) as act:
            changed = set_roles(office.here, code=person.code, roles=roles, act=act)
            self.refresh()
        said = N_("{name} ({code}) is here: {roles}.")
        office.tell(office.say(said, name=changed.name, code=changed.code, roles=self.roles_told(changed.roles)))
        self.changed()

    def duty_of_pin(self, person: Person) -> Duty:
        """What changing the PIN of a person is for whoever is at the desk."""
        return Duty.OWN_PIN if person.author == self.office.who.author else Duty.PEOPLE

    def has_pin(self, person: Person) -> bool:
        return person.author in self.with_pin

    def set_pin(self, person: Person, pin: str) -> None:
        """Give a person a PIN that was typed twice; who sets the own one has given it by that."""
        office = self.office
        with office.act(self.duty_of_pin(person)) as act:
            set_pin(office.here, person.code, pin, act=act)
            self.refresh()
        if person.author == office.who.author:
            from models.domain.basics.pins import Proof

            office.proof = Proof(person.author)
        office.tell(office.say(N_("{name} ({code}) has a PIN from now on."), name=person.name, code=person.code))
        self.changed()

    def remove_pin(self, person: Person) -> None:
        """Take the PIN of a person away."""
        office = self.office
        with office.act(self.duty_of_pin(person)) as act:
            remove_pin(office.here, person.code, act=act)
            self.refresh()
        office.tell(office.say(N_("{name} ({code}) has no PIN any more."), name=person.name, code=person.code))
        self.changed()

    def print_sheet(self, to: Path) -> None:
        """Write a new recovery sheet; an earlier one is worth nothing from then on."""
        from printing.recovery_sheet import print_recovery_sheet

        office = self.office
        with office.act(Duty.RECOVERY) as act:
            print_recovery_sheet(office.here, language=office.language, to=to, act=act)
        said = N_("The recovery sheet is written to {file}. Print it, delete the file, and keep the sheet locked away.")
        office.tell(office.say(said, file=to))
        self.changed()

    @property
    def idle_minutes(self) -> int:
        return idle_minutes(self.office.here)

    def wait(self, minutes: int) -> None:
        """Say after how many idle minutes the PIN is asked for."""
        office = self.office
        with office.act(Duty.PEOPLE) as act:
            set_idle_minutes(office.here, minutes, act=act)
        office.tell(office.say(N_("The PIN is asked for after {minutes} idle minutes."), minutes=minutes))
        self.changed()

    def _listed(self, person: Person) -> None:
        office = self.office
        self.refresh()
        office.tell(office.say(N_("{name} is on the name list."), name=person.name))
        self.changed()
