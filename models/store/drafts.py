"""The forms that are keyed now and the piles they lie on, saved at once in a file of their own: no merge ever delays a key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from models.domain.book.pile import Pile
from models.domain.book.serials import parse_serial
from models.domain.questionnaire.doubts import Vouch
from models.store.sqlite import durable_file

DRAFTS_FILE = "drafts.sqlite"

_TABLE = """CREATE TABLE IF NOT EXISTS draft (
    serial TEXT NOT NULL, person TEXT NOT NULL, act TEXT NOT NULL, codes TEXT NOT NULL, field TEXT NOT NULL,
    at TEXT NOT NULL, seconds INTEGER NOT NULL, PRIMARY KEY (serial, person, act))"""

_YES = """CREATE TABLE IF NOT EXISTS vouch (
    serial TEXT NOT NULL, person TEXT NOT NULL, act TEXT NOT NULL, question TEXT NOT NULL, why TEXT NOT NULL,
    code TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (serial, person, act, question))"""

_PILE = """CREATE TABLE IF NOT EXISTS pile (
    person TEXT NOT NULL, period TEXT NOT NULL, act TEXT NOT NULL, serials TEXT NOT NULL, begun INTEGER NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (person, period, act))"""


class Draft(NamedTuple):
    """One unfinished form: who keys it in which `act` (first, second, amend), its codes so far, the field they stand on."""

    serial: str
    person: str
    act: str
    codes: Mapping[str, str]
    field: str
    at: str
    seconds: int


class Drafts:
    """The drafts of a station; every `save` is on disk when it returns. Use from one thread."""

    def __init__(self, folder: Path) -> None:
        self._connection = durable_file(folder / DRAFTS_FILE)
        self._connection.execute(_TABLE)
        self._connection.execute(_YES)
        self._connection.execute(_PILE)

    def save(self, draft: Draft) -> None:
        codes = json.dumps(dict(draft.codes), ensure_ascii=False)
        self._connection.execute(
            "INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (serial, person, act)"
            " DO UPDATE SET codes = excluded.codes, field = excluded.field, at = excluded.at, seconds = excluded.seconds",
            (*draft[:3], codes, *draft[4:]),
        )

    def find(self, serial: str, person: str, act: str) -> Draft | None:
        rows = self._connection.execute(
            "SELECT * FROM draft WHERE serial = ? AND person = ? AND act = ?", (serial, person, act)
        )
        return next(map(_draft, rows), None)

    def of(self, person: str) -> tuple[Draft, ...]:
        """This person's unfinished forms, the latest first."""
        rows = self._connection.execute("SELECT * FROM draft WHERE person = ? ORDER BY at DESC", (person,))
        return tuple(map(_draft, rows))

    def drop(self, serial: str, person: str, act: str) -> None:
        """Forget a draft once its form is recorded, or because the person gave it up."""
        for table in ("draft", "vouch"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE serial = ? AND person = ? AND act = ?", (serial, person, act)
            )

    def vouch(self, serial: str, person: str, act: str, vouch: Vouch) -> None:
        """Keep that the person compared a doubted answer with the paper and said yes."""
        self._connection.execute(
            "INSERT INTO vouch VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (serial, person, act, question)"
            " DO UPDATE SET why = excluded.why, code = excluded.code, at = excluded.at",
            (serial, person, act, *vouch),
        )

    def vouches(self, serial: str, person: str, act: str) -> tuple[Vouch, ...]:
        found = self._connection.execute(
            "SELECT question, why, code, at FROM vouch WHERE serial = ? AND person = ? AND act = ?",
            (serial, person, act),
        )
        return tuple(Vouch(*row) for row in found)

    def keep_pile(self, person: str, period: str, act: str, pile: Pile) -> None:
        """Keep the pile that this person keys in this period and pass; on disk when this returns. An empty one is forgotten."""
        if not pile.order:
            self._connection.execute(
                "DELETE FROM pile WHERE person = ? AND period = ? AND act = ?", (person, period, act)
            )
            return
        self._connection.execute(
            "INSERT INTO pile VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (person, period, act)"
            " DO UPDATE SET serials = excluded.serials, begun = excluded.begun, at = excluded.at",
            (person, period, act, ",".join(map(str, pile.order)), int(pile.is_begun), str(pile.at or "")),
        )

    def pile(self, person: str, period: str, act: str) -> Pile:
        """The pile of this person in this period and pass, as it lies now."""
        found = self._connection.execute(
            "SELECT serials, begun, at FROM pile WHERE person = ? AND period = ? AND act = ?", (person, period, act)
        )
        return next(
            (Pile(tuple(map(parse_serial, serials.split(","))), bool(begun), parse_serial(at) if at else None)
             for serials, begun, at in found),
            Pile(),
        )  # fmt: skip

    def close(self) -> None:
        self._connection.close()


def _draft(row: tuple[str, str, str, str, str, str, int]) -> Draft:
    serial, person, act, codes, field, at, seconds = row
    return Draft(serial, person, act, json.loads(codes), field, at, seconds)
