"""B3: every criterion with its answers by level, what has no answer by kind, index, mean and interval."""

from __future__ import annotations

from printing.sheets.sheet import Sheet

SHEET = Sheet("B3", across=True, size=9.0)
