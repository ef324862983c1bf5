"""Every sheet says all of itself in one place, and its chart tells nothing that its table hides."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from models.domain.basics.table_values import ResultRow, ResultTable, said
from models.domain.disclosure.suppression import HIDDEN
from models.domain.sheets import SHEETS, comments, expectations, factors, signals
from models.domain.sheets.sheet import Sheet

ROOT = Path(__file__).parents[4]
CODES = tuple(sheet.code for sheet in SHEETS)


def test_no_two_sheets_share_a_code() -> None:
    every = (*CODES, comments.CODE, signals.CODE)
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("code", [*CODES, comments.CODE, signals.CODE])
def test_a_code_is_written_in_the_file_of_its_sheet_alone(code: str) -> None:
    naming = [
        path.relative_to(ROOT).as_posix()
        for folder in ("desktop", "exports", "models", "printing")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(rf'"{code}[a-d]?"', path.read_text(encoding="utf-8"))
    ]
    assert len(naming) == 1
    assert naming[0].startswith("models/domain/sheets/")


def drawn(sheet: Sheet, *rows: ResultRow) -> list[tuple[object, Fraction | None]]:
    assert sheet.chart is not None
    table = ResultTable(sheet.code, "", sheet.title, sheet.title, (), rows)
    return [(bar.label, bar.value) for bar in sheet.chart.bars(table)]


def test_a_chart_has_no_bar_for_what_its_table_hides() -> None:
    """How an office alone is told its wishes follows from those of the hub: they are hidden, on the chart too."""
    title = ResultRow((said("{question}", question="E"),), is_section=True)
    shown = ResultRow(("1", "Nhanh hơn", 9, Fraction(60)))
    hidden = ResultRow(("2", "Rẻ hơn", HIDDEN, HIDDEN))
    base = ResultRow(("", "Số người trả lời", 15, ""), is_total=True)
    assert drawn(expectations.SHEET, title, shown, hidden, base) == [("Nhanh hơn", Fraction(60))]


def test_wishes_of_two_questions_add_up_to_no_common_chart() -> None:
    title = ResultRow(("E",), is_section=True)
    row = ResultRow(("1", "Nhanh hơn", 9, Fraction(60)))
    assert drawn(expectations.SHEET, title, row, title, row) == []


def test_a_factor_without_answers_keeps_its_place_and_the_total_stands_last() -> None:
    rows = (
        ResultRow(("1", "Tiếp cận", 3, Fraction(80))),
        ResultRow(("2", "Góp ý", 3, None)),
        ResultRow(("", "Chung", "", Fraction(70)), is_total=True),
        ResultRow(("", "Trung bình", "", Fraction(75))),
    )
    assert drawn(factors.SHEET, *rows) == [
        ("Tiếp cận", Fraction(80)),
        ("Góp ý", None),
        (said("Overall index"), Fraction(70)),
    ]
