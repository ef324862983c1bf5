"""Texts in cells of a workbook."""

from __future__ import annotations

from exports.workbook_text import plain


def test_a_line_ends_in_one_way_wherever_it_was_written() -> None:
    """Else a workbook made on Windows shows an empty line between any two lines of a comment."""
    assert plain("một\r\nhai\rba\nbốn\x00") == "một\nhai\nba\nbốn"
