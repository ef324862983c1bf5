"""A file that another program has open: the system refuses to rename or delete it, as Windows does."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


@contextmanager
def held_open(path: Path) -> Iterator[None]:
    """`path` (a file, or a folder with files) is moved and deleted by nobody until the block ends.

    Windows does that for every file that is open; elsewhere the file is marked as unchangeable, where the test may.
    """
    if os.name == "nt":
        file = next((each for each in (path, *sorted(path.rglob("*"))) if each.is_file()), None)
        if file is None:
            pytest.skip("Windows has nothing to hold in an empty folder")
        with file.open("rb"):
            yield
        return
    if not _mark(path, "+i"):
        pytest.skip("nothing can be marked as unchangeable here")
    try:
        yield
    finally:
        _mark(path, "-i")


def _mark(path: Path, sign: str) -> bool:
    if shutil.which("chattr") is None:
        return False
    with suppress(OSError):
        return subprocess.run(["chattr", sign, str(path)], capture_output=True, check=False).returncode == 0
    return False
