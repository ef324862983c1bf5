"""Packages that are being kept: their files stand on the disk a moment before the book names them.

A list beside them says which these are. Whoever opens the folder after a cut in that moment takes away those that the book does
not name: nobody was told that they are in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from peewee import Database, OperationalError

from models.domain.basics.problems import Problem
from models.files import read_bounded, write_whole
from models.store.holding import FolderHeld, FolderHeldByUnknown, held
from models.store.packages import is_name_noted

PACKAGES, LIST_FILE = "packages", "being-kept.json"
_LIMIT = 1_000_000


def list_being_kept(packages: Path, names: Iterable[str]) -> None:
    """Say on the disk which files are about to be kept; those that stand there already are not among them."""
    new = [name for name in names if not (packages / name).exists()]
    if new or (packages / LIST_FILE).exists():
        listed = sorted({*new, *_listed(packages)})
        write_whole(packages / LIST_FILE, json.dumps(listed, ensure_ascii=False).encode(), private=True)


def end_being_kept(packages: Path) -> None:
    """Say that the book names what was listed, or that it is gone."""
    with suppress(OSError):
        (packages / LIST_FILE).unlink(missing_ok=True)


def sweep_being_kept(folder: Path, db: Database) -> None:
    """Take away what a cut left among the packages of a station before its book named it.

    While another program works in the folder nothing is done: what is listed there may be its work.
    """
    packages = folder / PACKAGES
    if not (packages / LIST_FILE).is_file():
        return
    with suppress(FolderHeld, FolderHeldByUnknown, OperationalError, OSError), held(folder, patience=0.0), db.atomic():
        for name in _listed(packages):
            if not is_name_noted(db, name):
                (packages / name).unlink(missing_ok=True)
        end_being_kept(packages)


def _listed(packages: Path) -> list[str]:
    """The names on the list, of files in that folder alone."""
    try:
        told = json.loads(read_bounded(packages / LIST_FILE, _LIMIT))
    except (Problem, ValueError, RecursionError):
        return []
    return (
        [name for name in told if isinstance(name, str) and Path(name).name == name] if isinstance(told, list) else []
    )
