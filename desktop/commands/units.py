"""Which office, or part of a hub, a command asks for."""

from __future__ import annotations

from desktop.commands.session import Session
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.services.figures.results import units_here
from models.store.journal import streams


def is_whole_hub(session: Session, code: str | None) -> bool:
    """Whether all offices of a hub are asked for together."""
    return session.station.is_hub and code in (None, session.station.unit.code)


def part_asked(session: Session, period: Period, code: str | None) -> UnitKey | None:
    """The part of the hub (quận, huyện) with this code, when offices below it are here and it is none itself."""
    if code is None or not session.station.is_hub or is_whole_hub(session, code):
        return None
    unit = unit_asked(session, period, code)
    return unit if session.catalogue.is_part(unit, units_here(session.station, period)) else None


def unit_asked(session: Session, period: Period, code: str | None) -> UnitKey:
    """The office named by its code in the period; this one without a name."""
    if code is None or code == session.station.unit.code:
        return session.station.unit
    for stream in streams(session.station.db, period=period.key).values():
        if stream.unit.code == code:
            return stream.unit

    return session.catalogue.find_unit(code, period.evaluated_to).key
