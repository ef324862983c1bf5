"""B12: how the people who were asked had been chosen."""

from __future__ import annotations

from printing.sheets.sheet import Sheet

SHEET = Sheet("B12")
