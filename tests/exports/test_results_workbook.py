from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from exports.results_workbook import write_report
from models.domain.basics.table_values import ColumnKind
from models.domain.book.periods import Period
from models.domain.sheets import SHEETS, balance, criteria, factors, ranking, report_tables
from models.domain.sheets.report import Report
from models.language import load
from models.services.figures.reporting import report_of
from models.store.database import Station
from tests.builders.acts import AT, WARD
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_hub, of_office, period_of, ward


class Made(NamedTuple):
    station: Station
    period: Period
    office: Report
    hub: Report

    def written(self, report: Report, to: Path) -> openpyxl.Workbook:
        write_report(self.station, self.period, report, language=load("vi"), to=to, at=AT)
        return openpyxl.load_workbook(to)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    with closing(ward(tmp_path_factory.mktemp("workbook") / "ward", is_hub=True)) as station:
        period = period_of(station, units=(WARD,))
        keyed(station, period, sample_rows())
        office, hub = (report_of(station, period, each) for each in (of_office(WARD), of_hub(station)))
        yield Made(station, period, office, hub)


@pytest.fixture(scope="module")
def unit_book(made: Made, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    return made.written(made.office, tmp_path_factory.mktemp("book") / "kết quả.xlsx")


def charts(book: openpyxl.Workbook, name: str) -> list[Any]:
    """The charts of a sheet; openpyxl has no public list of them."""
    return list(sheet(book, name)._charts)  # type: ignore[attr-defined]  # noqa: SLF001


def sheet(book: openpyxl.Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def test_figures_are_real_numbers_rounded_as_on_paper(unit_book: openpyxl.Workbook) -> None:
    found = [row for row in sheet(unit_book, criteria.CODE).iter_rows(min_row=4, values_only=True) if row[0] == "22"]
    assert found[0][2:] == (1, 3.13, 2, 6.25, 4, 12.5, 20, 62.5, 5, 15.63, 32, 2, 0, 0, 3, 113, 0, 78.13, 3.8125)


def test_numbers_have_their_decimals_and_heads_stay_in_sight(unit_book: openpyxl.Workbook) -> None:
    table = sheet(unit_book, criteria.CODE)
    assert table.freeze_panes == "A4"
    assert table.print_title_rows in ("3:3", "$3:$3")
    assert [table.cell(5, column).number_format for column in (3, 4, 20, 21)] == ["#,##0", "0.00", "0.00", "0.0000"]


def test_sums_and_sections_are_bold_and_no_other_row_is(unit_book: openpyxl.Workbook, made: Made) -> None:
    seen = set()
    tables = [table for table in report_tables(made.office) if table.name in unit_book.sheetnames]
    assert len(tables) > 5
    for table in tables:
        shown = sheet(unit_book, table.name)
        kinds = [kind for each in table.columns for kind in ((each.kind,) * (1 + (each.kind is ColumnKind.PARTS)))]
        for row, line in enumerate(table.rows, 4):
            cells = shown[row][: 1 if line.is_section else len(kinds)]  # a section is one cell over all columns
            is_bold = line.is_total or line.is_subtotal or line.is_section
            assert {bool(cell.font.b) for cell in cells} == {is_bold}, (table.name, row)
            seen.add(is_bold)
            if not line.is_section:
                assert [bool(cell.alignment.wrap_text) for cell in cells] == [kind is ColumnKind.TEXT for kind in kinds]
                assert {cell.border.top.style for cell in cells} == {"thin"}
    assert seen == {True, False}


def test_the_last_sheet_says_what_the_figures_stand_on(unit_book: openpyxl.Workbook, made: Made) -> None:
    basis = {row[0]: row[1] for row in sheet(unit_book, "Căn cứ").iter_rows(values_only=True)}
    assert basis["Mã đối chiếu"] == made.office.figures.fingerprint
    assert basis["Mã"] == "00004"


def test_a_hub_has_its_ranking(made: Made, tmp_path: Path) -> None:
    table = sheet(made.written(made.hub, tmp_path / "hub.xlsx"), ranking.CODE)
    assert [cell.value for cell in table[4]][:5] == ["1", "Phường Ba Đình", 150, 85.14, 1]


def test_tables_with_bars_on_paper_have_native_charts(unit_book: openpyxl.Workbook) -> None:
    drawn = {name for name in unit_book.sheetnames if charts(unit_book, name)}
    assert drawn == {sheet.code for sheet in SHEETS if sheet.chart is not None} - {ranking.CODE}


def test_the_control_totals_are_those_of_the_columns(unit_book: openpyxl.Workbook) -> None:
    totals = {row[:2]: row[2:] for row in sheet(unit_book, "Số kiểm tra").iter_rows(min_row=2, values_only=True)}
    column = [row[2] for row in sheet(unit_book, balance.CODE).iter_rows(min_row=4, max_row=16, values_only=True)]
    assert totals[balance.CODE, "Số phiếu"] == (13, sum(number for number in column if isinstance(number, int)))


def test_the_code_book_names_every_choice(unit_book: openpyxl.Workbook) -> None:
    rows = list(sheet(unit_book, "Bảng mã").iter_rows(min_row=2, values_only=True))
    assert ("C6", "3", "Trễ hẹn") in {row[1:] for row in rows}
    assert "?" in {row[2] for row in rows}


def test_the_chart_of_factors_ends_with_the_overall_index(unit_book: openpyxl.Workbook) -> None:
    found = sheet(unit_book, factors.CODE)
    drawn = charts(unit_book, factors.CODE)[0].series[0].val.numRef.f
    last = int(drawn.rpartition("$")[2])
    assert [row[0] for row in found.iter_rows(min_row=4, max_row=last, values_only=True)][:-1] == list("12345")
    assert found.cell(last, 2).value == "Chỉ số hài lòng chung (câu hỏi chung 23)"
    assert found.cell(last + 1, 2).value == "Trung bình các yếu tố (để so sánh)"
