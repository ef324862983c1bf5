"""What stands in a base or in a table, as files."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path


def content(base: Path) -> list[str]:
    """Everything that a base says, to see that an act changed nothing."""
    with closing(sqlite3.connect(base)) as opened:
        return list(opened.iterdump())


def csv_file(path: Path, header: Sequence[str], *rows: Sequence[str]) -> Path:
    """A table as an office saves it."""
    path.write_text("\n".join(",".join(row) for row in (header, *rows)) + "\n", encoding="utf-8")
    return path
