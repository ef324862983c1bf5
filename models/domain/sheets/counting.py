"""How exported answers are counted by any engine that knows standard SQL: the relations, and the first count, of rows by value.

`answers` has a row a form (period, province, unit, and a column an item), `items` says which columns are criteria, `untold` what
the printed sheets tell that no row does, `offices` who took part. `counted` is made of them once; the texts of the sheets read it.
All numbers are whole: what is a share, is worked out and rounded by the program.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

RELATIONS = ("answers", "items", "untold", "offices")
"""What is read from files, by the names of their folders."""

_ITEM = re.compile(r"[A-Za-z0-9_]{1,64}")


def counting(items: Sequence[str]) -> str:
    """The text of `counted`: per office and item how many forms have each value.

    Refuses (`ValueError`) what is no name of a column.
    """
    for item in items:
        if not _ITEM.fullmatch(item):
            raise ValueError(item)
    counted = "\n    UNION ALL\n".join((*map(_of_item, items), _UNTOLD))
    return f"""
SELECT period, province, unit, item, value, CAST(SUM(forms) AS BIGINT) AS forms
FROM (
{counted}
) AS told
WHERE value IS NOT NULL
GROUP BY period, province, unit, item, value
HAVING SUM(forms) <> 0
"""


def _of_item(item: str) -> str:
    # only the columns that a count needs are read for it
    return f"""    SELECT period, province, unit, '{item}' AS item, "{item}" AS value, COUNT(*) AS forms
    FROM answers GROUP BY period, province, unit, "{item}\""""


_UNTOLD = "    SELECT period, province, unit, item, value, forms FROM untold"

ITEMS = "SELECT DISTINCT item FROM items"
"""The columns that are counted."""


def offices_text(columns: Sequence[str]) -> str:
    """The text that reads these columns of the offices."""
    return f"SELECT period, province, {', '.join(columns)} FROM offices"


ROWS = """
SELECT offices.period, offices.province, offices.unit, offices.told, COALESCE(there.forms, 0) AS forms
FROM offices LEFT JOIN (
    SELECT period, province, unit, COUNT(*) AS forms FROM answers GROUP BY period, province, unit
) AS there ON there.period = offices.period AND there.province = offices.province AND there.unit = offices.unit
WHERE offices.told <> COALESCE(there.forms, 0)
"""
"""The offices of which other rows are there than were written."""
