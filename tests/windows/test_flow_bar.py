"""A bar of buttons that is never cut off."""

from __future__ import annotations

from tkinter import ttk

from desktop.theme import Root
from desktop.widgets.flow_bar import FlowBar


def test_buttons_take_as_many_lines_as_the_width_needs(root: Root) -> None:
    bar = FlowBar(root)
    bar.pack(fill="x")
    buttons = [ttk.Button(bar, text=f"Nút số {number} dài dòng") for number in range(6)]
    for button in buttons:
        bar.add(button)
    tops = set()
    for width in (1200, 400):
        root.geometry(f"{width}x400")
        root.update()
        assert all(button.winfo_x() + button.winfo_width() <= width for button in buttons)
        assert all(button.winfo_y() + button.winfo_height() <= bar.winfo_height() for button in buttons)
        tops.add(len({button.winfo_y() for button in buttons}))
    assert max(tops) > 1
