"""The catalogue as a value: what the program brings along, and what one station added to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from models.catalogue.built_in import (
    built_in_holders,
    built_in_letterheads,
    built_in_procedures,
    built_in_sectors,
    built_in_units,
    built_in_units_on,
    holders,
)
from models.domain.basics.letterheads import Letterhead, usual_letterhead, with_fields
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import HUB_LEVELS, Level, Unit, UnitKey
from models.domain.questionnaire.procedures import Procedure, Sector, base_code


@dataclass(eq=False)
class UnitUnknown(Problem):
    """Nobody in the catalogue ever had this code."""

    unit: str
    day: date
    code = "unit_unknown"
    says = N_("No unit or agency has the code {unit}. Check the code, or choose the unit from the list.")


@dataclass(eq=False)
class UnitNotValidOn(UnitUnknown):
    """The code exists, but belonged to nobody on the day; `spans` names its holders with their days."""

    spans: str
    code = "unit_not_valid_on"
    says = N_("The code {unit} belonged to no unit on {day}. It is the code of: {spans}. Check the code or the day.")


@dataclass(frozen=True)
class Catalogue:
    """Units, agencies, procedures and sectors as one station knows them.

    The built-in rows are read at the first question and shared by all catalogues; `own_units` and `own_procedures` are
    what the files of one station add. An own procedure stands in the place of the built-in one with its code.
    """

    own_units: tuple[Unit, ...] = ()
    own_procedures: tuple[Procedure, ...] = ()

    def with_own(self, units: Iterable[Unit], procedures: Iterable[Procedure] = ()) -> Catalogue:
        """The catalogue with further units and procedures; one that it has itself added before is replaced."""
        return replace(
            self,
            own_units=tuple({unit.key: unit for unit in (*self.own_units, *units)}.values()),
            own_procedures=tuple({known.code: known for known in (*self.own_procedures, *procedures)}.values()),
        )

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit and agency, each once for each span in which it was the same office."""
        return (*built_in_units(), *self.own_units)

    @property
    def sectors(self) -> tuple[Sector, ...]:
        """Sectors in the order in which lists show them; the last one is "other"."""
        return built_in_sectors()

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """Every procedure, in the order of the catalogue."""
        return tuple(self._procedures.values())

    def procedure(self, code: str) -> Procedure | None:
        """The procedure with this code, whatever local suffix follows the base code; None when there is none."""
        base = base_code(code)
        return None if base is None else self._procedures.get(base)

    def units_valid_on(self, day: date) -> tuple[Unit, ...]:
        """City, districts, communes and agencies that existed on the day, in the order of the catalogue."""
        return (*built_in_units_on(day), *(unit for unit in self.own_units if unit.is_valid_on(day)))

    def find_unit(self, code: str, day: date) -> Unit:
        """The one office that had the code on the day. Refuses with `UnitUnknown` or `UnitNotValidOn`."""
        wanted = code.strip()
        had = self._holders(wanted)
        for unit in had:
            if unit.is_valid_on(day):
                return unit
        if had:
            raise UnitNotValidOn(wanted, day, "; ".join(f"{unit.full_name} ({_span(unit)})" for unit in had))
        raise UnitUnknown(wanted, day)

    def unit_of_key(self, key: UnitKey) -> Unit | None:
        """The office with exactly this key, or None when the catalogue has none."""
        return next((unit for unit in self._holders(key.code) if unit.key == key), None)

    def unit_named(self, key: UnitKey) -> Unit:
        """The office with this key; one that is unknown here is shown under its code."""
        found = self.unit_of_key(key)
        if found is not None:
            return found
        return Unit(key=key, name=key.code, label="", level=Level.DEPARTMENT, agency=key.code)

    def office_told(self, key: UnitKey) -> str:
        """How a sentence names an office: `Phường Ba Đình (00004)`; its code alone when it has no name here."""
        unit = self.unit_of_key(key)
        return f"{unit.full_name} ({key.code})" if unit is not None else key.code

    def children(self, key: UnitKey, day: date, *, level: Level | None = None) -> tuple[Unit, ...]:
        """Offices directly under `key` on the day; with `level`, only those."""
        there = self.units_valid_on(day)
        return tuple(unit for unit in there if unit.parent == key and (level is None or unit.level is level))

    def communes_under(self, key: UnitKey, day: date) -> tuple[Unit, ...]:
        """The communes under an office on the day, however many offices that merge lie between."""
        found: list[Unit] = []
        waiting, seen = list(reversed(self.children(key, day))), {key}
        while waiting:
            unit = waiting.pop()
            if unit.level is Level.COMMUNE:
                found.append(unit)
            elif unit.level in HUB_LEVELS and unit.key not in seen:
                seen.add(unit.key)
                waiting += reversed(self.children(unit.key, day))
        return tuple(found)

    def superior_of(self, unit: Unit) -> Unit | None:
        """The office directly above one, or None when there is none here."""
        return self.unit_of_key(unit.parent) if unit.parent else None

    def letterhead_of(self, unit: Unit) -> Letterhead:
        """How an office issues its papers: by its kind, as the catalogue knows it, and as a file of the office says."""
        above = self.superior_of(unit)
        cities = (self.unit_of_key(key) for key in self.superiors(unit.key))
        city = next((each.name for each in cities if each is not None and each.level is Level.CITY), "")
        known = {**built_in_letterheads().get(unit.key, {}), **dict(unit.letterhead)}
        made = with_fields(usual_letterhead(unit, above, city), known)
        if made.superior and not made.recipients:
            return replace(made, recipients=(f"{made.superior} (để báo cáo);",))
        return made

    def superiors(self, key: UnitKey) -> tuple[UnitKey, ...]:
        """The offices above one, the nearest first; where they stand in a circle, each once."""
        found: dict[UnitKey, None] = {}
        unit = self.unit_of_key(key)
        while unit is not None and unit.parent is not None and unit.parent not in found:
            found[unit.parent] = None
            unit = self.unit_of_key(unit.parent)
        return tuple(found)

    def predecessors(self, key: UnitKey) -> tuple[UnitKey, ...]:
        """The offices whose work one has taken over, as far as somebody said so: never guessed."""
        unit = self.unit_of_key(key)
        return unit.predecessors if unit is not None else ()

    def is_below(self, key: UnitKey, above: UnitKey) -> bool:
        """Whether an office stands under another one, directly or through offices between; unknown ones stand nowhere."""
        return above in self.superiors(key)

    def those_below(self, keys: Iterable[UnitKey], above: UnitKey | None) -> tuple[UnitKey, ...]:
        """The offices among `keys` under another one; all of them when `above` is None."""
        return tuple(key for key in keys if above is None or self.is_below(key, above))

    def is_hub_below(self, key: UnitKey, above: UnitKey) -> bool:
        """Whether an office that merges stands under another one; unknown ones stand nowhere."""
        unit = self.unit_of_key(key)
        return unit is not None and unit.level in HUB_LEVELS and self.is_below(key, above)

    def is_part(self, key: UnitKey, offices: Iterable[UnitKey]) -> bool:
        """Whether a unit is none of the offices, but stands above some of them."""
        listed = tuple(offices)
        return key not in listed and any(self.is_below(office, key) for office in listed)

    def _holders(self, code: str) -> tuple[Unit, ...]:
        return (*built_in_holders().get(code, ()), *self._own_holders.get(code, ()))

    @cached_property
    def _own_holders(self) -> Mapping[str, tuple[Unit, ...]]:
        return holders(self.own_units)

    @cached_property
    def _procedures(self) -> Mapping[str, Procedure]:
        return {**built_in_procedures(), **{known.code: known for known in self.own_procedures}}


BUILT_IN = Catalogue()
"""What is known before a station is there."""


def _span(unit: Unit) -> str:
    ends = f"{unit.valid_to:%d/%m/%Y}" if unit.valid_to else "…"
    return f"{unit.key.valid_from:%d/%m/%Y}–{ends}"
