"""The file that a catalogue pack is: a folder or a zip of any program read within bounds, and the one zip that we write of it."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.catalogue.packs import DESCRIPTION, Pack
from models.domain.basics.problems import N_, Problem
from models.files import read_bounded

KIND = "catalogue"
"""What the description of a pack says that it is."""
MEGABYTES, UNPACKED_MEGABYTES, MOST_PARTS = 5, 50, 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}")
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(eq=False)
class PackUnreadable(Problem):
    """The file is no catalogue pack, or one that was damaged; `part` is where."""

    file: str
    part: str
    code = "pack_unreadable"
    says = N_(
        "“{file}” is not a whole catalogue pack: “{part}” cannot be read in it. A pack is a folder or a zip with datapackage.json and its "
        "tables. Ask for it again where it comes from."
    )


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a pack by name: of a folder (or the description in it), or of a zip; refuses `PackUnreadable` and what is too large."""
    if path.name == DESCRIPTION and path.is_file():
        path = path.parent
    if path.is_dir():
        return _parts_in_folder(path)
    return parts_from(read_bounded(path, MEGABYTES * 2**20), name=path.name)


def parts_from(content: bytes, *, name: str) -> dict[str, bytes]:
    """The parts of a zip; a folder around all of them is left away."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = [each for each in archive.infolist() if not each.is_dir()]
            if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > UNPACKED_MEGABYTES * 2**20:
                raise PackUnreadable(name, f"> {UNPACKED_MEGABYTES} MB")
            at = next((each.filename for each in listed if each.filename.split("/")[-1] == DESCRIPTION), "")
            around = at.removesuffix(DESCRIPTION)
            return {
                each.filename.removeprefix(around): archive.read(each)
                for each in listed
                if _NAME.fullmatch(each.filename.removeprefix(around))
            }
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        raise PackUnreadable(name, DESCRIPTION) from error


def _parts_in_folder(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    room = UNPACKED_MEGABYTES * 2**20
    for path in sorted(folder.iterdir()):
        if path.suffix in (".csv", ".json") and path.is_file() and _NAME.fullmatch(path.name):
            found[path.name] = read_bounded(path, room)
            room -= len(found[path.name])
    return found


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The one zip of these parts: the same bytes whoever made the pack, on every machine."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(parts, key=lambda each: (each != DESCRIPTION, each)):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            archive.writestr(entry, parts[name])
    return made.getvalue()


def pack_of(parts: Mapping[str, bytes], *, name: str) -> Pack:
    """The pack of these parts; refuses one without a description, or whose description names what is not there."""
    try:
        told = json.loads(parts[DESCRIPTION])
        pack = Pack(parts.__getitem__)
        if told["sophieu"]["kind"] != KIND or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", pack.name):
            raise ValueError(DESCRIPTION)
        resources = pack.resources
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise PackUnreadable(name, DESCRIPTION) from error
    lacking = next((each.path for each in resources if each.path not in parts), None)
    if lacking is not None:
        raise PackUnreadable(name, lacking)
    return pack


def require_readable(pack: Pack, *, name: str) -> None:
    """Read all that a kept pack says, and refuse (`PackUnreadable`) one that somebody changed since it was looked through."""
    try:
        for each in (
            pack.units,
            pack.aliases,
            pack.sectors,
            pack.procedures,
            pack.respondents,
            pack.place,
            pack.customs,
        ):
            del each
    except (ValueError, KeyError, TypeError) as error:
        raise PackUnreadable(name, str(error)) from error


def parts_named_in(pack: Pack) -> dict[str, bytes]:
    """The parts of a pack that its description names, with the description."""
    return {name: pack.read(name) for name in (DESCRIPTION, *(each.path for each in pack.resources))}
