"""A bar of buttons that is never cut off, and one that never takes a third line."""

from __future__ import annotations

from tkinter import ttk

from desktop.theme import Root
from desktop.widgets.action_bar import ActionBar
from desktop.widgets.flow_bar import FlowBar, not_alone


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


def test_a_button_that_grows_moves_the_ones_behind_it(root: Root) -> None:
    bar = FlowBar(root)
    bar.pack(fill="x")
    buttons = [ttk.Button(bar, text=f"Nút số {number}") for number in range(3)]
    for button in buttons:
        bar.add(button)
    root.update()
    buttons[0].configure(style="Accent.TButton", text="Việc cần làm tiếp theo")
    root.update()
    ends = [button.winfo_x() + button.winfo_width() for button in buttons]
    gaps = [button.winfo_x() - end for button, end in zip(buttons[1:], ends, strict=False)]
    assert gaps == [root.look.em] * 2


def test_the_buttons_of_a_screen_never_take_a_third_line(root: Root) -> None:
    bar = ActionBar(root, "Việc khác")
    bar.pack(fill="x")
    buttons = [ttk.Button(bar, text=f"Nút số {number} dài dòng") for number in range(9)]
    buttons[-1].configure(style="Accent.TButton")
    for button in buttons:
        bar.add(button)
    for is_short, lines in ((False, 2), (True, 1)):
        bar.fold(is_short=is_short)
        root.geometry("600x400")
        root.update()
        seen = [button for button in buttons if button.winfo_ismapped()]
        assert len({button.winfo_y() for button in (*seen, bar.more)}) == lines
        assert buttons[-1] in seen
        assert sorted(map(str, (*seen, *bar.behind))) == sorted(map(str, buttons))
    bar.fold(is_short=False)
    root.geometry("1300x400")
    root.update()
    assert not bar.behind
    assert not bar.more.winfo_ismapped()


def test_no_button_stands_alone_under_three() -> None:
    assert not_alone([(0, 0), (11, 0), (22, 0), (0, 1)], [10] * 4, 40, 1) == [(0, 0), (11, 0), (0, 1), (11, 1)]
    for kept in ([(0, 0), (11, 0), (0, 1)], [(0, 0), (11, 0), (22, 0)], []):
        assert not_alone(kept, [10] * 3, 40, 1) == kept
