"""Another program that holds a folder: a process born by fork."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.store.holding import Holder, held
from tests.builders.faults import wait_for

WINDOW = Holder("lan", "MAY-1", "2026-10-05T08:00:00+07:00", 1, is_window=True)


@contextmanager
def another_holds(folder: Path, holder: Holder | None = WINDOW) -> Iterator[int]:
    """Another process holds the folder until it is killed."""
    if sys.platform == "win32":
        pytest.skip("the other process is born by fork")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with held(folder, holder):
            os.write(writing, b"!")
            signal.pause()
    os.read(reading, 1)
    try:
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        wait_for(child)
        os.close(reading)
        os.close(writing)
