"""The sheets of a report: one file a sheet, and its line in `SHEETS`."""

from __future__ import annotations

from printing.sheets import (
    balance,
    criteria,
    expectations,
    factors,
    makeup,
    perceptions,
    ranking,
    sampling,
    sectors,
    trend,
)

SHEETS = (
    ranking.SHEET,
    balance.SHEET,
    factors.SHEET,
    criteria.SHEET,
    makeup.SHEET,
    sectors.SHEET,
    perceptions.SHEET,
    expectations.SHEET,
    trend.SHEET,
    sampling.SHEET,
)
