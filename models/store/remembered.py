"""Single words that a station remembers by name."""

from __future__ import annotations

from peewee import Database

from models.store.sql import into_instead, many
from models.store.tables import SettingRow


def remembered(db: Database, name: str) -> str | None:
    row = SettingRow.select().where(SettingRow.name == name).bind(db).first()
    return None if row is None else str(row.value)


def remember(db: Database, name: str, value: str) -> None:
    many(db, into_instead(SettingRow), [(name, value)])


def all_remembered(db: Database, beginning: str) -> dict[str, str]:
    """Everything whose name begins so, by what follows in the name."""
    found = SettingRow.select().where(SettingRow.name.startswith(beginning)).order_by(SettingRow.name).bind(db)
    return {row.name.removeprefix(beginning): row.value for row in found}


def forget(db: Database, name: str) -> None:
    SettingRow.delete().where(SettingRow.name == name).execute(db)


def tell_others(db: Database, what: str, *, desk: str, told: str) -> None:
    """Have the other desks of a base find what one of them tells of itself."""
    remember(db, f"{what}/{desk}", told)


def told_by_desks(db: Database, what: str) -> dict[str, str]:
    """What each desk of a base told of itself, by desk."""
    return all_remembered(db, f"{what}/")
