"""The frame: the list of finished dossiers of one period, kept in this office only and purged on its day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from models.acts import Act, Topic
from models.domain.basics.duties import Duty
from models.domain.basics.folding import folded
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.tables import Table, letters_of
from models.domain.book.periods import Period
from models.domain.dossiers.frame import FrameEntry, FrameReading
from models.domain.dossiers.frame_fields import REQUIRED, DossierField
from models.domain.dossiers.frame_headers import Columns, HeaderSearch, ListColumn, search_headers
from models.domain.dossiers.frame_judging import NOT_ASKED, ListAnswers
from models.domain.dossiers.frame_rows import read_frame
from models.progress import NO_PROGRESS, Progress
from models.services.office.allowing import allow, note
from models.services.office.backups import forget_deleted
from models.services.office.closing import closed_at
from models.services.office.file_kinds import FileKind, read_tables_of
from models.services.office.remains import Remain, clear_remains, note_list_taken, remains
from models.store import frame
from models.store.database import Station

KEPT_AFTER_CLOSING = timedelta(days=30)
"""So long after its period is closed an office needs the names: for whoever asks again, and for re-contact."""


@dataclass(frozen=True)
class OpenedList:
    """A file that may hold a list: read once, its headers searched once, and asked as often as columns are told."""

    tables: tuple[Table, ...]
    headers: HeaderSearch

    def told(self, mapping: Mapping[DossierField, str] | None) -> HeaderSearch:
        """Its headers where a person told what columns are; those that were recognised without."""
        return search_headers(self.tables, mapping) if mapping else self.headers


def open_list(path: Path, *, progress: Progress = NO_PROGRESS) -> OpenedList:
    """Read a file in which a list is to be found; refuses what is no table and what is another of our files."""
    tables = read_tables_of(path, FileKind.DOSSIERS, step=progress.step)
    return OpenedList(tables, search_headers(tables))


_LOOKED_AT, _SAMPLE = 20, 32
"""Rows in which a first value is looked for, and so many letters of it."""


@dataclass(frozen=True)
class Source:
    """A list as it was found: its sheet, all columns of its header, and which of them each field is taken from.

    `others` are further sheets of the file; `is_remembered` says that a person told the columns of such a list before;
    `samples` is what stands first in each column of the header, by its number.
    """

    sheet: str
    headers: tuple[ListColumn, ...]
    fields: Mapping[DossierField, ListColumn]
    others: tuple[str, ...] = ()
    is_remembered: bool = False
    samples: Mapping[int, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Equal for all lists with this header, whatever stands below it."""
        words = "\n".join(folded(column.header) for column in self.headers)
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    @property
    def missing(self) -> tuple[DossierField, ...]:
        """The fields without which no list can be taken and that have no column yet."""
        return tuple(field for field in REQUIRED if field not in self.fields)

    def words(self, column: ListColumn) -> str:
        """How a mapping names this column: by its header, or by its letter when another column has the same header."""
        same = [each for each in self.headers if folded(each.header) == folded(column.header)]
        return column.header if len(same) == 1 else letters_of(column.number)


def look_at_list(station: Station, opened: OpenedList, *, sheet: str | None = None) -> Source:
    """Which sheet the list is and what its columns are, as they were told the last time a list with this header came."""
    found = opened.headers.nearest(sheet)
    samples = _samples(found.table, found.columns)
    source = Source(found.table.name, found.columns.headers, found.columns.fields, found.others, samples=samples)
    mapping = frame.told_columns(station.db, source.fingerprint)
    if not mapping:
        return source
    told = opened.told(mapping).nearest(found.table.name)
    return replace(source, fields=told.columns.fields, is_remembered=True)


def _samples(table: Table, columns: Columns) -> dict[int, str]:
    """What stands first under each header, as far as anything does near the top."""
    rows = table.rows[columns.first_row - 1 : columns.first_row - 1 + _LOOKED_AT]
    found: dict[int, str] = {}
    for column in columns.headers:
        cells = (row[column.number - 1] for row in rows if column.number <= len(row))
        first = next((cell for cell in cells if cell is not None and str(cell).strip()), None)
        if first is not None:
            told = f"{first:%d/%m/%Y}" if isinstance(first, date) else " ".join(str(first).split())
            found[column.number] = told if len(told) <= _SAMPLE else f"{told[: _SAMPLE - 1]}…"
    return found


