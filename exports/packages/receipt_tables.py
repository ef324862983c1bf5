"""The table of a receipt that says how far the hub has each stream."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from exports.packages.descriptor import STATION
from exports.packages.findings import ContentDamaged, PackageBroken, RowImpossible
from exports.packages.sealing import Sealed
from exports.packages.tables import TAKEN, PackageTable
from models.domain.book.activity import Span
from models.services.exchange.receipts import TakenUpTo

MOST_ROWS = 10_000
_COLUMNS = ",".join(TAKEN.header)
_ROW = re.compile(r"[0-9a-f]{64}")
_MISSING = re.compile(r"[1-9][0-9]{0,8}(?:\.\.[1-9][0-9]{0,8})?")


def taken_table(taken: Iterable[TakenUpTo]) -> tuple[PackageTable, bytes, int]:
    """The table with its rows counted."""
    rows = [
        (each.station, each.last, each.chain, ",".join(_written(span) for span in each.missing))
        for each in sorted(taken)
    ]
    return TAKEN, TAKEN.write(rows), len(rows)


def read_taken(sealed: Sealed) -> tuple[TakenUpTo, ...]:
    """Read `taken_table`; refuses (`PackageBroken`) rows that no hub can have written."""
    try:
        text = sealed.tables[TAKEN.path].decode()
        read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackageBroken(RowImpossible(TAKEN.path, 1, _COLUMNS, "csv", str(error)[:80])) from error
    promised = next(each.rows for each in sealed.descriptor.resources if each.path == TAKEN.path)
    if len(read) != promised + 1 or promised > MOST_ROWS:
        raise PackageBroken(ContentDamaged(TAKEN.path, f"{promised} ↓", f"{len(read) - 1} ↓"))
    if read[0] != list(TAKEN.header):
        raise PackageBroken(RowImpossible(TAKEN.path, 1, _COLUMNS, _COLUMNS, ",".join(read[0])[:80]))
    return tuple(_taken(number, row) for number, row in enumerate(read[1:], 2))


def _taken(number: int, row: list[str]) -> TakenUpTo:
    try:
        station, last, link, missing = row
        if not STATION.fullmatch(station) or not re.fullmatch("0|[1-9][0-9]{0,8}", last) or not _ROW.fullmatch(link):
            raise ValueError(row)
        return TakenUpTo(station, int(last), link, tuple(_read(station, each) for each in missing.split(",") if each))
    except ValueError as error:
        raise PackageBroken(RowImpossible(TAKEN.path, number, _COLUMNS, _COLUMNS, ",".join(row)[:80])) from error


def _written(span: Span) -> str:
    return str(span).rpartition(":")[2]


def _read(station: str, text: str) -> Span:
    if not _MISSING.fullmatch(text):
        raise ValueError(text)
    return Span.parse(f"{station}:{text}")
