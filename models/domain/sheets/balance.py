"""B1: the book of forms, issued, handed out, returned, valid."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, said
from models.domain.figures.figures import Figures
from models.domain.sheets.sheet import BriefPaper, ReportPaper, Sheet

CODE = "B1"
TITLE = N_("Forms issued and returned")

_STATES = (
    ("1", N_("Forms issued"), "issued", "", True),
    ("2", N_("In stock"), "in_stock", "issued", False),
    ("3", N_("Spoiled"), "spoiled", "issued", False),
    ("4", N_("Handed out"), "handed_out", "issued", True),
    ("4.1", N_("Still out"), "still_out", "handed_out", False),
    ("4.2", N_("Refused"), "refused", "handed_out", False),
    ("4.3", N_("Lost"), "lost", "handed_out", False),
    ("4.4", N_("Returned"), "returned", "handed_out", True),
    ("4.4.1", N_("Valid"), "valid", "returned", False),
    ("4.4.2", N_("Invalid"), "invalid", "returned", False),
    ("4.4.3", N_("Waiting for the second keying"), "awaiting_second", "returned", False),
    ("4.4.4", N_("Disputed between keyings"), "disputed", "returned", False),
    ("4.4.5", N_("Not keyed yet"), "not_keyed", "returned", False),
)
"""Number, words, word of `--json`, what the share is taken of, and whether the row stands out."""


def balance_table(figures: Figures) -> ResultTable:
    """The book of forms: issued, handed out, returned, valid, each with its share of what it is part of."""
    balance = figures.balance
    rows = tuple(
        ResultRow(
            (
                place,
                Sentence(words),
                balance.get(name, 0),
                _share(balance.get(name, 0), balance.get(whole, 0)) if whole else "",
            ),
            is_total=top,
        )
        for place, words, name, whole, top in _STATES
    )
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 12),
        ResultColumn(said(N_("Contents")), ColumnKind.TEXT, 92),
        ResultColumn(said(N_("Forms")), ColumnKind.COUNT, 28),
        ResultColumn(said(N_("Share (%)")), ColumnKind.PER_CENT, 30),
    )
    notes = [
        said(N_("Shares are taken of the line above in rank: 2, 3, 4 of 1; 4.1 to 4.4 of 4; 4.4.1 to 4.4.5 of 4.4."))
    ]
    if figures.alarms:
        notes.append(said(N_("Forms with contradicting facts, to be looked at: {count}."), count=figures.alarms))
    if figures.keyed_not_issued:
        words = N_("Keyed but not known as issued, counted nowhere: {count}.")
        notes.append(said(words, count=figures.keyed_not_issued))
    return ResultTable(CODE, "", said(TITLE), said(N_("Issued and returned")), columns, rows, tuple(notes))


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


COUNTED = """
SELECT period, province, CAST(SUM(issued) AS BIGINT) AS issued, CAST(SUM(in_stock) AS BIGINT) AS in_stock,
    CAST(SUM(spoiled) AS BIGINT) AS spoiled, CAST(SUM(handed_out) AS BIGINT) AS handed_out,
    CAST(SUM(still_out) AS BIGINT) AS still_out, CAST(SUM(refused) AS BIGINT) AS refused,
    CAST(SUM(lost) AS BIGINT) AS lost, CAST(SUM(returned) AS BIGINT) AS returned, CAST(SUM(valid) AS BIGINT) AS valid,
    CAST(SUM(invalid) AS BIGINT) AS invalid, CAST(SUM(awaiting_second) AS BIGINT) AS awaiting_second,
    CAST(SUM(disputed) AS BIGINT) AS disputed, CAST(SUM(not_keyed) AS BIGINT) AS not_keyed
FROM offices
GROUP BY GROUPING SETS ((period), (period, province))
"""
"""The book of forms of every province, and of the country (without a province)."""

SHEET = Sheet(
    CODE,
    TITLE,
    lambda report: (balance_table(report.figures),),
    ReportPaper(size=9.5),
    brief=BriefPaper(lambda figures: (balance_table(figures),), size=10.0, further_size=10.0),
    chart=None,
    counted=COUNTED,
)
