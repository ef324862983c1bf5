"""Reading the catalogue's own csv files, quickly and once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of one built-in csv file, without its header."""
    with files("models.catalogue").joinpath(name).open(encoding="utf-8", newline="") as source:
        lines = csv.reader(source)
        next(lines)
        yield from lines


@lru_cache(maxsize=64)
def day_or_none(text: str) -> date | None:
    """ISO day; None for an empty cell."""
    return date.fromisoformat(text) if text else None
