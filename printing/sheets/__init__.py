"""The result sheets: one file a sheet, and its line in `SHEETS`."""

from __future__ import annotations

from typing import NamedTuple

from models.domain.problems import N_
from printing.sheets import hub_sheet, unit_sheet


class Sheet(NamedTuple):
    """One sheet: its code, what it is called, and whether it is about a hub instead of one office."""

    code: str
    title: str
    of_hub: bool


SHEETS = (
    Sheet(unit_sheet.CODE, N_("Result sheet of an office"), of_hub=False),
    Sheet(hub_sheet.CODE, N_("Consolidated sheet of a hub"), of_hub=True),
)
