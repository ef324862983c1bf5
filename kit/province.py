"""Making a catalogue pack of one of the 34 provinces: `python -m kit.province 48 da-nang.zip`; of every one: `… all FOLDER`.

Names and codes of the province and its communes come from the Python package vietnam-provinces, which is asked when the pack is made
and is no part of this program (it is under the GPL, version 3 or later; the names and codes are those of the statistics office). Levels,
sectors, procedures and words are those of the built-in pack: they hold in the whole country. Agencies are not listed anywhere
that could be read: offices add them by a table.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

from models.catalogue import BUILT_IN
from models.catalogue.carrying import carried
from models.catalogue.pack_files import packed
from models.catalogue.packs import DESCRIPTION
from models.domain.basics.folding import squeezed
from models.domain.basics.units import Unit, UnitKey
from models.files import write_whole

SINCE = date(2025, 7, 1)
"""From when the provinces and communes of the list are."""
_PACKAGE = "vietnam-provinces"
_SOURCE = (
    "province-units", "units.csv", "names and codes", f"Statistics office list as in the package {_PACKAGE} {{version}}", "{since}",
    "unsure", "Codes differ between published lists: compare them before use",
)  # fmt: skip


def province_codes() -> tuple[int, ...]:
    """The codes of all provinces, in order."""
    from vietnam_provinces import Province

    return tuple(sorted(each.code.value for each in Province.iter_all()))


def write_every_pack(folder: Path) -> tuple[Path, ...]:
    """Write the pack of every province into a folder, as `48-da-nang.zip`; answers where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for code in province_codes():
        parts = province_pack(code)
        path = folder / f"{code:02d}-{json.loads(parts[DESCRIPTION])['name']}.zip"
        write_whole(path, packed(parts))
        written.append(path)
    return tuple(written)


def province_pack(code: int) -> dict[str, bytes]:
    """The parts of the pack of the province with this code of the statistics office; `KeyError` when there is none.

    Of the built-in province these are the built-in parts: it knows more of its offices.
    """
    from vietnam_provinces import Province, Ward

    home = BUILT_IN.home
    if any(unit.key.code == f"{code:02d}" for unit in home.units_on(SINCE)):
        return {path: home.read(path) for path in (DESCRIPTION, *(each.path for each in home.resources))}
    province = next((each for each in Province.iter_all() if each.code.value == code), None)
    if province is None:
        raise KeyError(code)
    is_city = province.division_type.value.startswith("thành phố")
    top = _unit(f"{code:02d}", "Thành phố" if is_city else "Tỉnh", province.name, "city", None)
    communes = [
        _unit(f"{ward.code.value:05d}", ward.division_type.value.capitalize(), ward.name, "commune", top.key)
        for ward in Ward.iter_by_province(province.code)
    ]
    parts = carried(BUILT_IN.with_own([top, *communes]), [unit.key for unit in communes])
    told = json.loads(parts[DESCRIPTION])
    told |= {"name": province.codename.replace("_", "-"), "title": top.full_name, "version": version(_PACKAGE)}
    told["resources"].append({"name": "sources", "type": "table", "path": "sources.csv", "holds": "sources"})
    rows = parts["units.csv"].splitlines()
    parts["units.csv"] = "\n".join([f"{rows[0]},source", *(f"{row},{_SOURCE[0]}" for row in rows[1:])]) + "\n"
    parts["sources.csv"] = _sources(parts)
    return {
        name: text.encode()
        for name, text in (parts | {DESCRIPTION: json.dumps(told, ensure_ascii=False, indent=1)}).items()
    }


def _sources(parts: Mapping[str, str]) -> str:
    """Where the units are from, and what the built-in pack says of the tables that are taken over from it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("id", "file", "topic", "source", "as_of", "standing", "note"))
    writer.writerow([each.format(version=version(_PACKAGE), since=SINCE) for each in _SOURCE])
    writer.writerows(list(row.values()) for row in BUILT_IN.home.of("sources") if row["file"] in parts)
    return text.getvalue()


def _unit(code: str, label: str, full_name: str, level: str, parent: UnitKey | None) -> Unit:
    name = squeezed(full_name).removeprefix(label).strip()
    agency = f"UBND {label.lower()} {name}"
    return Unit(UnitKey(code, SINCE), name, label, BUILT_IN.levels[level], agency, parent=parent)


if __name__ == "__main__":
    asked, place = sys.argv[1], Path(sys.argv[2])
    if asked == "all":
        sys.stdout.writelines(f"{path}\n" for path in write_every_pack(place))
    else:
        write_whole(place, packed(province_pack(int(asked))))
