"""Who of a hub is in charge of which office: set row by row or from a list, asked for by lists, and never a right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.charge import charges
from models.domain.book.facts import Kind
from models.services.office.allowing import allow
from models.services.office.numbers import facts_of_office
from models.services.office.periods import periods
from models.services.office.stations import name_of
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class OnlyHubsPutInCharge(Problem):
    """An office that merges nobody's packages has no other offices to be in charge of."""

    code = "only_hubs_put_in_charge"
    says = N_("Only an office that other offices send to has people in charge of them. There is nothing to set here.")


@dataclass(eq=False)
class NoPeriodToCharge(Problem):
    """The office has no period yet, so no office takes part in anything."""

    code = "no_period_to_charge"
    says = N_(
        "No period is here yet, so no office takes part in anything. Open a period first, then say who is in charge."
    )


@dataclass(eq=False)
class NobodyInCharge(Problem):
    """No office is anybody's yet."""

    person: str
    code = "nobody_in_charge"
    says = N_("{person} is in charge of no office yet. Choose offices on the board and say who is in charge of them.")
    deed = Deed.PUT_IN_CHARGE


def in_charge(station: Station) -> Mapping[UnitKey, tuple[str, ...]]:
    """Per office who is in charge of it, as lines name people; several where two desks said so without knowing of each other.

    It is for looking through lists and telephoning; what somebody may do does not change by it.
    """
    told = charges(facts_of_office(station, (Kind.IN_CHARGE, Kind.CHOSEN)))
    found = {unit: tuple(dict.fromkeys(each.person for each in of if each.person)) for unit, of in told.items()}
    return {unit: people for unit, people in found.items() if people}


def put_in_charge(station: Station, assigned: Iterable[tuple[UnitKey, Person | None]], *, act: Act) -> int:
    """Say for each of these offices who is in charge of it from now on (None: nobody); answers how many are otherwise now.

    A fact for each office, which the other desks of this hub have with the next exchange. Refuses an office that is no hub
    (`OnlyHubsPutInCharge`), and one without a period (`NoPeriodToCharge`).
    """
    allow(station, act, Duty.CHARGE)
    if not station.is_hub:
        raise OnlyHubsPutInCharge
    with station.transaction():
        known = periods(station)
        if not known:
            raise NoPeriodToCharge
        before = charges(facts_of_office(station, (Kind.IN_CHARGE, Kind.CHOSEN)))
        pen = Pen(station, station.unit, known[0].key, act=act)
        count = 0
        for unit, person in dict(assigned).items():
            standing, wanted = before.get(unit, ()), person.author if person is not None else ""
            if {each.person for each in standing} != {wanted} and (standing or wanted):
                pen.fact(
                    Kind.IN_CHARGE,
                    body={"unit": str(unit), "person": wanted, "after": sorted(each.name for each in standing)},
                )
                count += 1
    return count


def told_in_charge(station: Station, people: Iterable[str]) -> str:
    """The names of who is in charge."""
    return ", ".join(name_of(station, author) for author in people)
