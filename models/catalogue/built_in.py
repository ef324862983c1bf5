"""The rows that the program brings along: units and agencies of Hà Nội, procedures and sectors, read quickly and once."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

from models.domain.basics.units import Level, Unit, UnitKey
from models.domain.questionnaire.procedures import Procedure, Sector

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
UNIT_FILES = (
    ("units_city.csv", date.min, date.max),
    ("units_districts.csv", date.min, LAST_DAY_OF_DISTRICTS),
    ("units_communes_before_2025_07.csv", date.min, LAST_DAY_OF_DISTRICTS),
    ("units_communes_from_2025_07.csv", date(2025, 7, 1), date.max),
    ("agencies.csv", date.min, date.max),
)
OWN_CODE_LETTERS = "BCGHKMNPQT"
_LEVELS = {level.value: level for level in Level}


def rows(name: str) -> Iterator[list[str]]:
    """The rows of one built-in csv file, without its header."""
    from importlib.resources import files

    lines = csv.reader(files("models.catalogue").joinpath(name).read_text(encoding="utf-8").splitlines())
    next(lines)
    return lines


@lru_cache(maxsize=64)
def day_or_none(text: str) -> date | None:
    """ISO day; None for an empty cell."""
    return date.fromisoformat(text) if text else None


@cache
def built_in_units() -> tuple[Unit, ...]:
    """Every unit and agency that the program brings along, each once for each span in which it was the same office."""
    return tuple(unit for name, _, _ in UNIT_FILES for unit in _units_in(name))


@lru_cache(maxsize=16)
def built_in_units_on(day: date) -> tuple[Unit, ...]:
    """City, districts, communes and agencies that existed on the day, in the order of the catalogue; reads no others."""
    files = (name for name, first, last in UNIT_FILES if first <= day <= last)
    return tuple(unit for name in files for unit in _units_in(name) if unit.is_valid_on(day))


@cache
def built_in_holders() -> Mapping[str, tuple[Unit, ...]]:
    """Who had a code, one after the other."""
    return holders(built_in_units())


def holders(units: Iterable[Unit]) -> Mapping[str, tuple[Unit, ...]]:
    """The units by code."""
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units:
        found[unit.key.code] = (*found.get(unit.key.code, ()), unit)
    return MappingProxyType(found)


@cache
def _units_in(name: str) -> tuple[Unit, ...]:
    return tuple(_unit(cells) for cells in rows(name))


def _unit(cells: list[str]) -> Unit:
    code, valid_from, valid_to, label, name, level, agency, parent, parent_from = cells
    return Unit(
        key=_key(code, valid_from),
        name=name,
        label=label,
        level=_LEVELS[level],
        agency=agency,
        valid_to=day_or_none(valid_to),
        parent=_key(parent, parent_from) if parent else None,
        own_code=code[0] in OWN_CODE_LETTERS,
    )


@lru_cache(maxsize=256)
def _key(code: str, valid_from: str) -> UnitKey:
    day = day_or_none(valid_from)
    if day is None:
        raise ValueError(f"{code}: a key without its first day")
    return UnitKey(code, day)


@cache
def built_in_letterheads() -> Mapping[UnitKey, Mapping[str, str]]:
    """The fields of letterheads that are known for sure of some agencies, by their key."""
    found = {}
    for code, valid_from, *told in rows("letterheads.csv"):
        named = zip(("superior", "symbol", "signing", "desk"), told, strict=True)
        found[_key(code, valid_from)] = {name: text for name, text in named if text}
    return MappingProxyType(found)


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
