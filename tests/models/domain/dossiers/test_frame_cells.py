from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.tables import Cell
from models.domain.dossiers.frame_cells import (
    day_of,
    dossier_key,
    identity_of,
    is_dossier_number,
    phone_of,
    procedure_of,
    text_of,
)

CELLS = st.one_of(
    st.none(), st.text(), st.booleans(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=4),
    st.dates(), st.datetimes(), st.times(),
)  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 8, 7),
        datetime(2026, 8, 7, 23, 59),  # noqa: DTZ001 -- a list knows no zones
        "7/8/2026",
        "07/08/2026",
        "07/08/2026 09:30",
        "07/08/2026 9:30:15 SA",
        "09:30 07/08/2026",
        " 07 / 08 / 2026\n",
        "'07/08/2026",
        "07.08.2026",
        "07-08-2026",
        "2026-08-07",
        "2026-08-07T09:30:00",
        "2026-08-07T09:30:00.123Z",
        "2026-08-07 09:30:00+07:00",
        "2026/08/07",
        "ngày 07 tháng 8 năm 2026",
        "46241",
        "46241.4",
        46241,
        Decimal("46241.4"),
    ],
)
def test_all_ways_of_writing_a_day_mean_the_7th_of_august(cell: Cell) -> None:
    assert day_of(cell) == date(2026, 8, 7)


@pytest.mark.parametrize(
    "cell",
    ["31/09/2026", "29/02/2026", "00/08/2026", "15/13/2026", "chưa rõ ngày", "-", "8/2026", "07/08/26", "07/08-2026", "2026",
     "2026-13-01", "0/0/0000", "462411", 7, True, time(9, 30), "07/08/2026 đã trả", "٠٧/٠٨/٢٠٢٦"],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(cell: Cell) -> None:
    assert day_of(cell) is None


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from("/.-"), st.booleans())
def test_a_day_written_day_first_is_read_back(day: date, sign: str, padded: bool) -> None:  # noqa: FBT001 -- drawn
    text = (
        f"{day.day:02}{sign}{day.month:02}{sign}{day.year}" if padded else f"{day.day}{sign}{day.month}{sign}{day.year}"
    )
    assert day_of(text) == day
    assert day_of(day.isoformat()) == day


@given(CELLS)
def test_no_cell_breaks_the_rules(cell: Cell) -> None:
    day_of(cell)
    text_of(cell)
    identity_of(cell)
    phone_of(cell)
    procedure_of(cell)
    is_dossier_number(cell)


@pytest.mark.parametrize("cell", ["000.01.04.H26-260803-0001", " H26 - 12 ", "HS 001", 260803001, "HSĐĐ/2026/15"])
def test_dossier_numbers_are_recognised(cell: Cell) -> None:
    assert is_dossier_number(cell)


@pytest.mark.parametrize(
    "cell",
    [None, " ", "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", "Cán bộ Một", "ngày 05 tháng 10 năm 2026", "(2)", "Tổng cộng: 620 hồ sơ",
     "05/10/2026", "II. Hộ tịch", date(2026, 1, 1), True],
)  # fmt: skip
def test_words_of_signatures_and_sums_are_no_dossier_numbers(cell: Cell) -> None:
    assert not is_dossier_number(cell)


def test_dossier_numbers_agree_without_case_and_white_space() -> None:
    assert dossier_key("000.01.04.h26-260803-0001 ") == dossier_key("000.01.04. H26-260803\u00a0-0001")


def test_leading_zeros_do_not_part_identity_numbers() -> None:
    assert identity_of("001464900028") == identity_of(1464900028) == identity_of("001 464 900 028") == "1464900028"
    assert identity_of("0101234567-001") != identity_of("0101234567")
    assert identity_of("B1234567") == identity_of("b 1234567")


@pytest.mark.parametrize("cell", [None, "", "không có", "-", 0, "000000000000", "999999999", "1.4649E+09", True])
def test_what_is_no_identity_number_makes_nobody_the_same(cell: Cell) -> None:
    assert identity_of(cell) == ""


@pytest.mark.parametrize(
    "cell",
    ["0900100052", 900100052, "900100052", "0900 100 052", "0900.100.052", "+84900100052", "+84 900 100 052", "(+84) 900100052",
     "84900100052", "0084900100052", "0900100052 / 0900100053"],
)  # fmt: skip
def test_one_phone_in_all_its_spellings(cell: Cell) -> None:
    assert phone_of(cell, "84") == "0900100052"


def test_text_in_the_phone_column_is_kept_for_whoever_goes_out() -> None:
    assert phone_of(" hỏi  bảo vệ ") == "hỏi bảo vệ"
    assert phone_of(None) == ""


@pytest.mark.parametrize(
    ("cell", "code", "name"),
    [
        ("2.000635 - Cấp bản sao", "2.000635", "Cấp bản sao"),
        ("1.004873.000.00.00.H26 - Cấp Giấy\nxác nhận", "1.004873", "Cấp Giấy xác nhận"),
        ("Đăng ký khai sinh", "", "Đăng ký khai sinh"),
        ("1.001193", "1.001193", ""),
        (None, "", ""),
    ],
)
def test_procedure_cells_are_split(cell: Cell, code: str, name: str) -> None:
    assert procedure_of(cell) == (code, name)
