"""Telling which of the files of this program somebody holds in hand, so that every reader can say what takes it.

How a kind is known is said where the kind is at home; here the kinds stand together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Message, Problem, Sentence
from models.domain.basics.tables import Table
from models.domain.book.descriptions import described_kind
from models.domain.book.keyed_table import is_keyed_table
from models.domain.dossiers.frame_headers import search_headers
from models.domain.questionnaire.method_table import is_method_table
from models.domain.questionnaire.xlsform_rows import is_xlsform
from models.files import read_bounded
from models.security import is_sealed
from models.services.office.station_file import is_station_file
from models.store.database import is_base
from models.workbooks import LIMITS, Limits, content_of, tables_from
from models.workbooks.plain import silent
from models.workbooks.problems import TooManyColumns, TooManyRows, UnpackedTooLarge


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
    CATALOGUE = "catalogue"

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


_NOT_TAKEN_BACK = Sentence(N_("It is for other programs; this one does not take it back in."))
_WORDS = {
    FileKind.CAMPAIGN: (N_("a campaign file"), _next(Deed.OPEN_CAMPAIGN)),
    FileKind.RETURNS: (N_("a package that an office sent"), _next(Deed.MERGE_PACKAGE)),
    FileKind.EXCHANGE: (N_("a package from another computer of an office"), _next(Deed.MERGE_PACKAGE)),
    FileKind.RECEIPT: (N_("a receipt from the hub"), _next(Deed.MERGE_PACKAGE)),
    FileKind.SEALED: (N_("a sealed package"), _next(Deed.MERGE_PACKAGE)),
    FileKind.ANSWERS: (N_("an exported table of anonymous answers"), _NOT_TAKEN_BACK),
    FileKind.STATION: (N_("a station file for another computer of the office"), _next(Deed.SET_UP_FROM_FILE)),
    FileKind.BASE: (N_("a data file or backup of a station"), _next(Deed.RESTORE_BACKUP)),
    FileKind.QUESTIONNAIRE: (N_("a questionnaire (XLSForm)"), _next(Deed.IMPORT_QUESTIONNAIRE)),
    FileKind.METHOD: (N_("a method file"), _next(Deed.IMPORT_METHOD)),
    FileKind.DOSSIERS: (N_("a list of finished dossiers"), _next(Deed.IMPORT_FRAME)),
    FileKind.KEYINGS: (N_("a table of keyed forms"), _next(Deed.IMPORT_ANSWERS)),
    FileKind.CATALOGUE: (N_("a catalogue pack"), _next(Deed.ADD_TO_CATALOGUE)),
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


def _is_results_workbook(tables: Sequence[Table]) -> bool:
    # the result sheets are many modules, and a start asks for none of them
    from models.domain.sheets.workbook import is_results_workbook

    return is_results_workbook(tables)


def _is_dossier_list(tables: Sequence[Table]) -> bool:
    return search_headers(tables).has_list


TABLES: tuple[tuple[FileKind, Callable[[Sequence[Table]], bool]], ...] = (
    (FileKind.QUESTIONNAIRE, is_xlsform),
    (FileKind.RESULTS, _is_results_workbook),
    (FileKind.METHOD, is_method_table),
    (FileKind.KEYINGS, is_keyed_table),
    (FileKind.DOSSIERS, _is_dossier_list),
)
"""The kinds that are tables, those with a mark of ours first: a list of dossiers is a stranger's and known by its words."""


def kind_of_bytes(content: bytes) -> FileKind | None:
    """The kind of a file that is no table; None for tables and for whatever is not ours."""
    if is_sealed(content):
        return FileKind.SEALED
    if is_base(content):
        return FileKind.BASE
    if is_station_file(content):
        return FileKind.STATION
    with suppress(ValueError):
        return FileKind(described_kind(content))
    return None


def kind_of_tables(tables: Sequence[Table]) -> FileKind | None:
    """The kind of a table that this program wrote or knows; None for every other."""
    return next((kind for kind, is_such in TABLES if is_such(tables)), None)


def kind_of(content: bytes, *, name: str) -> FileKind | None:
    """Which of our kinds of files these bytes are; None for whatever is not ours or does not read."""
    kind = kind_of_bytes(content)
    if kind is not None:
        return kind
    try:
        return kind_of_tables(tables_from(content, name=name))
    except Problem:
        return None


def kind_of_file(path: Path) -> FileKind | None:
    """`kind_of` the file at this place, None also when it cannot be read."""
    try:
        return kind_of(read_bounded(path, LIMITS.megabytes * 2**20), name=path.name)
    except Problem:
        return None


def read_tables_of(
    path: Path,
    wanted: FileKind,
    *,
    limits: Limits = LIMITS,
    step: Callable[[int, int], object] = silent,
    only: frozenset[str] = frozenset(),
) -> tuple[Table, ...]:
    """The sheets of a file in which tables of one kind are wanted, as `models.workbooks.read_tables` reads them.

    One of our files that is plainly of another kind is refused as that (`OtherKind`).
    """
    content = content_of(path, limits)
    kind = kind_of_bytes(content)
    if kind is not None:
        raise other_kind(path.name, kind)
    try:
        tables = tables_from(content, name=path.name, limits=limits, step=step, only=only)
    except (TooManyRows, TooManyColumns, UnpackedTooLarge):
        # what is too large for a small list may be a larger one of ours
        kind = kind_of(content, name=path.name) if limits is not LIMITS else None
        if kind is None or kind is wanted:
            raise
        raise other_kind(path.name, kind) from None
    for known, is_such in TABLES:
        # nothing after the wanted kind is asked: a table of it may look like another one too
        if known is wanted and (known is TABLES[-1][0] or is_such(tables)):
            break
        if known is not wanted and is_such(tables):
            raise other_kind(path.name, known)
    return tables
