"""A line that a desk of a city writes, for the tests of its base."""

from __future__ import annotations

from models.domain.book.facts import Kind
from models.services.office.periods import find_period
from models.store.database import Station
from models.store.pen import Pen
from tests.builders.acts import HA, act_of


def printed(desk: Station) -> None:
    """A line of this desk about its office."""
    period = find_period(desk, "26Q3")
    with desk.transaction():
        Pen(desk, desk.unit, period.key, act=act_of(HA)).fact(Kind.PRINTED)
