"""Whether the person of an act may do what a verb does: asked by every verb as its first line, and by screens beforehand."""

from __future__ import annotations

from collections.abc import Mapping

from models.acts import Act
from models.domain.basics.duties import ASKED_AGAIN, MAY, Duty, RoleLacking, may
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.people import Person
from models.domain.basics.pins import PinAskedAgain, PinLacking, PinNeeded
from models.domain.basics.problems import Problem, Sentence
from models.store.database import Station
from models.store.home_acts import note_home_act
from models.store.pins import Seat, seat_of


def allow(station: Station, act: Act, duty: Duty) -> None:
    """Refuse the act of somebody who has no role for it (`RoleLacking`) or did not give the PIN that it takes.

    Who has a PIN gives it (`PinNeeded`), and for some duties once more (`PinAskedAgain`). Where people have PINs, these duties
    are for people with one (`PinLacking`): in the name of the others anybody could act.
    """
    seat = seat_of(station.db, act.by)
    if refusal := _refusal(seat, act.by, duty):
        raise refusal
    if not seat.has_pin:
        return
    if act.proof is None or act.proof.author != act.by.author:
        raise PinNeeded(act.by.name)
    if duty in ASKED_AGAIN and duty not in act.proof.again:
        raise PinAskedAgain(act.by.name, Sentence(MAY[duty].says))


def why_not(station: Station, person: Person, duty: Duty) -> Problem | None:
    """Why a person may not do this here, whatever PIN is given; None when the person may."""
    return _refusal(seat_of(station.db, person), person, duty)


def asks_for_pin(station: Station, person: Person, duty: Duty) -> bool:
    """Whether the PIN of a person is asked for once more before this is done."""
    return duty in ASKED_AGAIN and seat_of(station.db, person).has_pin


def _refusal(seat: Seat, person: Person, duty: Duty) -> Problem | None:
    if not may(seat.roles, duty, has_pins=seat.has_pins):
        return RoleLacking.of(person.name, duty)
    if duty in ASKED_AGAIN and seat.has_pins and not seat.has_pin:
        return PinLacking(person.name, Sentence(MAY[duty].says))
    return None


def note(station: Station, act: Act, kind: HomeAct, body: Mapping[str, object] | None = None) -> None:
    """Note an act that leaves no line of its own, within its transaction."""
    note_home_act(station.db, at=act.at, by=act.by.author, station=station.id, kind=kind, body=body)


def note_independence(station: Station, act: Act, period: str, forms: str) -> None:
    """Note a second keying or a ruling (of these forms of a period) that no PIN shows to be another person's, within its transaction."""
    if not seat_of(station.db, act.by).has_pin:
        note(station, act, HomeAct.NOT_INDEPENDENT, {"forms": forms, "period": period})
