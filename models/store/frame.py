"""The frame: finished dossiers with names and addresses, who of them was drawn, and what is remembered of such lists."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from peewee import Database

from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.domain.dossiers.frame import FrameEntry
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_people import ApplicantKind
from models.store.remembered import remember, remembered
from models.store.sql import columns_of, into, many
from models.store.tables import FrameEntryRow, SettingRow


def entries(db: Database, period: PeriodKey) -> tuple[FrameEntry, ...]:
    """The frame of a period, in the order it was taken in."""
    found = FrameEntryRow.select().where(FrameEntryRow.period == str(period)).order_by(FrameEntryRow.id)
    return tuple(_entry(row) for row in found.bind(db))


def has_entries(db: Database) -> bool:
    return FrameEntryRow.select().bind(db).exists()


def enter_entries(db: Database, period: PeriodKey, unit: UnitKey, listed: Iterable[FrameEntry]) -> None:
    # a list has thousands of rows, and peewee would take ten times as long
    many(db, into(FrameEntryRow), (_values(period, unit, entry) for entry in listed))


def purge(db: Database, period: PeriodKey | None) -> int:
    """Delete the frame of a period (of all periods) and the salt of its digests; answers how many dossiers there were."""
    dossiers = FrameEntryRow.delete()
    salts = SettingRow.delete().where(SettingRow.name.startswith(_SALT))
    if period is not None:
        dossiers = dossiers.where(FrameEntryRow.period == str(period))
        salts = SettingRow.delete().where(SettingRow.name == f"{_SALT}{period}")
    deleted = int(dossiers.execute(db))
    salts.execute(db)
    return deleted


def mark_drawn(db: Database, period: PeriodKey, *, drawn: Iterable[FrameEntry], reserve: Iterable[FrameEntry]) -> None:
    """Note who was drawn and who stands in reserve, each in order; what was noted before is forgotten."""
    FrameEntryRow.update(drawn="").where(FrameEntryRow.period == str(period)).execute(db)
    places = [("drawn", number, entry) for number, entry in enumerate(drawn, 1)]
    places += [("reserve", number, entry) for number, entry in enumerate(reserve, 1)]
    # a draw names hundreds, and peewee would take ten times as long
    many(
        db,
        "UPDATE frame_entry SET drawn = ? WHERE period = ? AND dossier = ?",
        ((f"{word}:{number:06d}", str(period), entry.dossier) for word, number, entry in places),
    )


def drawn_entries(db: Database, period: PeriodKey) -> tuple[tuple[FrameEntry, ...], tuple[FrameEntry, ...]]:
    """Who was drawn and who stands in reserve, each in the order of the draw."""
    found = FrameEntryRow.select().where(FrameEntryRow.period == str(period), FrameEntryRow.drawn != "")
    chosen: dict[str, list[FrameEntry]] = {"drawn": [], "reserve": []}
    for row in found.order_by(FrameEntryRow.drawn).bind(db):
        chosen[row.drawn.partition(":")[0]].append(_entry(row))
    return tuple(chosen["drawn"]), tuple(chosen["reserve"])


def salt_of(db: Database, period: PeriodKey) -> str | None:
    """The salt of the person digests of a period; None before its first list."""
    return remembered(db, f"{_SALT}{period}")


def keep_salt(db: Database, period: PeriodKey, salt: str) -> None:
    remember(db, f"{_SALT}{period}", salt)


def told_columns(db: Database, header: str) -> dict[DossierField, str]:
    """Which columns a person told for lists with this header (its fingerprint)."""
    words: dict[str, str] = json.loads(remembered(db, f"{_COLUMNS}{header}") or "{}")
    return {DossierField(name): column for name, column in words.items()}


def keep_columns(db: Database, header: str, told: Mapping[DossierField, str]) -> None:
    words = {field.value: column for field, column in told.items()}
    remember(db, f"{_COLUMNS}{header}", json.dumps(words, ensure_ascii=False))


_SALT, _COLUMNS = "frame salt ", "frame columns "


def _values(period: PeriodKey, unit: UnitKey, entry: FrameEntry) -> tuple[str, ...]:
    days = {"received": entry.received, "due": entry.due, "ready": entry.ready}
    words = {
        "procedure_code": entry.procedure_code,
        "procedure": entry.procedure,
        "name": entry.name,
        "phone": entry.phone,
        "address": entry.address,
    } | {name: day.isoformat() for name, day in days.items() if day is not None}
    values = {
        "period": str(period),
        "unit": str(unit),
        "dossier": entry.dossier,
        "sector": entry.sector,
        "kind": entry.kind.value,
        "person": entry.person,
        "returned": entry.returned.isoformat(),
        "body": json.dumps(words, ensure_ascii=False),
        "drawn": "",
    }
    return tuple(values[name] for name in columns_of(FrameEntryRow))


def _entry(row: FrameEntryRow) -> FrameEntry:
    words: dict[str, str] = json.loads(row.body)

    def day(name: str) -> date | None:
        return date.fromisoformat(words[name]) if name in words else None

    return FrameEntry(
        dossier=row.dossier,
        sector=row.sector,
        procedure_code=words["procedure_code"],
        procedure=words["procedure"],
        name=words["name"],
        phone=words["phone"],
        address=words["address"],
        kind=ApplicantKind(row.kind),
        received=day("received"),
        due=day("due"),
        ready=day("ready"),
        returned=date.fromisoformat(row.returned),
        person=row.person,
    )
