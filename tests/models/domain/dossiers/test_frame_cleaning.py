"""Cells that do not say themselves what stands there are understood, or empty and told; never data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.tables import Cell, Table
from models.domain.dossiers.frame import FrameReading, Reason
from models.domain.dossiers.frame_headers import search_headers
from models.domain.dossiers.frame_rows import read_frame

HEADER = ("Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả", "Họ và tên", "CCCD", "SĐT", "Địa chỉ")
WHOLE: tuple[Cell, ...] = ("H1", "Hộ tịch", "05/07/2026", "Lê An", "001090000012", "0912345678", "Số 1 Đội Cấn")


def read(*rows: Sequence[Cell]) -> FrameReading:
    found = search_headers([Table("DS", (HEADER, *map(tuple, rows)))], BUILT_IN.customs).complete()
    return read_frame(found, first=date(2026, 7, 1), last=date(2026, 9, 30), salt=b"s")


def told(reading: FrameReading) -> list[str]:
    return [str(note) for note in reading.account.notes]


def test_errors_and_uncomputed_formulas_beside_the_deciding_cells_are_empty_and_told() -> None:
    reading = read(("H1", "Hộ tịch", "05/07/2026", "#N/A", "#VALUE!", "#REF!", "=B3&C3"))
    (entry,) = reading.entries
    assert (entry.name, entry.phone, entry.address) == ("", "", "")
    assert len(told(reading)) == 4
    assert told(reading)[0] == "1 cells of “Họ và tên” show an error of the sheet and count as empty (rows 2)."


@pytest.mark.parametrize(("day", "reason"), [("#REF!", Reason.ERROR_CELL), ("=TODAY()", Reason.NOT_COMPUTED)])
def test_a_day_that_is_an_error_is_refused_as_that(day: str, reason: Reason) -> None:
    assert read(("H1", "Hộ tịch", day)).refused[0].reason is reason


def test_ditto_marks_are_what_stands_above_in_every_column_but_the_number() -> None:
    reading = read(WHOLE, ("H2", "nt", "-nt-", "như trên", '"', "〃", "nt"))
    one, other = reading.entries
    assert (other.sector, other.returned, other.name, other.phone, other.address) == (
        one.sector, one.returned, one.name, one.phone, one.address,
    )  # fmt: skip
    assert other.person == one.person
    assert len(told(reading)) == 6


def test_a_ditto_mark_with_nothing_above_names_nobody() -> None:
    reading = read(("H1", "Hộ tịch", "nt"))
    assert reading.refused[0].reason is Reason.BAD_DATE


def test_signs_of_a_text_are_no_part_of_it() -> None:
    (entry,) = read(("'H1", "'Hộ tịch", "'05/07/2026", "'Lê An", None, "'0912345678")).entries
    assert (entry.dossier, entry.sector, entry.name, entry.phone) == ("H1", "Hộ tịch", "Lê An", "0912345678")


def test_numbers_that_lost_their_digits_compare_nobody_and_are_told() -> None:
    reading = read(
        ("H1", "Hộ tịch", "05/07/2026", "Lê An", "1.0109E+10", "9,12E+08"),
        ("H2", "Hộ tịch", "05/07/2026", "Lê Ba", "1.0109E+10", "9,12E+08"),
    )
    one, other = reading.entries
    assert one.person != other.person
    assert (one.phone, other.phone) == ("", "")
    assert len(told(reading)) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/7/26", date(2026, 7, 5)), ("08:30 5-7-26", date(2026, 7, 5)), ("2026.07.05", date(2026, 7, 5)),
        ("5-Jul-2026", date(2026, 7, 5)), ("05 thg 7 2026", date(2026, 7, 5)), ("Chủ nhật, 05/07/2026", date(2026, 7, 5)),
        ("2026-06-30T17:00:00Z", date(2026, 7, 1)), ("2026-07-05T10:00:00+07", date(2026, 7, 5)),
    ],
)  # fmt: skip
def test_days_are_understood_as_lists_write_them(text: str, day: date) -> None:
    assert [entry.returned for entry in read(("H1", "Hộ tịch", text)).entries] == [day]


def test_years_of_two_digits_are_told() -> None:
    assert told(read(("H1", "Hộ tịch", "5/7/26"))) == [
        "1 years of two digits in “Ngày trả kết quả” were read as years from 2000 on (rows 2)."
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "20260705",
        20260705,
        "'20260705",
        "20260705T0830",
        "20260705083000",
        20260705083000,
        "20260704T170000Z",
        "20260705T233000+0700",
    ],
)
def test_a_day_written_as_a_run_of_digits_is_understood_and_told(cell: Cell) -> None:
    reading = read(("20260705", "Hộ tịch", cell))
    assert [(entry.dossier, entry.returned) for entry in reading.entries] == [("20260705", date(2026, 7, 5))]
    assert told(reading) == ["1 runs of digits in “Ngày trả kết quả” were read as year, month and day (rows 2)."]


@pytest.mark.parametrize(
    "cell", ["05072026", "20261305", "20260230", "2026070", 202607051, "20260705 2599", "20122012"]
)
def test_other_runs_of_digits_are_no_day(cell: Cell) -> None:
    assert [row.reason for row in read(("H1", "Hộ tịch", cell)).refused] == [Reason.BAD_DATE]


def test_question_marks_in_an_address_are_told() -> None:
    rows = [(f"H{n}", "Hộ tịch", "05/07/2026", "Lê", None, None, "Số 1") for n in range(20)]
    reading = read(*rows, ("H99", "Hộ tịch", "05/07/2026", "Lê", None, None, "S? 5 ???ng L?ng"))
    (column,) = [each for each in reading.account.columns if each.used_as == "address"]
    assert "question marks" in str(column.why)


def test_the_number_of_a_page_asks_no_question_about_sectors() -> None:
    reading = read(WHOLE, ("Trang 2/3",), ("H2", *WHOLE[1:]))
    assert [entry.dossier for entry in reading.entries] == ["H1", "H2"]
    assert [row.reason for row in reading.refused] == [Reason.NOT_COMPLETED]


def test_a_ditto_mark_below_a_header_that_stands_again_is_the_dossier_above_it() -> None:
    reading = read(WHOLE, HEADER, ("H2", "nt", "nt", "nt", None, None, None))
    assert [(entry.name, entry.sector) for entry in reading.entries] == [("Lê An", "Hộ tịch")] * 2
