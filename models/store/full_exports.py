"""Which full answers left an office: noted for good, and never sent."""

from __future__ import annotations

from typing import NamedTuple

from peewee import Database

from models.domain.book.facts import PeriodKey
from models.store.home_tables import FullExportRow


class FullExport(NamedTuple):
    """One full export: when, who wrote it (as facts name authors), for whom, why, of which period, into which file, how many forms."""

    at: str
    by: str
    receiver: str
    reason: str
    period: str
    file: str
    rows: int


def note_full_export(db: Database, period: PeriodKey, made: FullExport) -> None:
    """Note one."""
    FullExportRow.insert(
        at=made.at,
        by=made.by,
        receiver=made.receiver,
        reason=made.reason,
        period=str(period),
        file=made.file,
        rows=made.rows,
    ).execute(db)


def full_exports(db: Database) -> tuple[FullExport, ...]:
    """All of them, in the order in which they were made."""
    return tuple(
        FullExport(row.at, row.by, row.receiver, row.reason, PeriodKey.parse(row.period).code, row.file, row.rows)
        for row in FullExportRow.select().order_by(FullExportRow.position).bind(db)
    )
