"""The pinned inputs: fetched once by version and hash with pip, kept, and read whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>\S+) --hash=sha256:(?P<digest>[0-9a-f]{64})")

_PATIENCE = 600
"""Seconds for all parts of a list together; a registry that answers needs a twentieth of it."""


class KitRefused(Exception):
    """The kit is not built, and why."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of the registry: its name, version and the digest of its one archive."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Source:
    """A pin and where its archive lies now; the digest was compared."""

    pin: Pin
    file: Path


def pins(list_of: str) -> tuple[Pin, ...]:
    """The pins of one list beside this file, in its order."""
    found = []
    for line in (HERE / list_of).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            match = _PIN.fullmatch(line.strip())
            if match is None:
                raise KitRefused(f"{list_of}: cannot read “{line}”")
            found.append(Pin(match["name"], match["version"], match["digest"]))
    return tuple(found)


def shelf() -> Path:
    """Where fetched archives are kept for the next build."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sophieu-kit"


def fetch(list_of: str, *options: str) -> tuple[Source, ...]:
    """The archives of one list: from the shelf, else by pip with its hashes demanded. `options` say for which system."""
    wanted = pins(list_of)
    folder = shelf() / Path(list_of).stem
    folder.mkdir(parents=True, exist_ok=True)
    if {pin.digest for pin in wanted} - set(_digests(folder)):
        words = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        words += ["--timeout", "30", "--retries", "3", "--require-hashes", "-d", str(folder)]
        words += [*options, "-r", str(HERE / list_of)]
        try:
            done = subprocess.run(
                words, capture_output=True, text=True, encoding="utf-8", timeout=_PATIENCE, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise KitRefused(
                f"the registry did not answer within {_PATIENCE} s: the parts of {list_of} are not here"
            ) from error
        if done.returncode:
            raise KitRefused(f"the parts of {list_of} cannot be fetched: {done.stderr.strip()}")
    there = _digests(folder)
    missing = [pin.name for pin in wanted if pin.digest not in there]
    if missing:
        raise KitRefused(f"{list_of}: no archive has the digest of {', '.join(missing)}")
    return tuple(Source(pin, there[pin.digest]) for pin in wanted)


def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _digests(folder: Path) -> dict[str, Path]:
    return {digest_of(file): file for file in sorted(folder.iterdir()) if file.is_file()}
