"""B6: what people met with: visits, extra papers, late results and apology, trouble, payments outside the fees."""

from __future__ import annotations

from printing.sheets.sheet import Sheet

SHEET = Sheet("B6")
