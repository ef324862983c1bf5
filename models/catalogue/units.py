"""Administrative units and agencies of Hà Nội: which office had which code on which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

from models.catalogue.tables import day_or_none, rows
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import HUB_LEVELS, Level, Unit, UnitKey

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


@dataclass(eq=False)
class UnitUnknown(Problem):
    """Nobody in the catalogue ever had this code."""

    unit: str
    day: date
    says = N_("No unit or agency has the code {unit}. Check the code, or choose the unit from the list.")


@dataclass(eq=False)
class UnitNotValidOn(UnitUnknown):
    """The code exists, but belonged to nobody on the day; `spans` names its holders with their days."""

    spans: str
    says = N_("The code {unit} belonged to no unit on {day}. It is the code of: {spans}. Check the code or the day.")


_own: dict[UnitKey, Unit] = {}


def extend(units: Iterable[Unit]) -> None:
    """Let the catalogue know further units; see `models.catalogue.own`."""
    _own.update((unit.key, unit) for unit in units)
    for known in (all_units, units_valid_on, _holders):
        known.cache_clear()


@cache
def all_units() -> tuple[Unit, ...]:
    """Every unit and agency of the catalogue, each once for each span in which it was the same office."""
    return (*(unit for name, _, _ in UNIT_FILES for unit in _units_in(name)), *_own.values())


@lru_cache(maxsize=16)
def units_valid_on(day: date) -> tuple[Unit, ...]:
    """City, districts, communes and agencies that existed on the day, in the order of the catalogue."""
    files = (name for name, first, last in UNIT_FILES if first <= day <= last)
    built_in = (unit for name in files for unit in _units_in(name))
    return tuple(unit for unit in (*built_in, *_own.values()) if unit.is_valid_on(day))


def find_unit(code: str, day: date) -> Unit:
    """The one office that had the code on the day. Refuses with `UnitUnknown` or `UnitNotValidOn`."""
    wanted = code.strip()
    holders = _holders().get(wanted, ())
    for unit in holders:
        if unit.is_valid_on(day):
            return unit
    if holders:
        raise UnitNotValidOn(
            wanted,
            day,
            "; ".join(f"{unit.full_name} ({_span(unit)})" for unit in holders),
        )
    raise UnitUnknown(wanted, day)


def unit_of_key(key: UnitKey) -> Unit | None:
    """The office with exactly this key, or None when the catalogue has none."""
    return next((unit for unit in _holders().get(key.code, ()) if unit.key == key), None)


def office_told(key: UnitKey) -> str:
    """How a sentence names an office: `Phường Ba Đình (00004)`; its code alone when the catalogue has no name for it."""
    unit = unit_of_key(key)
    return f"{unit.full_name} ({key.code})" if unit is not None else key.code


def children(key: UnitKey, day: date, *, level: Level | None = None) -> tuple[Unit, ...]:
    """Offices directly under `key` on the day; with `level`, only those."""
    return tuple(unit for unit in units_valid_on(day) if unit.parent == key and (level is None or unit.level is level))


def is_hub_below(key: UnitKey, above: UnitKey) -> bool:
    """Whether an office that merges stands under another one, directly or through others; unknown ones stand nowhere."""
    unit = unit_of_key(key)
    return unit is not None and unit.level in HUB_LEVELS and is_below(key, above)


def is_below(key: UnitKey, above: UnitKey) -> bool:
    """Whether an office stands under another one, directly or through offices between; unknown ones stand nowhere."""
    seen: set[UnitKey] = set()
    unit = unit_of_key(key)
    while unit is not None and unit.parent is not None and unit.parent not in seen:
        if unit.parent == above:
            return True
        seen.add(unit.parent)
        unit = unit_of_key(unit.parent)
    return False


@cache
def _holders() -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in all_units():
        found[unit.key.code] = (*found.get(unit.key.code, ()), unit)
    return MappingProxyType(found)


@cache
def _units_in(name: str) -> tuple[Unit, ...]:
    return tuple(_unit(cells) for cells in rows(name))


def _span(unit: Unit) -> str:
    ends = f"{unit.valid_to:%d/%m/%Y}" if unit.valid_to else "…"
    return f"{unit.key.valid_from:%d/%m/%Y}–{ends}"


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
