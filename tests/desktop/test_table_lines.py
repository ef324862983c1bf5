"""Long texts of a table over several lines, and which rows are in sight then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.table_lines import first_for_end, first_in_sight, in_sight, shortened, wrapped


def test_a_text_that_fits_is_one_line() -> None:
    assert wrapped("Nơi ngồi chờ sạch sẽ", 20, len) == ["Nơi ngồi chờ sạch sẽ"]


def test_a_long_text_is_parted_between_words() -> None:
    assert wrapped("Nơi ngồi chờ có đủ chỗ ngồi", 12, len) == ["Nơi ngồi chờ", "có đủ chỗ", "ngồi"]


@given(st.text(alphabet="aăâ bc", max_size=30), st.integers(1, 40))
def test_a_cut_text_is_its_beginning_and_says_that_it_is_cut(text: str, room: int) -> None:
    cut = shortened(text, room, len)
    assert len(cut) <= max(room, 1)
    if cut != text:
        assert len(text) > room
        assert cut[-1] == "…"
        assert text.startswith(cut[:-1])


def test_a_word_wider_than_the_column_stands_alone() -> None:
    assert wrapped("a xxxxxxxxxx b", 4, len) == ["a", "xxxxxxxxxx", "b"]


def test_no_room_at_all_parts_nothing() -> None:
    assert wrapped("một hai", 0, len) == ["một hai"]


@given(st.text(), st.integers(1, 30))
def test_no_word_is_lost(text: str, room: int) -> None:
    assert " ".join(wrapped(text, room, len)).split() == text.split()


HIGH = (1, 3, 1, 2, 1, 1)


@pytest.mark.parametrize(("top", "room", "seen"), [(0, 4, 2), (0, 5, 3), (1, 3, 1), (1, 1, 1), (4, 9, 2), (0, 20, 6)])
def test_rows_in_sight_are_those_whose_lines_all_fit_and_one_at_least(top: int, room: int, seen: int) -> None:
    assert in_sight(top, len(HIGH), room, HIGH.__getitem__) == seen


@pytest.mark.parametrize(
    ("cursor", "top", "room", "then"), [(3, 0, 4, 2), (3, 0, 7, 0), (1, 2, 4, 1), (5, 0, 4, 3), (1, 1, 1, 1)]
)
def test_the_row_of_the_cursor_is_brought_into_sight(cursor: int, top: int, room: int, then: int) -> None:
    assert first_in_sight(cursor, top, room, HIGH.__getitem__) == then


@pytest.mark.parametrize(("room", "top"), [(4, 3), (5, 2), (100, 0), (1, 5)])
def test_the_end_of_a_table_fills_the_room(room: int, top: int) -> None:
    assert first_for_end(len(HIGH), room, HIGH.__getitem__) == top


@given(st.lists(st.integers(1, 5), min_size=1), st.data(), st.integers(1, 12))
def test_the_cursor_is_always_in_sight(high: list[int], data: st.DataObject, room: int) -> None:
    cursor = data.draw(st.integers(0, len(high) - 1))
    top = first_in_sight(cursor, data.draw(st.integers(0, len(high) - 1)), room, high.__getitem__)
    assert top <= cursor < top + in_sight(top, len(high), room, high.__getitem__)
