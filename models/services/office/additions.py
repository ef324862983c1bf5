"""An office's own units, agencies and procedures: its files are kept as they came and read again at every start."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from models.catalogue.additions import Additions
from models.catalogue.own import LIMIT, add_file
from models.domain.basics.problems import N_, Problem
from models.files import private_folder, read_bounded, write_whole
from models.store.database import Station
from models.workbooks import kind_of_file
from models.workbooks.kinds import other_kind

FOLDER = "catalogue"


@dataclass(eq=False)
class AdditionsRefused(Problem):
    """Cells of the file have to be corrected; nothing of it was taken."""

    file: str
    findings: tuple[Problem, ...]
    says = N_("“{file}” was not taken into the catalogue. Correct these cells, then add it again:")

    @property
    def values(self) -> dict[str, object]:
        return {"file": self.file}

    @property
    def parts(self) -> tuple[Problem, ...]:
        return self.findings


def add_to_catalogue(station: Station, path: Path) -> Additions:
    """Take units or procedures from an office's csv or xlsx; all of them or none."""
    kind = kind_of_file(path)
    if kind is not None:
        raise other_kind(path.name, kind)
    additions = add_file(path)
    if additions.findings:
        raise AdditionsRefused(path.name, additions.findings)
    content = read_bounded(path, LIMIT)
    digest = hashlib.sha256(content).hexdigest()[:16]
    kept = sorted((station.folder / FOLDER).glob("*"))
    if not any(digest in file.name for file in kept):
        # the number keeps the order: a later file may name an office of an earlier one as its parent
        name = f"{len(kept) + 1:04d}-{digest}{path.suffix.lower()}"
        write_whole(private_folder(station.folder / FOLDER) / name, content)
    return additions


def use_additions(folder: Path) -> None:
    """Let the catalogue know what the station in `folder` added before; refuses a kept file that does not read any more."""
    for path in sorted((folder / FOLDER).glob("*")):
        additions = add_file(path)
        if additions.findings:
            raise AdditionsRefused(path.name, additions.findings)
