"""The files with which one station adds to the catalogue: kept as they came, read again whenever the station is opened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from models.catalogue.additions import Additions, read_additions
from models.catalogue.catalogue import BUILT_IN, Catalogue
from models.domain.basics.problems import N_, Problem
from models.files import private_folder, write_whole

FOLDER = "catalogue"


@dataclass(eq=False)
class AdditionsRefused(Problem):
    """Cells of the file have to be corrected; nothing of it was taken."""

    file: str
    findings: tuple[Problem, ...]
    code = "additions_refused"
    says = N_("“{file}” was not taken into the catalogue. Correct these cells, then add it again:")

    @property
    def values(self) -> dict[str, object]:
        return {"file": self.file}

    @property
    def parts(self) -> tuple[Problem, ...]:
        return self.findings


def read_kept(folder: Path) -> tuple[Catalogue, Problem | None]:
    """The catalogue of the station in `folder`, and why a kept file does not read any more; those after it are left out."""
    catalogue = BUILT_IN
    for path in sorted((folder / FOLDER).glob("*")):
        try:
            catalogue = enlarged(catalogue, path, read_additions(path, catalogue))
        except Problem as problem:
            return catalogue, problem
    return catalogue, None


def enlarged(catalogue: Catalogue, path: Path, additions: Additions) -> Catalogue:
    """The catalogue with what the file adds; refuses with `AdditionsRefused` when a cell of it has to be corrected."""
    if additions.findings:
        raise AdditionsRefused(path.name, additions.findings)
    return catalogue.with_own(additions.units, additions.procedures)


def is_kept(folder: Path, content: bytes) -> bool:
    """Whether the station in `folder` has a file with this content."""
    return any(_digest(content) in file.name for file in (folder / FOLDER).glob("*"))


def keep(folder: Path, content: bytes, *, suffix: str) -> None:
    """Keep a file; its number keeps the order, since a later file may name an office of an earlier one as its parent."""
    number = len(list((folder / FOLDER).glob("*"))) + 1
    write_whole(private_folder(folder / FOLDER) / f"{number:04d}-{_digest(content)}{suffix}", content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
