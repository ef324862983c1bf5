"""Buttons side by side in as many lines as the width needs, so that nothing is cut off at large text sizes."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk

from desktop.theme import look_of
from desktop.widgets.question_row import flow


class FlowBar(ttk.Frame):
    """Make widgets with this bar as parent and `add` them; `at_right` lines them up at the right edge."""

    def __init__(self, parent: tk.Misc, *, at_right: bool = False) -> None:
        super().__init__(parent, height=1, width=1)
        self._at_right = at_right
        self._members: list[tk.Widget] = []
        self._laid_out: tuple[int, ...] = ()
        self.bind("<Configure>", lambda event: self._lay_out(event.width))

    def add(self, widget: tk.Widget) -> None:
        """Put `widget` behind the others."""
        self._members.append(widget)
        widget.bind("<Configure>", lambda _: self._lay_out(self.winfo_width()), add=True)
        self._lay_out(self.winfo_width())

    def lay_out_anew(self) -> None:
        """Place the widgets again although neither they nor the width have changed."""
        self._laid_out = ()
        self._lay_out(self.winfo_width())

    def shown(self, members: list[tk.Widget], width: int) -> list[tk.Widget]:
        """Which of `members` have a place."""
        return members

    def _lay_out(self, width: int) -> None:
        asked = (width, *(member.winfo_reqwidth() for member in self._members))
        if width <= 1 or asked == self._laid_out:
            return
        self._laid_out = asked
        look = look_of(self)
        members = self.shown(self._members, width)
        sizes = [member.winfo_reqwidth() for member in members]
        places = not_alone(flow(sizes, width, look.em), sizes, width, look.em)
        tall = max((member.winfo_reqheight() for member in members), default=0)
        used = [0] * (places[-1][1] + 1 if places else 0)
        for (x, line), size in zip(places, sizes, strict=True):
            used[line] = x + size
        for member, (x, line) in zip(members, places, strict=True):
            shift = max(0, width - used[line]) if self._at_right else 0
            member.place(x=x + shift, y=line * (tall + look.lines(0.3)), height=tall)
        self.configure(height=max(1, len(used) * (tall + look.lines(0.3)) - look.lines(0.3)))


def not_alone(places: Sequence[tuple[int, int]], sizes: Sequence[int], width: int, gap: int) -> list[tuple[int, int]]:
    """These places (x and line), but with company for a widget that would stand alone on the last line under three or more."""
    found = list(places)
    lines = [line for _, line in found]
    if len(found) < 4 or lines.count(lines[-1]) != 1 or lines.count(lines[-1] - 1) < 3:
        return found
    last = lines[-1]
    if sizes[-2] + gap + sizes[-1] <= width:
        found[-2:] = [(0, last), (sizes[-2] + gap, last)]
    return found