def remember_columns(station: Station, source: Source, mapping: Mapping[DossierField, str]) -> None:
    """Keep which columns a person told, for the next list with this header; an empty name says that a field has none."""
    with station.transaction():
        frame.keep_columns(station.db, source.fingerprint, mapping)


def read_list(
    station: Station,
    period: Period,
    opened: OpenedList,
    *,
    salt: str,
    mapping: Mapping[DossierField, str] | None = None,
    sheet: str | None = None,
    answers: ListAnswers = NOT_ASKED,
    progress: Progress = NO_PROGRESS,
) -> FrameReading:
    """Read an office's list without taking anything in: what would be taken and what not, and why.

    `salt` keys the person digests of a period's first list; later lists of the period use the one that was kept.
    """
    kept = frame.salt_of(station.db, period.key)
    return read_frame(
        opened.told(mapping).complete(sheet),
        first=period.evaluated_from,
        last=period.evaluated_to,
        salt=bytes.fromhex(kept or salt),
        known=entries(station, period),
        answers=answers,
        zone=station.catalogue.place.zone,
        step=progress.step,
    )


def import_frame(
    station: Station,
    period: Period,
    path: Path,
    *,
    act: Act,
    sheet: str | None = None,
    mapping: Mapping[DossierField, str] | None = None,
    answers: ListAnswers = NOT_ASKED,
) -> FrameReading:
    """Take the eligible rows of a list into the frame; each other row is listed with its reason.

    `mapping` is remembered for the next list with this header; without one what was remembered is taken. `answers` are what
    a person said where a column alone does not tell.
    """
    allow(station, act, Duty.LIST)
    opened = open_list(path, progress=act.progress)
    source = look_at_list(station, opened, sheet=sheet)
    if mapping:
        remember_columns(station, source, mapping)
    mapping = mapping or frame.told_columns(station.db, source.fingerprint)
    reading = read_list(station, period, opened, salt=act.salt, sheet=sheet, mapping=mapping,
                        answers=answers, progress=act.progress)  # fmt: skip
    take_reading(station, period, reading, act=act, source=path)
    return reading


def take_reading(
    station: Station, period: Period, reading: FrameReading, *, act: Act, source: Path | None = None
) -> None:
    """Store what `read_list` found eligible; the salt of the act is the one with which it was read, `source` the file."""
    allow(station, act, Duty.LIST)
    with station.transaction():
        if frame.salt_of(station.db, period.key) is None:
            frame.keep_salt(station.db, period.key, act.salt)
        frame.enter_entries(station.db, period.key, station.unit, reading.entries)
        if source is not None:
            note_list_taken(station, source)
        if reading.entries:
            taken = {"dossiers": len(reading.entries), "period": period.code}
            note(station, act, HomeAct.LIST_TAKEN, taken)
        act.changes(Topic.FRAME)


def entries(station: Station, period: Period) -> tuple[FrameEntry, ...]:
    """The frame of a period, in the order it was taken in."""
    return frame.entries(station.db, period.key)


def delete_list_by(station: Station, period: Period) -> date | None:
    """By which day the list of a closed period is to be deleted; None while it is open, or when nobody can tell the day."""
    at = closed_at(station, period.key)
    try:
        return None if at is None else station.catalogue.place.day_of(at) + KEPT_AFTER_CLOSING
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class PurgedFrame:
    """How many dossiers were deleted, and what may still hold names because it could not be reached or is not ours."""

    dossiers: int
    remains: tuple[Remain, ...]


def purge_frame(station: Station, period: Period | None = None, *, act: Act) -> PurgedFrame:
    """Delete the frame of a period, or of all periods, wherever it was copied to.

    The backups still hold the people, so a fresh one takes their place: it is made and read back first, then they go. What
    stands aside after a restore is kept without the people; lists that this program wrote go when nobody changed them since.
    """
    allow(station, act, Duty.DELETE_LIST)
    key = None if period is None else period.key
    with station.transaction():
        deleted = frame.purge(station.db, key)
        note(station, act, HomeAct.LIST_DELETED)
    act.changes(Topic.FRAME)
    clear_remains(station, key, at=act.at)
    forget_deleted(station, act=act)
    return PurgedFrame(deleted, remains(station))
