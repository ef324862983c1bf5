"""Changing a station's base with sqlite3, as somebody does who sits at its PC."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from models.store.database import BASE_FILE

Change = Callable[[sqlite3.Connection], object]


def changed(folder: Path, change: Change) -> None:
    with closing(sqlite3.connect(folder / BASE_FILE)) as base:
        before = "\n".join(base.iterdump())
        change(base)
        base.commit()
        assert "\n".join(base.iterdump()) != before


def sql(*statements: str) -> Change:
    return lambda base: [base.execute(each) for each in statements]


def flipped(table: str) -> Change:
    """The best answer and the worst change places in what was counted."""

    def change(base: sqlite3.Connection) -> None:
        for period, place, body in base.execute(f"SELECT * FROM {table}").fetchall():
            column = "area" if table == "whole" else "unit"
            told = re.sub(r'"4":', '"5":', body)
            base.execute(f"UPDATE {table} SET body = ? WHERE period = ? AND {column} = ?", (told, period, place))

    return change


def accepted(base: sqlite3.Connection) -> None:
    base.execute("UPDATE accepted SET body = REPLACE(body, '444', '555')")


def standing(**told: object) -> Change:
    def change(base: sqlite3.Connection) -> None:
        for period, unit, body in base.execute("SELECT period, unit, body FROM derived").fetchall():
            text = json.dumps(json.loads(body) | told, ensure_ascii=False, sort_keys=True)
            base.execute("UPDATE derived SET body = ? WHERE period = ? AND unit = ?", (text, period, unit))

    return change


COUNTED: dict[str, Change] = {
    "accepted": accepted,
    "tally": flipped("tally"),
    "tally emptied": sql("UPDATE tally SET body = '[]'"),
    "tally unreadable": sql("UPDATE tally SET body = 'x'"),
    "standing: index": standing(overall="99/1"),
    "standing: forms": standing(forms=1000),
    "standing: digest": standing(basis="0" * 64),
    "standing: late": standing(late=7),
    "standing: population": standing(population=12345),
    "standing: unreadable": sql("UPDATE derived SET body = '{}'"),
    "accepted deleted": sql("DELETE FROM accepted"),
    "tally deleted": sql("DELETE FROM tally"),
}
"""Changes to what was counted from the lines."""
