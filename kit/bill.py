"""The bill of materials: every part with version, digest and licence, as CycloneDX says it; and the list of digests."""

from __future__ import annotations

import json
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from kit.python_folder import VERSION as PYTHON
from kit.sources import Source, digest_of
from models.release import VERSION


def write_bill(to: Path, *, python: Source | None, parts: Iterable[Source], faces: Path, moment: int) -> None:
    """CycloneDX 1.5 as JSON, the same bytes for the same parts; `faces` is the folder of the typefaces that were laid.

    Where the system brings Python itself, there is none to tell of.
    """
    components: list[Mapping[str, object]] = [
        *(
            {"type": "application", "name": "CPython", "version": PYTHON, "licenses": [{"license": {"id": "PSF-2.0"}}],
             "purl": f"pkg:pypi/{each.pin.name}@{each.pin.version}", "hashes": _hashes(each.pin.digest)}
            for each in (python,) if each
        ),
        *(
            {"type": "library", "name": part.pin.name, "version": part.pin.version, "licenses": _licence(part.file),
             "purl": f"pkg:pypi/{part.pin.name}@{part.pin.version}", "hashes": _hashes(part.pin.digest)}
            for part in parts
        ),
        *(
            {"type": "file", "name": face.name, "version": "2", "licenses": [{"license": {"id": "OFL-1.1"}}],
             "hashes": _hashes(digest_of(face))}
            for face in sorted(faces.glob("*.ttf"))
        ),
    ]  # fmt: skip
    body: dict[str, object] = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "name": "sophieu", "version": VERSION, "licenses": [{"license": {"id": "MIT"}}]},
        },
        "components": components,
    }  # fmt: skip
    number = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(body, sort_keys=True))
    text = json.dumps({"serialNumber": f"urn:uuid:{number}", **body}, ensure_ascii=False, indent=1, sort_keys=True)
    to.write_bytes(text.encode() + b"\n")


def write_digests(to: Path, files: Iterable[Path]) -> None:
    """One line a file, as `sha256sum --check` reads it."""
    to.write_bytes("".join(f"{digest_of(file)}  {file.name}\n" for file in files).encode())


def _hashes(digest: str) -> list[Mapping[str, str]]:
    return [{"alg": "SHA-256", "content": digest}]


def _licence(wheel: Path) -> list[Mapping[str, object]]:
    """As the part itself says it: an expression, a name, or the classifiers of its registry."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.count("/") == 1 and each.endswith(".dist-info/METADATA"))
        lines = archive.read(name).decode().splitlines()
    head = lines[: lines.index("")] if "" in lines else lines
    for field in ("License-Expression: ", "License: "):
        said = [line.removeprefix(field).strip() for line in head if line.startswith(field)]
        if said and said[0]:
            return [{"license": {"name": said[0]}}] if field == "License: " else [{"expression": said[0]}]
    said = [line.rpartition("::")[2].strip() for line in head if line.startswith("Classifier: License ::")]
    return [{"license": {"name": each}} for each in said]
