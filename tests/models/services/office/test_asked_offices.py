"""A list of offices that take part, pasted or from a table: each row is taken, refused with its reason, or empty."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.people import Person
from models.domain.basics.reading import ColumnState
from models.domain.basics.tables import Table
from models.domain.basics.units import UnitKey
from models.services.office.asked_offices import (
    NoOfficesNamed,
    TargetsStandTwice,
    pasted_table,
    read_office_table,
    told_refused,
)

DAY = date(2026, 9, 30)


def named(text: str) -> list[tuple[str, int | None]]:
    read = read_office_table(BUILT_IN, (pasted_table(text),), day=DAY)
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
    read = read_office_table(
        BUILT_IN, (pasted_table("Phường Ba Đinhh\n00004\n00004\n99999\n00004;Phường Ngọc Hà\n00008;hai mươi"),), day=DAY
    )
    assert [unit.key.code for unit, _ in read.offices] == ["00004", "00008"]
    told = [str(each) for each in told_refused(read.account.refused)]
    assert [each.row for each in read.account.refused] == [1, 3, 4, 5]
    assert "Phường Ba Đình" in told[0]
    assert "stands in the list before" in told[1]
    assert "No office has this code" in told[2]
    assert "name that of Phường Ngọc Hà" in told[3]


def test_a_list_of_who_is_in_charge_knows_no_period() -> None:
    lan = Person(UnitKey.parse("01@2025-07-01"), "lan", "Nguyễn Thị Lan")
    table = pasted_table("Mã;Phụ trách\n99999;lan\n00004;lan")
    (refused,) = told_refused(read_office_table(BUILT_IN, (table,), day=DAY, people=(lan,)).account.refused)
    assert str(refused).endswith("No office has this code or name.")


def test_a_code_of_two_wards_is_taken_with_its_name_alone() -> None:
    assert named("00226;Phường Kim Liên\n00226;Phường Văn Miếu - Quốc Tử Giám\n00073;9") == [
        ("00229", None),
        ("00226", None),
        ("00082", 9),
    ]
    read = read_office_table(BUILT_IN, (pasted_table("00226;7\n00004"),), day=DAY)
    (refused,) = told_refused(read.account.refused)
    assert "Phường Kim Liên" in str(refused)
    assert "Phường Văn Miếu - Quốc Tử Giám" in str(refused)


def test_a_number_of_forms_that_is_none_is_refused_with_its_row() -> None:
    read = read_office_table(BUILT_IN, (pasted_table("Mã;Chỉ tiêu\n00004;nhiều\n00008;9"),), day=DAY)
    assert [(unit.key.code, aim) for unit, aim in read.offices] == [("00008", 9)]
    assert "no number of forms" in str(told_refused(read.account.refused)[0])


def test_an_unknown_column_is_told(  # a column that is dropped in silence may be the one that was meant
) -> None:
    read = read_office_table(BUILT_IN, (pasted_table("Mã;Chỉ tiêuu;Ghi chú\n00004;9;x"),), day=DAY)
    assert [column.meant for column in read.account.of(ColumnState.UNKNOWN)] == ["Chỉ tiêu", ""]


def test_a_list_without_an_office_is_refused() -> None:
    with pytest.raises(NoOfficesNamed):
        read_office_table(BUILT_IN, (pasted_table("xin chào\n\n"),), day=DAY)


@pytest.mark.parametrize("seed", range(20))
def test_rows_in_are_rows_taken_refused_and_empty_in_any_order(seed: int) -> None:
    chance = random.Random(seed)
    units = chance.sample(BUILT_IN.units_valid_on(DAY), 12)
    rows = [chance.choice([(unit.key.code,), (unit.full_name, str(chance.randrange(500)))]) for unit in units]
    rows += [("không có",), ("",), rows[0]]
    chance.shuffle(rows)
    read = read_office_table(BUILT_IN, (Table("", tuple(rows)),), day=DAY)
    account = read.account
    assert account.read == len(rows) == account.taken + len(account.refused) + account.empty
    assert {unit for unit, _ in read.offices} <= set(units)


def test_numbers_of_a_sheet_lose_their_point_and_no_more() -> None:
    table = Table("x", (("Mã", "Tên", "Chỉ tiêu"), (Decimal("4.0"), "Phường Ba Đình", Decimal("12.5")), (8, None, 30)))
    read = read_office_table(BUILT_IN, (table,), day=DAY)
    assert [(unit.key.code, aim) for unit, aim in read.offices] == [("00008", 30)]
    assert [each.text for each in read.account.refused] == ["4 · Phường Ba Đình · 12.5"]


def test_what_a_file_holds_beside_the_list_is_told() -> None:
    cover = Table("Bìa", (("DANH SÁCH",),))
    asked = Table("DS", (("Mã", "Chỉ tiêu phiếu", None), ("00004", 9, "x"), ("00008", 7)), hidden_rows=frozenset({3}))
    account = read_office_table(BUILT_IN, (cover, asked), day=DAY).account
    assert [(each.name, each.state) for each in account.columns] == [
        ("Mã", ColumnState.USED), ("Chỉ tiêu phiếu", ColumnState.USED), ("C", ColumnState.UNKNOWN),
    ]  # fmt: skip
    assert [str(note) for note in account.notes] == [
        "Only the sheet “DS” was read. The file has further ones: Bìa.",
        "1 rows are hidden in the sheet and were read like all others: 3.",
    ]


def test_names_in_an_old_code_are_converted_and_two_targets_refused() -> None:
    read = read_office_table(BUILT_IN, (pasted_table("Đơn vị;Chỉ tiêu\nPhöôøng Ba Ñình;9"),), day=DAY)
    assert [(unit.key.code, aim) for unit, aim in read.offices] == [("00004", 9)]
    with pytest.raises(TargetsStandTwice):
        read_office_table(BUILT_IN, (pasted_table("Mã;Chỉ tiêu;Chỉ tiêu\n00004;9;8"),), day=DAY)
