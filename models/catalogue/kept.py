"""The files that make up the catalogue of one folder: kept as they came, read again whenever its station is opened.

Number 0 is a pack in the place of the built-in one: that of the station's own province, taken before the station was set up. The others
add to it in their order, since a later file may name an office of an earlier one as its parent.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from models.catalogue.additions import LIMITS, Additions, read_additions
from models.catalogue.catalogue import BUILT_IN, Catalogue
from models.catalogue.pack_checking import looked_through
from models.catalogue.pack_files import pack_of, packed, parts_from, parts_named_in, parts_of, require_readable
from models.catalogue.packs import DESCRIPTION
from models.domain.basics.problems import N_, Problem, Sentence, told_together
from models.files import private_folder, read_bounded, write_whole
from models.workbooks import content_of

FOLDER = "catalogue"
HOME = 0
"""The number of the pack in the place of the built-in one."""
_PACK = ".zip"


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
    def parts(self) -> tuple[Sentence | Problem, ...]:
        return told_together(self.findings)


@dataclass(frozen=True)
class Offered:
    """A file that may be taken into a catalogue: what it adds, the catalogue with it, and what is kept of it."""

    catalogue: Catalogue
    additions: Additions
    content: bytes
    suffix: str


def read_kept(folder: Path) -> tuple[Catalogue, Problem | None]:
    """The catalogue of `folder`, and why a kept file does not read any more; those after it are left out."""
    catalogue = BUILT_IN
    for path in sorted((folder / FOLDER).glob("*")):
        try:
            if path.suffix == _PACK:
                pack = pack_of(parts_from(read_bounded(path, 2**26), name=path.name), name=path.name)
                require_readable(pack, name=path.name)
                is_home = path.name.startswith(f"{HOME:04d}-")
                catalogue = Catalogue(packs=(pack,)) if is_home else catalogue.with_pack(pack)
            else:
                catalogue = enlarged(catalogue, path, read_additions(path, catalogue))
        except Problem as problem:
            return catalogue, problem
    return catalogue, None


def is_pack(path: Path) -> bool:
    """Whether a file or folder looks like a catalogue pack: what is no table of ours and not one of Excel's zips."""
    return path.is_dir() or path.name == DESCRIPTION or path.suffix.lower() == _PACK


def offered(catalogue: Catalogue, path: Path, *, is_home: bool = False) -> Offered:
    """Look a table or pack through; with `is_home` a pack takes the place of the built-in one.

    Refuses what cannot be read, and with `AdditionsRefused` whatever has a cell to be corrected.
    """
    if not is_pack(path):
        content = content_of(path, LIMITS)
        additions = read_additions(path, catalogue)
        if additions.doubts:
            raise AdditionsRefused(path.name, additions.doubts)
        return Offered(enlarged(catalogue, path, additions), additions, content, path.suffix.lower())
    return offered_pack(catalogue, parts_of(path), name=path.name, is_home=is_home)


def offered_pack(catalogue: Catalogue, parts: dict[str, bytes], *, name: str, is_home: bool) -> Offered:
    """As `offered`, of a pack whose parts are at hand."""
    pack = pack_of(parts, name=name)
    known = Catalogue(packs=()) if is_home else catalogue.without_pack(pack.name)
    additions = looked_through(pack, known, file=name)
    if additions.findings:
        raise AdditionsRefused(name, additions.findings)
    larger = Catalogue(packs=(pack,)) if is_home else catalogue.with_pack(pack)
    return Offered(larger, additions, packed(parts_named_in(pack)), _PACK)


def enlarged(catalogue: Catalogue, path: Path, additions: Additions) -> Catalogue:
    """The catalogue with what the file adds; refuses with `AdditionsRefused` when a cell of it has to be corrected."""
    if additions.findings:
        raise AdditionsRefused(path.name, additions.findings)
    return catalogue.with_own(additions.units, additions.procedures)


def is_kept(folder: Path, content: bytes) -> bool:
    """Whether `folder` has a file with this content."""
    return any(_digest(content) in file.name for file in (folder / FOLDER).glob("*"))


def keep(folder: Path, content: bytes, *, suffix: str) -> None:
    """Keep a file behind those that are there."""
    numbers = [int(file.name[:4]) for file in (folder / FOLDER).glob("[0-9][0-9][0-9][0-9]-*")]
    _keep(folder, content, suffix, max((HOME, *numbers)) + 1)


def keep_home(folder: Path, content: bytes) -> None:
    """Keep a pack in the place of the built-in one, and nothing of what was added before: it was added to another one."""
    former = list((folder / FOLDER).glob("*"))
    _keep(folder, content, _PACK, HOME)
    for file in former:
        if file.name != _name(content, _PACK, HOME):
            file.unlink()


def bring_kept(former: Path, folder: Path) -> None:
    """Keep in `folder`, if nothing is kept there, what is kept in a former folder of the same station."""
    if (folder / FOLDER).is_dir() or not (former / FOLDER).is_dir():
        return
    for path in sorted((former / FOLDER).glob("[0-9][0-9][0-9][0-9]-*")):
        write_whole(private_folder(folder / FOLDER) / path.name, read_bounded(path, 2**26))


def _keep(folder: Path, content: bytes, suffix: str, number: int) -> None:
    write_whole(private_folder(folder / FOLDER) / _name(content, suffix, number), content)


def _name(content: bytes, suffix: str, number: int) -> str:
    return f"{number:04d}-{_digest(content)}{suffix}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
