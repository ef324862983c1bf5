"""How a workbook of results is known among other tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.domain.basics.tables import Table

_SHEET = re.compile(r"B\d{1,2}[a-z]?")


def is_results_workbook(tables: Sequence[Table]) -> bool:
    """Whether several sheets bear the codes of result tables; of an office with few people it is the first one alone."""
    coded = [bool(_SHEET.fullmatch(table.name)) for table in tables]
    return sum(coded) > 1 or (len(coded) > 2 and coded[0])
