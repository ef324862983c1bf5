"""The first base: what a campaign says, the frame, the journal of facts, keyings, and what is derived from them."""

from __future__ import annotations

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

TABLES = (
    """CREATE TABLE station (
        id TEXT PRIMARY KEY, unit TEXT NOT NULL, name TEXT NOT NULL, book INTEGER NOT NULL, is_own INTEGER NOT NULL,
        is_hub INTEGER NOT NULL, public_key TEXT NOT NULL, predecessor TEXT NOT NULL, known TEXT NOT NULL)""",
    """CREATE TABLE person (
        unit TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, is_active INTEGER NOT NULL,
        position INTEGER NOT NULL, PRIMARY KEY (unit, code))""",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE unit (
        key TEXT PRIMARY KEY, label TEXT NOT NULL, name TEXT NOT NULL, level TEXT NOT NULL, agency TEXT NOT NULL,
        valid_to TEXT NOT NULL, parent TEXT NOT NULL, own_code INTEGER NOT NULL)""",
    """CREATE TABLE procedure (
        code TEXT PRIMARY KEY, name TEXT NOT NULL, sector TEXT NOT NULL, level TEXT NOT NULL,
        is_joint INTEGER NOT NULL)""",
    """CREATE TABLE questionnaire (
        id TEXT NOT NULL, edition TEXT NOT NULL, variant TEXT NOT NULL, title TEXT NOT NULL, coding TEXT NOT NULL,
        paper TEXT NOT NULL, sheets TEXT NOT NULL, confirmed TEXT NOT NULL, PRIMARY KEY (id, edition))""",
    "CREATE TABLE method (fingerprint TEXT PRIMARY KEY, body TEXT NOT NULL)",
    """CREATE TABLE period (
        key TEXT PRIMARY KEY, edition INTEGER NOT NULL, name TEXT NOT NULL,
        evaluated_from TEXT NOT NULL, evaluated_to TEXT NOT NULL, survey_from TEXT NOT NULL, survey_to TEXT NOT NULL,
        share TEXT NOT NULL, seed TEXT NOT NULL, method TEXT NOT NULL, questionnaires TEXT NOT NULL,
        units TEXT NOT NULL, hub_station TEXT NOT NULL, hub_key TEXT NOT NULL)""",
    """CREATE TABLE target (
        period TEXT NOT NULL, unit TEXT NOT NULL, sector TEXT NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (period, unit, sector))""",
    """CREATE TABLE frame_entry (
        id INTEGER PRIMARY KEY, period TEXT NOT NULL, unit TEXT NOT NULL, dossier TEXT NOT NULL,
        sector TEXT NOT NULL, kind TEXT NOT NULL, person TEXT NOT NULL, returned TEXT NOT NULL, body TEXT NOT NULL,
        drawn TEXT NOT NULL, UNIQUE (period, unit, dossier))""",
    """CREATE TABLE stream (
        id INTEGER PRIMARY KEY, station TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
        taken INTEGER NOT NULL DEFAULT 0, chain TEXT NOT NULL DEFAULT '', UNIQUE (unit, period, station))""",
    """CREATE TABLE journal (
        stream INTEGER NOT NULL REFERENCES stream (id), n INTEGER NOT NULL, twin INTEGER NOT NULL,
        kind TEXT NOT NULL, serials TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (stream, n, twin)) WITHOUT ROWID""",
    """CREATE TABLE keying (
        stream INTEGER NOT NULL REFERENCES stream (id), n INTEGER NOT NULL, twin INTEGER NOT NULL,
        serial TEXT NOT NULL, coding TEXT NOT NULL, marks TEXT NOT NULL, rest TEXT NOT NULL, texts TEXT NOT NULL,
        settles TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL, seconds INTEGER NOT NULL,
        PRIMARY KEY (stream, n, twin)) WITHOUT ROWID""",
    """CREATE TABLE text (
        stream INTEGER NOT NULL REFERENCES stream (id), n INTEGER NOT NULL, question TEXT NOT NULL,
        content TEXT NOT NULL, salt TEXT NOT NULL, PRIMARY KEY (stream, n, question, salt, content)) WITHOUT ROWID""",
    """CREATE TABLE package (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, station TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
        receiver TEXT NOT NULL, number INTEGER NOT NULL, is_own INTEGER NOT NULL, at TEXT NOT NULL,
        file TEXT NOT NULL, ranges TEXT NOT NULL, state TEXT NOT NULL, brought TEXT NOT NULL)""",
    "CREATE INDEX package_sender ON package (unit, period, station)",
    """CREATE TABLE known_key (
        station TEXT NOT NULL, unit TEXT NOT NULL, key TEXT NOT NULL, sealing TEXT NOT NULL, state TEXT NOT NULL,
        position INTEGER NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL, vouched_by TEXT NOT NULL,
        PRIMARY KEY (station, key)) WITHOUT ROWID""",
    "CREATE INDEX known_key_unit ON known_key (unit)",
    "CREATE INDEX known_key_position ON known_key (position)",
    """CREATE TABLE acknowledged (
        unit TEXT NOT NULL, period TEXT NOT NULL, hub TEXT NOT NULL, station TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (unit, period, hub, station)) WITHOUT ROWID""",
    """CREATE TABLE accepted (
        period TEXT NOT NULL, unit TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (period, unit))""",
    """CREATE TABLE tally (
        period TEXT NOT NULL, unit TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (period, unit))""",
    """CREATE TABLE whole (
        period TEXT NOT NULL, area TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (period, area))""",
    """CREATE TABLE derived (
        period TEXT NOT NULL, unit TEXT NOT NULL, stamp TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (period, unit)) WITHOUT ROWID""",
    """CREATE TABLE recheck (
        period TEXT NOT NULL, unit TEXT NOT NULL, serial TEXT NOT NULL, seed TEXT NOT NULL, place INTEGER NOT NULL,
        drawn_at TEXT NOT NULL, drawn_by TEXT NOT NULL, outcome TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL,
        author TEXT NOT NULL, PRIMARY KEY (period, unit, serial)) WITHOUT ROWID""",
    """CREATE TABLE printed (
        fingerprint TEXT NOT NULL, period TEXT NOT NULL, unit TEXT NOT NULL, is_hub INTEGER NOT NULL,
        is_late INTEGER NOT NULL, language TEXT NOT NULL, method TEXT NOT NULL, heads TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (fingerprint, period, unit, is_hub)) WITHOUT ROWID""",
    """CREATE TABLE proven (
        stream INTEGER PRIMARY KEY REFERENCES stream (id), n INTEGER NOT NULL, chain TEXT NOT NULL,
        rules TEXT NOT NULL, serials INTEGER NOT NULL, beginnings TEXT NOT NULL)""",
    """CREATE TABLE backup (
        file TEXT PRIMARY KEY, at TEXT NOT NULL, reason TEXT NOT NULL, digest TEXT NOT NULL)""",
)


def up(migrator: SchemaMigrator, db: SqliteDatabase) -> None:
    for statement in TABLES:
        db.execute_sql(statement)
