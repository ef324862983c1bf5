"""A catalogue pack: what one province (or country, or branch of work) has of units, procedures, words and customs, as data.

A pack is a Frictionless Data Package: `datapackage.json` names its tables, and `holds` of each says what stands in it. A
table is read when it is first asked for, and tables of units outside a day are not read for that day: the first window counts.
`docs/catalogue-packs.md` says what stands where.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from models.domain.basics.days import read_day
from models.domain.basics.letterheads import FIELDS
from models.domain.basics.own_words import OwnWords
from models.domain.basics.places import WEEKDAYS, Holiday, Place, zone_of
from models.domain.basics.units import UNKNOWN_LEVEL, ComparedGroup, Level, Unit, UnitKey
from models.domain.dossiers.customs import ListCustoms
from models.domain.dossiers.frame_fields import DossierField
from models.domain.questionnaire.procedures import Procedure, Sector
from models.domain.questionnaire.respondents import RespondentKind

DESCRIPTION = "datapackage.json"
OWN_CODE_LETTERS = "BCGHKMNPQT"
NOT_NEEDED = "not_needed"
"""Stands among the fields of dossiers for columns that lists have and the frame does not use."""
SEVERAL = ";"
"""Stands between the parts of a cell that has several."""


class PackResource(NamedTuple):
    """One table as the description names it: what it holds, and of units the days between which they were there."""

    path: str
    holds: str
    first: date
    last: date


class Alias(NamedTuple):
    """A code by which another published list names a unit."""

    unit: UnitKey
    code: str


class PackRow(Mapping[str, str]):
    """The cells of a row by column; a column that the table does not have is empty."""

    __slots__ = ("_cells", "_places")

    def __init__(self, places: Mapping[str, int], cells: Sequence[str]) -> None:
        self._places, self._cells = places, cells

    def __getitem__(self, column: str) -> str:
        place = self._places.get(column, len(self._cells))
        cell = self._cells[place] if place < len(self._cells) else ""
        return cell if cell.isprintable() else " ".join(cell.split())

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True, eq=False)
class Pack:
    """One pack; `read` gives the bytes of a part by its name (`KeyError` where there is none).

    It was looked through when it was taken in (`models.catalogue.pack_checking`), so that what is asked for here is right.
    """

    read: Callable[[str], bytes]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pack) and other.read(DESCRIPTION) == self.read(DESCRIPTION) and all(
            other.read(each.path) == self.read(each.path) for each in self.resources
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash(self.name)

    @cached_property
    def _described(self) -> Mapping[str, object]:
        told = json.loads(self.read(DESCRIPTION))
        if not isinstance(told, dict):
            raise TypeError(DESCRIPTION)
        return told

    @property
    def name(self) -> str:
        """Its identifier: a newer pack of the same name takes its place."""
        return str(self._described["name"])

    @property
    def title(self) -> str:
        """What people call it."""
        return str(self._described.get("title", self.name))

    @property
    def version(self) -> str:
        return str(self._described.get("version", ""))

    @cached_property
    def resources(self) -> tuple[PackResource, ...]:
        """Its tables in the order of the description."""
        listed = self._described["resources"]
        if not isinstance(listed, list):
            raise TypeError(DESCRIPTION)
        return tuple(_resource(each) for each in listed)

    def rows(self, resource: PackResource) -> Iterator[PackRow]:
        """The rows of a table by column, without its header."""
        lines = csv.reader(io.StringIO(self.read(resource.path).decode("utf-8-sig"), newline=""))
        places = {name: place for place, name in enumerate(next(lines, []))}
        return (PackRow(places, cells) for cells in lines if any(cells))

    def of(self, holds: str) -> Iterator[PackRow]:
        """The rows of all tables that hold this."""
        return (row for each in self.resources if each.holds == holds for row in self.rows(each))

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """The kinds of offices by code, in the order in which tables show them."""
        told = list(self.of("levels"))
        names = {row["code"]: OwnWords(row["name"], _others(row, "name")) for row in told}
        places = {code: place for place, code in enumerate(names)}
        found = {}
        for row in told:
            code, with_ = row["code"], row["compared_with"] or row["code"]
            found[code] = Level(
                code,
                names[code],
                places[code],
                merges=row["merges"] == "yes",
                answers=row["answers"] == "yes",
                group=ComparedGroup(with_, names.get(with_, with_), places.get(with_, len(places))),
                letterhead=tuple((field, row[field]) for field in FIELDS if row[field]),
                aliases=listed(row["aliases"]),
            )
        return MappingProxyType(found)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit and agency, each once for each span in which it was the same office."""
        return tuple(unit for each in self.resources if each.holds == "units" for unit in self._units_in(each))

    @lru_cache(maxsize=16)  # noqa: B019 -- a pack lives as long as its program, and one that does not is small
    def units_on(self, day: date) -> tuple[Unit, ...]:
        """Units and agencies that existed on the day, in the order of the pack; reads no others."""
        tables = (each for each in self.resources if each.holds == "units" and each.first <= day <= each.last)
        return tuple(unit for each in tables for unit in self._units_in(each) if unit.is_valid_on(day))

    @cached_property
    def holders(self) -> Mapping[str, tuple[Unit, ...]]:
        """Who had a code, one after the other."""
        return holders(self.units)

    def unit_of_key(self, key: UnitKey) -> Unit | None:
        """The office with exactly this key, or None."""
        return next((unit for unit in self.holders.get(key.code, ()) if unit.key == key), None)

    @cached_property
    def aliases(self) -> tuple[Alias, ...]:
        """The codes that other lists have for units of this pack."""
        return tuple(Alias(key_of(row["unit"], row["valid_from"]), row["alias"]) for row in self.of("aliases"))

    @cached_property
    def sectors(self) -> tuple[Sector, ...]:
        """Sectors in the order in which lists show them; the last one is "other"."""
        return tuple(
            Sector(row["code"], OwnWords(row["name"], _others(row, "name")), row["joint"] == "yes")
            for row in self.of("sectors")
        )

    @cached_property
    def procedures(self) -> Mapping[str, Procedure]:
        """The procedures by code, in their order."""
        return MappingProxyType({row["code"]: _procedure(row) for row in self.of("procedures")})

    @cached_property
    def respondents(self) -> Mapping[str, RespondentKind]:
        """The kinds of respondents by the code that serials carry."""
        return MappingProxyType(
            {
                row["code"]: RespondentKind(
                    row["code"],
                    OwnWords(row["name"], _others(row, "name")),
                    OwnWords(row["paper"], _others(row, "paper")),
                    row["who"],
                )
                for row in self.of("respondents")
            }
        )

    @cached_property
    def customs(self) -> ListCustoms:
        """How lists of dossiers are kept."""
        headers: dict[str, tuple[str, ...]] = {}
        for row in self.of("dossier_words"):
            headers[row["field"]] = (*headers.get(row["field"], ()), row["words"])
        names: dict[str, tuple[str, ...]] = {}
        for row in self.of("organisation_words"):
            names[row["where"]] = (*names.get(row["where"], ()), row["words"])
        return ListCustoms(
            headers={each: headers[each.value] for each in DossierField if each.value in headers},
            not_needed=headers.get(NOT_NEEDED, ()),
            anywhere_without_tones=names.get("anywhere_without_tones", ()),
            anywhere=names.get("anywhere", ()),
            at_the_start=names.get("start", ()),
            phone_prefix=self.place.phone_prefix,
            zone=self.place.zone,
        )

    @cached_property
    def place(self) -> Place:
        """The customs of the place."""
        told = {row["field"]: row for row in self.of("place")}

        def words(field: str) -> OwnWords:
            return OwnWords(told[field]["value"], _others(told[field], "value")) if field in told else OwnWords("")

        pairs = (each.partition("=") for each in listed(words("in_full")))
        return Place(
            zone=zone_of(words("zone") or "+00:00"),
            head=words("head"),
            motto=words("motto"),
            in_full=tuple((short.strip(), whole.strip()) for short, _, whole in pairs),
            phone_prefix=words("phone_prefix"),
            weekend=frozenset(map(WEEKDAYS.index, listed(words("weekend")))),
            holidays=tuple(map(holiday_in, self.of("holidays"))),
        )

    @cached_property
    def _read_units(self) -> dict[str, tuple[Unit, ...]]:
        return {}

    def _units_in(self, resource: PackResource) -> tuple[Unit, ...]:
        if resource.path not in self._read_units:
            told = self._told_successions
            self._read_units[resource.path] = tuple(_unit(row, self.levels, told) for row in self.rows(resource))
        return self._read_units[resource.path]

    @cached_property
    def _told_successions(self) -> Mapping[UnitKey, tuple[UnitKey, ...]]:
        found: dict[UnitKey, tuple[UnitKey, ...]] = {}
        for row in self.of("successions"):
            unit = key_of(row["unit"], row["valid_from"])
            before = key_of(row["predecessor"], row["predecessor_valid_from"])
            found[unit] = (*found.get(unit, ()), before)
        return found


