"""Who plays what: how well each ward serves people, who works there, and when it sends, if it sends at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from desktop.demo.chance import Chance
from models.domain.basics.units import Unit

KEYERS = (("lan", "Nguyễn Thị Lan"), ("minh", "Trần Quang Minh"), ("hoa", "Lê Thị Hoa"))
WORST, BEST = 0.8, 0.96
FEWEST_FOR_SILENCE = 4
GOLDEN = (5**0.5 - 1) / 2
"""Steps of the golden section round a circle lie apart, however many there are."""


class Pace(NamedTuple):
    """The days, as `survey` counts them, on which a ward keys again, closes and sends, and the hub takes that in."""

    keyed_again: int
    closed: int
    merged: int


IN_TIME, LATE = Pace(26, 28, 29), Pace(36, 37, 38)


class Part(NamedTuple):
    """One ward: its `service` (0 … 1), the people at it, whether it has a second computer, its pace (None: never sends)."""

    unit: Unit
    service: float
    people: tuple[tuple[str, str], ...]
    has_second_computer: bool
    pace: Pace | None


def cast(wards: Sequence[Unit], *, seed: str) -> tuple[Part, ...]:
    """The first ward has two computers, the second two people only, the third is late; of four or more the last is silent."""
    start = Chance(f"{seed} cast").share()
    roles = []
    for place, unit in enumerate(wards):
        service = WORST + (BEST - WORST) * ((start + place * GOLDEN) % 1)
        pace: Pace | None = LATE if place % 7 == 2 else IN_TIME
        if place == len(wards) - 1 and len(wards) >= FEWEST_FOR_SILENCE:
            pace = None
        roles.append(Part(unit, service, KEYERS[:2] if place % 7 == 1 else KEYERS, place == 0, pace))
    return tuple(roles)
