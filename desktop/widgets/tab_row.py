"""A slim row of tabs, each with the key that shows it; Shift with the key works from anywhere in the window."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from tkinter import ttk
from typing import NamedTuple

from desktop import theme
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.pressed import pressed

KEYS = ("F1", "F2", "F3", "F5", "F6", "F7", "F8", "F11", "F12")
"""With Shift; F4 sorts in every table."""

FEW = 4
"""So many tabs find room in one line at every text size."""


class Tab(NamedTuple):
    """One tab: its place, which also gives its key (0 = Shift+F1), its translated title, and how much waits in it."""

    place: int
    title: str
    waiting: int = 0


class TabRow(ttk.Frame):
    """`on_choose` is called with the place of the tab that was clicked or whose key was pressed."""

    def __init__(self, parent: tk.Misc, on_choose: Callable[[int], object]) -> None:
        super().__init__(parent)
        look = look_of(self)
        style = ttk.Style(self)
        for name, ground, ink, edge in (
            ("Tab.TButton", theme.PAGE, theme.ACCENT_DEEP, theme.EDGE),
            ("Shown.Tab.TButton", theme.ACCENT_DEEP, theme.CARD, theme.ACCENT_DEEP),
        ):
            style.configure(name, background=ground, foreground=ink, bordercolor=edge, lightcolor=ground,
                            darkcolor=ground, padding=(look.em, look.lines(0.12)), width=0)  # fmt: skip
            style.map(name, background=[("active", theme.ACCENT_PALE if ground == theme.PAGE else ground)])
        self.columnconfigure(0, weight=1)
        self._on_choose = on_choose
        self._bar = FlowBar(self)
        self._bar.grid(row=0, column=0, sticky="ew")
        self._shown: tuple[tuple[Tab, ...], int] = ((), -1)
        self._is_short = False
        window = self.winfo_toplevel()
        for place, key in enumerate(KEYS):
            window.bind(f"<Shift-{key}>", pressed(self._by_key, place))
        self.bind("<Destroy>", self._unbind, add=True)

    def show(self, tabs: Sequence[Tab], shown: int) -> None:
        """Show these tabs, the one at the place `shown` marked."""
        if (tuple(tabs), shown) != self._shown:
            self._shown = (tuple(tabs), shown)
            self._draw()

    def _draw(self) -> None:
        tabs, shown = self._shown
        self._bar.destroy()
        self._bar = FlowBar(self)
        self._bar.grid(row=0, column=0, sticky="ew")
        self._bar.add(
            ttk.Label(self._bar, text="Shift +", style="Small.TLabel", padding=(0, look_of(self).lines(0.25), 0, 0))
        )
        for tab in tabs:
            style = "Shown.Tab.TButton" if tab.place == shown else "Tab.TButton"
            self._bar.add(ttk.Button(self._bar, text=self._text(tab), style=style, takefocus=0,
                                     command=partial(self._on_choose, tab.place)))  # fmt: skip

    def make_room(self, *, is_short: bool) -> None:
        """Stay in one line where lines are few: of many tabs only the shown one keeps its title."""
        if is_short != self._is_short:
            self._is_short = is_short
            self._draw()
        self.grid_configure(pady=(0, look_of(self).lines(0.1 if is_short else 0.3)))

    def _text(self, tab: Tab) -> str:
        tabs, shown = self._shown
        title = "" if self._is_short and len(tabs) > FEW and tab.place != shown else f"  {tab.title}"
        return f"{KEYS[tab.place]}{title}" + (f" ({tab.waiting})" if tab.waiting else "")

    def _by_key(self, place: int) -> str:
        if any(tab.place == place for tab in self._shown[0]):
            self._on_choose(place)
        return "break"

    def _unbind(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self:
            for key in KEYS:
                self.winfo_toplevel().unbind(f"<Shift-{key}>")
