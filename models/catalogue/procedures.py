"""Procedures and sectors of the scheme that the program brings along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from models.catalogue.tables import day_or_none, rows
from models.domain.basics.units import Level
from models.domain.questionnaire.procedures import Procedure, Sector, base_code


@cache
def sectors() -> tuple[Sector, ...]:
    """Sectors in the order in which lists show them; the last one is "other"."""
    return tuple(Sector(code, name, joint == "yes") for code, name, joint in rows("sectors.csv"))


_own: dict[str, Procedure] = {}


def extend(added: Iterable[Procedure]) -> None:
    """Let the catalogue know further procedures; one that it has is replaced. See `models.catalogue.own`."""
    _own.update((procedure.code, procedure) for procedure in added)
    for known in (procedures, _by_code):
        known.cache_clear()


@cache
def procedures() -> tuple[Procedure, ...]:
    """Every procedure of the catalogue, in its order."""
    built_in = {known.code: known for known in map(_procedure, rows("procedures.csv"))}
    return tuple((built_in | _own).values())


def procedure(code: str) -> Procedure | None:
    """The procedure with this code, whatever local suffix follows the base code; None when the catalogue has none."""
    base = base_code(code)
    return None if base is None else _by_code().get(base)


@cache
def _by_code() -> Mapping[str, Procedure]:
    return MappingProxyType({known.code: known for known in procedures()})


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
