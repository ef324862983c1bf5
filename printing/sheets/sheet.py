"""What one sheet says about itself: how it stands on paper; its tables come from the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from models.domain.sheets.reports import Report
from printing.blocks import Block
from printing.document import Paper

Chart = Callable[[Paper, Report], Block | None]


class Sheet(NamedTuple):
    """One sheet of a report: the code of its tables, whether they stand across the page, the size of their letters.

    `charts` by name of the table they stand under.
    """

    code: str
    across: bool = False
    size: float = 10.5
    charts: Mapping[str, Chart] = {}
