"""What a campaign file carries of its hub's catalogue: enough that an office can be founded from the file alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from models.catalogue.catalogue import Catalogue
from models.catalogue.packs import DESCRIPTION, SEVERAL, Pack, built_in_pack
from models.domain.basics.letterheads import FIELDS
from models.domain.basics.units import Unit, UnitKey
from models.domain.questionnaire.procedures import Procedure

_WHOLE = ("levels", "place", "holidays", "sectors", "procedures", "respondents", "dossier_words", "organisation_words")
"""Tables that are carried as they stand in each pack."""
_UNITS = (
    "code", "valid_from", "valid_to", "label", "name", "level", "agency", "parent", "parent_valid_from", *FIELDS,
)  # fmt: skip
_SUCCESSIONS = ("unit", "valid_from", "predecessor", "predecessor_valid_from")
_ALIASES = ("unit", "valid_from", "alias")
_PROCEDURES = (
    "code", "name", "aliases", "sector", "level", "joint", "participants", "valid_from", "valid_to", "replaced_by", "note",
)  # fmt: skip


def carried(catalogue: Catalogue, keys: Iterable[UnitKey]) -> dict[str, str]:
    """The parts of a pack with these units, those above them and before them, and all that their work needs.

    Nothing where the pack that every program brings along has them all.
    """
    needed = _needed(catalogue, keys)
    if catalogue.home == built_in_pack() and all(catalogue.home.unit_of_key(unit.key) for unit in needed):
        return {}
    tables: list[tuple[str, str, str]] = []
    for number, pack in enumerate(catalogue.packs):
        tables += [
            (each.holds, f"{number}-{each.path}" if number else each.path, pack.read(each.path).decode("utf-8-sig"))
            for each in pack.resources
            if each.holds in _WHOLE and (number == 0 or each.holds not in ("place", "holidays"))
        ]
    own = catalogue.own_procedures
    tables += [("procedures", "procedures-added.csv", _csv(_PROCEDURES, map(_procedure_cells, own)))] if own else []
    tables.append(("units", "units.csv", _csv(_UNITS, map(_unit_cells, needed))))
    before = [(*_key(unit.key), *_key(key)) for unit in needed for key in unit.predecessors]
    tables += [("successions", "successions.csv", _csv(_SUCCESSIONS, before))] if before else []
    known = {unit.key for unit in needed}
    others = [(*_key(each.unit), each.code) for pack in catalogue.packs for each in pack.aliases if each.unit in known]
    tables += [("aliases", "aliases.csv", _csv(_ALIASES, others))] if others else []
    return {DESCRIPTION: _description(catalogue.home, tables), **{path: text for _, path, text in tables}}


def _needed(catalogue: Catalogue, keys: Iterable[UnitKey]) -> tuple[Unit, ...]:
    found: dict[UnitKey, Unit] = {}
    waiting = list(keys)
    while waiting:
        unit = catalogue.unit_of_key(waiting.pop())
        if unit is not None and unit.key not in found:
            found[unit.key] = unit
            waiting += [*([unit.parent] if unit.parent else []), *unit.predecessors]
    return tuple(sorted(found.values(), key=lambda unit: unit.key))


def _description(home: Pack, tables: Sequence[tuple[str, str, str]]) -> str:
    told = json.loads(home.read(DESCRIPTION))
    told["resources"] = [
        {"name": path.removesuffix(".csv").lower().replace("_", "-"), "type": "table", "path": path, "holds": holds}
        for holds, path, _ in tables
    ]
    return json.dumps(told, ensure_ascii=False, indent=1)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _key(key: UnitKey) -> tuple[str, str]:
    return key.code, key.valid_from.isoformat()


def _unit_cells(unit: Unit) -> tuple[str, ...]:
    said: Mapping[str, str] = dict(unit.letterhead)
    return (
        *_key(unit.key),
        unit.valid_to.isoformat() if unit.valid_to else "",
        unit.label,
        unit.name,
        unit.level.code,
        unit.agency,
        *(_key(unit.parent) if unit.parent else ("", "")),
        *(said.get(field, "") for field in FIELDS),
    )


def _procedure_cells(known: Procedure) -> tuple[str, ...]:
    return (
        known.code,
        known.name,
        SEVERAL.join(known.aliases),
        known.sector,
        known.level,
        "yes" if known.joint else "no",
        SEVERAL.join(known.participants),
        known.valid_from.isoformat() if known.valid_from else "",
        known.valid_to.isoformat() if known.valid_to else "",
        SEVERAL.join(known.replaced_by),
        known.note,
    )
