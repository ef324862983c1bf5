"""Where refused packages are kept unchanged, and which of them may be taken in later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from exports.packages.container import FILE_LIMIT
from models.acts import Act, Topic
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import Problem, Sentence
from models.files import private_folder, write_whole
from models.security import is_sealed
from models.store.database import Station
from models.store.remembered import tell_others, told_by_desks
from models.store.stations import name_of_station, own_stations

QUARANTINE = "quarantine"
ENDINGS = (".zip", ".age")
"""How files of packages end."""
RETRIED = frozenset({"book_taken", "receiver_other", "computer_other", "sealed", "format_newer"})
"""What may have come since a package was put into quarantine: a person's yes, a key, a new program, a hub's children."""
MOST_TOLD = 50
"""So many files in quarantine are told to the other desks of a base, the latest."""


class KeptReason(NamedTuple):
    """One thing that keeps a package out: the code of the finding, and how it is told."""

    code: str
    sentence: Sentence


@dataclass(frozen=True)
class Quarantined:
    """One file in quarantine: its name when it came, when (ISO 8601), and every reason.

    `is_waiting` tells those that are taken in once something has come from those that never will be.
    """

    file: str
    at: str
    reasons: tuple[KeptReason, ...]
    is_waiting: bool


def quarantined(station: Station) -> tuple[Quarantined, ...]:
    """Everything in quarantine: what waits first, of each the latest first."""
    found = [_quarantined(page) for page in (station.packages / QUARANTINE).glob("*.json")]
    return tuple(sorted(sorted(found, key=lambda each: (each.at, each.file), reverse=True), key=_never_comes_in))


def tell_desks(station: Station, *, act: Act) -> None:
    """Have the other desks of a base see what this one keeps in quarantine: a file itself stays where it was refused."""
    if not station.is_desk:
        return
    pages = sorted((station.packages / QUARANTINE).glob("*.json"), key=lambda page: page.stat().st_mtime, reverse=True)
    told = json.dumps([json.loads(page.read_bytes()) for page in pages[:MOST_TOLD]], ensure_ascii=False)
    if told == told_by_desks(station.db, QUARANTINE).get(station.id, "[]"):
        return
    with station.transaction():
        tell_others(station.db, QUARANTINE, desk=station.id, told=told)
        act.changes(Topic.PACKAGES)


class QuarantinedElsewhere(NamedTuple):
    """A file in quarantine at another computer that works in the same base, and what that one is called."""

    computer: str
    kept: Quarantined


def quarantined_elsewhere(station: Station) -> tuple[QuarantinedElsewhere, ...]:
    """What the other desks of a base keep in quarantine, by computer: what waits first."""
    if not station.is_desk:
        return ()
    own = own_stations(station.db) - {station.id}
    found = []
    for place, told in told_by_desks(station.db, QUARANTINE).items():
        kept = sorted(map(_of_page, json.loads(told) if place in own else ()), key=_never_comes_in)
        found += [QuarantinedElsewhere(name_of_station(station.db, place), each) for each in kept]
    return tuple(found)


def _never_comes_in(each: Quarantined) -> bool:
    return not each.is_waiting


def _quarantined(page: Path) -> Quarantined:
    return _of_page(json.loads(page.read_bytes()))


def _of_page(said: Mapping[str, Any]) -> Quarantined:
    reasons = tuple(KeptReason(each["code"], _sentence(each)) for each in said["findings"])
    is_waiting = bool(reasons) and all(reason.code in RETRIED for reason in reasons)
    return Quarantined(said["file"], said["at"], reasons, is_waiting)


def waiting_packages(station: Station) -> tuple[Path, ...]:
    """The quarantined packages that lacked something that may have come since."""
    folder = station.packages / QUARANTINE
    found = []
    for page in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        codes = {finding["code"] for finding in json.loads(page.read_bytes())["findings"]}
        if codes and codes <= RETRIED:
            found += [path for ending in ENDINGS for path in folder.glob(f"{page.stem}*{ending}")]
    return tuple(found)


def quarantine(station: Station, name: str, data: bytes, findings: Sequence[Problem], *, at: str) -> Path:
    """Keep a refused file unchanged beside a page that says why; a file too large or unreadable leaves the page alone."""
    folder = private_folder(private_folder(station.packages) / QUARANTINE)
    digest = hashlib.sha256(data or name.encode()).hexdigest()[:16]
    kept = folder / (f"{digest}.zip.age" if is_sealed(data) else f"{digest}.zip")
    if data and len(data) <= FILE_LIMIT and not kept.exists():
        write_whole(kept, data)
    reason = {
        "file": name,
        "at": at,
        "findings": [{"code": finding.code, "text": str(finding), **_plain_sentence(finding)} for finding in findings],
    }
    write_whole(folder / f"{digest}.json", json.dumps(reason, ensure_ascii=False, indent=2).encode() + b"\n")
    return kept


def _plain_sentence(told: Sentence | Problem) -> dict[str, object]:
    """A sentence as the page beside a file holds it, so that every language and door can tell it."""
    return {
        "says": told.says,
        "values": {name: _plain(value) for name, value in told.values.items()},
        "deed": told.deed,
    }


def _plain(value: object) -> object:
    return _plain_sentence(value) if isinstance(value, Sentence | Problem) else str(value)


def _sentence(plain: Mapping[str, Any]) -> Sentence:
    deed = plain.get("deed")
    return Sentence(
        plain.get("says", plain.get("text", "")),
        {name: _value(value) for name, value in plain.get("values", {}).items()},
        Deed(deed) if deed in set(Deed) else None,
    )


def _value(plain: object) -> object:
    return _sentence(plain) if isinstance(plain, dict) else plain
