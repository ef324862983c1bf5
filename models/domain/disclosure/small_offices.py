"""Offices of one to four people: nothing of their answers is told, and no sum over several offices tells it either."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from models.domain.figures.breakdowns import GroupSize

Office = TypeVar("Office")


def left_out(few: Mapping[Office, GroupSize], areas: Mapping[Office, str], *, least: int) -> frozenset[Office]:
    """Which of the offices with `few` people stand in no sum: those that are few together, by the unit above them.

    All answers of a hub less those of the offices that show theirs are the answers of the others; several of them shelter
    each other when together they are enough. A unit between (`areas`) shows a sum of its own, so its offices shelter nobody
    outside of it.
    """
    found: set[Office] = set()
    for area in {areas[office] for office in few}:
        own = {office: size for office, size in few.items() if areas[office] == area}
        together = GroupSize(sum(size.forms for size in own.values()), sum(size.answers for size in own.values()))
        if together.forms < least or together.answers < least:
            found |= own.keys()
    return frozenset(found)
