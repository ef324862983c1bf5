"""What is read sooner is what the careful reader reads, and whatever is not written as usual is left to it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from unittest.mock import patch

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.basics.tables import Cell, Table
from models.workbooks import tables_from, xlsx
from models.workbooks.problems import TooManyColumns
from models.workbooks.xlsx_quick import BesideValues, look

FORMATS = ("General", "000000", "0.0%", "dd/mm/yyyy", "[h]:mm", '"HS-"0', "#,##0.00", "@", "dd/mm/yyyy hh:mm")
UNWRITABLE = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
FIRST, LAST = datetime(1900, 3, 1), datetime(2199, 1, 1)  # noqa: DTZ001 -- cells have no zone
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.integers(-5, 70),
    st.floats(-1e12, 1e12, allow_nan=False),
    st.dates(FIRST.date(), LAST.date()),
    st.datetimes(FIRST, LAST).map(lambda moment: moment.replace(microsecond=0)),
    st.times().map(lambda moment: moment.replace(microsecond=0)),
    st.text(max_size=8).filter(lambda text: not UNWRITABLE.search(text)),
    st.sampled_from(("#N/A", "#DIV/0!", "=A1*2", "Hộ tịch", " có dấu cách ", "_x000D_", "00012", "a\nb")),
)
ROWS = st.lists(st.lists(st.tuples(CELLS, st.sampled_from(FORMATS)), max_size=5), max_size=6)


def book(rows: Sequence[Sequence[tuple[object, str]]], *, hidden: int = 0, merged: str = "") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row, cells in enumerate(rows, 1):
        for column, (value, code) in enumerate(cells, 1):
            cell = sheet.cell(row, column)
            cell.value = value  # type: ignore[assignment]  # whatever a cell can hold
            cell.number_format = code
    if hidden:
        sheet.row_dimensions[hidden].hidden = True
        sheet.column_dimensions["B"].hidden = True
    if merged:
        sheet.merge_cells(merged)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def shown(tables: Sequence[Table]) -> list[object]:
    def told(cell: Cell) -> object:
        return type(cell), cell, getattr(cell, "shown", "")

    return [
        (
            each.name,
            sorted(each.merges),
            each.hidden_rows,
            each.hidden_columns,
            [list(map(told, row)) for row in each.rows],
        )
        for each in tables
    ]


def both(content: bytes) -> tuple[list[object], list[object], int]:
    """What is read with and without the quick way, and how many sheets went by it."""
    taken: list[bool] = []

    def watched(part: bytes, **of: object) -> BesideValues | None:
        found = look(part, **of)  # type: ignore[arg-type]  # passed on as it came
        taken.append(found is not None)
        return found

    with patch.object(xlsx, "look", watched):
        sooner = shown(tables_from(content, name="a.xlsx"))
    with patch.object(xlsx, "look", lambda _part, **_of: None):
        return sooner, shown(tables_from(content, name="a.xlsx")), sum(taken)


@pytest.mark.parametrize("value", [2958466, -1.5, 10**9])
def test_a_number_that_is_no_day_of_the_calendar_is_read_the_same_in_both_ways(value: float) -> None:
    sooner, careful, quick = both(book([[(value, "dd/mm/yyyy"), (value, "0")]]))
    assert (sooner, quick) == (careful, 0)
    assert both(book([[(46000, "dd/mm/yyyy"), (value, "0")]]))[2] == 1


@settings(deadline=None)
@given(rows=ROWS, hidden=st.integers(0, 3), merged=st.sampled_from(("", "A1:B2", "B2:B4")))
def test_both_ways_read_the_same_of_whatever_a_sheet_holds(
    rows: list[list[tuple[object, str]]], hidden: int, merged: str
) -> None:
    sooner, careful, _ = both(book(rows, hidden=hidden, merged=merged))
    assert sooner == careful


def test_an_ordinary_list_goes_the_quick_way_with_formats_errors_and_what_is_hidden() -> None:
    rows: list[list[tuple[object, str]]] = [
        [("Mã", "General"), ("Ngày", "General"), ("Tỷ lệ", "General")],
        [(123, "000000"), (date(2026, 7, 1), "dd/mm/yyyy"), (0.25, "0%")],
        [("#N/A", "General"), (1.5, "General"), (None, "000000")],
    ]
    sooner, careful, count = both(book(rows, hidden=2, merged="A2:A3"))
    assert sooner == careful
    assert count == 1


def changed(content: bytes, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name))
    return file.getvalue()


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        (rb'<c r="A1"', b"<c"),
        (rb'r="A1"', b"r='A1'"),
        (rb"<sheetData>", b"<sheetData><!-- x -->"),
        (rb'<row r="2"', b"<row"),
        (rb"<v>7</v>", b"<v>7777777777777777</v>"),
        (rb"<v>7</v>", b"<f>A1</f>"),
        (rb'<c r="A2" t="n">', b'<c r="ZZ2" t="n">'),
    ],
)
def test_a_sheet_that_is_not_written_as_usual_is_read_carefully(pattern: bytes, by: bytes) -> None:
    content = book([[(1, "General"), (2, "General")], [(7, "General")]])
    hurt = changed(content, lambda part: re.sub(pattern, by, part, count=1))
    assert hurt != content
    with patch.object(xlsx, "rows_of", side_effect=AssertionError):
        try:
            tables_from(hurt, name="a.xlsx")
        except TooManyColumns:
            return


def test_a_length_of_time_beyond_all_calendars_is_a_number() -> None:
    sooner, careful, _ = both(book([[(1e12, "[h]:mm"), (-1, "dd/mm/yyyy"), (60, "dd/mm/yyyy")]]))
    assert sooner == careful


def test_two_cells_far_apart_fill_no_memory() -> None:
    content = changed(book([[(1, "General")]]), lambda part: part.replace(
        b"</sheetData>", b'<row r="199999"><c r="H199999"><v>1</v></c></row></sheetData>'))  # fmt: skip
    sooner, careful, count = both(content)
    assert sooner == careful
    assert count == 0
