"""The one zip that the bytes of given parts make: writing it, and reading nothing else.

Fixed date 1980-01-01, fixed flags, attributes and versions, no extras, no comments, parts one after the other in the
order of `MEMBERS`, local header = central header, nothing before or after. The reader rebuilds all headers from what
it read and demands the same bytes, so that no byte of them can differ unseen.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exports.packages.findings import (
    ContainerChanged,
    ContainerTooLarge,
    ContentDamaged,
    MemberStrange,
    NotAPackage,
    PackageBroken,
    PackageCut,
)
from models.domain.basics.system_reasons import reason_of

SHEETS = tuple(
    f"questionnaire-{number}-{sheet}.csv" for number in range(1, 10) for sheet in ("survey", "choices", "settings")
)
MEMBERS = (
    "datapackage.json",
    "signature.json",
    "streams.csv",
    "journal.csv",
    "keyings.csv",
    "texts.csv",
    "texts.sha256",
    "taken.csv",
    "period.csv",
    "units.csv",
    "targets.csv",
    "catalogue.csv",
    *SHEETS,
)
"""Every name that may stand in a package, in the order in which the parts stand."""

FILE_LIMIT = 64 * 2**20
MEMBER_LIMIT = 128 * 2**20
TOTAL_LIMIT = 192 * 2**20
FREE_SIZE = 4 * 2**20
RATIO_LIMIT = 300
"""Above `FREE_SIZE` a part may be at most this many times larger than its packed form."""

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_VERSION, _DATE, _STORED, _DEFLATED = 20, 0x21, 0, 8
_LEVEL = 9


class Member(NamedTuple):
    """One part: its name, its bytes, and the bytes that stand in the zip for it."""

    name: str
    content: bytes
    packed: bytes


def member(name: str, content: bytes) -> Member:
    """A part ready to be put into a package; descriptions (`.json`) stand in it as they are, tables are deflated."""
    if name.endswith(".json"):
        return Member(name, content, content)
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return Member(name, content, deflate.compress(content) + deflate.flush())


def assemble(members: Iterable[Member]) -> bytes:
    """The bytes of the package that holds these parts."""
    ordered = sorted(members, key=lambda part: MEMBERS.index(part.name))
    return _zip([(part.name, zlib.crc32(part.content), len(part.content), part.packed) for part in ordered])


def take_apart(data: bytes) -> dict[str, Member]:
    """The parts of a package by name; refuses (`PackageBroken`) every other sequence of bytes.

    Nothing is unpacked before all sizes, names and headers were found right, and never more than was promised.
    """
    entries = _entries(data)
    rebuilt = _zip(entries)
    if rebuilt != data:
        differing = (place for place, (a, b) in enumerate(zip(rebuilt, data, strict=False)) if a != b)
        raise PackageBroken(ContainerChanged(next(differing, min(len(rebuilt), len(data)))))
    return {name: Member(name, _unpacked(name, crc, size, packed), packed) for name, crc, size, packed in entries}


_Entry = tuple[str, int, int, bytes]


def _entries(data: bytes) -> list[_Entry]:
    """What the directory at the end says, with the packed bytes; the headers themselves are compared afterwards."""
    if len(data) > FILE_LIMIT:
        raise PackageBroken(ContainerTooLarge("zip", len(data), FILE_LIMIT))
    if data[:4] != b"PK\3\4":
        raise PackageBroken(NotAPackage())
    if len(data) < _END.size or data[-_END.size :][:4] != b"PK\5\6":
        raise PackageBroken(PackageCut())
    _, _, _, _, count, size, start, _ = _END.unpack(data[-_END.size :])
    if not 0 < count <= len(MEMBERS):
        raise PackageBroken(MemberStrange(f"{count} ×"))
    if start + size + _END.size != len(data):
        raise PackageBroken(ContainerChanged(len(data) - _END.size))
    entries: list[_Entry] = []
    total, place, following, position = 0, start, 0, -1
    for _ in range(count):
        if place + _CENTRAL.size > len(data):
            raise PackageBroken(ContainerChanged(place))
        fields = _CENTRAL.unpack_from(data, place)
        crc, packed_size, full_size, length = fields[7:11]
        name_bytes = data[place + _CENTRAL.size : place + _CENTRAL.size + length]
        name = name_bytes.decode("ascii", "replace")
        if name not in MEMBERS or MEMBERS.index(name) <= position:
            raise PackageBroken(MemberStrange(name[:80]))
        position = MEMBERS.index(name)
        total += full_size
        allowed = min(MEMBER_LIMIT, max(FREE_SIZE, packed_size * RATIO_LIMIT))
        if full_size > allowed or total > TOTAL_LIMIT:
            raise PackageBroken(ContainerTooLarge(name, full_size, allowed))
        first = following + _LOCAL.size + length
        following = first + packed_size
        if following > start:
            raise PackageBroken(ContainerChanged(place))
        entries.append((name, crc, full_size, data[first:following]))
        place += _CENTRAL.size + length
    return entries


def _unpacked(name: str, crc: int, size: int, packed: bytes) -> bytes:
    content = packed
    if not name.endswith(".json"):
        inflate = zlib.decompressobj(-15)
        try:
            content = inflate.decompress(packed, size + 1)
        except zlib.error as error:
            raise PackageBroken(ContentDamaged(name, "deflate", reason_of(error))) from error
        if not inflate.eof or inflate.unused_data:
            raise PackageBroken(ContentDamaged(name, f"{size} B", f"{len(content)} B"))
    if len(content) != size:
        raise PackageBroken(ContentDamaged(name, f"{size} B", f"{len(content)} B"))
    if zlib.crc32(content) != crc:
        raise PackageBroken(ContentDamaged(name, f"CRC {crc:08x}", f"CRC {zlib.crc32(content):08x}"))
    return content


def _zip(entries: Sequence[_Entry]) -> bytes:
    body, directory = bytearray(), bytearray()
    for name, crc, size, packed in entries:
        method = _STORED if name.endswith(".json") else _DEFLATED
        text = name.encode("ascii")
        shared = (_VERSION, 0, method, 0, _DATE, crc, len(packed), size, len(text))
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, *shared, 0, 0, 0, 0, 0, len(body)) + text
        body += _LOCAL.pack(b"PK\3\4", *shared, 0) + text + packed
    end = _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return bytes(body + directory + end)
