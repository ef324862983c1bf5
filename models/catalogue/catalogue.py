"""The catalogue as a value: what the program brings along, and what one station added to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from models.catalogue.packs import Pack, built_in_pack, holders
from models.catalogue.translations import questionnaire_told
from models.domain.basics.folding import search_key
from models.domain.basics.letterheads import Letterhead, usual_letterhead
from models.domain.basics.places import Place
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UNKNOWN_LEVEL, Level, Unit, UnitKey
from models.domain.dossiers.customs import ListCustoms
from models.domain.questionnaire.procedures import Procedure, Sector, base_code
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.respondents import RespondentKind


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


@dataclass(eq=False)
class UnitAmbiguous(Problem):
    """A code that published lists give to different units."""

    unit: str
    units: tuple[str, ...]
    code = "unit_ambiguous"
    says = N_(
        "The code {unit} is that of another unit in another published list: {units}. Write the full name of the one that you mean in "
        "place of the code."
    )


@dataclass(frozen=True)
class Catalogue:
    """Units, agencies, procedures and sectors as one station knows them.

    The first of the `packs` is that of the station's own place; its customs hold. `own_units` and `own_procedures` are what the files
    of one station add. Of two procedures with one code the later one holds, an own one before all.
    """

    own_units: tuple[Unit, ...] = ()
    own_procedures: tuple[Procedure, ...] = ()
    packs: tuple[Pack, ...] = field(default_factory=lambda: (built_in_pack(),))

    @property
    def home(self) -> Pack:
        """The pack of the station's own place."""
        return self.packs[0]

    @property
    def place(self) -> Place:
        """The customs of the station's place: its clocks and what stands over official papers."""
        return self.home.place

    @property
    def customs(self) -> ListCustoms:
        """How lists of dossiers are kept at the station's place."""
        return self.home.customs

    def with_pack(self, pack: Pack) -> Catalogue:
        """The catalogue with a further pack; one of the same name gives way to it, in its place."""
        names = [each.name for each in self.packs]
        if pack.name in names:
            place = names.index(pack.name)
            return replace(self, packs=(*self.packs[:place], pack, *self.packs[place + 1 :]))
        return replace(self, packs=(*self.packs, pack))

    def with_own(self, units: Iterable[Unit], procedures: Iterable[Procedure] = ()) -> Catalogue:
        """The catalogue with further units and procedures; one that it has itself added before is replaced."""
        return replace(
            self,
            own_units=tuple({unit.key: unit for unit in (*self.own_units, *units)}.values()),
            own_procedures=tuple({known.code: known for known in (*self.own_procedures, *procedures)}.values()),
        )

    def without_pack(self, name: str) -> Catalogue:
        """The catalogue without the pack of this name."""
        return replace(self, packs=tuple(pack for pack in self.packs if pack.name != name))

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit and agency, each once for each span in which it was the same office."""
        return (*(unit for pack in self.packs for unit in pack.units), *self.own_units)

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """The kinds of offices by code; of two with one code that of the first pack."""
        return {code: level for pack in reversed(self.packs) for code, level in pack.levels.items()}

    @property
    def respondents(self) -> Mapping[str, RespondentKind]:
        """The kinds of respondents by code, as the packs say them."""
        return {code: kind for pack in reversed(self.packs) for code, kind in pack.respondents.items()}

    def with_kind(self, questionnaire: Questionnaire) -> Questionnaire:
        """A questionnaire that says nothing of its kind of respondents, with what the packs say of it; a built-in one in all languages."""
        if questionnaire.said_kind:
            return questionnaire
        asked, found = self._of_kinds.get(id(questionnaire), (None, questionnaire))
        if asked is not questionnaire:
            found = replace(questionnaire_told(questionnaire), said_kind=self.respondents.get(questionnaire.variant))
            self._of_kinds[id(questionnaire)] = questionnaire, found
        return found

    @cached_property
    def _of_kinds(self) -> dict[int, tuple[Questionnaire, Questionnaire]]:
        """One value for each questionnaire, however often it is asked: what it works out of itself is worked out once.

        By identity: to compare two that were read from the same sheets takes longer than all else that an act asks of them.
        """
        return {}

    @property
    def sectors(self) -> tuple[Sector, ...]:
        """Sectors in the order in which lists show them; the last one is "other"."""
        found: dict[str, Sector] = {}
        for sector in (sector for pack in self.packs for sector in pack.sectors):
            found.setdefault(sector.code, sector)
        return tuple(found.values())

    def sector_told(self, name: str) -> str:
        """The name of a sector, as a form or a list has it, with its words in other languages where a pack says them."""
        return self._sector_names.get(name, name)

    @cached_property
    def _sector_names(self) -> Mapping[str, str]:
        return {sector.name: sector.name for sector in self.sectors}

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """Every procedure, in the order of the catalogue."""
        return tuple(self._procedures.values())

    def procedure(self, code: str) -> Procedure | None:
        """The procedure with this code, whatever local suffix follows the base code; None when there is none."""
        base = base_code(code)
        return None if base is None else self._procedures.get(base)

    def procedure_named(self, text: str) -> Procedure | None:
        """The procedure that lists call so; None when none is, or several are."""
        found = self._procedures_by_name.get(_procedure_key(text), ())
        return found[0] if len(found) == 1 else None

    @cached_property
    def _procedures_by_name(self) -> Mapping[str, tuple[Procedure, ...]]:
        found: dict[str, tuple[Procedure, ...]] = {}
        for known in self.procedures:
            for key in {_procedure_key(name) for name in (known.name, *known.aliases)}:
                found[key] = (*found.get(key, ()), known)
        return found

    def units_valid_on(self, day: date) -> tuple[Unit, ...]:
        """City, districts, communes and agencies that existed on the day, in the order of the catalogue."""
        there = (unit for pack in self.packs for unit in pack.units_on(day))
        return (*there, *(unit for unit in self.own_units if unit.is_valid_on(day)))

    def find_unit(self, code: str, day: date) -> Unit:
        """The one office that had the code on the day, here or in another published list, or has the full name.

        Refuses with `UnitUnknown` or `UnitNotValidOn`, and a code that lists give to different units with `UnitAmbiguous`.
        """
        wanted = code.strip()
        had = self._holders(wanted)
        meant = self.meant_by(wanted, day)
        if len(meant) > 1:
            raise UnitAmbiguous(wanted, tuple(sorted(unit.full_name for unit in meant)))
        if meant:
            return meant[0]
        if had:
            raise UnitNotValidOn(wanted, day, "; ".join(f"{unit.full_name} ({_span(unit)})" for unit in had))
        raise UnitUnknown(wanted, day)

    def meant_by(self, text: str, day: date) -> tuple[Unit, ...]:
        """The offices that a code, in whatever published list, or else a full name may mean on the day."""
        named = [unit for unit in self._holders(text) if unit.is_valid_on(day)]
        named += [
            unit for key in self._aliases.get(text, ()) if (unit := self.unit_of_key(key)) and unit.is_valid_on(day)
        ]
        if not named and any(map(str.isalpha, text[1:])):
            wanted = search_key(text)
            named = [
                unit
                for unit in self.units_valid_on(day)
                if wanted in (search_key(unit.full_name), search_key(unit.agency))
            ]
        return tuple(dict.fromkeys(named))

    def aliases_on(self, day: date) -> Iterator[tuple[str, Unit]]:
        """The codes that other published lists have for units of the day."""
        for code, keys in self._aliases.items():
            for unit in map(self.unit_of_key, keys):
                if unit is not None and unit.is_valid_on(day):
                    yield code, unit

    def unit_of_key(self, key: UnitKey) -> Unit | None:
        """The office with exactly this key, or None when the catalogue has none."""
        return next((unit for unit in self._holders(key.code) if unit.key == key), None)

    def unit_named(self, key: UnitKey) -> Unit:
        """The office with this key; one that is unknown here is shown under its code."""
        found = self.unit_of_key(key)
        if found is not None:
            return found
        return Unit(key=key, name=key.code, label="", level=UNKNOWN_LEVEL, agency=key.code)

    def office_told(self, key: UnitKey) -> str:
        """How a sentence names an office: `Phường Ba Đình (00004)`; its code alone when it has no name here."""
        unit = self.unit_of_key(key)
        return f"{unit.full_name} ({key.code})" if unit is not None else key.code

    def children(self, key: UnitKey, day: date, *, level: str = "") -> tuple[Unit, ...]:
        """Offices directly under `key` on the day; with the code of a `level`, only those."""
        there = self.units_valid_on(day)
        return tuple(unit for unit in there if unit.parent == key and level in ("", unit.level.code))

    def answering_under(self, key: UnitKey, day: date) -> tuple[Unit, ...]:
        """The offices under another one that answer on the day, however many offices that merge lie between."""
        found: list[Unit] = []
        waiting, seen = list(reversed(self.children(key, day))), {key}
        while waiting:
            unit = waiting.pop()
            if unit.answers:
                found.append(unit)
            elif unit.merges and unit.key not in seen:
                seen.add(unit.key)
                waiting += reversed(self.children(unit.key, day))
        return tuple(found)

    def superior_of(self, unit: Unit) -> Unit | None:
        """The office directly above one, or None when there is none here."""
        return self.unit_of_key(unit.parent) if unit.parent else None

    def letterhead_of(self, unit: Unit) -> Letterhead:
        """How an office issues its papers: by its kind, as the catalogue knows it, and as a file of the office says."""
        superiors = self.superiors(unit.key)
        top = self.unit_of_key(superiors[-1]) if superiors else unit
        return usual_letterhead(unit, self.superior_of(unit), top, dict(unit.letterhead), self.place)

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
        return unit is not None and unit.merges and self.is_below(key, above)

    def is_part(self, key: UnitKey, offices: Iterable[UnitKey]) -> bool:
        """Whether a unit is none of the offices, but stands above some of them."""
        listed = tuple(offices)
        return key not in listed and any(self.is_below(office, key) for office in listed)

    def knows(self, code: str) -> bool:
        """Whether some unit has, or had, this code."""
        return bool(self._holders(code))

    def _holders(self, code: str) -> tuple[Unit, ...]:
        there = (unit for pack in self.packs for unit in pack.holders.get(code, ()))
        return (*there, *self._own_holders.get(code, ()))

    @cached_property
    def _own_holders(self) -> Mapping[str, tuple[Unit, ...]]:
        return holders(self.own_units)

    @cached_property
    def _aliases(self) -> Mapping[str, tuple[UnitKey, ...]]:
        found: dict[str, tuple[UnitKey, ...]] = {}
        for alias in (alias for pack in self.packs for alias in pack.aliases):
            found[alias.code] = (*found.get(alias.code, ()), alias.unit)
        return found

    @cached_property
    def _procedures(self) -> Mapping[str, Procedure]:
        every = (known for pack in self.packs for known in pack.procedures.values())
        return {known.code: known for known in (*every, *self.own_procedures)}


_SIGNS = re.compile(r"[\W_]+")


def _procedure_key(name: str) -> str:
    """What two spellings of the name of a procedure share."""
    return _SIGNS.sub(" ", search_key(name)).strip()


BUILT_IN = Catalogue()
"""What is known before a station is there."""


def _span(unit: Unit) -> str:
    ends = f"{unit.valid_to:%d/%m/%Y}" if unit.valid_to else "…"
    return f"{unit.key.valid_from:%d/%m/%Y}–{ends}"
