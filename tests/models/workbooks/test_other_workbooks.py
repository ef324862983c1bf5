"""Workbooks that other programs than Excel write, Excel's binary one, and web pages under the name of a workbook."""

from __future__ import annotations

import struct
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue import BUILT_IN
from models.domain.basics.problems import Problem
from models.domain.basics.tables import MergedCells, Table, shown
from models.domain.dossiers.frame_headers import search_headers
from models.domain.dossiers.frame_rows import read_frame
from models.workbooks import Limits, tables_from
from models.workbooks.problems import (
    NotATable,
    TableDamaged,
    TableProtected,
    TableTooHeavy,
    TooManyColumns,
    TooManyRows,
)
from tests.builders.other_workbooks import day_number, ods, ods_cell, ods_row, record, xlsb, xlsb_cell, xlsb_row

MORNING = datetime(2026, 7, 9, 8, 30)  # noqa: DTZ001 -- cells have no zone
PAGE = "<html><meta charset='{code}'><table><tr><th>Mã hồ sơ</th><th>Lĩnh vực</th></tr>{rows}</table></html>"
DOSSIERS = (
    ("Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả"),
    ("H1", "Hộ tịch", date(2026, 7, 9)),
    ("H2", "Đất đai", date(2026, 7, 10)),
)


def one(content: bytes, limits: Limits | None = None) -> Table:
    (table,) = tables_from(content, name="ds", limits=limits or Limits())
    return table


def page(rows: str, code: str = "utf-8") -> bytes:
    return PAGE.format(code=code, rows=rows).encode(code)


def as_ods() -> bytes:
    return ods(ods_row(*row) for row in DOSSIERS)


def as_xlsb() -> bytes:
    rows = [xlsb_row(0), *(xlsb_cell(n, str(word)) for n, word in enumerate(DOSSIERS[0]))]
    for number, row in enumerate(DOSSIERS[1:], 1):
        assert isinstance(row[2], date)
        rows += [
            xlsb_row(number),
            xlsb_cell(0, row[0]),
            xlsb_cell(1, row[1]),
            xlsb_cell(2, day_number(row[2]), style=1),
        ]
    return xlsb(rows)


def as_page() -> bytes:
    lines = "".join(f"<tr>{''.join(f'<td>{shown(cell)}</td>' for cell in row)}</tr>" for row in DOSSIERS)
    return f"<table>{lines}</table>".encode()


@pytest.mark.parametrize("content", [as_ods(), as_xlsb(), as_page()], ids=["ods", "xlsb", "html"])
def test_a_list_of_dossiers_is_the_same_list_in_every_kind(content: bytes) -> None:
    found = search_headers(tables_from(content, name="ds"), BUILT_IN.customs).complete()
    reading = read_frame(found, first=date(2026, 7, 1), last=date(2026, 9, 30), salt=b"s")
    assert reading.sectors == {"Hộ tịch": 1, "Đất đai": 1}
    assert not reading.account.refused


def test_an_ods_has_its_values_as_typed() -> None:
    row = ods_row("chữ", 3, 1.5, True, date(2026, 7, 9), MORNING, None, "cuối")
    assert one(ods([row])).rows == (("chữ", 3, Decimal("1.5"), True, date(2026, 7, 9), MORNING, None, "cuối"),)


def test_an_ods_number_keeps_what_the_sheet_shows_where_that_says_more() -> None:
    cells = ods_cell(123, shown="000123") + ods_cell(0.25, shown="25%") + ods_cell(1234.5, shown="1.234,5")
    (row,) = one(ods([f"<table:table-row>{cells}</table:table-row>"])).rows
    assert (row, [shown(cell) for cell in row]) == (
        (123, Decimal("0.25"), Decimal("1234.5")),
        ["000123", "25%", "1234.5"],
    )


def test_what_an_ods_repeats_or_hides_stands_in_its_place() -> None:
    hidden, twice = 'table:visibility="collapse"', 'table:number-columns-repeated="2"'
    empty = '<table:table-cell table:number-columns-repeated="500"/>'
    made = ods(
        [
            ods_row("a", more='table:number-rows-repeated="2"'),
            f'<table:table-row table:number-rows-repeated="3">{empty}</table:table-row>',
            f"<table:table-row {hidden}>{ods_cell(None, more=twice)}{ods_cell('b')}</table:table-row>",
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>',
        ],
        columns=f"<table:table-column/><table:table-column {hidden} {twice}/>",
    )
    table = one(made)
    assert table.rows == (("a",), ("a",), (), (), (), (None, None, "b"))
    assert (table.hidden_rows, table.hidden_columns) == (frozenset({6}), frozenset({2, 3}))


def test_merged_cells_errors_and_uncomputed_formulas_of_an_ods_are_kept() -> None:
    span = 'table:number-rows-spanned="2" table:number-columns-spanned="1"'
    formula = '<table:table-cell table:formula="of:=[.A1]*2"/>'
    rows = [
        f"<table:table-row>{ods_cell('Hộ tịch', more=span)}{ods_cell('#N/A')}{formula}</table:table-row>",
        f"<table:table-row><table:covered-table-cell/>{ods_cell('x')}</table:table-row>",
    ]
    table = one(ods(rows))
    assert table.rows == (("Hộ tịch", "#N/A", "=[.A1]*2"), (None, "x"))
    assert table.merges == (MergedCells(1, 1, 2, 1),)


def test_a_hidden_sheet_of_an_ods_is_hidden() -> None:
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    made = ods([ods_row("a")], styles=style, sheet='table:name="Ẩn" table:style-name="ta2"')
    assert one(made).is_hidden


