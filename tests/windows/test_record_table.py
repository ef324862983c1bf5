"""A table of many rows under the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk

import pytest

from desktop.theme import OF_TK, Root, cell_padding, dress
from desktop.widgets.record_table import RecordTable
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import without_tones
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
    root.focus_force()  # whether a window that opens has the keyboard is up to the desktop around it
    made.first_focus()
    root.update()
    return made


def test_only_rows_in_sight_are_made(table: RecordTable) -> None:
    assert 5 < len(table.tree.get_children()) < 60


def test_a_table_is_framed_to_its_edge_and_the_frame_shows_the_keyboard(table: RecordTable, root: Root) -> None:
    frame = table.tree.master
    assert isinstance(frame, ttk.Frame)
    assert frame.winfo_width() == table.winfo_width()
    assert frame.instate(["focus"])
    table.show([("1", "Một")])
    root.update()
    assert frame.winfo_width() == table.winfo_width()
    other = ttk.Entry(root)
    other.pack()
    other.focus_force()
    root.update()
    assert not frame.instate(["focus"])


def test_an_empty_table_says_what_to_do_and_no_key_that_acts_on_nothing(table: RecordTable, root: Root) -> None:
    table.show([])
    root.update()
    assert table.nothing.winfo_ismapped()
    assert "F5" in str(table.nothing["text"])
    assert table.nothing["image"]
    assert not table.foot["text"]
    assert not table._line.winfo_ismapped()  # noqa: SLF001 -- there is nothing to filter
    table.show([("1", "Một")])
    root.update()
    assert table.foot["text"]
    assert table._line.winfo_ismapped()  # noqa: SLF001


def test_titles_stand_over_what_stands_in_their_column(table: RecordTable, root: Root) -> None:
    style = ttk.Style(root)
    title, cell = (
        root.getint(str(style.lookup(name, "padding")[0])) for name in ("Treeview.Heading", "Rows.Treeview.Cell")
    )
    assert 0 <= title - cell <= OF_TK // 2


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
    assert table.nothing.winfo_ismapped()
    assert table.nothing.cget("text") == "Chưa có phiếu. Bấm F5 để cấp."


def test_rows_shown_anew_keep_filter_and_order(table: RecordTable) -> None:
    table.sort(0)
    table.sort(0)
    table.filter("hoa")
    table.show([("1", "Hòa"), ("2", "Bình"), ("10", "Hoa")])
    assert list(table.rows.shown) == [2, 0]


LONG = "Công chức trả lời, giải thích đầy đủ các ý kiến của người dân, tổ chức"


@pytest.fixture
def wrapping(root: Root, opened: list[int]) -> RecordTable:
    made = RecordTable(root, [Column("Số", 8, is_number=True), Column("Tiêu chí", 20, stretches=True, wraps=True)],
                       load("vi"), empty="", fold=without_tones, on_open=opened.append)  # fmt: skip
    made.place(x=0, y=0, width=400, height=400)
    made.show([(str(place), LONG if place % 3 == 1 else "Ngắn") for place in range(20_000)])
    root.update()
    made.first_focus()
    root.update()
    return made


def shown_of(table: RecordTable, row: int) -> str:
    lines = [line for line in table.tree.get_children() if line.partition("+")[0] == str(row)]
    return " ".join(str(table.tree.set(line, "1")) for line in lines).strip()


def test_a_long_text_is_shown_whole_over_several_lines(wrapping: RecordTable) -> None:
    assert shown_of(wrapping, 0) == "Ngắn"
    assert wrapping.tree.exists("1+1")
    assert shown_of(wrapping, 1) == LONG
    assert wrapping.tree.tag_has("odd", "1+1")


def test_all_lines_of_the_last_row_are_in_sight_at_the_end(wrapping: RecordTable, root: Root, press: Press) -> None:
    wrapping.filter("cong chuc")
    press("<End>")
    assert shown_of(wrapping, 6_666) == LONG
    last = wrapping.tree.get_children()[-1]
    assert wrapping.tree.bbox(last), "the last line is drawn inside the table"


def test_the_cursor_goes_row_by_row_not_line_by_line(wrapping: RecordTable, opened: list[int], press: Press) -> None:
    press("<Down>")
    press("<Down>")
    press("\n")
    assert opened == [2]


def test_a_click_on_any_line_of_a_row_chooses_it(wrapping: RecordTable, root: Root) -> None:
    box = wrapping.tree.bbox("1+1", "1")
    assert box, "the second line is in sight"
    wrapping.tree.event_generate("<Button-1>", x=int(box[0]) + 5, y=int(box[1]) + 5)
    root.update()
    assert wrapping.selected == (1,)


def test_a_text_shown_whole_is_not_told_again_under_the_table(wrapping: RecordTable, press: Press) -> None:
    press("<Down>")
    assert LONG not in str(wrapping.foot.cget("text"))


def test_a_low_table_shows_many_rows_and_tells_the_cut_text_of_one(
    wrapping: RecordTable, root: Root, press: Press
) -> None:
    wrapping.place(height=300)
    root.update()
    press("<Down>")
    assert not wrapping.tree.exists("1+1")
    assert len(wrapping.tree.get_children()) >= 6
    assert LONG in str(wrapping.foot.cget("text"))


def test_keys_choose_among_the_columns_that_have_a_title(root: Root, press: Press) -> None:
    made = RecordTable(root, [Column(""), Column("Mã"), Column("Tên")], load("vi"), empty="", fold=without_tones)
    made.pack(fill="both", expand=True)
    made.show([("●", "2", "b"), ("", "1", "a")])
    root.update()
    made.first_focus()
    root.update()
    assert "Mã" in str(made.foot.cget("text"))
    press("<Left>")
    assert "Tên" in str(made.foot.cget("text"))
    press("<Right>")
    press("<F4>")
    assert made.rows.sorted_by == 1


def test_a_number_stands_off_the_words_beside_it(root: Root) -> None:
    made = RecordTable(root, [Column("Số", is_number=True), Column("Tên")], load("vi"), empty="", fold=without_tones)
    made.pack(fill="both", expand=True)
    made.show([("7", "b")])
    root.update()
    assert str(made.tree.heading("0", "text")).endswith("  ")
    assert made.tree.set("0", "0") == "7  "


def test_enter_in_the_filter_opens_the_only_row_that_is_left(
    table: RecordTable, opened: list[int], root: Root, press: Press
) -> None:
    table.show([("1", NAMES[0]), ("2", NAMES[1]), ("3", NAMES[2])])
    press(NAMES[1][0].lower())
    table.filter(NAMES[1])
    press("\n")
    root.update()
    assert opened == [1]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_column_that_has_its_room_cuts_nothing(root: Root, percent: int) -> None:
    dress(root, percent)
    table = RecordTable(
        root, [Column("Số", 8), Column("Tên", 30, stretches=True)], load("vi"), empty="", fold=without_tones
    )
    table.pack(fill="both", expand=True)
    table.show([("100001-26", NAMES[0])])
    root.update()
    tree = table.tree
    room = tree.column("#1", "width") - 2 * cell_padding(root.look)
    assert room >= root.look.body.measure("100001-26")
    assert not tree.cut_texts(0)
