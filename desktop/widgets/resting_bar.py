"""A bar for scrolling that stands there only while something lies out of sight."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk


class RestingBar(ttk.Scrollbar):
    """The bar at the right of what scrolls up and down, or below what scrolls from side to side, in a cell of the grid of its own.

    With `keeps_room` its place stays free while it rests, so that nothing beside it moves.
    """

    def __init__(
        self,
        parent: tk.Misc,
        command: Callable[..., tuple[float, float] | None],
        *,
        row: int,
        column: int = 1,
        keeps_room: bool = False,
        is_across: bool = False,
    ) -> None:
        super().__init__(parent, command=command, orient="horizontal" if is_across else "vertical")
        self.grid(row=row, column=column, sticky="ew" if is_across else "ns")
        if keeps_room:
            parent.columnconfigure(column, minsize=self.winfo_reqwidth())

    def set(self, first: float | str, last: float | str) -> None:
        """Show the part from `first` to `last` of the whole (0…1)."""
        super().set(first, last)
        if float(first) <= 0 and float(last) >= 1:
            self.grid_remove()
        else:
            self.grid()
