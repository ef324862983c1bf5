"""Single words that a station remembers by name."""

from __future__ import annotations

from peewee import Database

from models.store.sql import into_instead, many, rows
from models.store.tables import SettingRow


def remembered(db: Database, name: str) -> str | None:
    found = rows(db, "SELECT value FROM setting WHERE name = ?", (name,))
    return str(found[0][0]) if found else None


def remember(db: Database, name: str, value: str) -> None:
    many(db, into_instead(SettingRow), [(name, value)])


def all_remembered(db: Database, beginning: str) -> dict[str, str]:
    """Everything whose name begins so, by what follows in the name."""
    so = "SELECT name, value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name"
    return {name.removeprefix(beginning): value for name, value in rows(db, so, (len(beginning), beginning))}


def forget(db: Database, name: str) -> None:
    many(db, "DELETE FROM setting WHERE name = ?", [(name,)])


def tell_others(db: Database, what: str, *, desk: str, told: str) -> None:
    """Have the other desks of a base find what one of them tells of itself."""
    remember(db, f"{what}/{desk}", told)


def told_by_desks(db: Database, what: str) -> dict[str, str]:
    """What each desk of a base told of itself, by desk."""
    return all_remembered(db, f"{what}/")
