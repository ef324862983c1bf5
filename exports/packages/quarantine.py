"""Refused files: kept unchanged beside a page that says why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from exports.packages.container import FILE_LIMIT
from exports.packages.findings import Finding
from models.files import private_folder, write_whole
from models.store.database import Station

QUARANTINE = "quarantine"


def quarantine(station: Station, name: str, data: bytes, findings: Sequence[Finding], *, at: str) -> Path:
    """Keep a refused file unchanged beside a page that says why; a file too large or unreadable leaves the page alone."""
    folder = private_folder(private_folder(station.packages) / QUARANTINE)
    digest = hashlib.sha256(data or name.encode()).hexdigest()[:16]
    kept = folder / f"{digest}.zip"
    if data and len(data) <= FILE_LIMIT and not kept.exists():
        write_whole(kept, data)
    reason = {
        "file": name,
        "at": at,
        "findings": [{"code": finding.code, "text": str(finding)} for finding in findings],
    }
    write_whole(folder / f"{digest}.json", json.dumps(reason, ensure_ascii=False, indent=2).encode() + b"\n")
    return kept
