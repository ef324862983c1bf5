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
    read_descriptor,
    read_json,
    write_descriptor,
)
from exports.packages.findings import (
    ContentDamaged,
    DescriptionUnreadable,
    FileUnusable,
    MemberMissing,
    MemberStrange,
    NotAPackage,
    PackageBroken,
    SignatureFalse,
)
from exports.packages.provenance import wrong_certificates
from exports.packages.tables import TEXTS, PackageTable
from models.domain.basics.canonical import canonical_json
from models.domain.basics.problems import Problem
from models.domain.book.certificates import station_of
from models.files import read_bounded
from models.security import (
    SealedForOther,
    StationKeys,
    from_text,
    is_sealed,
    load_keys,
    unseal_with,
    verify,
)
from models.services.office.file_kinds import kind_of, other_kind

SIGNATURE = "signature.json"
CUT = "texts.sha256"
"""Stands in a package for `texts.csv` after its free texts were purged: the digest that the description names."""
_ALGORITHM = "Ed25519"
_OFFICE_FILE = b"[Content_Types].xml"
_NO_TEXTS = TEXTS.write(())


@dataclass(frozen=True)
class Sealed:
    """A package whose zip, signature, sizes and digests are right; `id` names it on every machine.

    Of a package that `is_cut` the free texts were purged, and the table of them has no rows.
    """

    id: str
    descriptor: Descriptor
    tables: Mapping[str, bytes]
    is_cut: bool = False


def seal(
    descriptor: Descriptor, tables: Sequence[tuple[PackageTable, bytes, int]], keys: StationKeys
) -> tuple[str, bytes]:
    """The id and the bytes of the package with these tables (csv and number of rows), signed by this station."""
    described = [(table, member(table.path, content), rows) for table, content, rows in tables]
    text = write_descriptor(descriptor, described)
    signature = _signature(descriptor.key, keys.sign(text))
    parts = [member(FILE, text), member(SIGNATURE, signature), *(part for _, part, _ in described)]
    return package_id(text), assemble(parts)


def cut_texts(data: bytes) -> bytes:
    """The package with the digest of its free texts in their place, everything else as it was signed.

    A package without free texts, or cut before, stays as it is. Refuses (`PackageBroken`) what is no package.
    """
    parts = take_apart(data)
    texts = parts.get(TEXTS.path)
    if texts is None or texts.content == _NO_TEXTS:
        return data
    digest = member(CUT, hashlib.sha256(texts.content).hexdigest().encode())
    return assemble([*(part for part in parts.values() if part is not texts), digest])


def package_id(descriptor: bytes) -> str:
    """The first 16 hex digits of the SHA-256 of the description."""
    return hashlib.sha256(descriptor).hexdigest()[:16]


def read_package(path: Path) -> bytes:
    """The bytes of a package; a file that cannot be read is a finding like any other (`PackageBroken`)."""
    try:
        data = read_bounded(path, FILE_LIMIT)
    except Problem as problem:
        raise PackageBroken(FileUnusable(problem)) from problem
    may_be_ours = is_sealed(data) or SIGNATURE.encode() in data
    kind = None if may_be_ours else kind_of(data, name=path.name)
    if kind is not None:
        raise PackageBroken(FileUnusable(other_kind(path.name, kind)))
    if not may_be_ours and _OFFICE_FILE in data:
        raise PackageBroken(NotAPackage())
    return data


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
        raise PackageBroken(findings.SealedElsewhere()) from problem


def unseal(data: bytes) -> Sealed:
    """Open a package as far as it can be proven without knowing its tables; refuses with `PackageBroken`."""
    parts = take_apart(data)
    for name in (FILE, SIGNATURE):
        if name not in parts:
            raise PackageBroken(MemberMissing(name))
    text = parts[FILE].content
    descriptor = read_descriptor(text)
    _require_signature(descriptor, text, parts[SIGNATURE].content)
    found: list[Problem] = []
    described = [resource.path for resource in descriptor.resources]
    is_cut = CUT in parts and TEXTS.path in described and TEXTS.path not in parts
    whole = [path for path in described if not (is_cut and path == TEXTS.path)]
    allowed = {FILE, SIGNATURE, *whole, *([CUT] if is_cut else [])}
    if described != sorted(set(described), key=lambda path: MEMBERS.index(path) if path in MEMBERS else -1):
        raise PackageBroken(DescriptionUnreadable(FILE, "resources"))
    found.extend(MemberMissing(path) for path in whole if path not in parts)
    found.extend(MemberStrange(name) for name in parts if name not in allowed)
    for resource in descriptor.resources:
        part = parts.get(resource.path)
        if part is None:
            if is_cut and resource.path == TEXTS.path and parts[CUT].content != resource.digest.encode():
                found.append(ContentDamaged(CUT, f"{resource.digest[:16]}…", repr(parts[CUT].content[:16])))
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
    tables = {path: parts[path].content if path in parts else _NO_TEXTS for path in described}
    return Sealed(package_id(text), descriptor, tables, is_cut)


def _signature(key: str, signature: str) -> bytes:
    return canonical_json({"algorithm": _ALGORITHM, "key": key, "signature": signature}).encode()


def _require_signature(descriptor: Descriptor, text: bytes, content: bytes) -> None:
    value = read_json(SIGNATURE, content)
    signature = value.get("signature")
    if not isinstance(signature, str) or content != _signature(descriptor.key, signature):
        raise PackageBroken(DescriptionUnreadable(SIGNATURE, "algorithm, key, signature"))
    try:
        is_true = verify(from_text(descriptor.key), from_text(signature), text)
    except Problem:
        is_true = False
    if not is_true or station_of(from_text(descriptor.key)) != descriptor.station:
        raise PackageBroken(SignatureFalse(descriptor.station))
    if wrong := wrong_certificates(descriptor.certificates, descriptor.station, descriptor.sender_unit):
        raise PackageBroken(*wrong)
