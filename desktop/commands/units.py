"""Which office, or part of a hub, a command asks for."""

from __future__ import annotations

from desktop.commands.session import Session
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.figures.figures import Reach, Subject
from models.services.figures.results import subject_here, units_here
from models.store.journal import streams


def subject_asked(session: Session, period: Period, code: str | None) -> Subject:
    """What a command asks about: all offices of a hub together (no code, or the hub's), those of a part of it, or one office."""
    if session.station.is_hub and code in (None, session.station.unit.code):
        return subject_here(session.station, period, None)
    unit = unit_asked(session, period, code)
    return subject_here(session.station, period, unit) if session.station.is_hub else Subject(unit, Reach.OFFICE)


def unit_asked(session: Session, period: Period, code: str | None) -> UnitKey:
    """The office named by its code in the period; this one without a name."""
    if code is None or code == session.station.unit.code:
        return session.station.unit
    for stream in streams(session.station.db, period=period.key).values():
        if stream.unit.code == code:
            return stream.unit
    return session.catalogue.find_unit(code, period.evaluated_to).key


def offices_asked(session: Session, period: Period, code: str | None) -> tuple[UnitKey, ...]:
    """The office with this code; without one this office, at a hub all of which something is here."""
    if code is not None:
        return (unit_asked(session, period, code),)
    station = session.station
    return units_here(station, period) if station.is_hub else (station.unit,)
