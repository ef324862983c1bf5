"""What is taller than its place is scrolled by the wheel wherever over it the pointer is."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

import pytest

from desktop.theme import Root
from desktop.widgets.scrolled import Scrolled


@pytest.fixture
def parts(root: Root) -> dict[str, tk.Misc]:
    """A card in a scrolled frame with a field, a button and a table, and much below them."""
    scrolled = Scrolled(root)
    scrolled.grid(sticky="nsew")
    root.rowconfigure(0, weight=1)
    card = ttk.Frame(scrolled.inside)
    card.grid()
    made: dict[str, tk.Misc] = {"card": card, "words": ttk.Label(card, text="Tên"), "field": ttk.Entry(card),
                                "button": ttk.Button(card, text="Lưu"), "table": ttk.Treeview(card)}  # fmt: skip
    for each in list(made.values())[1:]:
        each.grid()  # type: ignore[attr-defined]  # all of them are widgets
    tk.Frame(card, height=3000, width=10).grid()
    root.update()
    return made | {"scrolled": scrolled}


def seen(scrolled: tk.Misc) -> int:
    """How far down the frame stands."""
    assert isinstance(scrolled, Scrolled)
    return -scrolled.inside.winfo_y()


@pytest.mark.parametrize("over", ["card", "words", "field", "button"])
def test_the_wheel_over_anything_inside_scrolls(root: Root, parts: dict[str, tk.Misc], over: str) -> None:
    assert seen(parts["scrolled"]) == 0
    parts[over].event_generate("<Button-5>")
    root.update()
    down = seen(parts["scrolled"])
    assert down > 0
    parts[over].event_generate("<Button-5>")
    root.update()
    assert seen(parts["scrolled"]) == 2 * down, "once for each turn"
    for _ in range(3):
        parts[over].event_generate("<Button-4>")
    root.update()
    assert seen(parts["scrolled"]) == 0


def test_a_table_inside_keeps_its_own_wheel(root: Root, parts: dict[str, tk.Misc]) -> None:
    parts["table"].event_generate("<Button-5>")
    root.update()
    assert seen(parts["scrolled"]) == 0


def test_what_comes_later_scrolls_too(root: Root, parts: dict[str, tk.Misc]) -> None:
    later = ttk.Label(parts["card"], text="Sau")
    later.grid()
    root.update()
    later.event_generate("<Button-5>")
    root.update()
    assert seen(parts["scrolled"]) > 0
