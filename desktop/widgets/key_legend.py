"""The keys that work here, drawn as keys with their meaning."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence

from desktop import theme
from desktop.theme import look_of
from desktop.widgets.question_row import flow


class KeyLegend(tk.Canvas):
    """Pairs of key and meaning in as many lines as they need."""

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent, background=theme.PAGE, highlightthickness=0, borderwidth=0, height=1)
        self._keys: tuple[tuple[str, str], ...] = ()
        self._width = 0
        self.bind("<Configure>", self._resized)

    def show(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show these (key, translated meaning) pairs."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self._draw()

    def _resized(self, event: tk.Event[tk.Misc]) -> None:
        if event.width != self._width:
            self._width = event.width
            self._draw()

    def _draw(self) -> None:
        if self._width <= 1:
            return
        look = look_of(self)
        font, em = look.small, look.em
        self.delete("all")
        caps = [font.measure(key) + em for key, _ in self._keys]
        sizes = [cap + em // 2 + font.measure(meaning) for cap, (_, meaning) in zip(caps, self._keys, strict=True)]
        step, tall = look.lines(1.45), look.lines(1.2)
        places = flow(sizes, self._width, round(em * 1.8))
        for (key, meaning), cap, (x, line) in zip(self._keys, caps, places, strict=True):
            top = line * step + look.hair
            self.create_rectangle(x, top, x + cap, top + tall, fill=theme.CARD, outline=theme.EDGE_STRONG,
                                  width=look.hair)  # fmt: skip
            self.create_text(x + cap // 2, top + tall // 2, text=key, font=font, fill=theme.INK)
            self.create_text(x + cap + em // 2, top + tall // 2, text=meaning, anchor="w", font=font, fill=theme.QUIET)
        height = (places[-1][1] + 1) * step if places else 1
        if int(self["height"]) != height:
            self.configure(height=height)
