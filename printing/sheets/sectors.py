"""B5: sectors with their procedures, joint procedures apart, and evaluated agencies."""

from __future__ import annotations

from printing.sheets.sheet import Sheet

SHEET = Sheet("B5")