def holiday_in(row: Mapping[str, str]) -> Holiday:
    """The days off of a row; `ValueError` when it names none."""
    first = day_or_none(row["day"])
    last = day_or_none(row["to"]) or first
    is_yearly = row["every_year"] == "yes"
    if first is None or last is None or last < first or (is_yearly and last.year > first.year):
        raise ValueError(row["day"])
    return Holiday(first, last, is_yearly, row["name"])


def holders(units: Iterable[Unit]) -> Mapping[str, tuple[Unit, ...]]:
    """The units by code."""
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units:
        found[unit.key.code] = (*found.get(unit.key.code, ()), unit)
    return MappingProxyType(found)


@lru_cache(maxsize=64)
def day_or_none(text: str) -> date | None:
    """The day of a cell, `2025-07-01` or `01/07/2025`; None for an empty one, `ValueError` for any other."""
    day = read_day(text) if text else None
    if text and day is None:
        raise ValueError(text)
    return day


@lru_cache(maxsize=256)
def key_of(code: str, valid_from: str) -> UnitKey:
    """The key of a unit from its two cells; `ValueError` without a first day."""
    day = day_or_none(valid_from)
    if day is None:
        raise ValueError(f"{code}: a key without its first day")
    return UnitKey(code, day)


def listed(text: str) -> tuple[str, ...]:
    """The parts of a cell that has several."""
    return tuple(part for part in (piece.strip() for piece in text.split(SEVERAL)) if part)


