"""The built-in methods beside the usual one: reference methods as tables, to choose or to change.

State of 07/2026; what is known of the legal texts stands in each table, and none was compared with their annexes.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import read_method_rows

_TABLES = ("two_contents.csv", "three_parts.csv", "three_levels.csv")


@cache
def further_methods() -> tuple[Method, ...]:
    """The built-in methods that put their indices together by a tree."""
    return tuple(map(_read, _TABLES))


def _read(name: str) -> Method:
    rows = csv.reader((files(__name__) / name).read_text(encoding="utf-8").splitlines())
    next(rows)
    return read_method_rows((field, value) for field, value in rows)
