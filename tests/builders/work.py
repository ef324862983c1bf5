"""Counting what is done instead of timing it: equal work is equal on every machine."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from models.store.database import Station
from models.store.sql import rows


class Work(NamedTuple):
    """What was done: statements, steps of SQLite's own machine, and calls of Python."""

    statements: int
    steps: int
    calls: int


@contextmanager
def counted(station: Station, told: list[Work]) -> Iterator[None]:
    """Count what is done within, and add it to `told`."""
    connection = station.db.connection()
    statements: list[str] = []
    steps = calls = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    def call(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    rows(station.db, "SELECT 1")
    gc.collect()
    gc.disable()  # what is collected meanwhile calls Python too, and comes at no fixed moment
    connection.set_trace_callback(statements.append)
    connection.set_progress_handler(step, 1)
    sys.setprofile(call)
    try:
        yield
    finally:
        sys.setprofile(None)
        gc.enable()
        connection.set_progress_handler(None, 1)
        connection.set_trace_callback(None)
    told.append(Work(len(statements), steps, calls))
