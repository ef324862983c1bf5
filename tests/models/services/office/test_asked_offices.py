"""A list of offices that take part, pasted or from a table: each row is taken, refused with its reason, or empty."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.reading import ColumnState
from models.domain.basics.tables import Table
from models.services.office.asked_offices import NoOfficesNamed, pasted_rows, read_asked_offices, rows_of, told_refused

DAY = date(2026, 9, 30)


def named(text: str) -> list[tuple[str, int | None]]:
    read = read_asked_offices(BUILT_IN, pasted_rows(text), day=DAY)
    return [(unit.key.code, aim) for unit, aim in read.offices]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00004\n00008", [("00004", None), ("00008", None)]),
        ("Phường Ba Đình\t120\nphuong ngoc ha;80", [("00004", 120), ("00008", 80)]),
        ("UBND phường Ba Đình", [("00004", None)]),
        ("Mã\tĐơn vị\tChỉ tiêu\n00004\tPhường Ba Đình\t1.200\n\n4\t\t", [("00004", 1200)]),
        ("STT;Tên đơn vị;Số phiếu\n1;Phường Ba Đình;50\n2;Phường Ngọc Hà;", [("00004", 50), ("00008", None)]),
        ("DANH SÁCH\nMã đơn vị\n4\n8", [("00004", None), ("00008", None)]),
    ],
)
def test_offices_are_known_by_code_and_by_name(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert named(text) == expected


def test_what_is_not_understood_is_told_by_row_with_what_was_probably_meant() -> None:
    read = read_asked_offices(
        BUILT_IN, pasted_rows("Phường Ba Đinhh\n00004\n00004\n99999\n00004;Phường Ngọc Hà\n00008;hai mươi"), day=DAY
    )
    assert [unit.key.code for unit, _ in read.offices] == ["00004", "00008"]
    told = [str(each) for each in told_refused(read.account.refused)]
    assert [each.row for each in read.account.refused] == [1, 3, 4, 5]
    assert "Phường Ba Đình" in told[0]
    assert "stands in the list before" in told[1]
    assert "No office has this code" in told[2]
    assert "name that of Phường Ngọc Hà" in told[3]


def test_a_number_of_forms_that_is_none_is_refused_with_its_row() -> None:
    read = read_asked_offices(BUILT_IN, pasted_rows("Mã;Chỉ tiêu\n00004;nhiều\n00008;9"), day=DAY)
    assert [(unit.key.code, aim) for unit, aim in read.offices] == [("00008", 9)]
    assert "no number of forms" in str(told_refused(read.account.refused)[0])


def test_an_unknown_column_is_told(  # a column that is dropped in silence may be the one that was meant
) -> None:
    read = read_asked_offices(BUILT_IN, pasted_rows("Mã;Chỉ tiêuu;Ghi chú\n00004;9;x"), day=DAY)
    assert [column.meant for column in read.account.of(ColumnState.UNKNOWN)] == ["Chỉ tiêu", ""]


def test_a_list_without_an_office_is_refused() -> None:
    with pytest.raises(NoOfficesNamed):
        read_asked_offices(BUILT_IN, pasted_rows("xin chào\n\n"), day=DAY)


@pytest.mark.parametrize("seed", range(20))
def test_rows_in_are_rows_taken_refused_and_empty_in_any_order(seed: int) -> None:
    chance = random.Random(seed)
    units = chance.sample(BUILT_IN.units_valid_on(DAY), 12)
    rows = [chance.choice([(unit.key.code,), (unit.full_name, str(chance.randrange(500)))]) for unit in units]
    rows += [("không có",), ("",), rows[0]]
    chance.shuffle(rows)
    read = read_asked_offices(BUILT_IN, rows, day=DAY)
    account = read.account
    assert account.read == len(rows) == account.taken + len(account.refused) + account.empty
    assert {unit for unit, _ in read.offices} <= set(units)


def test_numbers_of_a_sheet_lose_their_point_and_no_more() -> None:
    table = Table("x", ((Decimal("4.0"), "Phường Ba Đình", Decimal("12.5")), (None, 7, "x")))
    assert rows_of(table) == (("4", "Phường Ba Đình", "12.5"), ("", "7", "x"))
