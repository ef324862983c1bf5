"""Filtering, sorting and copying without a screen."""

from __future__ import annotations

import pytest

from desktop.widgets.table_rows import Column, TableRows
from models.domain.basics.folding import without_tones

ROWS = (("10", "Nguyễn Đức", "87,50"), ("9", "Nguyên Hoà", "1.200,5"), ("100", "trần thị HÒA", "–"))


@pytest.fixture
def rows() -> TableRows:
    columns = (Column("Số", is_number=True), Column("Tên"), Column("Chỉ số", is_number=True))
    return TableRows(ROWS, columns, without_tones)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [0, 1, 2]), ("nguyen", [0, 1]), ("nguyễn", [0]), ("NGUYEN duc", [0]), ("hòa", [2]), ("hoa", [1, 2]),
        ("đức", [0]), ("xyz", []),
    ],
)  # fmt: skip
def test_words_are_found_with_or_without_tone_marks(rows: TableRows, typed: str, found: list[int]) -> None:
    rows.filter(typed)
    assert list(rows.shown) == found


def test_a_longer_word_narrows_and_a_shorter_one_widens(rows: TableRows) -> None:
    rows.filter("nguyen d")
    rows.filter("nguyen")
    assert list(rows.shown) == [0, 1]


def test_a_word_can_gain_a_tone_mark_while_it_is_typed(rows: TableRows) -> None:
    rows.filter("hoa")
    rows.filter("hoà")
    assert list(rows.shown) == [1]


def test_numbers_sort_by_value_whatever_the_language(rows: TableRows) -> None:
    rows.sort(0)
    assert list(rows.shown) == [1, 0, 2]
    rows.sort(2)
    assert list(rows.shown) == [2, 0, 1]


def test_sorting_again_turns_the_order_and_keeps_the_filter(rows: TableRows) -> None:
    rows.filter("nguyen")
    rows.sort(0)
    rows.sort(0)
    assert list(rows.shown) == [0, 1]


def test_a_cell_with_line_breaks_stays_one_cell(rows: TableRows) -> None:
    lines = TableRows([("1", "a\nb\tc", "")], rows.columns, without_tones)
    lines.filter("b")
    assert list(lines.shown) == [0]
    assert lines.copied([0]) == "Số\tTên\tChỉ số\n1\ta b c\t\n"


def test_an_empty_table_can_be_filtered_and_sorted() -> None:
    empty = TableRows((), (Column("Số"),), without_tones)
    empty.filter("a")
    empty.sort(0)
    assert list(empty.shown) == []


def test_words_sort_as_vietnamese_dictionaries_have_them() -> None:
    names = ("Ấn", "Đất", "Y", "Bảo", "Ăn", "An", "Dân", "Ân", "Ba")
    table = TableRows([(name,) for name in names], (Column("Tên"),), without_tones)
    table.sort(0)
    assert [names[place] for place in table.shown] == ["An", "Ăn", "Ân", "Ấn", "Ba", "Bảo", "Dân", "Đất", "Y"]


def test_the_row_in_which_the_words_stand_as_they_were_typed_comes_before_those_that_hold_them_somehow() -> None:
    names = ["UBND phường Hải Vân", "UBND phường Tam An Hải Đông", "UBND phường An Hải", "UBND xã An Hảihai"]
    rows = TableRows([[each] for each in names], (Column("Đơn vị", 20),), without_tones)
    for typed, place in (("an hai", 1), ("an hai dong", 0), ("phường an hải", 2), ("hai an", 0), ("ai va", 0), ("", 0)):
        rows.filter(typed)
        assert rows.best == place, typed
    rows.filter("an hải")
    assert [names[place] for place in rows.shown][rows.best] == "UBND phường Tam An Hải Đông"
