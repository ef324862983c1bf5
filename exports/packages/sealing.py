"""From tables to the signed bytes of a package and back: everything that is alike for all kinds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.packages import findings
from exports.packages.container import FILE_LIMIT, MEMBERS, assemble, member, take_apart
from exports.packages.descriptor import (
    FILE,
    Descriptor,
    canonical_json,
    read_descriptor,
    read_json,
    write_descriptor,
)
from exports.packages.findings import (
    ContentDamaged,
    DescriptionUnreadable,
    FileUnusable,
    Finding,
    MemberMissing,
    MemberStrange,
    PackageBroken,
    SignatureFalse,
)
from exports.packages.tables import Table
from models.domain.problems import Problem
from models.files import read_bounded
from models.security import (
    SealedForOther,
    StationKeys,
    from_text,
    is_sealed,
    load_keys,
    to_text,
    unseal_with,
    verify,
)

SIGNATURE = "signature.json"
_ALGORITHM = "Ed25519"


@dataclass(frozen=True)
class Sealed:
    """A package whose zip, signature, sizes and digests are right; `id` names it on every machine."""

    id: str
    descriptor: Descriptor
    tables: Mapping[str, bytes]


def seal(descriptor: Descriptor, tables: Sequence[tuple[Table, bytes, int]], keys: StationKeys) -> tuple[str, bytes]:
    """The id and the bytes of the package with these tables (csv and number of rows), signed by this station."""
    described = [(table, member(table.path, content), rows) for table, content, rows in tables]
    text = write_descriptor(descriptor, described)
    signature = _signature(descriptor.key, to_text(keys.sign(text)))
    parts = [member(FILE, text), member(SIGNATURE, signature), *(part for _, part, _ in described)]
    return package_id(text), assemble(parts)


def package_id(descriptor: bytes) -> str:
    """The first 16 hex digits of the SHA-256 of the description."""
    return hashlib.sha256(descriptor).hexdigest()[:16]


def read_package(path: Path) -> bytes:
    """The bytes of a package; a file that cannot be read is a finding like any other (`PackageBroken`)."""
    try:
        return read_bounded(path, FILE_LIMIT)
    except Problem as problem:
        raise PackageBroken(FileUnusable(problem)) from problem


def opened(data: bytes, keys: Path | None) -> bytes:
    """The zip in an age envelope, opened with the keys in this folder; other bytes stay as they are.

    An envelope is hardly larger than what it holds, so the bound on the file bounds the memory too.
    """
    if not is_sealed(data):
        return data
    try:
        if keys is None:
            raise SealedForOther
        return unseal_with(data, load_keys(keys))
    except Problem as problem:
        raise PackageBroken(findings.Sealed()) from problem


def unseal(data: bytes) -> Sealed:
    """Open a package as far as it can be proven without knowing its tables; refuses with `PackageBroken`."""
    parts = take_apart(data)
    for name in (FILE, SIGNATURE):
        if name not in parts:
            raise PackageBroken(MemberMissing(name))
    text = parts[FILE].content
    descriptor = read_descriptor(text)
    _require_signature(descriptor, text, parts[SIGNATURE].content)
    found: list[Finding] = []
    described = [resource.path for resource in descriptor.resources]
    if described != sorted(set(described), key=lambda path: MEMBERS.index(path) if path in MEMBERS else -1):
        raise PackageBroken(DescriptionUnreadable(FILE, "resources"))
    found.extend(MemberMissing(path) for path in described if path not in parts)
    found.extend(MemberStrange(name) for name in parts if name not in {FILE, SIGNATURE, *described})
    for resource in descriptor.resources:
        part = parts.get(resource.path)
        if part is None:
            continue
        for expected, content in ((resource.digest, part.content), (resource.packed, part.packed)):
            digest = hashlib.sha256(content).hexdigest()
            if digest != expected:
                found.append(ContentDamaged(part.name, f"SHA-256 {expected[:16]}…", f"{digest[:16]}…"))
                break
        if len(part.content) != resource.size:
            found.append(ContentDamaged(part.name, f"{resource.size} B", f"{len(part.content)} B"))
    if found:
        raise PackageBroken(*found)
    return Sealed(package_id(text), descriptor, {path: parts[path].content for path in described})


def _signature(key: str, signature: str) -> bytes:
    return canonical_json({"algorithm": _ALGORITHM, "key": key, "signature": signature})


def _require_signature(descriptor: Descriptor, text: bytes, content: bytes) -> None:
    value = read_json(SIGNATURE, content)
    signature = value.get("signature")
    if not isinstance(signature, str) or content != _signature(descriptor.key, signature):
        raise PackageBroken(DescriptionUnreadable(SIGNATURE, "algorithm, key, signature"))
    try:
        is_true = verify(from_text(descriptor.key), from_text(signature), text)
    except Problem:
        is_true = False
    if not is_true:
        raise PackageBroken(SignatureFalse(descriptor.station))
