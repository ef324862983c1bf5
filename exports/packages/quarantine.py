"""Where refused packages are kept unchanged, and which of them may be taken in later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from exports.packages.container import FILE_LIMIT
from exports.packages.findings import Finding
from models.files import private_folder, write_whole
from models.security import is_sealed
from models.store.database import Station

QUARANTINE = "quarantine"
ENDINGS = (".zip", ".age")
"""How files of packages end."""
RETRIED = frozenset({"key_changed", "book_taken", "receiver_other", "sealed", "format_newer"})
"""What may have come since a package was put into quarantine: a person's yes, a key, a new program, a hub's children."""


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
        "findings": [{"code": finding.code, "text": str(finding)} for finding in findings],
    }
    write_whole(folder / f"{digest}.json", json.dumps(reason, ensure_ascii=False, indent=2).encode() + b"\n")
    return kept
