"""Procedures and sectors of the scheme that the program brings along."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from models.catalogue.tables import day_or_none, rows
from models.domain.basics.units import Level
from models.domain.questionnaire.procedures import Procedure, Sector


@cache
def built_in_sectors() -> tuple[Sector, ...]:
    """Sectors in the order in which lists show them; the last one is "other"."""
    return tuple(Sector(code, name, joint == "yes") for code, name, joint in rows("sectors.csv"))


@cache
def built_in_procedures() -> Mapping[str, Procedure]:
    """The procedures by code, in their order."""
    return MappingProxyType({known.code: known for known in map(_procedure, rows("procedures.csv"))})


def _procedure(cells: list[str]) -> Procedure:
    (
        code,
        name,
        sector,
        level,
        joint,
        participants,
        valid_from,
        valid_to,
        replaced_by,
        note,
    ) = cells
    return Procedure(
        code=code,
        name=name,
        sector=sector,
        level=Level(level),
        joint=joint == "yes",
        participants=tuple(participants.split("; ")) if participants else (),
        valid_from=day_or_none(valid_from),
        valid_to=day_or_none(valid_to),
        replaced_by=tuple(replaced_by.split("; ")) if replaced_by else (),
        note=note,
    )
