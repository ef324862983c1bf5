"""The editions of a hub: which closing the figures of all its offices stand on, and writing the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.acts import Act
from models.domain.basics.units import UnitKey
from models.domain.book.activity import counting
from models.domain.book.editions import Edition, Waiver, edition_body, editions, every_edition
from models.domain.book.facts import Fact, Kind, Ref
from models.domain.book.periods import Period
from models.domain.book.views import View
from models.services.office.closing import current_closings
from models.store import journal
from models.store.database import Station
from models.store.pen import Pen


def editions_now(station: Station, period: Period) -> tuple[Edition, ...]:
    """The closings of this hub that hold in a period; none at an office, several when two desks closed apart."""
    return editions(_closings(station, period)) if station.is_hub else ()


def edition_now(station: Station, period: Period) -> Edition | None:
    """The one closing on which the figures of this hub stand; None while there is none, or several that are not joined."""
    found = editions_now(station, period)
    return found[0] if len(found) == 1 else None


def edition_number(station: Station, period: Period) -> int:
    """The number of the edition that holds; 0 while there is none."""
    edition = edition_now(station, period)
    return 0 if edition is None else edition.number


def is_closed_here(station: Station, period: Period) -> bool:
    """Whether this office has closed the period: a hub by an edition, any other office by its own closing."""
    if station.is_hub:
        return edition_now(station, period) is not None
    return bool(current_closings(station, period.key, station.unit))


def all_editions(station: Station, period: Period) -> tuple[Edition, ...]:
    """Every closing of this hub in a period by number, the replaced ones too."""
    return every_edition(_closings(station, period)) if station.is_hub else ()


def write_edition(
    station: Station,
    period: Period,
    *,
    views: Mapping[UnitKey, View],
    asked: Iterable[UnitKey],
    campaign: str,
    waived: Iterable[Waiver],
    number: int,
    act: Act,
) -> Ref:
    """Write the closing that replaces all that hold, with this number at least; within a running transaction."""
    replaced = editions_now(station, period)
    follows = 1 + max((each.number for each in replaced), default=0)
    body = edition_body(
        views=views,
        asked=asked,
        campaign=campaign,
        replaces=[each.ref for each in replaced],
        waived=waived,
        number=number if number > follows else 0,
    )
    return Pen(station, station.unit, period.key, act=act).fact(Kind.HUB_CLOSED, body=body)


def _closings(station: Station, period: Period) -> tuple[Fact, ...]:
    told = journal.told(station, period=period.key, unit=station.unit, kinds=(Kind.HUB_CLOSED,), serials=())
    return counting(told).facts
