"""B4: who answered, with the index of each group."""

from __future__ import annotations

from printing.sheets.sheet import Sheet

SHEET = Sheet("B4")
