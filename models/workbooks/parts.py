"""The parts of a zipped workbook: what reading them raises, and how much is unpacked before anything is believed."""

from __future__ import annotations

import re
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from models.workbooks.problems import TableTooHeavy

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    RuntimeError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,
)
"""What zipfile, ElementTree and openpyxl raise on bytes that are not what they say; openpyxl has no root of its own."""

_SMALL, _MOST_TIMES = 20_000_000, 100
_MOST_BYTES = 250_000_000
_MOST_TAGS_WITHOUT_ROW = 60_000
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")


def weighed(archive: zipfile.ZipFile, part: str, *, name: str, most_tags: int, row: bytes) -> None:
    """Count through the XML of a part that goes in rows: refuses what is too heavy, `ValueError` for declared entities."""
    entry = archive.getinfo(part)
    _refuse_trap(entry, name, _MOST_BYTES)
    tags, tags_without_row, tail = 0, 0, b""
    with archive.open(entry) as source:
        while chunk := source.read(1 << 20):
            # zeros are what UTF-16 puts between the letters
            plain = chunk.replace(b"\x00", b"")
            found = plain.count(b"<")
            tags += found
            tags_without_row = 0 if row in plain else tags_without_row + found
            if tags > most_tags or tags_without_row > _MOST_TAGS_WITHOUT_ROW:
                raise TableTooHeavy(name)
            seen = tail + plain
            if _DECLARATION.search(seen):
                raise ValueError("DOCTYPE")
            tail = seen[-len("<!DOCTYPE") :]


def read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str, most_bytes: int) -> bytes:
    """The bytes of a part that is no trap."""
    _refuse_trap(entry, name, most_bytes)
    return archive.read(entry)


def _refuse_trap(entry: zipfile.ZipInfo, name: str, most_bytes: int) -> None:
    """Refuse a part that unfolds beyond all measure, as no list of people does."""
    unpacked = entry.file_size
    if unpacked > most_bytes or (unpacked > _SMALL and unpacked > _MOST_TIMES * entry.compress_size):
        raise TableTooHeavy(name)
