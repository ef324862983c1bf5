"""The secret of which an office makes enrolment codes, and the code that it was given for a period."""

from __future__ import annotations

from peewee import Database

from models.domain.book.facts import PeriodKey
from models.store.sql import into_instead, many, rows
from models.store.tables import SettingRow

_SECRET, _CODE = "enrolment secret", "enrolment code "


def secret(db: Database) -> bytes:
    """The secret of the office; empty before one was kept."""
    return _setting(db, _SECRET)


def keep_secret(db: Database, secret: bytes) -> None:
    many(db, into_instead(SettingRow), [(_SECRET, secret.hex())])


def code_given(db: Database, period: PeriodKey) -> bytes:
    """The code that this office was given for a period; empty where none was typed."""
    return _setting(db, f"{_CODE}{period}")


def keep_code(db: Database, period: PeriodKey, code: bytes) -> None:
    many(db, into_instead(SettingRow), [(f"{_CODE}{period}", code.hex())])


def _setting(db: Database, name: str) -> bytes:
    found = rows(db, "SELECT value FROM setting WHERE name = ?", (name,))
    return bytes.fromhex(found[0][0]) if found else b""