def test_a_protected_ods_says_so() -> None:
    with pytest.raises(TableProtected):
        one(ods([ods_row("a")], manifest="<manifest:encryption-data/>"))


def test_an_xlsb_has_its_values_formats_and_errors() -> None:
    made = xlsb(
        [
            *(
                xlsb_row(0),
                xlsb_cell(0, "chữ"),
                record(7, struct.pack("<III", 1, 0, 1)),
                xlsb_cell(2, 1.5),
                xlsb_cell(3, True),
            ),
            *(xlsb_row(2, is_hidden=True), xlsb_cell(0, day_number(date(2026, 7, 9)), style=1)),
            *(xlsb_cell(1, day_number(MORNING), style=1), xlsb_cell(2, 123.0, style=2), xlsb_cell(3, None, error=0x2A)),
            record(2, struct.pack("<III", 4, 3, (25 << 2) | 3)),
            record(60, struct.pack("<IIIIH", 1, 1, 2000, 0, 1)),
        ],
        texts=("không", "chung"),
        merges=[(0, 1, 0, 0)],
    )
    table = one(made)
    assert table.rows == (
        *(("chữ", "chung", Decimal("1.5"), True), ()),
        (date(2026, 7, 9), MORNING, 123, "#N/A", Decimal("0.25")),
    )
    assert [shown(table.cell(3, 3)), shown(table.cell(3, 5))] == ["000123", "25,00%"]
    assert (table.merges, table.hidden_rows, table.hidden_columns) == (
        (MergedCells(1, 1, 2, 1),),
        frozenset({3}),
        frozenset({2}),
    )


def test_a_web_page_is_read_as_browsers_show_it() -> None:
    made = page(
        "<tr><td rowspan=2>A<br>B</td><td>&nbsp;Hộ&#32; tịch <script>x<y</script></td></tr><tr><td colspan=2>1 &lt; 2<tr><td>c"
    )
    table = one(made)
    assert table.rows == (("Mã hồ sơ", "Lĩnh vực"), ("A\nB", "Hộ tịch"), (None, "1 < 2"), ("c",))
    assert table.merges == (MergedCells(2, 1, 3, 1), MergedCells(3, 2, 3, 3))


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "windows-1258"])
def test_a_web_page_is_read_in_its_letters(code: str) -> None:
    rows = "<tr><td>H1</td><td>Đất đai</td></tr>"
    content = (
        page(rows, code)
        if code != "windows-1258"
        else PAGE.format(code=code, rows="<tr><td>H1<td>Ða´t").encode("cp1258", "ignore")
    )
    assert one(content).cell(2, 1) == "H1"


def test_a_table_in_a_table_is_a_table_of_its_own() -> None:
    inner = "<table><tr><td>1</td></tr><tr><td>2</td></tr></table>"
    tables = tables_from(
        f"<html><table><tr><td>Tiêu đề</td></tr><tr><td>{inner}</td></tr></table>".encode(), name="ds.xls"
    )
    assert [table.rows for table in tables] == [((("1"),), ("2",)), (("Tiêu đề",),)]
    assert [table.name for table in tables] == ["ds.xls (1)", "ds.xls (2)"]


def test_a_web_page_without_a_table_is_none() -> None:
    with pytest.raises(NotATable):
        one(b"<html><body><p>Not found</p></body></html>")


@pytest.mark.parametrize("content", [as_ods(), as_xlsb(), as_page()], ids=["ods", "xlsb", "html"])
def test_limits_hold_for_every_kind(content: bytes) -> None:
    with pytest.raises(TooManyRows):
        one(content, Limits(rows=2))
    with pytest.raises(TooManyColumns):
        one(content, Limits(columns=2))


@pytest.mark.parametrize("content", [as_ods(), as_xlsb()], ids=["ods", "xlsb"])
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_refused_and_never_breaks(content: bytes, place: int, byte: int) -> None:
    hurt = bytearray(content)
    hurt[place % len(hurt)] = byte
    try:
        tables_from(bytes(hurt), name="ds")
    except Problem:
        return


@given(st.binary(max_size=200))
def test_a_binary_sheet_of_anything_is_refused_or_read(content: bytes) -> None:
    try:
        tables_from(xlsb([xlsb_row(0), content]), name="ds")
    except Problem:
        return


@given(st.text(alphabet="<>/=\"' tdrabletrhsp&#;!-?x1", max_size=200))
def test_a_web_page_of_anything_is_refused_or_read(text: str) -> None:
    try:
        tables_from(f"<html>{text}".encode(), name="ds")
    except Problem:
        return


@pytest.mark.parametrize(
    "content",
    [
        xlsb([xlsb_row(0), xlsb_cell(0, "a"), record(6, struct.pack("<II", 0, 0) + struct.pack("<I", 2**31))]),
        xlsb([xlsb_row(0), record(7, struct.pack("<III", 0, 0, 99))]),
        xlsb([xlsb_cell(0, "without a row")]),
        ods(["<table:table-row>"]),
    ],
)
def test_what_cannot_be_is_damaged(content: bytes) -> None:
    with pytest.raises(TableDamaged):
        one(content)


def test_repeated_rows_within_the_limits_are_read() -> None:
    rows = [ods_row(*"abcdefgh", more=f'table:number-rows-repeated="{count}"') for count in (199_000, 900)]
    assert len(one(ods(rows)).rows) == 199_900


def test_what_is_repeated_beyond_all_measure_is_too_heavy() -> None:
    wide_row = ods_cell("x", more='table:number-columns-repeated="250"')
    made = ods([f"<table:table-row>{wide_row}</table:table-row>"] * 30_000)
    with pytest.raises(TableTooHeavy):
        one(made)
