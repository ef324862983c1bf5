"""Where refused packages are kept unchanged, and which of them may be taken in later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from exports.packages.container import FILE_LIMIT
from exports.packages.findings import Finding
from models.domain.basics.problems import Problem, Sentence
from models.files import private_folder, write_whole
from models.security import is_sealed
from models.store.database import Station

QUARANTINE = "quarantine"
ENDINGS = (".zip", ".age")
"""How files of packages end."""
RETRIED = frozenset({"key_changed", "book_taken", "receiver_other", "computer_other", "sealed", "format_newer"})
"""What may have come since a package was put into quarantine: a person's yes, a key, a new program, a hub's children."""


class Reason(NamedTuple):
    """One thing that keeps a package out: its machine word, and the sentence `says` with its `facts`."""

    code: str
    says: str
    facts: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Quarantined:
    """One file in quarantine: its name when it came, when (ISO 8601), and every reason.

    `is_waiting` tells those that are taken in once something has come from those that never will be.
    """

    file: str
    at: str
    reasons: tuple[Reason, ...]
    is_waiting: bool


def quarantined(station: Station) -> tuple[Quarantined, ...]:
    """Everything in quarantine: what waits first, of each the latest first."""
    found = [_quarantined(page) for page in (station.packages / QUARANTINE).glob("*.json")]
    return tuple(sorted(sorted(found, key=lambda each: (each.at, each.file), reverse=True), key=_never_comes_in))


def _never_comes_in(each: Quarantined) -> bool:
    return not each.is_waiting


def _quarantined(page: Path) -> Quarantined:
    said = json.loads(page.read_bytes())
    reasons = tuple(
        Reason(
            each["code"],
            each.get("says", each["text"]),
            tuple((name, _fact(fact)) for name, fact in each.get("facts", {}).items()),
        )
        for each in said["findings"]
    )
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


def quarantine(station: Station, name: str, data: bytes, findings: Sequence[Finding], *, at: str) -> Path:
    """Keep a refused file unchanged beside a page that says why; a file too large or unreadable leaves the page alone."""
    folder = private_folder(private_folder(station.packages) / QUARANTINE)
    digest = hashlib.sha256(data or name.encode()).hexdigest()[:16]
    kept = folder / (f"{digest}.zip.age" if is_sealed(data) else f"{digest}.zip")
    if data and len(data) <= FILE_LIMIT and not kept.exists():
        write_whole(kept, data)
    reason = {
        "file": name,
        "at": at,
        "findings": [
            {
                "code": finding.code,
                "text": str(finding),
                "says": finding.says,
                "facts": {name: _plain(fact) for name, fact in finding.facts.items()},
            }
            for finding in findings
        ],
    }
    write_whole(folder / f"{digest}.json", json.dumps(reason, ensure_ascii=False, indent=2).encode() + b"\n")
    return kept


def _plain(fact: object) -> object:
    """A fact as the page beside a file holds it; a problem as its sentence, so that every language can tell it."""
    if isinstance(fact, Problem):
        return {"says": fact.says, "facts": {name: _plain(each) for name, each in fact.facts.items()}}
    return str(fact)


def _fact(plain: object) -> object:
    if isinstance(plain, dict):
        return Sentence(plain["says"], {name: _fact(each) for name, each in plain["facts"].items()})
    return plain
