"""Telling which of the files of this program somebody holds in hand, so that every reader can say what takes it."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from models.domain.basics.deeds import Deed
from models.domain.basics.folding import without_tones
from models.domain.basics.problems import N_, Message, Problem, Sentence
from models.domain.basics.tables import Table
from models.domain.dossiers.frame_headers import ListInOldLetters, ListNotFound, NoSuchColumn, find_list

_AGE = b"age-encryption.org/"
_SQLITE = b"SQLite format 3\x00"
_BASE_TABLES = (b"known_key", b"keying", b"journal")
_LARGEST_DESCRIPTION = 16_000_000
_SERIAL_HEADERS = ("serial", "so phieu", "ma phieu")
_QUESTION = re.compile(r"[A-Z]{1,3}\d{0,2}[a-z]?")
_RESULT_SHEET = re.compile(r"B\d{1,2}[a-z]?")
_METHOD_HEADER = ["field", "value"]
_STATION_FILE = "sophieu-station"


class FileKind(Enum):
    """A kind of file that this program writes or takes."""

    CAMPAIGN = "campaign"
    RETURNS = "returns"
    EXCHANGE = "exchange"
    RECEIPT = "receipt"
    SEALED = "sealed"
    ANSWERS = "answers"
    STATION = "station"
    BASE = "base"
    QUESTIONNAIRE = "questionnaire"
    METHOD = "method"
    DOSSIERS = "dossiers"
    KEYINGS = "keyings"
    RESULTS = "results"

    @property
    def what(self) -> Message:
        """What such a file is, in words."""
        return _WORDS[self][0]

    @property
    def where(self) -> Sentence:
        """What takes it."""
        return _WORDS[self][1]


def _next(deed: Deed) -> Sentence:
    return Sentence("", deed=deed)


_MERGED = _next(Deed.MERGE_PACKAGE)
_WORDS = {
    FileKind.CAMPAIGN: (N_("a campaign file"), _next(Deed.OPEN_CAMPAIGN)),
    FileKind.RETURNS: (N_("a package that an office sent"), _MERGED),
    FileKind.EXCHANGE: (N_("a package from another computer of an office"), _MERGED),
    FileKind.RECEIPT: (N_("a receipt from the hub"), _MERGED),
    FileKind.SEALED: (N_("a sealed package"), _MERGED),
    FileKind.ANSWERS: (
        N_("an exported table of anonymous answers"),
        Sentence(N_("It is for other programs; this one does not take it back in.")),
    ),
    FileKind.STATION: (
        N_("a station file for another computer of the office"),
        _next(Deed.SET_UP_FROM_FILE),
    ),
    FileKind.BASE: (
        N_("a data file or backup of a station"),
        _next(Deed.RESTORE_BACKUP),
    ),
    FileKind.QUESTIONNAIRE: (
        N_("a questionnaire (XLSForm)"),
        _next(Deed.IMPORT_QUESTIONNAIRE),
    ),
    FileKind.METHOD: (
        N_("a method file"),
        _next(Deed.IMPORT_METHOD),
    ),
    FileKind.DOSSIERS: (
        N_("a list of finished dossiers"),
        _next(Deed.IMPORT_FRAME),
    ),
    FileKind.KEYINGS: (
        N_("a table of keyed forms"),
        _next(Deed.IMPORT_ANSWERS),
    ),
    FileKind.RESULTS: (
        N_("a workbook of results"),
        Sentence(N_("It is for reading; this program does not take it back in.")),
    ),
}


@dataclass(eq=False)
class OtherKind(Problem):
    """One of our files, but not of the kind that is read here."""

    file: str
    what: Message
    where: Sentence
    code = "other_kind"
    says = N_("“{file}” is {what}; something else is needed here. {where}")


def other_kind(name: str, kind: FileKind) -> OtherKind:
    """The refusal of a file of this kind."""
    return OtherKind(name, kind.what, kind.where)


def kind_of_bytes(content: bytes) -> FileKind | None:
    """The kind of a file that is no table; None for tables and for whatever is not ours."""
    if content.startswith(_AGE):
        return FileKind.SEALED
    if content.startswith(_SQLITE):
        return FileKind.BASE if all(name in content for name in _BASE_TABLES) else None
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content[:200].lstrip().startswith(b"{") and _STATION_FILE.encode() in content[:100_000]:
        return FileKind.STATION
    return None


def kind_of_tables(tables: Sequence[Table]) -> FileKind | None:
    """The kind of a table that this program wrote or knows; None for every other."""
    names = {table.name.strip().lower() for table in tables}
    if {"survey", "choices"} <= names or {"survey", "settings"} <= names:
        return FileKind.QUESTIONNAIRE
    if sum(bool(_RESULT_SHEET.fullmatch(table.name)) for table in tables) > 1:
        return FileKind.RESULTS
    header = _first_row(tables[0]) if tables else []
    if [cell.lower() for cell in header[:2]] == _METHOD_HEADER:
        return FileKind.METHOD
    if any(_is_of_keyings(_first_row(table)) for table in tables):
        return FileKind.KEYINGS
    try:
        find_list(tables)
    except (ListNotFound, ListInOldLetters, NoSuchColumn):
        return None
    return FileKind.DOSSIERS


def require_kind(tables: Sequence[Table], wanted: FileKind, *, name: str) -> None:
    """Refuse (`OtherKind`) tables that are plainly of another of our kinds."""
    kind = kind_of_tables(tables)
    if kind not in (wanted, None):
        raise other_kind(name, kind)


def _first_row(table: Table) -> list[str]:
    return [str(cell).strip() for cell in table.rows[0] if cell is not None] if table.rows else []


def _is_of_keyings(header: Sequence[str]) -> bool:
    has_serial = any(without_tones(cell).lower() in _SERIAL_HEADERS for cell in header)
    return has_serial and sum(bool(_QUESTION.fullmatch(cell)) for cell in header) > 1


def _kind_of_zip(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "datapackage.json" not in names:
                return None
            if "answers.csv" in names:
                return FileKind.ANSWERS
            if archive.getinfo("datapackage.json").file_size > _LARGEST_DESCRIPTION:
                return None
            description = json.loads(archive.read("datapackage.json"))
        return FileKind(description["sophieu"]["kind"])
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, EOFError, RecursionError, RuntimeError,
            NotImplementedError, OSError):  # fmt: skip
        return None
