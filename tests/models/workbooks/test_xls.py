from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.tables import MergedCells
from models.domain.dossiers.frame_headers import search_headers
from models.domain.dossiers.frame_rows import read_frame
from models.workbooks import Limits, read_tables, tables_from
from models.workbooks.problems import TableOfOldKind, TooManyRows

FILE = Path(__file__).parents[2] / "data" / "danh-sach-cu.xls"


def test_an_old_workbook_is_read_with_its_days_and_merged_cells() -> None:
    (table,) = read_tables(FILE)
    assert table.rows == (
        ("Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả", "Số", "đúng"),
        ("H1", "Hộ tịch", date(2026, 7, 9), Decimal("1.5"), True),
        ("H2", None, datetime(2026, 7, 9, 8, 30), 3, False),  # noqa: DTZ001 -- cells have no zone
        ("H3", "Đất đai", None, 123),
    )
    assert (table.name, table.merges, table.old_kind) == ("DS", (MergedCells(2, 2, 3, 2),), ".xls")


def test_what_is_not_seen_of_an_old_workbook_is_told() -> None:
    found = search_headers(read_tables(FILE), BUILT_IN.customs).complete()
    reading = read_frame(found, first=date(2026, 7, 1), last=date(2026, 9, 30), salt=b"s")
    assert reading.sectors == {"Hộ tịch": 2}
    assert "number formats" in str(reading.account.notes[0])


def test_limits_hold_for_old_workbooks_too() -> None:
    with pytest.raises(TooManyRows):
        read_tables(FILE, limits=Limits(rows=2))


@pytest.mark.parametrize("length", [600, 2000, 4000])
def test_an_old_workbook_that_is_cut_off_is_to_be_saved_anew(length: int) -> None:
    with pytest.raises(TableOfOldKind):
        tables_from(FILE.read_bytes()[:length].ljust(512, b"\0") + "Workbook".encode("utf-16-le"), name="a.xls")
