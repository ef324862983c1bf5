"""What the desk remembers for itself and never sends: who vouched for a doubted answer, and hand counts of batches."""

from __future__ import annotations

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

TABLES = (
    """CREATE TABLE vouched (
        serial TEXT NOT NULL, person TEXT NOT NULL, question TEXT NOT NULL, why TEXT NOT NULL, code TEXT NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY (serial, person, question)) WITHOUT ROWID""",
    """CREATE TABLE batch_count (
        period TEXT NOT NULL, unit TEXT NOT NULL, serials TEXT NOT NULL, handed_out INTEGER NOT NULL,
        returned INTEGER NOT NULL, keyed INTEGER NOT NULL, explanation TEXT NOT NULL, person TEXT NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY (period, unit, serials)) WITHOUT ROWID""",
)


def up(migrator: SchemaMigrator, db: SqliteDatabase) -> None:
    for statement in TABLES:
        db.execute_sql(statement)
