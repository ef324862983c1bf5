"""B1: forms issued, handed out, returned and valid."""

from __future__ import annotations

from printing.sheets.sheet import Sheet

SHEET = Sheet("B1", size=9.5)
