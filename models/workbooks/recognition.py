"""Telling by its first bytes what a file is; other kinds than .xlsx and plain text are refused here."""

from __future__ import annotations

import re

from models.workbooks.problems import NotATable, TableOfOldKind, TableProtected

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3\x00", "SQLite"),
)
_MARKUP = re.compile(rb"<(!doctype\s+html|html|head|meta|table|body|style|div)\b", re.IGNORECASE)


def is_workbook(content: bytes, name: str) -> bool:
    """Whether the file is a zip (and so perhaps an .xlsx); False for what may be plain text."""
    if content.startswith(b"PK"):
        return True
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise TableProtected(name)
        if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
            raise TableOfOldKind(name, ".xls")
        raise NotATable(name, "Word 97, MSI…")
    for start, kind in _OTHERS:
        if content.startswith(start):
            raise NotATable(name, kind)
    if content[:2] in _BIFF and b"\x00" in content[:8]:
        raise TableOfOldKind(name, ".xls")
    _refuse_markup(content, name)
    return False


def _refuse_markup(content: bytes, name: str) -> None:
    opening = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not opening.startswith(b"<"):
        return
    if _MARKUP.search(opening):
        raise TableOfOldKind(name, "HTML")
    if opening.startswith((b"<?xml", b"<Workbook", b"<ss:Workbook")):
        raise TableOfOldKind(name, "XML")
