"""Periods that evaluate the same days of the same offices with the same questionnaire, so that people might be asked twice."""

from __future__ import annotations

from datetime import date

from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.services.office.periods import BUILT_IN_QUESTIONNAIRES, periods
from models.store.database import Station


def overlapping(
    station: Station,
    *,
    evaluated: tuple[date, date],
    questionnaires: tuple[str, ...] = (),
    units: tuple[UnitKey, ...] = (),
) -> tuple[Period, ...]:
    """The periods here that overlap a new one of this office with these days, questionnaires (ids) and offices asked."""
    asked = set(units) or {station.unit}
    return _among(periods(station), station, evaluated, set(questionnaires or BUILT_IN_QUESTIONNAIRES), asked)


def overlaps_of(station: Station, period: Period) -> tuple[Period, ...]:
    """The other periods here that overlap `period`."""
    others = [other for other in periods(station) if other.key != period.key]
    ids = {name.id for name in period.questionnaires}
    return _among(others, station, (period.evaluated_from, period.evaluated_to), ids, _asked(station, period))


def _among(
    others: list[Period] | tuple[Period, ...],
    station: Station,
    evaluated: tuple[date, date],
    ids: set[str],
    asked: set[UnitKey],
) -> tuple[Period, ...]:
    first, last = evaluated
    return tuple(
        other
        for other in others
        if other.evaluated_from <= last
        and first <= other.evaluated_to
        and ids & {name.id for name in other.questionnaires}
        and asked & _asked(station, other)
    )


def _asked(station: Station, period: Period) -> set[UnitKey]:
    """The offices of a period; one that came from a hub is held at this office too."""
    issuer = period.key.issuer
    return (set(period.units) or {issuer}) | ({station.unit} if issuer != station.unit else set())
