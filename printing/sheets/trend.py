"""B10: the indices over the periods of an office, only comparable ones side by side."""

from __future__ import annotations

from printing.sheets.sheet import Sheet

SHEET = Sheet("B10", size=9.5)
