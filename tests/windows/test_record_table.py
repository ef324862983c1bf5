"""A table of many rows under the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.theme import Root
from desktop.widgets.record_table import RecordTable
from desktop.widgets.table_rows import Column
from models.domain.folding import without_tones
from models.language import load

Press = Callable[[str], None]
NAMES = ("Nguyễn Văn Đức", "Trần Thị Hòa", "Nguyên Bảo")


@pytest.fixture
def opened() -> list[int]:
    return []


@pytest.fixture
def table(root: Root, opened: list[int]) -> RecordTable:
    made = RecordTable(root, [Column("Số", 8, is_number=True), Column("Tên", 30, stretches=True)], load("vi"),
                       empty="Chưa có phiếu. Bấm F5 để cấp.", fold=without_tones, on_open=opened.append)  # fmt: skip
    made.pack(fill="both", expand=True)
    made.show([(str(place), NAMES[place % 3]) for place in range(20_000)])
    root.update()
    made.first_focus()
    root.update()
    return made


def test_only_rows_in_sight_are_made(table: RecordTable) -> None:
    assert 5 < len(table.tree.get_children()) < 60


def test_the_end_of_a_long_table_is_one_key_away(table: RecordTable, opened: list[int], press: Press) -> None:
    press("<End>")
    press("\n")
    assert opened == [19_999]
    assert table.tree.exists("19999")


def test_a_typed_letter_filters(table: RecordTable, root: Root, press: Press) -> None:
    press("n")
    root.update()
    table.filter("nguyen")
    assert len(table.rows.shown) == 13_333
    press("\n")
    press("<Escape>")
    table.filter("")
    assert len(table.rows.shown) == 20_000


def test_several_rows_are_copied_with_their_titles(table: RecordTable, root: Root, press: Press) -> None:
    press("<Shift-Down>")
    press("<Control-c>")
    assert root.clipboard_get() == "Số\tTên\n0\tNguyễn Văn Đức\n1\tTrần Thị Hòa\n"


def test_a_column_is_sorted_by_keys(table: RecordTable, press: Press) -> None:
    press("<Right>")
    press("<F4>")
    assert table.rows.rows[table.rows.shown[0]][1] == "Nguyên Bảo"
    press("<F4>")
    assert table.rows.rows[table.rows.shown[0]][1] == "Trần Thị Hòa"


def test_an_empty_table_says_what_to_do(table: RecordTable, root: Root) -> None:
    table.show([])
    root.update()
    assert table._nothing.winfo_ismapped()
    assert table._nothing.cget("text") == "Chưa có phiếu. Bấm F5 để cấp."


def test_rows_shown_anew_keep_filter_and_order(table: RecordTable) -> None:
    table.sort(0)
    table.sort(0)
    table.filter("hoa")
    table.show([("1", "Hòa"), ("2", "Bình"), ("10", "Hoa")])
    assert list(table.rows.shown) == [2, 0]
