"""The order in which somebody walks from door to door: street by street, lane by lane, house by house.

Addresses are written freely; what is read of them only orders a list, so what is not understood stands at its end and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.domain.basics.folding import alphabetical, folded, without_tones
from models.domain.dossiers.frame import FrameEntry

_AREAS = r"(?:phuong|p|xa|thi tran|quan|huyen|thi xa|thanh pho|tp)"
_STREET = re.compile(r"(?<!dan )(?<!khu )\b(?:pho|duong|d|dai lo)\s*[.:]?\s+(?P<name>.+)")
_GROUP = re.compile(
    r"\b(?:to dan pho|tdp|to|thon|xom|khu pho|khu|cum|doi|ap|ban|lang)\s*(?:so)?\s*[.:]?\s*(?P<name>[\w ]+)"
)
_LANE = re.compile(r"\b(?P<kind>ngo|hem|kiet|ngach)\s*(?:so)?\s*[.:]?\s*(?P<number>\d+)")
_HOUSE = re.compile(r"^(?:so nha|nha so|so|nha)?\s*[.:]?\s*(?P<number>\d+)(?P<rest>[\w/-]*)")
_AREA_OF_ITS_OWN = re.compile(rf"^{_AREAS}\b[. ]")


def for_walking(entries: Iterable[FrameEntry]) -> tuple[FrameEntry, ...]:
    """The entries by street (in the order of the Vietnamese alphabet), lane and house number; those without an address last."""
    return tuple(sorted(entries, key=lambda entry: walking_key(entry.address)))


def walking_key(address: str) -> tuple[object, ...]:
    """By what an address is sorted: whether a street is named, the street, lanes from the street inwards, the house number.

    `Số 12, ngõ 34/5 phố Đội Cấn, phường Ba Đình` stands at *đội cấn*, lane 34, 5, house 12.
    """
    parts = [part.strip() for part in folded(address).split(",") if part.strip()]
    plain = [without_tones(part) for part in parts]
    street = _street(parts, plain)
    lanes = tuple(int(each["number"]) for part in plain for each in _LANE.finditer(part))
    house = next((found for part in plain if (found := _HOUSE.match(part))), None)
    number = int(house["number"]) if house else 0
    rest = tuple(map(int, re.findall(r"\d+", house["rest"]))) if house else ()
    return (not street, alphabetical(street), _from_the_street(plain, lanes), number, rest, address)


def _street(parts: list[str], plain: list[str]) -> str:
    """The street, else the group of houses, as it is written; empty where neither is named."""
    for pattern in (_STREET, _GROUP):
        for part, bare in zip(parts, plain, strict=True):
            if _AREA_OF_ITS_OWN.match(bare):
                continue
            if found := pattern.search(bare):
                start, end = found.span("name")
                return " ".join(_numbered(part[start:end]).split())
    first = plain[0] if plain else ""
    # "12 Đội Cấn": what follows the number
    if (found := _HOUSE.match(first)) and (after := parts[0][found.end() :].strip()) and not _LANE.search(first):
        return " ".join(after.split())
    return ""


def _numbered(name: str) -> str:
    """Numbers so long that `tổ 5` stands before `tổ 12`."""
    return re.sub(r"\d+", lambda found: found[0].zfill(5), name)


def _from_the_street(plain: list[str], lanes: tuple[int, ...]) -> tuple[int, ...]:
    """Lanes as one walks into them: an address names the innermost first."""
    kinds = [each["kind"] for part in plain for each in _LANE.finditer(part)]
    return tuple(reversed(lanes)) if kinds[:1] == ["ngach"] else lanes