@cache
def built_in_pack() -> Pack:
    """The pack that the program brings along."""
    from importlib.resources import files

    folder = files("models.catalogue") / "ha-noi"

    @cache
    def read(name: str) -> bytes:
        try:
            return (folder / name).read_bytes()
        except OSError as error:
            raise KeyError(name) from error

    return Pack(read)


def _resource(told: Mapping[str, str]) -> PackResource:
    first, last = day_or_none(told.get("from", "")), day_or_none(told.get("to", ""))
    return PackResource(str(told["path"]), str(told.get("holds", "")), first or date.min, last or date.max)


def _others(row: PackRow, column: str) -> dict[str, str]:
    """The words of a cell in further languages: those of the columns `name::en`."""
    start = f"{column}::"
    return {name.removeprefix(start): row[name] for name in row if name.startswith(start) and row[name]}


def _unit(row: PackRow, levels: Mapping[str, Level], successions: Mapping[UnitKey, tuple[UnitKey, ...]]) -> Unit:
    key = key_of(row["code"], row["valid_from"])
    label, name = row["label"], row["name"]
    return Unit(
        key=key,
        name=name,
        label=label,
        level=levels.get(row["level"], UNKNOWN_LEVEL),
        agency=row["agency"] or f"{label} {name}".strip(),
        valid_to=day_or_none(row["valid_to"]),
        parent=key_of(row["parent"], row["parent_valid_from"]) if row["parent"] else None,
        own_code=not row["code"].isdigit(),
        predecessors=successions.get(key, ()),
        letterhead=tuple((field, row[field]) for field in FIELDS if row[field]),
    )


def _procedure(row: PackRow) -> Procedure:
    return Procedure(
        code=row["code"],
        name=OwnWords(row["name"], _others(row, "name")),
        sector=row["sector"],
        level=row["level"],
        joint=row["joint"] == "yes",
        participants=listed(row["participants"]),
        valid_from=day_or_none(row["valid_from"]),
        valid_to=day_or_none(row["valid_to"]),
        replaced_by=listed(row["replaced_by"]),
        note=row["note"],
        aliases=listed(row["aliases"]),
    )
