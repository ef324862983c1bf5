"""The acts that stay at home, in the order in which they were noted: what the history shows beside the lines of the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from peewee import Database

from models.domain.basics.home_acts import HomeAct
from models.domain.book.facts import canonical
from models.store.home_tables import HomeActRow
from models.store.sql import enter, every, rows


class HomeActNoted(NamedTuple):
    """One act: when, who (as facts name people), on which station, what, and of what it speaks."""

    at: str
    by: str
    station: str
    kind: str
    body: Mapping[str, object]


def note_home_act(
    db: Database, *, at: str, by: str, station: str, kind: HomeAct, body: Mapping[str, object] | None = None
) -> None:
    """Note one, within the transaction of what was done."""
    enter(db, HomeActRow, at=at, by=by, station=station, kind=kind.value, body=canonical(dict(body or {})))


def home_acts(db: Database, kind: HomeAct) -> tuple[HomeActNoted, ...]:
    """All of a kind, in order."""
    found = rows(db, f"{every(HomeActRow)} WHERE kind = ? ORDER BY position", (kind.value,))
    return tuple(HomeActNoted(at, by, station, of, json.loads(body or "{}")) for at, by, station, of, body in found)
