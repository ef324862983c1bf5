"""Reading the catalogue's own csv files, quickly and once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import lru_cache


def rows(name: str) -> Iterator[list[str]]:
    """The rows of one built-in csv file, without its header."""
    from importlib.resources import files

    lines = csv.reader(files("models.catalogue").joinpath(name).read_text(encoding="utf-8").splitlines())
    next(lines)
    return lines


@lru_cache(maxsize=64)
def day_or_none(text: str) -> date | None:
    """ISO day; None for an empty cell."""
    return date.fromisoformat(text) if text else None
